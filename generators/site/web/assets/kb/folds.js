/* Closes on a phone what a page marks as coming after its answer; a wide screen, paper and a page without script show it. */
"use strict";
(function () {
  const narrow = matchMedia("(max-width: 600px)");

  function fold() {
    for (const one of document.querySelectorAll("details[data-narrow]")) one.open = !narrow.matches;
    unfold();
  }

  /* What an address points at is never left in a closed fold. */
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = target && target.closest("details[data-narrow]");
    if (!around || around.open) return;
    around.open = true;
    target.scrollIntoView();
  }

  fold();
  narrow.addEventListener("change", fold);
  addEventListener("hashchange", unfold);
})();

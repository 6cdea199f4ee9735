/* On a disk a link that a script made leads to a page, not to the list of a folder; links of the markup may do so already. */
"use strict";
(function () {
  if (location.protocol !== "file:") { return; }

  function named(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || link.protocol !== "file:" || !link.pathname.endsWith("/")) { return; }
    link.pathname += "index.html";
  }

  for (const one of ["pointerdown", "keydown", "click"]) { addEventListener(one, named, true); }
})();

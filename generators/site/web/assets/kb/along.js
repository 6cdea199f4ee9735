/* Shows the document that the address of a file of many names, before the scripts that work on it run; else the list of all, with a search. */
"use strict";
(function () {
  const list = document.querySelector(".kb-along-list"), one = document.querySelector(".kb-along-one");
  const box = list.querySelector("input"), none = list.querySelector(".kb-along-none");
  const texts = new Map(Array.from(document.querySelectorAll("template"), function (each) {
    return [each.dataset.id, each];
  }));

  function asked() {
    const [id, place] = decodeURIComponent(location.hash.slice(1)).split("/");
    return { id: texts.has(id) ? id : "", place: place };
  }

  /* The document is placed once: what works on it has begun, so another one is another reading of the file. */
  function turned() {
    const next = asked();
    if (next.id !== shown) { location.reload(); return; }
    go(next.place);
  }

  function go(place) {
    const there = place && document.getElementById(place);
    if (!there) { return; }
    for (let each = there; each; each = each.parentElement) { if (each.tagName === "DETAILS") { each.open = true; } }
    there.scrollIntoView();
  }

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }

  /* What is called so comes before what only says so. */
  function find() {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    function holds(text) { return words.every(function (word) { return text.includes(word); }); }
    let count = 0;
    for (const part of list.querySelectorAll("ul")) {
      const rows = Array.from(part.children), named = rows.filter(function (row) { return holds(folded(row.textContent)); });
      for (const row of rows) {
        row.hidden = !holds(folded(row.textContent + texts.get(row.dataset.id).content.textContent));
        count += row.hidden ? 0 : 1;
      }
      part.prepend(...named);
      part.previousElementSibling.hidden = part.hidden = rows.every(function (row) { return row.hidden; });
    }
    none.hidden = count > 0;
  }

  const first = asked(), shown = first.id;
  if (shown) {
    list.hidden = true;
    one.hidden = false;
    one.append(texts.get(shown).content.cloneNode(true));
    document.title = one.querySelector("h1").textContent;
  }
  addEventListener("hashchange", turned);
  addEventListener("load", function () { go(first.place); });
  box.addEventListener("input", find);
})();

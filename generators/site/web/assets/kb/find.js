/* Opens the search: by its link, by Ctrl and K, by an address with a question. What it needs is loaded only then. */
"use strict";
(function () {
  const PARTS = ["fold", "signs", "rank", "excerpt", "store", "hits", "dialog"];
  const here = document.currentScript.src, root = new URL("../../", here).href;
  let opened = null;

  function load(part) { return kbDom.load(new URL("find/" + part + ".js", here).href); }

  async function open(query) {
    opened = opened || Promise.all(PARTS.map(load));
    await opened;
    kbDialog.open(root, query);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a.kb-find-open");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    open("").catch(function () { location.href = link.href; }); /* where it leads without a script */
  });
  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) { return; }
    event.preventDefault();
    open("");
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked !== null) { open(asked); }
})();

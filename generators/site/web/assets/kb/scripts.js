/* Loads the scripts that a page names, one after the other; no other page has them. */
"use strict";
(function () {
  for (const place of document.querySelectorAll("[data-scripts]")) {
    place.dataset.scripts.split(" ").forEach(kbDom.load);
  }
})();

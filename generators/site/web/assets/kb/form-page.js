/* Loads the scripts of a form, one after the other, on the pages that name them; no other page has them. */
"use strict";
(function () {
  const place = document.querySelector(".kb-form[data-scripts]");
  if (!place) { return; }
  place.dataset.scripts.split(" ").forEach(function (file) {
    const made = document.createElement("script");
    made.src = file;
    made.async = false;
    document.head.append(made);
  });
})();

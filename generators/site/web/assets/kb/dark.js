/* In a file of its own the device says whether it is dark; on the site the theme's switch does. */
"use strict";
(function () {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function look() { document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default"; }
  look();
  dark.addEventListener("change", look);
})();

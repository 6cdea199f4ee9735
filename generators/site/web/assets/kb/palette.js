/* Light or dark before anything is drawn, as was chosen last or as the device says. The theme writes this into each page
   (partials/javascripts/palette.html of mkdocs-material, MIT); it stands behind the switch and runs at once. */
"use strict";
(function () {
  const chosen = window.__md_get("__palette"), colour = chosen && chosen.color;
  if (!colour) { return; }
  if (colour.media === "(prefers-color-scheme)") { /* whatever the device says now */
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + (light ? "light" : "dark") + ")']");
    ["media", "scheme", "primary", "accent"].forEach(function (name) { colour[name] = input.getAttribute("data-md-color-" + name); });
  }
  Object.entries(colour).forEach(function (pair) { document.body.setAttribute("data-md-color-" + pair[0], pair[1]); });
})();

/* What the scripts of the theme keep in the browser, and under which name: that of the site's root. The theme writes this
   into each page (partials/javascripts/base.html of mkdocs-material, MIT); a file is loaded once and needs no leave of its own. */
"use strict";
window.__md_scope = new URL("../../", document.currentScript.src);
window.__md_hash = function (text) {
  return Array.from(text).reduce(function (sum, sign) { return (sum << 5) - sum + sign.charCodeAt(0); }, 0);
};
window.__md_get = function (name, store = localStorage, scope = window.__md_scope) {
  return JSON.parse(store.getItem(scope.pathname + "." + name));
};
window.__md_set = function (name, value, store = localStorage, scope = window.__md_scope) {
  try { store.setItem(scope.pathname + "." + name, JSON.stringify(value)); }
  catch (_) { /* a browser that keeps nothing */ }
};

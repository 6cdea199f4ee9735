/* What is being filled in, kept in this browser until it is handed over: one draft a kind and record, and never two at once unseen. */
"use strict";
const kbDraft = (function () {
  /* From a disk all pages share one storage: the site's own folder is part of the name. */
  function of(root, kind, record) {
    const key = "kb-form " + new URL(root, location.href).pathname + " " + kind + " " + (record || "");
    const me = String(Math.random()).slice(2);
    let store = null, other = function () {};
    try {
      localStorage.setItem(key + " ?", "");
      localStorage.removeItem(key + " ?");
      store = localStorage;
    } catch (_) { /* forbidden by a policy: nothing is kept, and the page says so */ }
    addEventListener("storage", function (event) {
      if (event.key !== key || !event.newValue) { return; }
      if (parse(event.newValue).by !== me) { other(); }
    });

    function parse(text) {
      try { return JSON.parse(text) || {}; } catch (_) { return {}; }
    }

    return {
      read: function () {
        const found = store ? parse(store.getItem(key)) : {};
        return found.data ? found : null;
      },
      keep: function (data, opened, from) {
        if (!store) { return false; }
        try { store.setItem(key, JSON.stringify({ by: me, at: Date.now(), data: data, opened: opened, from: from })); } catch (_) { return false; }
        return true;
      },
      clear: function () { if (store) { store.removeItem(key); } },
      watch: function (act) { other = act; }
    };
  }

  return { of: of };
})();

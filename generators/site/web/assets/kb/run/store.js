/* Runs kept in this browser until they are handed over: any number of them, each under its own key. */
"use strict";
const kbRuns = (function () {
  const me = String(Math.random()).slice(2);
  const PREFIX = "kb-run ", HERE = "kb-run-here", NEXT = "kb-run-next", SOON = 600000;
  let store = null, act = function () {};

  /* A file by itself, a disk and a server know a book by its id alone: no address is part of a name. */
  try {
    localStorage.setItem(PREFIX + "?", "");
    localStorage.removeItem(PREFIX + "?");
    store = localStorage;
  } catch (_) { /* forbidden by a policy: nothing is kept, and the page says so */ }

  function parse(text) {
    try { return JSON.parse(text) || null; } catch (_) { return null; }
  }

  function read(id) { return store ? parse(store.getItem(PREFIX + id)) : null; }

  /* All runs, those last touched first. */
  function all() {
    const keys = store ? Object.keys(store).filter(function (key) { return key.startsWith(PREFIX); }) : [];
    return keys.map(function (key) { return parse(store.getItem(key)); }).filter(function (one) { return one && one.id && one.log; })
      .sort(function (one, other) { return other.touched - one.touched; });
  }

  function keep(run) {
    run.touched = Date.now();
    run.writer = me;
    if (!store) { return false; }
    try { store.setItem(PREFIX + run.id, JSON.stringify(run)); } catch (_) { return false; }
    return true;
  }

  function clear(id) { if (store) { store.removeItem(PREFIX + id); } }

  /* The run that this window is in, so that a page that is loaded again goes on with it. */
  function here(id) {
    try {
      if (id === undefined) { return sessionStorage.getItem(HERE) || ""; }
      if (id) { sessionStorage.setItem(HERE, id); } else { sessionStorage.removeItem(HERE); }
    } catch (_) { /* then the page begins with the list of what is kept */ }
    return id || "";
  }

  /* The book that a run goes on in: told to its page, whatever its address; asked for once, and not much later. */
  function next(told) {
    if (!store) { return null; }
    if (told) { store.setItem(NEXT, JSON.stringify(Object.assign({ at: Date.now() }, told))); return told; }
    const found = parse(store.getItem(NEXT));
    return found && Date.now() - found.at < SOON ? found : null;
  }

  function arrived() { if (store) { store.removeItem(NEXT); } }

  addEventListener("storage", function (event) {
    const found = event.key && event.key.startsWith(PREFIX) && event.newValue ? parse(event.newValue) : null;
    if (found && found.writer !== me) { act(found.id); }
  });

  return { here: here, next: next, arrived: arrived, read: read, all: all, keep: keep, clear: clear, watch: function (what) { act = what; } };
})();

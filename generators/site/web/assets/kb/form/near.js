/* Which known name a misspelt one is like: `ratio` of Python's difflib, so that both sides guess the same. */
"use strict";
const kbNear = (function () {
  const LIKE = 0.85, SAME_LETTERS = 0.75;

  function longest(a, b, alo, ahi, blo, bhi) {
    let besti = alo, bestj = blo, best = 0, lengths = new Map();
    for (let i = alo; i < ahi; i += 1) {
      const next = new Map();
      for (let j = blo; j < bhi; j += 1) {
        if (a[i] !== b[j]) { continue; }
        const size = (lengths.get(j - 1) || 0) + 1;
        next.set(j, size);
        if (size > best) { besti = i - size + 1; bestj = j - size + 1; best = size; }
      }
      lengths = next;
    }
    return [besti, bestj, best];
  }

  function matched(a, b, alo, ahi, blo, bhi) {
    const [i, j, size] = longest(a, b, alo, ahi, blo, bhi);
    return size ? size + matched(a, b, alo, i, blo, j) + matched(a, b, i + size, ahi, j + size, bhi) : 0;
  }

  function likeness(name, word) {
    const a = Array.from(name), b = Array.from(word), both = a.length + b.length;
    return both ? 2 * matched(a, b, 0, a.length, 0, b.length) / both : 1;
  }

  /* How like two names must be: of the same letters only their order is a slip. */
  function least(name, word) {
    return Array.from(name).sort().join("") === Array.from(word).sort().join("") ? SAME_LETTERS : LIKE;
  }

  /* The best of the names, of equally good ones the last in the order of their letters; empty if none is near. */
  function close(word, names) {
    let best = "", most = 0;
    names.forEach(function (name) {
      const like = likeness(name, word);
      if (like >= least(name, word) && (like > most || (like === most && name > best))) { best = name; most = like; }
    });
    return best;
  }

  return { close: close, likeness: likeness };
})();

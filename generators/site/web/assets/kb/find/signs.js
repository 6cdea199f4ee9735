/* Which pages may hold a word at all: for each pair of signs the set of pages in which it stands, as bits. It touches no page.
   Two pairs may share a set, so what may hold a word is still looked into; what may not is passed over, 32 pages at once. */
"use strict";
const kbSigns = (function () {
  const BITS = 12, SETS = 1 << BITS; /* 4096 sets: half a kilobyte for a page */

  function pair(first, second) { return Math.imul(Math.imul(first, 31) + second, 0x9e3779b1) >>> (32 - BITS); }

  function signs(texts) {
    const width = (texts.length + 31) >>> 5, sets = new Uint32Array(SETS * width);

    function add(number, text) {
      const at = number >>> 5, mine = 1 << (number & 31);
      for (let sign = 1, first = text.charCodeAt(0); sign < text.length; sign += 1) {
        const second = text.charCodeAt(sign);
        sets[pair(first, second) * width + at] |= mine;
        first = second;
      }
    }

    /* The pages that hold every pair of a word, all of them where it has none. */
    function all(word) {
      const held = new Uint32Array(width).fill(0xffffffff);
      for (let sign = 1; sign < word.length; sign += 1) {
        const from = pair(word.charCodeAt(sign - 1), word.charCodeAt(sign)) * width;
        for (let at = 0; at < width; at += 1) { held[at] &= sets[from + at]; }
      }
      return held;
    }

    /* The numbers of the pages that may hold one of these words. */
    function may(words) {
      const some = words.map(all), found = [];
      for (let at = 0; at < width; at += 1) {
        let held = some.reduce(function (bits, one) { return bits | one[at]; }, 0);
        while (held) {
          const number = (at << 5) + 31 - Math.clz32(held & -held);
          if (number < texts.length) { found.push(number); }
          held &= held - 1;
        }
      }
      return found;
    }

    texts.forEach(function (text, number) { add(number, text); });
    return { add: add, may: may };
  }

  return { signs: signs };
})();

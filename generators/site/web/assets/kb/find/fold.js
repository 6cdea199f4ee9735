/* Text as it is looked for, and what else a word may be written as. It touches no page.
   One sign becomes one sign whatever stands beside it, so that a piece of a text is found in it, and where it stands.
   Numbers in Chinese become digits one by one; of those above ten a word has both ways of writing. */
"use strict";
const kbFold = (function () {
  /* Where signs lie that may look like others: Latin and what follows, signs of width and of compatibility. */
  const CHANGING = [[0x41, 0x5a], [0xa0, 0x33ff], [0xf900, 0xffef]];
  /* Digits in Chinese, nought and two in both of theirs; quotes; the one letter whose small form is two signs. */
  const PAIRS = ["\u96f60", "\u30070", "\u4e001", "\u4e8c2", "\u4e242", "\u4e093", "\u56db4", "\u4e945", "\u516d6", "\u4e037", "\u516b8",
    "\u4e5d9", "\u201c\"", "\u201d\"", "\u2018'", "\u2019'", "\u0130i"];
  const TEN = "\u5341";
  const TABLE = table(), DECODER = new TextDecoder("utf-16le", { ignoreBOM: true });
  const TENS = /(?<![0-9])(?:[1-9]?\u5341[1-9]?|[1-9][0-9])(?![0-9])/g;
  const RUNS = /[a-z][a-z0-9._-]*|[0-9][0-9.]*|[\u3400-\u9fff]+/g;
  const LOOSE = /([^\x00-\x7f])[ \t]+|[ \t]+(?=[^\x00-\x7f])()/g;
  const BESIDE = /[-_./ ]/g; /* between letters and digits of a code, where people leave them out */
  const WAYS = 12, WORDS = 8; /* more are not tried */

  /* What each sign becomes; what would become several stays as it is. */
  function table() {
    const made = new Uint16Array(0x10000).map(function (_, code) { return code; });
    CHANGING.forEach(function (span) {
      for (let code = span[0]; code <= span[1]; code += 1) {
        const folded = String.fromCharCode(code).normalize("NFKC").toLowerCase();
        if (folded.length === 1) { made[code] = folded.charCodeAt(0); }
      }
    });
    PAIRS.forEach(function (pair) {
      made[pair.charCodeAt(0)] = pair.charCodeAt(1);
    });
    return made;
  }

  function fold(text) {
    const codes = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at += 1) { codes[at] = TABLE[text.charCodeAt(at)]; }
    return DECODER.decode(codes);
  }

  /* Many texts at once, which is much quicker; each keeps its length. */
  function folded(texts) {
    const all = fold(texts.join("\n"));
    let from = 0;
    return texts.map(function (text) { from += text.length + 1; return all.slice(from - text.length - 1, from - 1); });
  }

  /* Without the blanks beside Chinese, which are looks. Texts come without them. */
  function tight(text) { return text.replace(LOOSE, "$1$2"); }

  function bare(text) { return /[a-z0-9]/.test(text) ? text.replace(BESIDE, "") : text; }

  function words(query) { return fold(query).split(/\s+/).filter(Boolean).slice(0, WORDS); }

  function tens(text) {
    const at = text.indexOf(TEN);
    return at < 0 ? [text[0], text[1]] : [at ? text[0] : "1", text[at + 1] || "0"];
  }

  /* A number from 10 to 99 in digits and with the sign for ten, before which a one is said or not. */
  function numbered(word) {
    if (!/\u5341|[1-9][0-9]/.test(word)) { return [word]; }
    const digits = word.replace(TENS, function (one) { return tens(one).join(""); });
    const long = word.replace(TENS, function (one) {
      const both = tens(one);
      return both[0] + TEN + (both[1] === "0" ? "" : both[1]);
    });
    return [word, digits, long, long.replace(/(^|[^1-9])1\u5341/g, "$1" + TEN)];
  }

  /* What the words of the search are when they have come: everything that is compared is folded once. */
  function known(words) {
    return Object.assign({}, words, {
      alike: words.alike.map(function (group) { return group.map(fold); }), fillers: words.fillers.map(fold)
    });
  }

  /* A word without what only asks, at its beginning and at its end. */
  function asked(word, fillers) {
    let rest = word, before = "";
    while (rest !== before) {
      before = rest;
      for (const one of fillers) {
        if (rest.startsWith(one)) { rest = rest.slice(one.length); }
        if (rest.endsWith(one)) { rest = rest.slice(0, rest.length - one.length); }
      }
    }
    return rest.length > 1 ? rest : word;
  }

  /* A word, and what else it may be written as: its numbers, each word in it that others stand for, less what only asks. */
  function ways(word, words) {
    const found = new Set(numbered(word)), add = found.add.bind(found), short = asked(word, words.fillers);
    numbered(short).forEach(add);
    words.alike.forEach(function (group) {
      const said = group.filter(function (one) { return short.includes(one); }).sort(function (a, b) { return b.length - a.length; })[0];
      if (!said) { return; }
      group.forEach(function (one) { if (one !== said) { numbered(short.replace(said, one)).forEach(add); } });
    });
    return Array.from(found).slice(0, WAYS);
  }

  /* What is left of a question without the words that only ask, in pieces of two signs; codes whole, a number with what it counts. */
  function pieces(query, fillers) {
    const long = fillers.filter(function (one) { return one.length > 1; }), found = new Set();
    const rest = long.reduce(function (text, one) { return text.split(one).join(" "); }, asked(query, fillers));
    let number = "";
    (rest.match(RUNS) || []).forEach(function (run) {
      const is_word = !/^[a-z0-9]/.test(run);
      if (number) { found.add(number + (is_word ? run[0] : "")); }
      number = /^[0-9]/.test(run) ? run : "";
      if (!number && !is_word) { found.add(run); }
      for (let at = 0; is_word && at + 2 <= run.length; at += 1) { found.add(run.slice(at, at + 2)); }
    });
    if (number) { found.add(number); }
    return found.size ? Array.from(found) : rest.match(RUNS) || [];
  }

  return { bare: bare, fold: fold, folded: folded, known: known, pieces: pieces, tight: tight, ways: ways, words: words };
})();

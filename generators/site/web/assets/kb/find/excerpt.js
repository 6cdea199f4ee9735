/* A piece of a text around what was found in it, cut into parts that are marked and parts that are not. It touches no page. */
"use strict";
const kbExcerpt = (function () {
  const LENGTH = 90, LEAD = 18; /* signs of an excerpt, and of them before what was found */
  const SENTENCE = 12; /* signs that a line has at least that says more than a name */
  const WORDS = /[\u3400-\u9fff]{4}/; /* not a moment, nor a code */

  /* Where in a text each sign of it stands that is left when the blanks beside Chinese are gone. */
  function places(text) {
    const tight = kbFold.tight(text), found = [];
    for (let at = 0, sign = 0; sign < tight.length; at += 1) {
      if (text[at] === tight[sign]) { found.push(at); sign += 1; }
    }
    return { folded: kbFold.fold(tight), at: found };
  }

  /* The parts of a text, each with whether it is marked; the longest of the words that begin at a place is. */
  function marked(text, words) {
    const all = places(text), parts = [];
    let from = 0, sign = 0;
    while (sign < all.folded.length) {
      const word = words.filter(function (one) { return all.folded.startsWith(one, sign); }).sort(function (a, b) { return b.length - a.length; })[0];
      if (!word) { sign += 1; continue; }
      const begin = all.at[sign], end = all.at[sign + word.length - 1] + 1;
      if (begin > from) { parts.push([text.slice(from, begin), false]); }
      parts.push([text.slice(begin, end), true]);
      from = end;
      sign += word.length;
    }
    if (from < text.length) { parts.push([text.slice(from), false]); }
    return parts;
  }

  /* What people call a book: what was asked for first, then what else they say, as far as there is room. */
  function called(page, words) {
    const is_asked = page.foldedNames.map(function (name) { return words.some(function (word) { return name.includes(word); }); });
    if (!is_asked.includes(true)) { return ""; }
    const names = page.names.filter(function (_, at) { return is_asked[at]; }).concat(page.names.filter(function (_, at) { return !is_asked[at]; }));
    return names.reduce(function (told, name) { return told.length + name.length < LENGTH ? (told ? told + "，" : "") + name : told; }, "");
  }

  /* The first line that holds a word and is not the title again; else the first that is a sentence. */
  function line(page, words) {
    const title = kbFold.tight(page.title), lines = page.text.split("\n").filter(function (one) { return one && one !== title; });
    const folded = kbFold.folded(lines);
    for (const word of words) {
      const at = folded.findIndex(function (one) { return one.includes(word); });
      if (at >= 0) { return { text: lines[at], from: Math.max(0, folded[at].indexOf(word) - LEAD) }; }
    }
    return { text: lines.find(function (one) { return one.length >= SENTENCE && WORDS.test(one); }) || "", from: 0 };
  }

  function of(page, words) {
    const names = page.sort === "book" ? called(page, words) : "";
    if (names) { return marked(names, words); }
    const told = line(page, words), to = told.from + LENGTH;
    return (told.from ? [["…", false]] : []).concat(marked(told.text.slice(told.from, to), words), to < told.text.length ? [["…", false]] : []);
  }

  return { marked: marked, of: of };
})();

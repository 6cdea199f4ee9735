/* Answers the theme's search dialog: exact substrings, so that any two Chinese characters, an id or an error
   code find their page. With the first query what pages are called is loaded (search-data.js beside this file)
   and answered from, then their texts, a file at a time; as more is known, the answer is given anew.
   Protocol of the dialog: {type: 0} set up, answered by {type: 1}; {type: 2, data} a query, answered by
   {type: 3, data: {items}}. Titles and texts are put in as markup by the dialog, hence escaped here. */
"use strict";
(function () {
  var LIMIT = 200, LENGTH = 140, LEAD = 30;
  var pages = null, shards = 0, read = 0, filled = 0, newest = null, isReading = false;

  function fold(text) { return text.normalize("NFKC").toLowerCase(); }

  function load(file) { importScripts(new URL(file, self.location.href).href); }

  function loadTitles() {
    load("search-data.js");
    shards = self.__kb.shards;
    pages = self.__kb.pages.map(function (row) {
      return { location: row[0], title: row[1], text: "", foldedTitle: fold(row[1]), folded: "", lead: fold(row[2]) };
    });
    self.__kb = null;
  }

  function loadTexts() {
    load("search-text-" + read + ".js");
    self.__kbTexts.forEach(function (text) { Object.assign(pages[filled], { text: text, folded: fold(text) }); filled += 1; });
    read += 1;
  }

  function count(text, word) {
    var found = 0, at = text.indexOf(word);
    while (at >= 0 && found < 10) { found += 1; at = text.indexOf(word, at + word.length); }
    return found;
  }

  function score(page, words) {
    var total = 0;
    for (var i = 0; i < words.length; i += 1) {
      var inTitle = page.foldedTitle.indexOf(words[i]), inText = count(page.folded, words[i]);
      var place = page.location.toLowerCase();
      var inPlace = place === "r/" + words[i] + "/" ? 130 : place.indexOf(words[i]) >= 0 ? 30 : 0; /* a record by its id */
      if (inTitle < 0 && !inText && !inPlace) { return 0; }
      var inLead = page.lead.indexOf(words[i]) >= 0 ? 35 : 0; /* an error code or a symptom: its runbook first */
      total += (inTitle === 0 ? 60 : inTitle > 0 ? 40 : 0) + inText + inPlace + inLead;
    }
    return total;
  }

  function escape(text) {
    return text.replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }

  /* Escapes a text and marks the words in it; folding keeps lengths for all but a few signs. */
  function mark(text, words) {
    var folded = fold(text), out = "", at = 0;
    if (folded.length !== text.length) { return escape(text); }
    while (at < text.length) {
      var next = -1, length = 0;
      words.forEach(function (word) {
        var hit = folded.indexOf(word, at);
        if (hit >= 0 && (next < 0 || hit < next || (hit === next && word.length > length))) {
          next = hit; length = word.length;
        }
      });
      if (next < 0) { break; }
      out += escape(text.slice(at, next)) + "<mark>" + escape(text.slice(next, next + length)) + "</mark>";
      at = next + length;
    }
    return out + escape(text.slice(at));
  }

  function excerpt(page, words) {
    var first = -1;
    words.forEach(function (word) {
      var hit = page.folded.indexOf(word);
      if (hit >= 0 && (first < 0 || hit < first)) { first = hit; }
    });
    var from = Math.max(0, first - LEAD);
    return (from ? "…" : "") + mark(page.text.slice(from, from + LENGTH), words);
  }

  function search(query) {
    var words = fold(query).replace(/["'+*~^]/g, " ").split(/\s+/).filter(Boolean);
    if (!words.length) { return []; }
    var hits = pages.map(function (page) { return [score(page, words), page]; }).filter(function (hit) { return hit[0]; });
    hits.sort(function (a, b) { return b[0] - a[0] || (a[1].location < b[1].location ? -1 : 1); });
    return hits.slice(0, LIMIT).map(function (hit, rank) {
      var terms = Object.fromEntries(words.map(function (word) { return [word, true]; }));
      return [{
        location: hit[1].location, title: mark(hit[1].title, words), text: excerpt(hit[1], words),
        score: LIMIT - rank, terms: terms
      }];
    });
  }

  /* What is known so far; that there is nothing can be said only when all is read. */
  function answer() {
    var items = search(newest);
    if (items.length || read === shards || !newest.trim()) { self.postMessage({ type: 3, data: { items: items } }); }
  }

  /* Reads the next texts and lets a newer query in between; answers after 1, 2, 4, 8 … files and after the last. */
  function readOn() {
    isReading = read < shards;
    if (!isReading) { return; }
    loadTexts();
    if (read === shards || !(read & (read - 1))) { answer(); }
    setTimeout(readOn);
  }

  self.addEventListener("message", function (event) {
    var message = event.data;
    if (message.type === 0) { self.postMessage({ type: 1 }); return; }
    if (message.type !== 2) { return; }
    newest = message.data;
    if (newest.trim() && !pages) { loadTitles(); }
    answer();
    if (pages && !isReading) { readOn(); }
  });
})();

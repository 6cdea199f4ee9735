/* Answers the theme's search dialog: exact substrings, so that any two Chinese characters, an id or an error
   code find their page. The data (search-data.js beside this file) are loaded with the first query.
   Protocol of the dialog: {type: 0} set up, answered by {type: 1}; {type: 2, data} a query, answered by
   {type: 3, data: {items}}. Titles and texts are put in as markup by the dialog, hence escaped here. */
"use strict";
(function () {
  var LIMIT = 200, LENGTH = 140, LEAD = 30;
  var pages = null, loading = null, newest = null;

  function fold(text) { return text.normalize("NFKC").toLowerCase(); }

  function load() {
    importScripts(new URL("search-data.js", self.location.href).href);
    pages = self.__kb.map(function (row) {
      return {
        location: row[0], title: row[1], text: row[2],
        foldedTitle: fold(row[1]), folded: fold(row[2]), lead: fold(row[3])
      };
    });
    self.__kb = null;
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
    var hits = [];
    pages.forEach(function (page) {
      var value = score(page, words);
      if (value) { hits.push([value, page]); }
    });
    hits.sort(function (a, b) { return b[0] - a[0] || (a[1].location < b[1].location ? -1 : 1); });
    return hits.slice(0, LIMIT).map(function (hit, rank) {
      var terms = {};
      words.forEach(function (word) { terms[word] = true; });
      return [{
        location: hit[1].location, title: mark(hit[1].title, words), text: excerpt(hit[1], words),
        score: LIMIT - rank, terms: terms
      }];
    });
  }

  self.addEventListener("message", function (event) {
    var message = event.data;
    if (message.type === 0) { self.postMessage({ type: 1 }); return; }
    if (message.type !== 2) { return; }
    newest = message.data;
    if (!newest.trim()) { self.postMessage({ type: 3, data: { items: [] } }); return; }
    loading = loading || Promise.resolve().then(load);
    loading.then(function () {
      if (message.data === newest) { self.postMessage({ type: 3, data: { items: search(message.data) } }); }
    });
  });
})();

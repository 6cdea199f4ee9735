/* Keeps the data of the search and loads them: the words, what all pages are called, then texts, those of books first.
   The data are scripts that hand themselves over (generators/site/search/files.py), so that they load from a disk. */
"use strict";
const kbSearch = (function () {
  const TOGETHER = 4; /* files on their way at once */
  const self = { known: null, index: null, read: 0, isWhole: false };
  let root = "", begun = null;

  function load(name) { return kbDom.load(root + "assets/kb/search-" + name + ".js"); }

  self.words = function (words) { self.known = kbFold.known(words); };
  self.pages = function (rows) { self.index = kbRank.index(rows, self.known.kinds); };
  self.texts = function (from, texts) {
    kbRank.fill(self.index, from, texts);
    self.read += 1;
  };

  /* The first file of texts alone, for it holds the books; whoever listens is told when there is more to answer from. */
  async function readOn(tell) {
    await load("data");
    tell();
    const all = self.known.shards;
    for (let next = 0; next < all; next += next ? TOGETHER : 1) {
      const some = Array.from({ length: Math.min(next ? TOGETHER : 1, all - next) }, function (_, at) { return load("text-" + (next + at)); });
      await Promise.all(some);
      self.isWhole = self.read === all;
      tell();
    }
    self.isWhole = true;
    tell();
  }

  /* Begins to load, once; gives the words as soon as they are there. */
  self.begin = function (from, tell, lost) {
    root = from;
    begun = begun || load("words").then(function () { readOn(tell).catch(lost); });
    return begun;
  };

  return self;
})();

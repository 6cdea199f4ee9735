/* Which pages a question finds, the best first. It touches no page of the site, and loads nothing.
   A page is found if it holds every word in one of its ways of writing; in its id, in what people call it, in its
   title and its kind a word weighs more than in its text, and what is to be followed more than what happened. Where
   nothing is called by what was asked, pages that hold most of it in pieces of two signs come, too: they are near. */
"use strict";
const kbRank = (function () {
  const WEIGHTS = { book: 1.6, plan: 1.35, page: 1.15, past: 1, bound: 1, help: 0.6 };
  const OTHER_WAY = 0.85; /* what was not typed itself */
  const NEAR = 0.5; /* of what the pieces of a question weigh together; in what a page is called they weigh thrice */
  const CALLED = 3, WAYS = 4, PIECES = 10; /* ways of writing a question whose pieces are looked for, and how many */
  const KEPT = 300; /* words of which it is kept where they stand */
  const COUNTED = 4; /* times that a word stands in a text; more say no more */
  const SHORTEST = { book: 2, page: 3, plan: 3, help: 3 }; /* name that a question may hold */

  /* The pages as they are looked into; their texts come later, and with each what was kept is forgotten. */
  function index(rows, kinds) {
    const titles = kbFold.folded(rows.map(function (row) { return kbFold.tight(row[1]); }));
    const called = kbFold.folded(kinds.map(function (kind) { return kind[0]; }));
    const pages = rows.map(function (row, number) {
      const kind = kinds[row[2]], names = row[4] || [], heads = row[11] || [], folded = names.map(kbFold.fold), bare = folded.map(kbFold.bare);
      const id = (row[3] || "").toLowerCase(), title = titles[number];
      return {
        number: number, location: row[0], title: row[1], kind: kind[0], sort: kind[1], id: row[3] || "", names: names,
        day: row[5] || "", state: row[6] || "", outcome: row[7] || "", how: row[8] || "", told: row[9] || "", acts: row[10] || [],
        text: "", foldedText: "",
        foldedNames: folded, bareNames: bare, bareHeads: heads.map(kbFold.fold).map(kbFold.bare), foldedTitle: title, length: title.replace(/[0-9]+/g, "0").length,
        foldedKind: called[row[2]], foldedId: id, call: [id, title, called[row[2]]].concat(folded, bare, heads.map(kbFold.fold)).join("\n")
      };
    });
    return { kept: new Map(), pages: pages, signs: kbSigns.signs(pages.map(function (page) { return page.call; })) };
  }

  function fill(one, from, texts) {
    kbFold.folded(texts).forEach(function (folded, at) {
      const page = one.pages[from + at];
      page.text = texts[at];
      page.foldedText = folded;
      one.signs.add(from + at, folded);
    });
    one.kept.clear();
  }

  /* Where a word stands: how often in the text of each page, and whether a page is called by it. */
  function stands(one, word) {
    if (one.kept.has(word)) { return one.kept.get(word); }
    const times = new Uint8Array(one.pages.length), calls = new Uint8Array(one.pages.length), bare = kbFold.bare(word);
    let held = 0;
    one.signs.may(bare === word ? [word] : [word, bare]).forEach(function (number) {
      const page = one.pages[number], text = page.foldedText;
      for (let at = text.indexOf(word); at >= 0 && times[number] < COUNTED; at = text.indexOf(word, at + word.length)) { times[number] += 1; }
      if (page.call.includes(word) || (bare !== word && page.call.includes(bare))) { calls[number] = 1; }
      if (times[number] || calls[number]) { held += 1; }
    });
    if (one.kept.size > KEPT) { one.kept.clear(); }
    one.kept.set(word, { times: times, calls: calls, held: held });
    return one.kept.get(word);
  }

  function among(names, word) {
    let best = 0;
    for (const name of names) {
      if (name.includes(word)) { best = Math.max(best, name === word ? 130 : 40 + 60 * word.length / name.length); }
    }
    return best;
  }

  /* What its parts are called says half as much of a page as what it is called itself. */
  function inNames(page, word) {
    const bare = kbFold.bare(word);
    return Math.max(among(page.bareNames, bare), among(page.bareHeads, bare) / 2);
  }

  function inTitle(page, word) {
    const at = page.foldedTitle.indexOf(word);
    if (at < 0) { return 0; }
    return page.foldedTitle.length === word.length ? 130 : 30 + (at ? 0 : 8) + 60 * Math.min(1, word.length / page.length);
  }

  function inId(page, word) {
    if (word.length < 2 || !page.foldedId.includes(word)) { return 0; }
    return page.foldedId === word ? 400 : 60;
  }

  function inKind(page, word) {
    return page.foldedKind === word ? 50 : word.length > 1 && page.foldedKind.includes(word) ? 20 : 0;
  }

  /* What a word weighs in what a page is called. */
  function weigh(page, word) { return inId(page, word) + Math.max(inNames(page, word), inTitle(page, word)) + inKind(page, word); }

  /* The longest saying of a book, or name of a page, that a question holds, which says more beside. */
  function holds(page, joined) {
    let best = 0;
    if (!(page.sort in SHORTEST)) { return best; }
    for (const name of page.foldedNames) {
      if (name.length >= SHORTEST[page.sort] && name.length > best && joined.some(function (one) { return one.includes(name); })) { best = name.length; }
    }
    return best;
  }

  /* How much of a question stands in a title, in pieces: decides between pages that are alike otherwise. */
  function overlap(page, pieces) {
    const held = pieces.filter(function (piece) { return page.foldedTitle.includes(piece); }).length;
    return held ? 10 * held / pieces.length + 5 * Math.min(1, (held + 1) / page.length) : 0;
  }

  /* The hits that hold every word, and whether one of them is called by any. */
  function whole(one, asked) {
    const places = asked.words.map(function (ways) { return ways.map(function (word) { return stands(one, word); }); }), found = [];
    let isCalled = false;
    one.pages.forEach(function (page, number) {
      let sum = 0, isNamed = false;
      for (let word = 0; word < places.length; word += 1) {
        let best = 0;
        places[word].forEach(function (place, at) {
          if (!place.times[number] && !place.calls[number]) { return; }
          const call = place.calls[number] ? weigh(page, asked.words[word][at]) : 0;
          const weight = (call + (place.times[number] ? 4 + 2 * place.times[number] : 0)) * (at ? OTHER_WAY : 1);
          isNamed = isNamed || call > 0;
          best = Math.max(best, weight);
        });
        if (!best) { sum = 0; break; }
        sum += best;
      }
      const held = holds(page, asked.joined), score = Math.max(sum / places.length, held ? 40 + 80 * held / asked.length : 0);
      if (!score) { return; }
      isCalled = isCalled || (sum > 0 && isNamed) || held > 0;
      found.push({ page: page, score: (score + overlap(page, asked.pieces)) * WEIGHTS[page.sort], isNear: !sum });
    });
    return { hits: found, isCalled: isCalled, whole: found.filter(function (hit) { return !hit.isNear; }).length };
  }

  /* The pieces of each way of writing a question, with what they weigh: the fewer pages hold one, the more. */
  function weighed(one, asked, known) {
    return asked.joined.slice(0, WAYS).map(function (way) {
      const pieces = kbFold.pieces(way, known.fillers).slice(0, PIECES).map(function (piece) {
        const place = stands(one, piece);
        return { place: place, weight: place.held ? Math.log(1 + one.pages.length / place.held) : 0 };
      });
      return { pieces: pieces, all: pieces.reduce(function (sum, piece) { return sum + piece.weight; }, 0) };
    });
  }

  function near(number, ways) {
    let best = 0;
    ways.forEach(function (way, at) {
      let sum = 0;
      way.pieces.forEach(function (piece) {
        sum += piece.weight * (piece.place.calls[number] ? CALLED : piece.place.times[number] ? 1 : 0);
      });
      if (way.all && sum >= NEAR * way.all) { best = Math.max(best, 30 * sum / way.all * (at ? OTHER_WAY : 1)); }
    });
    return best;
  }

  function better(a, b) {
    return b.score - a.score || (a.page.day < b.page.day) - (a.page.day > b.page.day) || a.page.number - b.page.number;
  }

  /* What a question finds: the hits, how many hold it whole, and what is to be marked in them. */
  function find(one, query, known) {
    const typed = kbFold.words(query);
    if (!typed.length) { return { hits: [], whole: 0, marks: [] }; }
    const words = typed.map(function (word) { return kbFold.ways(word, known); }), all = typed.join("");
    const asked = { words: words, joined: kbFold.ways(all, known), length: all.length, pieces: kbFold.pieces(all, known.fillers) };
    const found = whole(one, asked), marks = [].concat(...words);
    if (found.isCalled) { return { hits: found.hits.sort(better), whole: found.whole, marks: marks.concat(asked.joined) }; }
    const there = new Set(found.hits.map(function (hit) { return hit.page; })), ways = weighed(one, asked, known), hits = [];
    one.pages.forEach(function (page, number) {
      const is_whole = there.has(page), score = Math.max(near(number, ways), is_whole ? 12 * Math.min(5, asked.length) : 0);
      if (score) { hits.push({ page: page, score: (score + overlap(page, asked.pieces)) * WEIGHTS[page.sort], isNear: !is_whole }); }
    });
    return { hits: hits.sort(better), whole: there.size, marks: marks.concat(asked.pieces) };
  }

  /* Hits by what they are good for, those with the best one first. */
  function grouped(hits) {
    const groups = new Map();
    hits.forEach(function (hit) {
      if (!groups.has(hit.page.sort)) { groups.set(hit.page.sort, []); }
      groups.get(hit.page.sort).push(hit);
    });
    return Array.from(groups, function (pair) { return { sort: pair[0], hits: pair[1] }; });
  }

  return { fill: fill, find: find, grouped: grouped, index: index };
})();

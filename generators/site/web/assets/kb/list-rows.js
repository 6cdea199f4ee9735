/* What rows of a list an address asks for, in which order, and as a table to take away. It touches no page.
   The shapes (head, rows) are those of generators/site/listing/files.py; what a filter means is the same as in
   filter.py there, and tests hold both to one fixture. */
"use strict";
const kbList = (function () {
  const EMPTY = "-"; /* in an address, for what has no value */
  const OWN = ["words", "sort", "page"]; /* the search has `q` */
  const LONGEST = 2000; /* signs of an address: of more a server knows nothing (generators/site/listing/filter.py) */
  const CODED = ["ref", "choice", "state"];
  const RISKY = /^[=+\-@\t\r]/; /* a spreadsheet would run it */
  const collator = new Intl.Collator("zh", { numeric: true });

  function fold(text) { return text.normalize("NFKC").toLowerCase(); }

  function codes(column, value) {
    if (column.look === "span") { return [value === "" ? "" : String(value[0])]; }
    if (Array.isArray(value)) { return value.length ? value : [""]; }
    return [String(value)];
  }

  function texts(column, value) {
    if (column.look === "span") { return value === "" ? [] : [value[1]]; }
    return codes(column, value).filter(Boolean).map(function (code) {
      return column.words.has(code) ? column.words.get(code) : code;
    });
  }

  /* A list as the page works with it: of the head, and of no rows yet. */
  function list(head) {
    const columns = head.columns.map(function (one) { return Object.assign({}, one, { words: new Map(one.words) }); });
    const index = new Map(columns.map(function (one, number) { return [one.name, number]; }));
    return Object.assign({}, head, { columns: columns, index: index, parts: new Map(), folded: new Map() });
  }

  function add(one, part) {
    Object.keys(part.words).forEach(function (name) {
      const words = one.columns[one.index.get(name)].words;
      part.words[name].forEach(function (pair) { words.set(pair[0], pair[1]); });
    });
    one.parts.set(part.file, part.rows);
  }

  /* The files that may hold rows of a query: one of its keys begins each value in the column they are cut by. */
  function needed(one, query) {
    const wanted = query.values[one.by];
    return one.shards.filter(function (shard) {
      return !one.parts.has(shard.file) && (!wanted || wanted.some(function (value) {
        return shard.keys.some(function (key) { return (value === EMPTY ? "" : value).startsWith(key); });
      }));
    });
  }

  function rows(one) {
    return [].concat(...one.shards.map(function (shard) { return one.parts.get(shard.file) || []; }));
  }

  function folded(one, row) {
    if (!one.folded.has(row)) {
      const said = one.columns.map(function (column, number) {
        const shown = texts(column, row[number]);
        return (CODED.includes(column.look) ? codes(column, row[number]).concat(shown) : shown).join("\n");
      });
      one.folded.set(row, fold(said.join("\n")));
    }
    return one.folded.get(row);
  }

  function select(one, query) {
    const values = Object.assign({}, one.given, query.values);
    const wanted = Object.keys(values).filter(function (name) { return one.index.has(name); }).map(function (name) {
      return [one.index.get(name), values[name].map(function (value) { return value === EMPTY ? "" : value; })];
    });
    const words = fold(query.words).split(/[ \t\r\n]+/).filter(Boolean);
    return rows(one).filter(function (row) {
      return wanted.every(function (pair) {
        return codes(one.columns[pair[0]], row[pair[0]]).some(function (code) { return pair[1].includes(code); });
      }) && words.every(function (word) { return folded(one, row).includes(word); });
    });
  }

  /* What a value is sorted by; null for an empty one, which stands last whatever the direction. */
  function key(column, ranks, value) {
    const first = codes(column, value)[0];
    if (first === "") { return null; }
    if (column.look === "number" || column.look === "span") { return Number(first); }
    if (ranks) { return ranks.has(first) ? ranks.get(first) : ranks.size; }
    return column.look === "time" || column.look === "record" ? first : texts(column, value)[0];
  }

  function ordered(one, some, sort) {
    const name = sort.replace(/^-/, ""), back = sort === name ? 1 : -1, number = one.index.get(name);
    if (number === undefined) { return some; }
    const column = one.columns[number], is_text = column.look === "text" || column.look === "ref" || column.look === "record";
    const ranks = column.look === "choice" || column.look === "state"
      ? new Map(Array.from(column.words.keys()).map(function (code, rank) { return [code, rank]; })) : null;
    const keyed = some.map(function (row) { return [key(column, ranks, row[number]), row]; });
    return keyed.sort(function (a, b) {
      if (a[0] === null || b[0] === null) { return (a[0] === null) - (b[0] === null); }
      if (is_text) { return back * collator.compare(a[0], b[0]); }
      return back * ((a[0] > b[0]) - (a[0] < b[0]));
    }).map(function (pair) { return pair[1]; });
  }

  function parse(text) {
    const query = { values: {}, words: "", sort: "", page: 1 };
    new URLSearchParams(text).forEach(function (value, name) {
      if (name === "words") { query.words = value; }
      else if (name === "sort") { query.sort = value; }
      else if (name === "page") { query.page = Math.max(1, parseInt(value, 10) || 1); }
      else { query.values[name] = value.split(","); }
    });
    return query;
  }

  function address(query) {
    const said = Object.keys(query.values).filter(function (name) { return !OWN.includes(name); }).map(function (name) {
      return name + "=" + query.values[name].map(encodeURIComponent).join(",");
    });
    if (query.words) { said.push("words=" + encodeURIComponent(query.words)); }
    if (query.sort) { said.push("sort=" + query.sort); }
    if (query.page > 1) { said.push("page=" + query.page); }
    return said.length ? "?" + said.join("&") : "";
  }

  /* What is longer than a server takes stands behind a #, where no server is told of it. */
  function asked(place) { return place.hash.startsWith("#?") ? place.hash.slice(1) : place.search; }

  function beside(place, query) {
    const said = address(query);
    if (said.length > LONGEST) { return place.pathname + "#" + said; }
    return (said || place.pathname) + (place.hash.startsWith("#?") ? "" : place.hash);
  }

  function csv(one, some) {
    const shown = one.columns.map(function (column, number) { return [column, number]; })
      .filter(function (pair) { return pair[0].shown; });
    function cell(text) {
      const safe = RISKY.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) || safe !== safe.trim() ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    }
    const lines = [shown.map(function (pair) { return cell(pair[0].title); })].concat(some.map(function (row) {
      return shown.map(function (pair) {
        const value = row[pair[1]];
        return cell((typeof value === "number" ? [String(value)] : texts(pair[0], value)).join(one.say.list));
      });
    }));
    return "\ufeff" + lines.map(function (line) { return line.join(",") + "\r\n"; }).join("");
  }

  return {
    add: add, address: address, asked: asked, beside: beside, codes: codes, csv: csv, list: list, needed: needed, ordered: ordered, parse: parse,
    rowsOf: rows, select: select, texts: texts
  };
})();

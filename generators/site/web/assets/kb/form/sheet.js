/* A pasted sheet as rows: titles are recognised in any order, words become codes, what has no place is named. */
"use strict";
const kbSheet = (function () {
  /* Cells as a spreadsheet copies them: tabs between, quotes around those that hold a line break. */
  function cells(text) {
    const rows = [[]];
    let cell = "", quoted = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i];
      if (quoted) {
        if (sign === "\"" && text[i + 1] === "\"") { cell += sign; i += 1; }
        else if (sign === "\"") { quoted = false; }
        else { cell += sign; }
      } else if (sign === "\"" && cell === "") { quoted = true; }
      else if (sign === "\t" || sign === "\n") {
        rows[rows.length - 1].push(clean(cell));
        cell = "";
        if (sign === "\n") { rows.push([]); }
      } else { cell += sign; }
    }
    rows[rows.length - 1].push(clean(cell));
    return rows.filter(function (row) { return row.some(Boolean); });
  }

  /* Without what cannot be seen; no record may hold it. */
  function clean(text) {
    return text.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+/g, " ").replace(/[\s\u3000]+/g, " ").trim();
  }

  function plain(text) { return text.normalize("NFKC").replace(/[\s*（(【].*$/, "").toLowerCase(); }

  /* The column that a title names; `-1` for none. A title may be the field's, its name or one it had. */
  function columnOf(columns, title) {
    return columns.findIndex(function (one) {
      return [one.title, one.name].concat(one.marks.was || []).some(function (known) { return plain(known) === plain(title); });
    });
  }

  /* The row of titles: the first of three with two known ones, or one where the table has no more columns. */
  function headOf(columns, rows) {
    const wanted = Math.min(2, columns.length);
    return rows.slice(0, 3).findIndex(function (row) {
      return new Set(row.map(function (title) { return columnOf(columns, title); }).filter(function (at) { return at >= 0; })).size >= wanted;
    });
  }

  function read(text, columns) {
    const rows = cells(text), head = headOf(columns, rows);
    const titles = head < 0 ? [] : rows[head];
    const places = head < 0 ? (rows[0] || []).map(function (_, at) { return at < columns.length ? at : -1; })
      : titles.map(function (title) { return columnOf(columns, title); });
    const lost = new Set(titles.filter(function (title, at) { return title && places[at] < 0; }));
    const body = rows.slice(head + 1).map(function (row) {
      const values = {};
      row.forEach(function (cell, at) {
        if (cell && places[at] >= 0) { values[columns[places[at]].name] = cell; }
      });
      return values;
    }).filter(function (values) { return Object.keys(values).length > 0; });
    return {
      rows: body, lost: Array.from(lost), headed: head >= 0,
      known: columns.filter(function (_, at) { return places.includes(at); }).map(function (one) { return one.title; }),
      over: head < 0 ? Math.max(0, (rows[0] || []).length - columns.length) : 0
    };
  }

  /* The code that a cell's word stands for; null when it is none, so that nobody guesses. */
  function choice(field, cell) {
    const word = plain(cell), found = field.choices.find(function (one) { return plain(one.word) === word || String(one.code).toLowerCase() === word; });
    return found ? found.code : null;
  }

  return { read: read, choice: choice, clean: clean };
})();

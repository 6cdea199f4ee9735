/* Rows of a list as a table: the same elements as generators/site/listing/table.py writes, which a test compares. */
"use strict";
const kbTable = (function () {
  const el = kbDom.el, VOIDED = "voided", YEAR = "2026-".length, NUMBERED = /^(.+-.+-)(\d+)$/;

  function say(list, name, values) {
    return kbDom.filled(list.say[name], values);
  }

  function link(shown, id, inside) {
    const made = el("a", "", inside);
    made.setAttribute("href", shown.root + "r/" + id + "/");
    return made;
  }

  /* The page has the shape of every state; of one that it does not know, there is the word. */
  function state(shown, name, word) {
    const shape = shown.states.querySelector(".itss-state-" + name);
    if (!shape) { return word; }
    const made = document.importNode(shape, true);
    made.append(word);
    return made;
  }

  function joined(list, parts) {
    return parts.reduce(function (all, one) { return all.length ? all.concat(list.say.list, one) : [one]; }, []);
  }

  /* `year` need not be told below the head of its group. */
  function inside(shown, column, value, year) {
    const texts = kbList.texts(column, value);
    if (!texts.length) { return []; }
    switch (column.look) {
      case "record": {
        const parts = NUMBERED.exec(value);
        return link(shown, value, el("code", "", parts ? [el("span", "", parts[1]), parts[2]] : value));
      }
      case "ref":
        return joined(shown.list, kbList.codes(column, value).map(function (code) {
          return column.words.has(code) ? link(shown, code, column.words.get(code)) : code;
        }));
      case "state": return state(shown, value, texts[0]);
      case "time":
        return el("time", "", year && texts[0].startsWith(year) ? [el("span", "", texts[0].slice(0, YEAR)), texts[0].slice(YEAR)] : texts[0]);
      case "choice":
        if (column.place === "level" && texts[0].startsWith(value + " ")) {
          return [el("b", "", value), el("span", "", texts[0].slice(value.length))];
        }
    }
    return texts.join(shown.list.say.list);
  }

  function result(list, row) { return list.index.has("result") ? row[list.index.get("result")] : ""; }

  function line(shown, row) {
    const year = shown.list.grouped ? row[shown.list.index.get(shown.list.grouped)].slice(0, YEAR) : "";
    const cells = shown.list.columns.map(function (column, number) {
      const marks = (column.place ? "kb-at-" + column.place + " " : "") + "kb-is-" + column.look;
      return column.shown ? el("td", marks, inside(shown, column, row[number], year)) : null;
    });
    return el("tr", result(shown.list, row) === VOIDED ? "kb-voided" : "", cells.filter(Boolean));
  }

  function group(list, name, rows) {
    const column = list.columns[list.index.get("result")], results = rows.map(function (row) { return result(list, row); });
    const told = list.tells.filter(function (one) { return results.includes(one); }).map(function (one) {
      const number = results.filter(function (other) { return other === one; }).length;
      return say(list, "of", { word: column.words.get(one), count: number });
    });
    const title = name ? say(list, "month", { year: name.slice(0, YEAR - 1), month: Number(name.slice(YEAR)) }) : say(list, "undated", {});
    const tally = [say(list, "rows", { count: rows.length })].concat(told).join(list.say.comma);
    const head = el("th", "", [title + " ", el("span", "", tally)]);
    head.setAttribute("colspan", list.columns.filter(function (one) { return one.shown; }).length);
    head.setAttribute("scope", "rowgroup");
    return el("tr", "kb-group-head", head);
  }

  /* `shown` is the list, all that was found in it, the rows of the page, the way to the site's root, the shapes of its states, and whether to group. */
  function bodies(shown) {
    const list = shown.list;
    function lines(rows) { return rows.map(function (row) { return line(shown, row); }); }
    if (!list.grouped || !shown.grouped) { return [el("tbody", "", lines(shown.rows))]; }
    const place = list.index.get(list.grouped);
    return Array.from(new Set(shown.rows.map(function (row) { return row[place]; }))).map(function (name) {
      function isIn(row) { return row[place] === name; }
      return el("tbody", "", [group(list, name, shown.found.filter(isIn))].concat(lines(shown.rows.filter(isIn))));
    });
  }

  return { bodies: bodies, say: say };
})();

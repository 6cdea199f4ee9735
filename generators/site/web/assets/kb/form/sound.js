/* What holds beyond the schema, the closed list that the export names: order of times, the term, privacy, references, whole tables. */
"use strict";
const kbSound = (function () {
  const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

  function bare(value) { return value !== null && typeof value === "object" && !Array.isArray(value) ? value.at : value; }

  /* First and last moment of what is written: of a day both its ends, so that only what holds for all of it is said. */
  function span(form, value) {
    const text = bare(value);
    if (typeof text !== "string" || !kbFaults.formats["event-time"](text)) { return null; }
    if (!DAY.test(text)) { const at = Date.parse(text); return [at, at]; }
    return [Date.parse(kbTimes.join(form.zone, text, "00:00")), Date.parse(kbTimes.join(form.zone, text, "23:59:59"))];
  }

  function earlier(form, one, other) {
    const a = span(form, one), b = span(form, other);
    return Boolean(a && b) && a[1] < b[0];
  }

  function said(form, value) {
    const text = bare(value), parts = kbTimes.split(form.zone, text);
    return parts ? parts.day + " " + parts.time : text;
  }

  /* What may be true is a notice: it is told, and keeps nothing back. */
  function tell(form, found, at, key, slots) {
    const code = key.split(".")[0], known = kbForm.codes[code];
    const text = kbWords.fill(form.words, key, Object.assign({ remedy: known.remedy }, slots));
    found.push({ at: at, code: code, text: text, notice: known.severity === "notice" });
  }

  /* All values at a path with `*` for any item, each with its own path. */
  function values(value, path, at) {
    if (!path.length) { return value === undefined ? [] : [[at || [], value]]; }
    if (value === null || typeof value !== "object") { return []; }
    const [step, ...rest] = path;
    if (step !== "*") { return values(Array.isArray(value) ? undefined : value[step], rest, (at || []).concat(step)); }
    return Array.isArray(value) ? [].concat(...value.map(function (one, index) { return values(one, rest, (at || []).concat(index)); })) : [];
  }

  function title(form, name) { return form.tree.children.get(name).title; }

  function events(form, data, found) {
    const sound = form.kind.sound;
    function is(one, other) { return other && one !== other && one in data && other in data && earlier(form, data[one], data[other]); }
    function told(key, name, other) { tell(form, found, [name], key, { event: title(form, name), other: title(form, other) }); }
    sound.events.forEach(function (one) {
      const name = one.name;
      if (one.before) { if (is(one.before, name)) { told("stop-before-start.later", name, one.before); } }
      else if (is(name, sound.start)) { told("stop-before-start.earlier", name, sound.start); }
      else if (is(name, one.after)) { told("events-out-of-order", name, one.after); }
    });
    sound.timed.forEach(function (path) {
      values(data, path).forEach(function ([at, value]) {
        if (value !== null && typeof value === "object" && !("at" in value) && value.certainty !== "unknown") {
          tell(form, found, at, "event-without-time", { event: kbTree.find(form.tree, path).title });
        }
      });
    });
  }

  /* What has not happened yet: a day from its morning, a moment a little later than this clock says. */
  function ahead(form, data, found) {
    const now = Date.now(), shown = function (ms) { return kbTimes.shown(form.zone, ms); };
    [].concat(...form.kind.sound.past.map(function (path) { return values(data, path); })).forEach(function ([at, value]) {
      const when = span(form, value);
      if (!when || when[0] <= now + kbForm.lead * 1000) { return; }
      const slots = { event: kbTree.find(form.tree, at).title, at: DAY.test(bare(value)) ? bare(value) : shown(when[0]), now: shown(now) };
      found.push({ at: at, code: "draft-ahead", text: kbWords.fill(form.words, "draft-ahead", slots), notice: false });
    });
  }

  function periods(form, data, found) {
    form.kind.sound.periods.forEach(function (one) {
      values(data, one.at).forEach(function ([at, value]) {
        if (value === null || typeof value !== "object" || !(one.begin in value) || !(one.end in value)) { return; }
        const first = span(form, value[one.begin]), last = span(form, value[one.end]), place = at.concat(one.end);
        if (!first || !last) { return; }
        const slots = { begin: said(form, value[one.begin]), end: said(form, value[one.end]) };
        if (last[0] < first[0]) { tell(form, found, place, "stop-before-start.period", slots); }
        else if (one.lasts && last[0] === first[0]) { tell(form, found, place, "without-length", {}); }
      });
    });
  }

  function privacy(form, field, value, at, found) {
    if (value !== null && typeof value === "object") {
      Object.keys(value).forEach(function (key) {
        const step = Array.isArray(value) ? Number(key) : key;
        privacy(form, kbTree.find(field, [step]), value[key], at.concat(step), found);
      });
    }
    if (typeof value !== "string" || typeof kbPrivate === "undefined") { return; }
    kbPrivate.found(value).forEach(function (one) {
      if (!(one.allowed || []).includes(field.form)) {
        found.push({ at: at, code: one.code, text: one.told, notice: kbForm.codes[one.code].severity === "notice" });
      }
    });
  }

  function references(form, data, found) {
    if (data.voided) { return; }
    form.kind.sound.voided.forEach(function (one) {
      values(data, one.at).forEach(function ([at, id]) {
        const why = kbPick.voided(one.kinds, id);
        if (why !== null) { tell(form, found, at, "voided-reference", { id: id, reason: why }); }
      });
    });
  }

  /* The day of the event that begins a record's life, in the base's zone; empty without one. */
  function dayOf(form, data) {
    const start = bare(data[form.kind.sound.start]);
    return typeof start === "string" && span(form, start) ? (DAY.test(start) ? start : kbTimes.on(form.zone, start)) : "";
  }

  function contractOf(form, data) {
    return ((form.kind.sound.term || { contract: [] }).contract.map(function (name) { return data[name]; }).find(Boolean)) || form.contract;
  }

  /* Only what the record says by itself: of which contract it is, and that it is about no other days. */
  function term(form, data, found) {
    const sound = form.kind.sound, asked = sound.term, day = dayOf(form, data);
    if (!asked || !day) { return; }
    const named = asked.contract.map(function (name) { return data[name]; }).find(Boolean);
    const spans = [].concat(...kbForm.contracts.filter(function (one) { return !named || one.id === named; })
      .map(function (one) { return one.versions; }));
    if (!spans.length || spans.some(function (one) { return !one.first; })) { return; }
    const first = spans.map(function (one) { return one.first; }).sort()[0], isLate = spans.every(function (one) { return one.last && day > one.last; });
    const may = asked.excusing.some(function (path) { return values(data, path).length; })
      || sound.about.some(function (name) { return name in data && name !== sound.start; });
    if (day < first || (isLate && !may)) {
      const last = spans.map(function (one) { return one.last || ""; }).sort().pop();
      tell(form, found, [sound.start], "outside-term", { day: day, contract: named || form.contract, first: first, last: last });
    }
  }

  /* The codes that a column must hold, each with its word; null where only the import knows them. */
  function wanted(form, data, one, column, there) {
    if (one.codes) {
      return one.codes.map(function (code) { return [code, (column.choices.find(function (each) { return each.code === code; }) || { word: code }).word]; });
    }
    const found = one.owners && kbPick.part(one.owners, one.part, one.of ? data[one.of] : contractOf(form, data)), day = dayOf(form, data);
    if (!found) { return null; }
    const keys = found.rows.map(function (row) { return row[found.key]; });
    if (Array.from(there).some(function (code) { return !keys.includes(code); })) { return null; }
    return found.rows.filter(function (row) {
      const meets = Object.keys(one.where).every(function (name) { return one.where[name].includes(row[name]); });
      const isMeant = Object.keys(one.within).every(function (name) { return !data[one.within[name]] || data[one.within[name]].includes(row[name]); });
      return meets && isMeant && !(one.since && row[one.since] && day && row[one.since].slice(0, 10) > day);
    }).map(function (row) { return [row[found.key], kbPick.called(found, row) || row[found.key]]; });
  }

  function whole(form, data, found) {
    if ((form.kind.sound.done && !(form.kind.sound.done in data)) || data.voided) { return; }
    form.kind.sound.whole.forEach(function (one) {
      const table = form.tree.children.get(one.table), rows = Array.isArray(data[one.table]) ? data[one.table] : [];
      const meets = Object.keys(one.when).every(function (name) { return one.when[name].includes(data[name]); });
      if (!meets || (one.optional && !(one.table in data))) { return; }
      if (one.count !== undefined) { count(form, data, one, table, rows, found); return; }
      const column = table.children.get(one.by);
      const there = new Set(rows.map(function (row) { return row && row[one.by]; }).filter(function (code) { return code !== undefined; }));
      const missing = (wanted(form, data, one, column, there) || []).filter(function (code) { return !there.has(code[0]); });
      if (!missing.length) { return; }
      const most = form.words.shown.rows, names = missing.slice(0, most).map(function (code) {
        return kbWords.fill(form.words, "row-missing.row", { code: code[0], title: code[1] });
      }).join(kbWords.fill(form.words, "and", {}));
      tell(form, found, [one.table], "row-missing", {
        table: table.title, count: missing.length, names: missing.length > most ? kbWords.fill(form.words, "row-missing.more", { names: names }) : names
      });
    });
  }

  function count(form, data, one, table, rows, found) {
    const least = typeof one.count === "string" ? data[one.count] : one.count;
    if (least === undefined) { tell(form, found, ["id"], "count-missing", { field: title(form, one.count) }); }
    else if (rows.length < least) { tell(form, found, [one.table], "row-missing.count", { table: table.title, least: least, rows: rows.length }); }
  }

  function check(form, data) {
    const found = [];
    events(form, data, found);
    ahead(form, data, found);
    periods(form, data, found);
    privacy(form, form.tree, data, [], found);
    references(form, data, found);
    term(form, data, found);
    whole(form, data, found);
    return found;
  }

  return { check: check };
})();

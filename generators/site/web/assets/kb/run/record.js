/* What came of a run: the record of an execution, the words for the work group, the moments for the call. No page, no clock. */
"use strict";
const kbRunRecord = (function () {
  const LONGEST = 300;

  function some(from, names) {
    return Object.fromEntries(names.filter(function (name) { return from[name] !== undefined && from[name] !== ""; }).map(function (name) { return [name, from[name]]; }));
  }

  /* The rows of a table, but only its columns. */
  function rows(book, name, found) {
    return found.map(function (one) { return some(one, book.kind.columns[name] || []); });
  }

  /* What a book that leads elsewhere was left for stands with its tick, so that the record tells it. */
  function told(book, tick, say) {
    const way = "way" in tick ? kbCourse.step(book, tick.step).branches[tick.way] : null;
    const where = way && (way.book ? say("went", { to: way.book }) : way.go_to ? say("went.step", { to: way.to }) : "");
    return Object.assign({}, tick, where ? { note: [tick.note, where].filter(Boolean).join(say("stop")).slice(0, LONGEST) } : {});
  }

  function checks(book, run, table) {
    const codes = book[table === "checks" ? "verification" : "rollback"].map(function (one) { return one.code; });
    return codes.filter(function (code) { return run[table][code]; }).map(function (code) { return Object.assign({ code: code }, run[table][code]); })
      .sort(function (one, other) { return Date.parse(one.at) - Date.parse(other.at); });
  }

  /* The record, in the order of its kind's fields. */
  function record(book, run, end, say) {
    const data = some(Object.assign({}, run, end, {
      runbook: run.book, runbook_version: run.version, source: "browser",
      steps: rows(book, "steps", run.log.map(function (one) { return told(book, one, say); })),
      verification: rows(book, "verification", checks(book, run, "checks")),
      rollback: rows(book, "rollback", checks(book, run, "back"))
    }), book.kind.fields);
    if (data.phases && book.phases.every(function (one) { return data.phases.includes(one.code); })) { delete data.phases; }
    ["verification", "rollback", "assets", "changes"].forEach(function (name) { if (data[name] && !data[name].length) { delete data[name]; } });
    return data;
  }

  /* The id that a run gets when it begins: its moment and four letters, by which two that begin at once differ. */
  function id(started) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})/.exec(started);
    const letters = "0123456789abcdefghijklmnopqrstuvwxyz", drawn = crypto.getRandomValues(new Uint8Array(4));
    return "EX-" + found[1] + found[2] + found[3] + "-" + found[4] + found[5] + found[6] + "-" +
      Array.from(drawn, function (one) { return letters[one % letters.length]; }).join("");
  }

  /* A line for each tick, as one writes it to the work group; who agreed and what was noted with it. */
  function summary(book, run, end, say, words) {
    const lines = [say("sum.head", { title: book.title, target: run.target, id: run.id }), say("sum.begun", { at: short(run.started), by: words.person(run.operator) })];
    if (run.incident) { lines.push(say("sum.call", { id: run.incident })); }
    if (words.waived) { lines.push(words.waived); }
    run.log.forEach(function (one) {
      const number = book.steps.findIndex(function (each) { return each.step === one.step; }) + 1;
      const rest = [one.value, words.measured(one), one.agreed_by && say("sum.agreed", { by: one.agreed_by, at: short(one.agreed_at) }), one.note].filter(Boolean);
      lines.push(say("sum.step", { at: short(one.at), number: number, title: kbCourse.step(book, one.step).do, state: words.state(one.status), rest: rest.map(function (each) { return say("comma") + each; }).join("") }));
    });
    lines.push(say("sum.end", { at: short(end.finished), outcome: words.outcome(end.outcome) }));
    return lines.join("\n");
  }

  function short(text) { return text.slice(11, 16); }

  return { record: record, id: id, summary: summary, short: short };
})();

/* The end of a run: what is looked at, what was taken back, how it came out; and the sheet of it all for paper. */
"use strict";
const kbRunFinish = (function () {
  const made = kbRunInputs, el = made.el, button = made.button;

  /* A row of what is looked at or taken back: done, or not with a reason. */
  function check(book, run, table, one, say, acts) {
    const box = el("li"), found = run[table][one.code], title = el("p", "", one.do), row = el("div", "itss-run-acts");
    ["done", "skipped", "failed"].forEach(function (status) {
      const node = button(say("check." + status), function () {
        const isOn = found && found.status === status;
        kbCourse.check(run, table, one.code, isOn ? null : { status: status, at: kbTimes.text(acts.zone, Date.now()), note: found ? found.note : "" });
        acts.changed();
      });
      node.setAttribute("aria-pressed", String(Boolean(found && found.status === status)));
      node.setAttribute("aria-label", say("check." + status) + " " + one.do);
      row.append(node);
    });
    box.append(title, row);
    if (found && found.status !== "done") {
      box.append(made.text("note-" + one.code, say("why"), "", found.note, function (value) { found.note = value.trim(); acts.kept(); }, 300));
    }
    return box;
  }

  function checks(book, run, table, rows, say, acts) {
    const list = el("ul", "itss-run-checks");
    list.append(...rows.map(function (one) { return check(book, run, table, one, say, acts); }));
    return list;
  }

  /* What was altered names its change, or says why there is none: asked for, and the record may go without. */
  function changes(book, run, say, acts) {
    if (!run.log.some(function (one) { return one.status === "done" && kbCourse.step(book, one.step).alters; })) { return []; }
    const untouched = kbRunExercise.isExercise(book, run) ? [made.tick("untouched", say("exercise.untouched"), run.no_change_reason === say("exercise.reason"), function (isOn) {
      run.no_change_reason = isOn ? say("exercise.reason") : "";
      acts.changed();
    })] : [];
    if (untouched.length && run.no_change_reason === say("exercise.reason")) { return untouched; }
    const standards = [["", say("change.none")]].concat(book.standards.map(function (one) { return [one.code, one.name]; }));
    return [...untouched, el("h2", "", say("change")),
      made.text("changes", say("change.ids"), say("optional"), (run.changes || []).join(" "), function (value) { run.changes = value.split(/[^A-Za-z0-9-]+/).filter(Boolean); acts.kept(); }),
      ...(book.standards.length ? [made.choice("standard_change", say("change.standard"), "", standards, run.standard_change, function (value) { run.standard_change = value; acts.kept(); })] : []),
      made.text("no_change_reason", say("change.why"), say("optional"), run.no_change_reason, function (value) { run.no_change_reason = value.trim(); acts.kept(); })];
  }

  function draw(book, run, say, acts) {
    const box = el("div", "itss-run-finish"), head = el("h1", "", say("finish")), wants = kbCourse.wanting(book, run), told = el("p", "itss-run-miss");
    head.tabIndex = -1;
    told.setAttribute("role", "alert");
    box.append(head);
    if (wants.steps.length) {
      const list = el("ul");
      list.append(...wants.steps.map(function (one) {
        const row = el("li");
        row.append(button(one.do, function () { acts.go(one.step); }, "itss-quiet"));
        return row;
      }));
      box.append(el("p", "", say("open.steps")), list);
    }
    box.append(el("h2", "", say("verification")), checks(book, run, "checks", book.verification, say, acts));
    if (book.rollback.length) {
      box.append(made.fold(say("rollback"), say("rollback.hint"), Object.keys(run.back).length > 0, [checks(book, run, "back", book.rollback, say, acts)]));
    }
    box.append(...changes(book, run, say, acts));
    const isWhole = !wants.steps.length && !wants.checks.length, usual = isWhole ? acts.outcomes[0].code : "";
    box.append(made.radios("outcome", say("outcome"), acts.outcomes.map(function (one) { return [one.code, one.word]; }), run.outcome || usual, function (value) { run.outcome = value; acts.kept(); }));
    run.outcome = run.outcome || usual;
    const row = el("div", "itss-run-acts");
    row.append(button(say("make"), function () {
      const lacks = Object.keys(run.checks).concat(Object.keys(run.back)).some(function (code) {
        const one = run.checks[code] || run.back[code];
        return one.status !== "done" && String(one.note || "").length < 2;
      });
      told.textContent = !run.outcome ? say("lack.outcome") : lacks ? say("lack.note") : run.outcome === acts.outcomes[0].code && !isWhole ? say("not.whole") : "";
      if (!told.textContent) { acts.make(run.outcome); }
    }, "itss-go"), button(say("back"), acts.back));
    box.append(told, row);
    return box;
  }

  /* The sheet that is printed: every tick with its time, its value, who agreed; room to sign. */
  function sheet(book, run, data, say, acts) {
    const table = el("table", "itss-run-sheet itss-on-paper"), head = el("tr"), body = el("tbody"), top = el("thead");
    table.append(el("caption", "", say("sheet", { title: book.title, book: book.book, version: book.version, id: run.id, target: run.target })));
    ["number", "do", "state", "at", "value", "agreed", "by", "why"].forEach(function (name) { const cell = el("th", "", say("sheet." + name)); cell.scope = "col"; head.append(cell); });
    top.append(head);
    data.steps.forEach(function (one) {
      const step = kbCourse.step(book, one.step), row = el("tr"), agreed = one.agreed_by ? one.agreed_by + " " + kbRunRecord.short(one.agreed_at) : "";
      [book.steps.indexOf(step) + 1, step.do, say("state." + one.status), kbRunRecord.short(one.at), [one.value, acts.measured(one)].filter(Boolean).join(say("comma")), agreed, acts.person(one.done_by || run.operator), one.note || ""]
        .forEach(function (text) { row.append(el("td", "", String(text))); });
      body.append(row);
    });
    table.append(top, body);
    const sign = el("p", "itss-fill");
    sign.append(el("span", "", say("sheet.operator")), el("span", "", say("sheet.reviewer")), el("span", "", say("sheet.day")));
    return [table, sign];
  }

  return { draw: draw, sheet: sheet };
})();

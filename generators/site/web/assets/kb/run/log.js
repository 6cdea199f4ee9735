/* What was ticked so far, and what is left; a step that is tapped is done next, the last tick can be taken back, the shift handed over. */
"use strict";
const kbRunLog = (function () {
  const made = kbRunInputs, el = made.el, button = made.button;

  function of(book, run, say, acts, isOpen) {
    const list = el("ol", "itss-run-log");
    book.steps.forEach(function (one, at) {
      const found = kbCourse.last(run, one.step), row = el("li", "itss-log-" + kbCourse.state(run, one.step)), isHere = run.go === one.step;
      const way = button((at + 1) + " " + one.do, function () { acts.go(one.step); }, "itss-quiet");
      if (isHere) { way.setAttribute("aria-current", "step"); }
      row.append(el("span", "itss-log-state", say("state." + (isHere ? "here" : kbCourse.state(run, one.step)))), way);
      if (found) {
        const told = [found.value, acts.measured(found), found.note].filter(Boolean).join(say("comma"));
        row.append(el("time", "", kbRunRecord.short(found.at)), el("span", "itss-sub", told));
      }
      list.append(row);
    });
    const row = el("div", "itss-run-acts"), people = [["", say("choose")]].concat(book.people.map(function (one) { return [one.id, one.name]; }));
    if (run.log.length) { row.append(button(say("undo"), acts.undo)); }
    row.append(button(say("end"), acts.end));
    const shift = made.choice("by", say("shift"), say("shift.hint"), people, run.by, function (value) { if (value) { acts.hand(value); } });
    return made.fold(say("logged", { count: run.log.length }), say("logged.hint"), isOpen, [list, row, shift]);
  }

  return { of: of };
})();

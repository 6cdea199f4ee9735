/* Above every step of a run: which step of how many, the time, a mark for each step, the clocks of the call, whom to tell next. */
"use strict";
const kbRunTop = (function () {
  const el = kbRunInputs.el, button = kbRunInputs.button, MINUTE = 60000;

  /* The clocks of the call's level, of the first one where it is not known. */
  function spans(book, run) {
    const limits = book.limits.find(function (one) { return one.codes.includes(run.level); }) || book.limits[0];
    return limits ? limits.spans : [];
  }

  function of(book, run, say, acts) {
    const box = el("section", "itss-run-top"), row = el("div", "itss-run-row"), head = el("b"), now = el("span", "itss-run-now");
    const marks = el("ol", "itss-run-marks"), clocks = el("div", "itss-run-clocks"), next = el("p", "itss-run-next itss-sub");
    box.setAttribute("aria-label", say("top"));
    row.append(head, el("span", "itss-run-book", kbRunExercise.title(book, run, say)), now, button(say("out"), acts.out, "itss-run-out"));
    box.append(row, marks, clocks);

    function mark(one, number) {
      const status = kbCourse.state(run, one.step), made = el("li", "itss-mark itss-mark-" + status), isHere = run.go === one.step;
      if (isHere) { made.classList.add("itss-mark-here"); made.setAttribute("aria-current", "step"); }
      if (one.consent) { made.classList.add("itss-mark-need"); }
      made.append(el("span", "itss-hid", say("mark", { number: number + 1, state: say("state." + (isHere ? "here" : status)) })));
      return made;
    }

    /* A clock of the call: what is left of it, or when it was stopped; a tap stops it, another lets it go on. */
    function clock(one) {
      const stopped = run.marks[one.event], reported = Date.parse(run.reported), made = button("", function () {
        if (stopped) { delete run.marks[one.event]; } else { run.marks[one.event] = kbTimes.text(acts.zone, Date.now()); }
        acts.kept();
        update();
      }, "itss-clock-button");
      const found = kbClocks.left(acts.zone, reported, one.minutes, stopped ? Date.parse(stopped) : Date.now(), acts.say);
      const spent = kbClocks.span(((stopped ? Date.parse(stopped) : Date.now()) - reported) / MINUTE, acts.say);
      made.dataset.left = stopped && found.state !== "over" ? "met" : found.state;
      made.setAttribute("aria-pressed", String(Boolean(stopped)));
      made.append(el("span", "itss-sub", stopped ? one.title : one.title + " " + found.until), el("b", "", stopped ? say("took", { span: spent }) : found.rest));
      made.title = say(stopped ? "clock.undo" : "clock.stop", { event: one.title });
      return made;
    }

    /* Nobody need come: the clock says so, and what it would be waits below. */
    function waived(one) {
      const told = el("div", "itss-clock-button itss-clock-waived");
      told.append(el("span", "itss-sub", one.title), el("b", "", say("waived")));
      return told;
    }

    function tell() {
      const told = book.escalation.map(function (one) { return [Date.parse(run.reported) + one.minutes * MINUTE, one.minutes && "next", one]; })
        .concat(book.steps.filter(function (one) { return kbCourse.state(run, one.step) === "open"; }).map(function (one) { return [kbCourse.due(run, one), "next.step", one]; }))
        .filter(function (one) { return one[1] && one[0] > Date.now(); });
      const first = told.sort(function (one, other) { return one[0] - other[0]; })[0];
      next.textContent = first ? say(first[1], Object.assign({}, first[2], { span: kbClocks.span((first[0] - Date.now()) / MINUTE, acts.say) })) : "";
    }

    function update() {
      const at = book.steps.findIndex(function (one) { return one.step === run.go; });
      head.textContent = at < 0 ? say("ending") : say("step", { number: at + 1, of: book.steps.length });
      now.textContent = kbTimes.now(acts.zone).time;
      marks.replaceChildren(...book.steps.map(mark));
      clocks.replaceChildren(...(run.reported ? spans(book, run).map(function (one) { return run.waiver && one.waived ? waived(one) : clock(one); }) : []));
      clocks.hidden = !clocks.childElementCount;
      if (run.reported) { tell(); }
      next.hidden = !next.textContent;
    }

    update();
    return { box: box, next: next, update: update };
  }

  return { of: of, spans: spans };
})();

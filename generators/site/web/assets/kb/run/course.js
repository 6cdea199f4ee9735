/* A run of a book as a state machine: what was ticked, what comes next, what is still lacking. No page, no clock, no storage. */
"use strict";
const kbCourse = (function () {
  const DONE = "done", SKIPPED = "skipped", FAILED = "failed", SHORT = 2;

  /* Seconds since 1970 of a moment as records write it. */
  function at(text) { return Date.parse(text) / 1000; }

  function begin(book, given) {
    return Object.assign({ book: book.book, version: book.version, log: [], checks: {}, back: {}, marks: {}, by: given.operator, go: first(part(book, given)) }, given);
  }

  /* A book or plan with those phases only that a run is about; without any it is about all. */
  function part(book, run) {
    const isIn = function (one) { return !run.phases || !one.phase || run.phases.includes(one.phase); };
    return Object.assign({}, book, { steps: book.steps.filter(isIn), verification: book.verification.filter(isIn) });
  }

  /* Who goes to a step of another phase goes on with that phase. */
  function widen(book, run) {
    const to = step(book, run.go);
    if (run.phases && to && to.phase && !run.phases.includes(to.phase)) { run.phases = run.phases.concat(to.phase); }
  }

  /* Until when a step has to be done: its minutes from the report, or from when another step was done; not a number where nobody knows. */
  function due(run, one) {
    const from = one.after ? last(run, one.after) : null, since = one.after ? from && from.status === DONE && from.at : run.reported;
    return one.minutes && since ? (at(since) + one.minutes * 60) * 1000 : NaN;
  }

  function first(book) { return book.steps.length ? book.steps[0].step : ""; }

  function step(book, code) { return book.steps.find(function (one) { return one.step === code; }) || null; }

  function last(run, code) {
    const some = run.log.filter(function (one) { return one.step === code; });
    return some[some.length - 1] || null;
  }

  /* How a step stands: open, done, skipped, failed. Who came back to it by a branch does it again. */
  function state(run, code) { return (last(run, code) || { status: "open" }).status; }

  function isSettled(run, code) { return [DONE, SKIPPED].includes(state(run, code)); }

  function after(book, run, code) {
    const from = book.steps.findIndex(function (one) { return one.step === code; });
    const next = book.steps.slice(from + 1).find(function (one) { return !isSettled(run, one.step); });
    return next ? next.step : "";
  }

  /* What keeps a tick from being made, by name; nothing where it may be. */
  function lacks(book, run, tick) {
    const one = step(book, tick.step), found = [], before = run.log[run.log.length - 1];
    const isDone = tick.status === DONE;
    if (isDone && one.consent && !(tick.agreed_by && tick.agreed_at)) { found.push("consent"); }
    if (tick.agreed_at && at(tick.agreed_at) > at(tick.at)) { found.push("agreed"); }
    if (isDone && one.caution && !tick.sure) { found.push("sure"); }
    if (isDone && hasLimits(one) && typeof tick.measured !== "number") { found.push("measured"); }
    if (isDone && one.value && !hasLimits(one) && !tick.value) { found.push("value"); }
    if (needsReason(book, tick) && String(tick.note || "").length < SHORT) { found.push("note"); }
    if (at(tick.at) < at(before ? before.at : run.started)) { found.push("order"); }
    return found;
  }

  function hasLimits(one) { return "low" in one || "high" in one; }

  function isOut(one, measured) {
    return typeof measured === "number" && (("low" in one && measured < one.low) || ("high" in one && measured > one.high));
  }

  /* A step that was not done says why; so does one whose value is not what one should see. */
  function needsReason(book, tick) {
    return tick.status !== DONE || isOut(step(book, tick.step), tick.measured);
  }

  /* Write a tick down and go on: where its branch leads, to the next step that is open, or stay with what failed. */
  function tick(book, run, one) {
    const written = Object.assign({}, one), branch = "way" in one ? step(book, one.step).branches[one.way] : null;
    delete written.sure;
    if (run.by !== run.operator) { written.done_by = run.by; }
    const twin = last(run, one.step);
    if (twin && twin.at === written.at) { written.at = later(written.at); }
    run.log.push(written);
    if (run.undone) { delete run.undone[one.step]; }
    run.go = branch && branch.go_to ? branch.go_to : one.status === FAILED ? one.step : after(book, run, one.step);
    return branch && branch.book ? branch : null;
  }

  /* A second later: a step stands once at a moment. */
  function later(text) { return new Date(at(text) * 1000 + 1000 + shift(text)).toISOString().slice(0, 19) + text.slice(19); }

  function shift(text) {
    const away = text.slice(19);
    return away === "Z" ? 0 : (away[0] === "-" ? -1 : 1) * (Number(away.slice(1, 3)) * 60 + Number(away.slice(4))) * 60000;
  }

  /* The moment of a tap; never before the tick that came last. */
  function tapped(run, text) {
    const before = run.log[run.log.length - 1];
    return before && at(before.at) > at(text) ? before.at : text;
  }

  /* Take the last tick back, any number of times; what was filled in waits at its step, but for the moment, which may be over. */
  function undo(run) {
    const gone = run.log.pop();
    if (!gone) { return null; }
    run.go = gone.step;
    run.undone = Object.assign({}, run.undone, { [gone.step]: Object.assign({}, gone) });
    delete run.undone[gone.step].at;
    return gone;
  }

  /* Somebody else goes on from here. */
  function hand(run, by) { run.by = by; }

  /* Tick what is looked at at the end, or what was taken back. */
  function check(run, table, code, one) {
    if (one) { run[table][code] = Object.assign({}, one); } else { delete run[table][code]; }
  }

  function counts(book, run) {
    const found = { done: 0, skipped: 0, failed: 0, open: 0 };
    book.steps.forEach(function (one) { found[state(run, one.step)] += 1; });
    return found;
  }

  /* What a success still wants: steps that must be done, checks that were not made. */
  function wanting(book, run) {
    return {
      steps: book.steps.filter(function (one) { return one.mandatory && state(run, one.step) !== DONE; }),
      checks: book.verification.filter(function (one) { return !run.checks[one.code] || run.checks[one.code].status !== DONE; })
    };
  }

  return {
    begin: begin, part: part, widen: widen, due: due, step: step, state: state, last: last, lacks: lacks, hasLimits: hasLimits, isOut: isOut, needsReason: needsReason,
    tick: tick, tapped: tapped, undo: undo, hand: hand, check: check, counts: counts, wanting: wanting
  };
})();

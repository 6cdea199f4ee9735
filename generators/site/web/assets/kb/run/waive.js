/* That nobody need come: who agreed to it, when and why; the clock of coming stands still then, and the call is told. */
"use strict";
const kbRunWaive = (function () {
  const made = kbRunInputs, el = made.el, button = made.button;

  /* The clock that may be waived in this run, if there is one and the call knows how to say so. */
  function clock(book, spans) {
    return book.waiver ? spans.find(function (one) { return one.waived; }) || null : null;
  }

  function who(book, run, say) {
    const found = book.waiver.people.find(function (one) { return one.id === run.waiver.by; });
    return found ? found.name : say("waive.nobody");
  }

  /* In words, for the log, the work group and the moments of the call. */
  function told(book, run, title, say) {
    return say("waive.told", { event: title, by: who(book, run, say), at: kbRunRecord.short(run.waiver.at) }) + (run.waiver.why ? say("comma") + run.waiver.why : "");
  }

  /* What the call is given: that there is no need, and where somebody agreed, who and when. */
  function fields(book, run) {
    const names = book.waiver.members, given = run.waiver, found = {};
    found[book.waiver.need] = false;
    if (given.by) {
      found[book.waiver.field] = Object.assign({ [names.by]: given.by, [names.at]: given.at }, names.why && given.why ? { [names.why]: given.why } : {});
    }
    return found;
  }

  function draw(book, run, span, say, acts) {
    const title = span.title, given = Object.assign({ by: "", at: "", why: "" }, run.waiver), inner = [];
    if (run.waiver) {
      inner.push(el("p", "", told(book, run, title, say)), button(say("waive.undo"), function () { delete run.waiver; acts.changed(); }));
    } else {
      const people = [["", say("waive.nobody")]].concat(book.waiver.people.map(function (one) { return [one.id, one.name]; }));
      inner.push(
        made.choice("waive-by", say("waive.by"), say("waive.hint"), people, given.by, function (value) { given.by = value; }),
        made.time("waive-at", say("agreed_at"), say("waive.at"), given.at, acts.zone, say, function (value) { given.at = value; }),
        made.text("waive-why", say("why"), say("optional"), given.why, function (value) { given.why = value.trim(); }, 200),
        button(say("waive.do", { event: title }), function () {
          run.waiver = Object.assign(given, { at: given.at || kbTimes.text(acts.zone, Date.now()) });
          acts.changed();
        }));
    }
    const box = made.fold(say("waive", { event: title }), run.waiver ? who(book, run, say) : "", false, inner);
    box.id = "run-waive";
    return box;
  }

  return { clock: clock, draw: draw, fields: fields, told: told };
})();

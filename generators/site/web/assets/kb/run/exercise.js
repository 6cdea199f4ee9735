/* A run that is an exercise: asked for at its beginning; at its end its ticks become the log of the drill, as a draft for the form of that. */
"use strict";
const kbRunExercise = (function () {
  const made = kbRunInputs, el = made.el, MINUTE = 60000, LONGEST = 300, TITLE = 60;

  function isExercise(book, run) { return Boolean(book.exercises && run.occasion === book.exercises.occasion); }

  function title(book, run, say) { return (isExercise(book, run) ? say("exercise.mark") : "") + book.title; }

  /* In earnest, or an exercise and of which drill: then no call is asked for. */
  function ask(book, say, given, call) {
    if (!book.exercises) { return []; }
    const ours = book.exercises.plans.some(function (one) { return one.id === book.book; });
    const some = book.exercises.drills.filter(function (one) { return !ours || one.plan === book.book; });
    const which = made.choice("drill", say("exercise.which"), "", [["", say("exercise.new")]].concat(some.map(function (one) {
      return [one.id, one.day + " " + one.title];
    })), given.drill, function (value) { given.drill = value; });
    const occasion = made.radios("occasion", say("exercise.occasion"), [["", say("exercise.handling")], [book.exercises.occasion, say("exercise")]], given.occasion || "", function (value) {
      given.occasion = value;
      show();
    });
    function show() { which.hidden = !isExercise(book, given); call.hidden = !which.hidden; }
    show();
    return [occasion, which];
  }

  /* What was chosen and then does not apply goes. */
  function settle(book, given) {
    if (isExercise(book, given)) { given.incident = ""; } else { given.occasion = ""; given.drill = ""; }
    return given;
  }

  /* Minutes from the step that a clock counts from to the one that stops it: of several the last in the book; nothing where one was not done. */
  function measured(book, data) {
    const at = function (code) {
      const rows = data.steps.filter(function (one) { return one.step === code && one.status === "done"; });
      return rows.length ? Date.parse(rows[rows.length - 1].at) : NaN;
    };
    const stops = book.steps.filter(function (one) { return one.after && one.minutes; });
    const stop = stops[stops.length - 1], took = stop ? at(stop.step) - at(stop.after) : NaN;
    return took >= 0 ? Math.ceil(took / MINUTE) : null;
  }

  /* A tick as a row of the log: beside the row of the script that is the same step. */
  function row(book, run, one, script, say, words) {
    const step = kbCourse.step(book, one.step), found = script.find(function (each) { return each.step === step.do || each.action === step.do; });
    const state = one.status === "done" ? "" : words.state(one.status), rest = [state, one.value, words.measured(one), one.note].filter(Boolean).join(say("comma"));
    const told = step.do + (rest ? say("exercise.told") + rest : "");
    return Object.assign({ at: one.at, stage: found ? found.stage : "execute" }, found ? { number: found.number } : {}, { event: told.slice(0, LONGEST), recorder: run.operator });
  }

  /* The drill as the run knows it, on what its record or draft says already. */
  function drill(book, run, data, before, say, words) {
    const coming = book.exercises.drills.find(function (one) { return one.id === run.drill; });
    const plan = book.exercises.plans.find(function (one) { return one.id === book.book; }) || (coming && { id: coming.plan, version: coming.version });
    const rows = data.steps.map(function (one) { return row(book, run, one, before.script || [], say, words); });
    const key = function (one) { return one.at + one.event; }, had = new Set((before.log || []).map(key));
    const log = (before.log || []).concat(rows.filter(function (one) { return !had.has(key(one)); })).sort(function (one, other) { return Date.parse(one.at) - Date.parse(other.at); });
    const people = (before.participants || []).concat(run.operator, data.steps.map(function (one) { return one.done_by; }).filter(Boolean));
    const took = measured(book, data), first = before.started || data.started, last = before.finished || data.finished;
    return Object.assign(run.drill ? {} : { title: (book.title + say("exercise")).slice(0, TITLE) }, before, plan && plan.id ? { plan: plan.id } : {}, plan && plan.version ? { plan_version: plan.version } : {}, {
      started: typeof first === "string" && Date.parse(first) > Date.parse(data.started) ? data.started : first,
      finished: typeof last === "string" && Date.parse(last) < Date.parse(data.finished) ? data.finished : last,
      participants: Array.from(new Set(people)), log: log
    }, run.drill ? {} : { executions: Array.from(new Set((before.executions || []).concat(data.id))) }, took === null ? {} : { measured_rto_minutes: took });
  }

  /* Whether a draft that is there is of this exercise: of the same drill, or of one to which the run before this one belongs. */
  function isOurs(run, data, before) {
    return Boolean(run.drill) || (before.executions || []).some(function (one) { return one === data.id || (run.from && one === run.from.id); });
  }

  function show(book, run, data, root, say, words) {
    const told = el("p", "itss-run-told"), took = measured(book, data);
    told.setAttribute("role", "status");
    return [el("h2", "", say("exercise.carry")), el("p", "", say("exercise.carried", { count: data.steps.length })), ...(took === null ? [] : [el("p", "", say("exercise.took", { count: took }))]),
      made.button(say("moments.go"), function () {
        kbRunMoments.lay(book.exercises.kind, run.drill || "", root, say, told, function (before, isDraft) {
          return isDraft && !isOurs(run, data, before) ? null : drill(book, run, data, before, say, words);
        }, { open: say("exercise.open"), away: say("exercise.away") });
      }), told];
  }

  return { isExercise: isExercise, title: title, ask: ask, settle: settle, measured: measured, drill: drill, show: show };
})();

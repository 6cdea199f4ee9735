/* Run mode: a book followed on its own page, one step a screen; kept after every tap, handed over as a record when it ends. */
"use strict";
(function () {
  /* A site loads them as scripts; a file that holds the book by itself has them in its body. */
  function given(name) {
    const found = document.getElementById(name);
    return found && JSON.parse(found.textContent);
  }

  const place = document.querySelector(".itss-book");
  const own = typeof kbRunBook === "undefined" ? given("itss-run") : kbRunBook, shared = typeof kbRunShared === "undefined" ? given("itss-run-shared") : kbRunShared;
  if (!place || !place.kbBook || !own || !shared || place.dataset.runs) { return; }
  const tools = place.kbBook, whole = Object.assign({}, shared[own.makes], own), zone = tools.zone, root = place.dataset.root;
  const el = kbRunInputs.el, button = kbRunInputs.button, EVERY = 10000;
  const screen = el("section", "itss-run"), page = place.closest(".itss-page");
  let book = whole, run = null, at = "", top = null;
  screen.hidden = true;
  screen.setAttribute("aria-label", say("top"));
  page.append(screen);

  function say(key, slots) {
    return (book.say[key] || key).replace(/\{([a-z]+)\}/g, function (whole, name) { return slots && name in slots ? slots[name] : whole; });
  }

  function person(id) { return (book.people.find(function (one) { return one.id === id; }) || { name: id }).name; }

  function measured(one) {
    const step = kbCourse.step(book, one.step);
    return typeof one.measured === "number" && step ? (step.gauge || say("measured")) + " " + one.measured + " " + (step.unit || "") : "";
  }

  function waived() {
    const come = run.waiver ? kbRunWaive.clock(book, kbRunTop.spans(book, run)) : null;
    return come ? kbRunWaive.told(book, run, come.title, say) : "";
  }

  function isOn(on) {
    screen.hidden = !on;
    document.body.classList.toggle("itss-running", on);
    document.documentElement.toggleAttribute("data-unsaved", on);
  }

  /* What this run is about: all, or some phases, with each that it was led to. */
  function scope() {
    kbCourse.widen(whole, run);
    book = kbCourse.part(whole, run);
  }

  function out() { run = null; top = null; isOn(false); kbRuns.here(""); offer(); scrollTo(0, 0); }

  function keep() { if (run && !kbRuns.keep(run)) { note(say("unkept")); } }

  function note(text) {
    let told = screen.querySelector(".itss-run-note");
    if (!told) { told = el("p", "itss-run-note"); told.setAttribute("role", "alert"); screen.prepend(told); }
    told.textContent = text;
  }

  const acts = {
    zone: zone, say: tools.say, out: out, measured: measured, person: person, outcomes: book.kind.outcomes,
    kept: keep,
    changed: function () { keep(); show(); },
    go: function (step) { run.go = step; delete run.now; at = "step"; acts.changed(); head(); },
    undo: function () { run.now = kbCourse.undo(run) || undefined; at = "step"; acts.changed(); head(); },
    end: function () { at = "finish"; acts.changed(); head(); },
    back: function () { at = "step"; run.go = run.go || book.steps[0].step; acts.changed(); head(); },
    hand: function (by) { kbCourse.hand(run, by); keep(); },
    make: make,
    calls: function () { const box = screen.querySelector("#run-calls"); box.open = true; box.scrollIntoView(); box.querySelector("summary").focus(); },
    set: set, press: press
  };

  /* What was typed into a step stays with the run; the buttons below follow it. */
  function set(name, value, isTyped) {
    const tick = acts.tick, was = kbCourse.needsReason(book, tick), focus = document.activeElement && document.activeElement.id;
    if (value === undefined) { delete tick[name]; } else { tick[name] = value; }
    run.now = tick;
    keep();
    if (isTyped && kbCourse.needsReason(book, tick) !== was) {
      show();
      const again = focus && document.getElementById(focus);
      if (again) { again.focus(); }
      return;
    }
    screen.querySelector(".itss-run-bar").replaceWith(bar());
  }

  /* The tick as it would be made now. */
  function ready() { return Object.assign({}, acts.tick, { at: acts.tick.at || kbCourse.tapped(run, kbTimes.text(zone, Date.now())) }); }

  function bar() { return kbRunStep.bar(say, acts.tick, kbCourse.lacks(book, run, ready()), acts); }

  function press(status) {
    const isSame = acts.tick.status === status;
    acts.tick.status = status;
    run.now = acts.tick;
    const tick = ready(), lacks = kbCourse.lacks(book, run, tick);
    if (lacks.length || (!isSame && status !== "done")) {
      acts.changed();
      const wanted = lacks.length && screen.querySelector(".itss-run-miss a");
      if (wanted && (isSame || status !== "done")) { wanted.click(); }
      return;
    }
    ["typed"].forEach(function (name) { delete tick[name]; });
    delete run.now;
    const away = kbCourse.tick(book, run, tick);
    scope();
    at = run.go ? "step" : "finish";
    acts.changed();
    head();
    if (away) { leave(away); }
  }

  /* The other book's page, by the link that the page of this one has to it; what it goes on with is told beside. */
  function leave(way) {
    const link = place.querySelector("a[data-book=\"" + way.book + "\"]");
    if (!link) { note(say("went", { to: way.to })); return; }
    kbRuns.here("");
    kbRuns.next({ run: run.id, book: way.book, step: way.book_step || "", href: location.href.split("#")[0] });
    location.href = location.protocol === "file:" ? link.href.replace(/\/(?=#|$)/, "/index.html") : link.href; // a disk knows no folder's page
  }

  function head() {
    scrollTo(0, 0);
    const first = screen.querySelector("h1");
    if (first) { first.focus({ preventScroll: true }); }
  }

  function calls() {
    const list = el("ul", "itss-run-calls");
    list.append(...book.contacts.map(function (one) {
      const row = el("li"), told = el("span");
      told.append(el("b", "", one.who), el("span", "itss-sub", one.when));
      row.append(told);
      one.people.filter(function (each) { return each.tel; }).forEach(function (each) {
        const way = el("a", "itss-tel", each.tel);
        way.href = "tel:" + each.tel;
        way.setAttribute("aria-label", say("call.person", { name: each.name }) + " " + each.tel);
        row.append(way);
      });
      return row;
    }));
    const box = kbRunInputs.fold(say("call"), String(book.contacts.length), false, [list]);
    box.id = "run-calls";
    return box;
  }

  function show() {
    if (!run) { return; }
    isOn(true);
    kbRuns.here(run.id);
    top = kbRunTop.of(book, run, say, acts);
    const wide = matchMedia("(min-width: 60em)").matches, log = kbRunLog.of(book, run, say, acts, wide), main = el("div", "itss-run-main"), aside = el("div", "itss-run-aside");
    const come = run.reported ? kbRunWaive.clock(book, kbRunTop.spans(book, run)) : null;
    aside.append(log, calls(), ...(come ? [kbRunWaive.draw(book, run, come, say, acts)] : []), el("p", "itss-sub", say("about", { id: run.id, operator: person(run.by), target: run.target, at: kbRunRecord.short(run.started) })));
    if (at === "step" && kbCourse.step(book, run.go)) {
      acts.tick = run.now && run.now.step === run.go ? run.now : Object.assign({ step: run.go, status: "done", agreed_by: (kbCourse.step(book, run.go) || {}).consent }, run.undone && run.undone[run.go]);
      main.append(top.next, kbRunStep.draw(book, run, say, acts));
      screen.replaceChildren(top.box, main, aside, bar());
    } else {
      main.append(top.next, kbRunFinish.draw(book, run, say, acts));
      screen.replaceChildren(top.box, main, aside);
    }
    tools.copies(screen);
  }

  /* The record, and what else is made of the run; it is cleared from here once it was handed over. */
  function make(outcome) {
    const over = run, finished = kbCourse.tapped(run, kbTimes.text(zone, Date.now())), end = { finished: finished, outcome: outcome, recorded_at: finished };
    const named = Object.assign({}, book, { title: kbRunExercise.title(book, run, say) }), data = kbRunRecord.record(book, run, end, say), words = { person: person, measured: measured, state: function (one) { return say("state." + one); }, outcome: function (one) { return acts.outcomes.find(function (each) { return each.code === one; }).word; }, waived: waived() };
    const text = kbRunRecord.summary(named, run, end, say, words), file = el("div"), told = el("p", "itss-run-told"), row = el("div", "itss-run-acts");
    told.setAttribute("role", "status");
    row.append(button(say("print"), function () { print(); }), button(say("again"), function () { screen.classList.remove("kb-form"); at = "finish"; acts.changed(); }), button(say("close"), out));
    screen.replaceChildren(el("h1", "", say("made")), file, el("h2", "", say("sum")), el("pre", "itss-run-sum", text),
      button(say("sum.copy"), async function () { told.textContent = await kbHand.copy(text) ? tools.say.copied : tools.say.uncopied; }), told,
      ...(kbRunExercise.isExercise(book, over) ? kbRunExercise.show(book, over, data, root, say, words) : kbRunMoments.show(book, over, root, say)), ...back(), row, ...kbRunFinish.sheet(named, run, data, say, acts));
    screen.classList.add("kb-form");
    kbRunFile.show(file, book, data, root, say, function () { kbRuns.clear(over.id); kbRuns.here(""); document.documentElement.removeAttribute("data-unsaved"); });
    scrollTo(0, 0);
  }

  /* The run of another book that this one was begun from waits to go on. */
  function back() {
    const before = run.from && kbRuns.read(run.from.id);
    if (!before) { return []; }
    const way = el("a", "itss-button", say("return", { title: run.from.title }));
    way.href = run.from.href;
    way.addEventListener("click", function () { kbRuns.here(before.id); });
    return [way];
  }

  function start(given, from, first) {
    book = whole;
    const started = kbTimes.text(zone, Date.now());
    run = kbCourse.begin(book, Object.assign({}, given, { id: kbRunRecord.id(started), started: started, title: book.title }));
    if (from) { run.from = { id: from.id, title: from.title, href: from.href }; }
    if (first && kbCourse.step(book, first)) { run.go = first; }
    scope();
    at = "step";
    screen.classList.remove("kb-form");
    acts.changed();
    head();
  }

  function resume(one) {
    run = one;
    scope();
    at = run.go ? "step" : "finish";
    if (run.version !== book.version) { acts.changed(); note(say("other", { version: run.version })); return; }
    acts.changed();
    head();
  }

  /* The screen before a run: those kept here, and a new one. */
  function open(from, first, phases) {
    const input = document.getElementById("reported"), typed = input ? kbClocks.last(zone, input.value, Date.now()) : NaN;
    const given = Object.assign({ reported: Number.isNaN(typed) ? "" : kbTimes.text(zone, typed) }, from, { phases: phases }), kept = kbRunStart.kept(book, say, resume);
    book = whole;
    isOn(true);
    screen.replaceChildren(...(kept ? [kept] : []), kbRunStart.ask(book, zone, say, given, first, function (one) { start(one, from, first); }, out));
    scrollTo(0, 0);
  }

  function offer() {
    const count = kbRuns.all().filter(function (one) { return one.book === book.book; }).length;
    tools.go.textContent = count ? say("go.kept", { count: count }) : say("go");
  }

  /* A page that is loaded again goes on with its run; one that a run of another book leads to begins with what that knows. */
  function begin() {
    const told = kbRuns.next(), from = told && told.book === book.book ? kbRuns.read(told.run) : null, one = kbRuns.here() && kbRuns.read(kbRuns.here());
    if (from) { kbRuns.arrived(); open(Object.assign({}, from, { href: told.href }), told.step); }
    else if (one && one.book === book.book) { resume(one); }
  }

  tools.go.onclick = function () { open(null, "", null); };
  kbRuns.watch(function (id) { if (run && run.id === id) { note(say("twice")); } });
  setInterval(function () { if (run && top) { top.update(); } }, EVERY);
  offer();
  begin();
  place.kbRun = { open: open };
  place.dataset.runs = "yes";
  document.dispatchEvent(new Event("kb-run"));
})();

/* Before a run: the runs kept here are offered to go on with, and a new one asks who, on what, for which call and since when. */
"use strict";
const kbRunStart = (function () {
  const made = kbRunInputs, el = made.el, button = made.button;

  /* Runs of this book that were begun here. */
  function kept(book, say, act) {
    const some = kbRuns.all().filter(function (one) { return one.book === book.book; });
    if (!some.length) { return null; }
    const box = el("section", "itss-run-kept"), list = el("ul");
    some.forEach(function (one) {
      const row = el("li"), settled = one.log.length;
      row.append(button(say("goon", { target: one.target, at: kbRunRecord.short(one.started), count: settled }), function () { act(one); }, "itss-go"));
      row.append(button(say("drop"), function (event) {
        const node = event.currentTarget;
        if (!node.dataset.sure) { node.dataset.sure = "yes"; node.textContent = say("drop.sure"); return; }
        kbRuns.clear(one.id);
        row.remove();
      }));
      list.append(row);
    });
    box.append(el("h2", "", say("kept")), list);
    return box;
  }

  /* The phases that are done one after the other; with them that of the step which a run begins with. */
  function usual(book, first) {
    const step = book.steps.find(function (one) { return one.step === first; });
    return book.phases.filter(function (one) { return !one.apart || (step && step.phase === one.code); }).map(function (one) { return one.code; });
  }

  function phases(book, say, given) {
    const box = el("fieldset", "itss-run-radios");
    box.append(el("legend", "", say("phases")));
    book.phases.forEach(function (one) {
      box.append(made.tick("phase-" + one.code, one.title, given.phases.includes(one.code), function (isOn) {
        given.phases = book.phases.map(function (each) { return each.code; }).filter(function (code) { return code === one.code ? isOn : given.phases.includes(code); });
      }));
    });
    return made.fold(say("phases"), say("phases.hint"), given.phases.length < book.phases.length, [box]);
  }

  function ask(book, zone, say, from, first, act, out) {
    const box = el("section", "itss-run-start"), told = el("p", "itss-run-miss"), given = {
      operator: from.operator || "", incident: from.incident || "", target: from.target || "", reported: from.reported || "", assets: from.assets || [], level: from.level || "", occasion: from.occasion || "", drill: from.drill || "",
      phases: book.phases.length ? from.phases || usual(book, first) : undefined
    };
    const calls = [["", say("call.none")]].concat(book.calls.map(function (one) { return [one.id, one.id + " " + one.title]; }));
    if (given.incident && !book.calls.some(function (one) { return one.id === given.incident; })) { calls.push([given.incident, given.incident]); }
    const people = [["", say("choose")]].concat(book.people.map(function (one) { return [one.id, one.name]; }));
    const target = made.text("target", say("target"), say("target.hint"), given.target, function (value) { given.target = value.trim(); }, 100);
    const since = made.time("reported", say("reported"), say("reported.hint"), given.reported, zone, say, function (value) { given.reported = value; });
    const call = made.choice("incident", say("incident"), "", calls, given.incident, function (value) {
      const found = book.calls.find(function (one) { return one.id === value; });
      given.incident = value;
      if (!found) { return; }
      given.reported = found.reported;
      given.level = found.level;
      since.querySelector("input").value = found.reported.slice(11, 16);
      if (!given.target && found.target) { given.target = found.target; target.querySelector("input").value = found.target; }
    });
    box.append(el("h1", "", say("new")), made.choice("operator", say("operator"), "", people, given.operator, function (value) { given.operator = value; }), ...kbRunExercise.ask(book, say, given, call), call, target);
    if (book.assets.length) {
      const group = el("fieldset", "itss-run-radios");
      group.append(el("legend", "", say("assets")));
      book.assets.forEach(function (one) {
        group.append(made.tick("asset-" + one.id, one.title, given.assets.includes(one.id), function (isOn) {
          given.assets = given.assets.filter(function (each) { return each !== one.id; }).concat(isOn ? [one.id] : []);
          if (isOn && !given.target) { given.target = one.title; target.querySelector("input").value = one.title; }
        }));
      });
      box.append(group);
    }
    if (book.phases.length) { box.append(phases(book, say, given)); }
    box.append(since, told);
    told.setAttribute("role", "alert");
    const bar = el("div", "itss-run-acts");
    bar.append(button(say("begin"), function () {
      const lacks = [["operator", given.operator], ["target", given.target.length > 1], ["phases", !given.phases || given.phases.length]].filter(function (one) { return !one[1]; }).map(function (one) { return say(one[0]); });
      if (lacks.length) { told.textContent = say("miss", { what: lacks.join(say("and")) }); return; }
      act(kbRunExercise.settle(book, given));
    }, "itss-go"), button(say("out"), out));
    box.append(bar);
    return box;
  }

  return { kept: kept, ask: ask };
})();

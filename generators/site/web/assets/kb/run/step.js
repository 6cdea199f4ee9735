/* One step of a run on one screen: who agreed, what is typed where, what one should see, where else to go, what is noted; then one of four buttons. */
"use strict";
const kbRunStep = (function () {
  const made = kbRunInputs, el = made.el, button = made.button;

  /* A command with its gaps marked, as the page of the book shows it. */
  function command(deed, say) {
    const box = el("div", "itss-cmd"), top = el("p", "itss-cmd-top"), told = el("span"), pre = el("pre");
    const parts = deed.run.split(/(<[^<>/!?\s][^<>\n"'=]*>)/), gaps = new Set(parts.filter(function (_, at) { return at % 2; }));
    told.append(el("b", "", deed.place), " ", deed.host, " ", el("span", "itss-sub", deed.note));
    if (gaps.size) { told.append(" ", el("span", "itss-swap", say("gaps", { count: gaps.size }))); }
    parts.forEach(function (part, at) { if (part) { pre.append(at % 2 ? el("em", "itss-gap", part) : part); } });
    top.append(told);
    box.append(top, pre);
    return box;
  }

  function deed(one, say) {
    if (one.run) { return command(one, say); }
    const box = el("p", "itss-deed");
    box.append(el("b", "", one.place), " ", one.note);
    return box;
  }

  function limits(one, say) {
    return [one.low !== undefined ? say("low", { number: one.low, unit: one.unit || "" }) : "", one.high !== undefined ? say("high", { number: one.high, unit: one.unit || "" }) : ""].filter(Boolean).join(say("comma"));
  }

  function consent(one, tick, say, acts) {
    const box = el("fieldset", "itss-consent");
    const head = el("legend", "", say("consent")), lock = document.querySelector(".itss-state-lock svg");
    if (lock) { head.prepend(lock.cloneNode(true), " "); }
    box.append(head, el("p", "itss-sub", say("consent.who", { who: one.consent })),
      made.text("agreed_by", say("agreed_by"), "", tick.agreed_by, function (value) { acts.set("agreed_by", value.trim()); }, 60),
      made.time("agreed_at", say("agreed_at"), "", tick.agreed_at, acts.zone, say, function (value) { acts.set("agreed_at", value); }));
    return box;
  }

  /* Who does it, and how long there still is. */
  function soon(one, run, say, acts) {
    const box = el("p", "itss-run-soon"), due = kbCourse.due(run, one), words = [one.who].filter(Boolean);
    if (Number.isNaN(due)) {
      if (one.minutes) { words.push(say(one.after ? "within.step" : "within", { span: kbClocks.span(one.minutes, acts.say), step: one.after || "" })); }
    } else {
      const left = kbClocks.left(acts.zone, due - one.minutes * 60000, one.minutes, Date.now(), acts.say);
      box.dataset.left = left.state;
      words.push(left.until, left.rest);
    }
    box.textContent = words.join(" \u00b7 ");
    return box;
  }

  function ways(one, tick, say, acts) {
    const leading = one.branches.map(function (each, at) { return [at, each]; }).filter(function (pair) { return pair[1].go_to || pair[1].book; });
    const plain = one.branches.filter(function (each) { return !each.go_to && !each.book; }), inner = [];
    if (plain.length) {
      const list = el("ul");
      list.append(...plain.map(function (each) { return el("li", "", each.when + (each.then ? say("comma") + each.then : "")); }));
      inner.push(list);
    }
    if (leading.length) {
      inner.push(made.radios("way", say("way"), [["", say("way.next")]].concat(leading.map(function (pair) {
        return [pair[0], pair[1].when + " \u2192 " + pair[1].to + (pair[1].then ? say("comma") + pair[1].then : "")];
      })), tick.way, function (value) { acts.set("way", value === "" ? undefined : value); }));
    }
    return inner.length ? made.fold(say("else"), say("else.count", { count: one.branches.length }), tick.way !== undefined || tick.status === "failed", inner) : null;
  }

  function draw(book, run, say, acts) {
    const one = kbCourse.step(book, run.go), tick = acts.tick, box = el("div", "itss-run-step"), isWhy = kbCourse.needsReason(book, tick);
    const head = el("h1"), number = el("span", "itss-no" + (one.consent ? " itss-need" : ""), String(book.steps.indexOf(one) + 1)), exp = el("dl", "itss-exp"), row = el("div");
    head.tabIndex = -1;
    head.append(number, " ", one.do);
    box.append(head);
    if (one.who || one.minutes) { box.append(soon(one, run, say, acts)); }
    if (one.unasked) { box.append(el("p", "itss-sub", say("unasked", { why: one.unasked }))); }
    if (one.consent) { box.append(consent(one, tick, say, acts)); }
    if (one.caution) {
      const told = el("p", "itss-caution");
      told.append(el("strong", "", say("caution")), " ", one.caution);
      box.append(told, made.tick("sure", say("sure"), tick.sure, function (isOn) { acts.set("sure", isOn); }));
    }
    box.append(...one.deeds.map(function (each) { return deed(each, say); }));
    if (one.expect) {
      row.append(el("dt", "", say("expect")), el("dd", "", one.expect));
      exp.append(row);
      box.append(exp);
    }
    const others = ways(one, tick, say, acts);
    if (others) { box.append(others); }
    if (kbCourse.hasLimits(one)) {
      box.append(made.number("measured", one.gauge || one.value || say("measured"), limits(one, say), tick.typed, function (value) {
        const plain = value.normalize("NFKC").replace(/[,\s]/g, "");
        acts.set("typed", value);
        acts.set("measured", plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined, true);
      }));
    }
    if (one.value) { box.append(made.text("value", one.value, kbCourse.hasLimits(one) ? say("optional") : "", tick.value, function (value) { acts.set("value", value.trim()); })); }
    const note = made.text("note", isWhy ? say("why") : say("note"), isWhy ? "" : say("optional"), tick.note, function (value) { acts.set("note", value.trim()); }, 300);
    const at = made.time("at", say("at"), say("at.hint"), tick.at, acts.zone, say, function (value) { acts.set("at", value); });
    if (isWhy) { box.append(note, made.fold(say("more"), say("at"), false, [at])); } else { box.append(made.fold(say("more"), say("more.hint"), Boolean(tick.note), [note, at])); }
    return box;
  }

  /* What is still lacking, each with the way to its input. */
  function miss(lacks, say) {
    const box = el("p", "itss-run-miss");
    box.id = "run-miss";
    if (!lacks.length) { return box; }
    const place = { consent: "agreed_by", agreed: "agreed_at", order: "at" };
    box.append(say("lacks"));
    lacks.forEach(function (one, at) {
      const way = el("a", "", say("lack." + one));
      way.href = "#run-" + (place[one] || one);
      way.addEventListener("click", function (event) {
        const target = document.getElementById("run-" + (place[one] || one));
        event.preventDefault();
        for (let node = target; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
        if (target) { target.focus(); target.scrollIntoView({ block: "center" }); }
      });
      box.append(at ? say("and") : "", way);
    });
    return box;
  }

  function bar(say, tick, lacks, acts) {
    const box = el("section", "itss-run-bar"), row = el("div", "itss-run-acts"), call = el("a", "itss-button", say("call"));
    const press = function (status, name) {
      const isOn = tick.status === status, made = button(say(isOn && status !== "done" ? "sure." + status : "act." + status), function () { acts.press(status); }, name);
      if (status !== "done") { made.setAttribute("aria-pressed", String(isOn)); }
      return made;
    };
    const go = press("done", "itss-go");
    if (tick.status === "done" && lacks.length) { go.setAttribute("aria-disabled", "true"); go.setAttribute("aria-describedby", "run-miss"); }
    call.href = "#run-calls";
    call.addEventListener("click", function (event) { event.preventDefault(); acts.calls(); });
    box.setAttribute("aria-label", say("bar"));
    row.append(call, press("skipped"), press("failed"), go);
    box.append(miss(lacks, say), row);
    return box;
  }

  return { draw: draw, bar: bar };
})();

/* The moments of a call that were stopped while a book was run: shown, and carried to the form of the call as a draft. */
"use strict";
const kbRunMoments = (function () {
  const el = kbRunInputs.el, button = kbRunInputs.button;

  /* The moments that were stopped, as words, and for the form of the call: onto a record that is open, into a draft where there is none. */
  function show(book, run, root, say) {
    const marks = Object.assign(run.reported ? { reported: run.reported } : {}, run.marks), list = el("ul"), told = el("p", "itss-run-told");
    const titles = Object.assign({ reported: say("reported") }, ...book.limits.map(function (one) { return Object.fromEntries(one.spans.map(function (each) { return [each.event, each.title]; })); }));
    const waived = run.waiver ? kbRunWaive.clock(book, kbRunTop.spans(book, run)) : null;
    if (!(Object.keys(marks).length || waived) || !book.call) { return []; }
    told.setAttribute("role", "status");
    list.append(...Object.keys(marks).map(function (name) { return el("li", "", titles[name] + " " + marks[name].slice(0, 16).replace("T", " ")); }));
    if (waived) { list.append(el("li", "", kbRunWaive.told(book, run, waived.title, say))); }
    return [el("h2", "", say("moments")), list, button(say("moments.go"), function () {
      lay(book.call, run.incident, root, say, told, function (data, isDraft) {
        return isDraft ? null : Object.assign({}, marks, data, run.waiver ? kbRunWaive.fields(book, run) : {}, { runbooks: Array.from(new Set((data.runbooks || []).concat(run.book))) });
      }, { open: say("moments.open"), away: say("moments.away") });
    }), told];
  }

  /* Lay a draft for the form of a kind, onto the record that is open there where one is named; `make` gives what becomes of that, or nothing where a draft must stay. */
  async function lay(kind, id, root, say, told, make, words) {
    const place = root + "forms/" + kind + "/";
    try {
      if (typeof kbForm === "undefined") { await kbDom.load(root + "forms/shared.js"); }
      if (id) { await kbDom.load(place + "open.js"); }
    } catch (_) { told.textContent = words.away; return; }
    const there = id && kbForm.open ? kbForm.open[id] : null, draft = kbDraft.of(root, kind, there ? id : ""), kept = draft.read();
    if (id && !there) { told.textContent = say("moments.closed", { id: id }); return; }
    const before = kept || { data: there ? there.data : {}, opened: there ? there.sha256 : "", from: there ? there.data : {} }, data = make(before.data, Boolean(kept));
    if (!data) { told.textContent = say("moments.draft"); return; }
    if (!draft.keep(data, before.opened, before.from)) { told.textContent = say("unkept"); return; }
    const way = el("a", "", words.open);
    way.href = place + (there ? "?record=" + id : "");
    told.replaceChildren(say("moments.kept") + " ", way);
  }

  return { show: show, lay: lay };
})();

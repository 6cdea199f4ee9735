/* The page of a form: builds it from its plan, keeps the draft, and hands over what is sound. */
"use strict";
(function () {
  const place = document.querySelector(".kb-form");
  if (!place || place.dataset.ready) { return; }
  const el = kbFrame.el, button = kbFrame.button, kind = kbForm.kind, root = place.dataset.root;
  const form = {
    kind: kind, tree: kbTree.grow(kind.fields), common: new Set(), again: kbForm.again,
    words: kbForm.sentences, zone: kbForm.zone, contract: kbForm.contract || "",
    say: function (key, slots) {
      return kbDom.filled(kbForm.say[key] || key, slots);
    },
    changed: function () { kbHand.ready().then(function (there) { if (there && !knows) { knows = true; look(); } }); clearTimeout(timer); timer = setTimeout(function () { look(); }, 150); }
  };
  form.files = kbFiles.of(form);
  let timer = 0, knows = false, opened = "", from = {}, accepts = false, kept = "";
  kbPick.at(root + "forms/pick/");

  /* What several moments say alike is said once they are opened. */
  const helps = Array.from(form.tree.children.values()).map(function (one) { return one.help; });
  form.common = new Set(helps.filter(function (help, at) { return help && helps.indexOf(help) !== at; }));

  const record = new URLSearchParams(location.search).get("record") || "";
  const begun = new URLSearchParams(location.search).get("begin") || "", draft = kbDraft.of(root, kind.kind, record || begun);
  const children = new Map(), parts = kbPlan.of(form.tree, kind.sound);
  const page = el("div", "kb-form-page"), main = el("form", "kb-form-main"), aside = el("nav", "kb-form-parts"), listing = el("ol");
  const above = el("div", "kb-form-above"), sub = el("span", "kb-sub");
  main.noValidate = true;
  main.autocomplete = "off";
  sub.setAttribute("role", "status");

  parts.forEach(function (part) {
    const title = part.name === "closing" ? form.say("closing", { event: form.tree.children.get(part.event).title })
      : part.title || (part.name === "first" ? form.say("first") : part.name === "events" ? form.say("events") : form.say(part.name));
    const names = part.fields.map(function (one) { return one.title || one.name; });
    part.label = part.name === "first" ? names.slice(0, 3).join(form.say("and")) : title;
    part.box = el(part.folded ? "details" : "section", "kb-part" + (part.folded ? " itss-fold" : ""));
    part.box.id = "kb-part-" + parts.indexOf(part);
    const head = el(part.folded ? "summary" : "h2", "", title);
    const told = part.help || names.filter(function (name) { return !title.includes(name); }).join(form.say("and"));
    if (part.folded && told) { head.append(" ", el("span", "kb-sub", told)); }
    if (part.name !== "first") { part.box.append(head); }
    part.fields.forEach(function (field) {
      const control = kbParts.make(field, form);
      if (field.name === "attachments" && control.rows) { control.box.querySelector(".kb-paste").before(form.files.chooser(control)); }
      if (part.name === "own" || part.name === "table") { control.box.classList.add("kb-alone"); }
      children.set(field.name, control);
      part.box.append(control.box);
    });
    main.append(part.box);
    part.link = el("li");
    part.state = el("span", "kb-part-state");
    const way = el("a", "", part.label);
    way.href = "#" + part.box.id;
    way.addEventListener("click", function (event) {
      event.preventDefault();
      if (part.folded) { part.box.open = true; }
      part.box.scrollIntoView();
    });
    part.link.append(way, part.state);
    listing.append(part.link);
  });

  const whole = kbParts.around(Object.assign({}, form.tree, { must: true }), { box: main, inputs: [], fault: "", star: function () {} }, children);
  whole.show = function (text) { whole.fault = text; };
  const state = kbState.of(form, whole), result = kbResult.of(form, whole, handed);

  const bar = el("div", "kb-bar"), go = button(form.say("go"), hand, "kb-go"), clear = button(form.say("clear"), wipe);
  bar.append(go, clear, sub);
  main.append(bar);
  aside.append(el("h2", "", form.say("parts")), listing);
  aside.setAttribute("aria-label", form.say("parts"));
  main.prepend(state.box);
  page.append(main, aside);
  place.append(above, page, result.box);

  function tools() {
    const box = el("details", "kb-tools itss-fold"), chosen = el("input"), label = el("label", "kb-name", form.say("open"));
    box.append(el("summary", "", form.say("tools")));
    chosen.type = "file";
    chosen.accept = ".yaml,.yml";
    chosen.id = "kb-open";
    label.htmlFor = chosen.id;
    box.append(label, chosen);
    chosen.addEventListener("change", async function () {
      if (!chosen.files.length) { return; }
      const [one] = chosen.files, got = await kbOpen.file(form, one);
      chosen.value = "";
      if (got.why) { note(got.why, true); return; }
      start(got.data, got.opened, form.say("opened", { id: got.data.id || one.name }));
    });
    if (kbForm.lastAt) {
      box.append(button(form.say("again"), function () {
        kbDom.load(root + kbForm.lastAt).then(function () { choose(box); });
      }));
    }
    return box;
  }

  /* The last records of the kind, the newest first; the previous values stand beside the empty cells. */
  function choose(box) {
    const label = el("label", "kb-name", form.say("again.which")), list = el("select");
    list.id = "kb-again";
    label.htmlFor = list.id;
    list.append(new Option(form.say("choose"), ""), ...kbForm.last.map(function (one, at) { return new Option(one.title, String(at)); }));
    list.addEventListener("change", function () {
      const one = kbForm.last[Number(list.value)];
      if (!list.value || !one) { return; }
      const got = kbOpen.again(form, one.data);
      start(got.data, "", form.say("again.done", { title: one.title }));
      Object.keys(got.rows).forEach(function (name) { before(children.get(name), got.rows[name]); });
    });
    box.append(label, list);
    list.focus();
  }

  function before(table, rows) {
    table.rows.forEach(function (row, at) {
      row.children.forEach(function (child, name) {
        const value = rows[at] && rows[at][name];
        const isGroup = value !== null && typeof value === "object" && !Array.isArray(value);
        if (value === undefined || isGroup || child.read() !== undefined) { return; }
        const choice = child.field.choices.find(function (one) { return one.code === value; });
        child.box.append(el("span", "kb-before", form.say("before", { value: choice ? choice.word : Array.isArray(value) ? value.join(" ") : value })));
      });
    });
  }

  function note(text, isBad) {
    const made = el("p", isBad ? "kb-note kb-note-bad" : "kb-note", text);
    made.setAttribute("role", isBad ? "alert" : "status");
    above.querySelectorAll(".kb-note").forEach(function (one) { one.remove(); });
    above.prepend(made);
    return made;
  }

  /* A record just opened, or one that was begun for us, is no draft yet; one that began before (`was` is the record as it stood then) is. */
  function start(data, hash, told, was, isGiven) {
    opened = hash;
    from = was || data;
    form.files.begin(hash ? from : {});
    whole.write(data);
    if ((hash && !was) || isGiven) { kept = JSON.stringify(whole.read()); }
    whole.each(function (one) { one.touched = false; });
    state.rest();
    page.hidden = false;
    result.box.hidden = true;
    if (told) { note(told, false); }
    openFilled();
    look();
  }

  /* A group that must be there is read as an empty one, which says nothing. */
  function isSaid(value) {
    return value !== null && typeof value === "object" ? Object.values(value).some(isSaid) : value !== undefined;
  }

  function openFilled() {
    parts.forEach(function (part) {
      if (part.folded && part.fields.some(function (one) { return isSaid(children.get(one.name).read()); })) { part.box.open = true; }
    });
  }

  function look(found) {
    const now = found || state.look();
    parts.forEach(function (part) {
      let bad = 0;
      part.fields.forEach(function (one) { children.get(one.name).each(function (each) { if (each.fault) { bad += 1; } }); });
      const filled = part.fields.some(function (one) { return isSaid(children.get(one.name).read()); });
      const lacks = now.faults.some(function (one) { return !one.notice && part.fields.some(function (field) { return field.name === one.at[0]; }); });
      part.state.textContent = bad ? form.say("part.bad", { count: bad }) : !filled ? form.say("part.empty") : lacks ? form.say("part.open") : form.say("part.done");
      part.state.className = "kb-part-state" + (bad ? " kb-is-bad" : filled && !lacks ? " kb-is-done" : "");
    });
    const isEmpty = !isSaid(now.data);
    if (!isEmpty && JSON.stringify(now.data) !== kept) {
      kept = JSON.stringify(now.data);
      document.documentElement.setAttribute("data-unsaved", "");
      const at = kbTimes.now(form.zone).time;
      sub.textContent = draft.keep(now.data, opened, from) ? form.say("kept", { time: at }) : form.say("unkept");
      result.box.hidden = true;
    }
    return now;
  }

  function wipe() {
    if (clear.dataset.sure) { handed(); kept = ""; form.files.clear(); start({}, "", form.say("cleared")); sub.textContent = ""; delete clear.dataset.sure; clear.textContent = form.say("clear"); return; }
    clear.dataset.sure = "yes";
    clear.textContent = form.say("sure");
    setTimeout(function () { delete clear.dataset.sure; clear.textContent = form.say("clear"); }, 5000);
  }

  function hand() {
    const now = look(state.ask());
    if (now.bad) { sub.textContent = form.say("mend", { count: now.bad }); return; }
    const data = now.data;
    if (!opened) { Object.keys(kbForm.named).forEach(function (name) { if (!(name in data)) { data[name] = kbForm.named[name]; } }); }
    if (form.tree.children.has("recorded_at") && !data.recorded_at && !opened) {
      const at = kbTimes.now(form.zone);
      data.recorded_at = kbTimes.join(form.zone, at.day, at.time);
    }
    kbHand.ready().then(function (there) {
      if (!there) { sub.textContent = form.say("unloaded"); return; }
      const bad = look().bad; // what must not be written is known by now
      if (bad) { sub.textContent = form.say("mend", { count: bad }); } else { result.show(data, opened, accepts); }
    });
  }

  /* What was taken in is not handed over twice: its fields go, and a new record begins on a new page. */
  function handed(isTaken) {
    draft.clear();
    if (isTaken === true) { form.files.clear(); }
    page.hidden = isTaken === true;
    document.documentElement.removeAttribute("data-unsaved");
    sub.textContent = form.say("handed");
  }

  main.addEventListener("submit", function (event) { event.preventDefault(); });
  main.addEventListener("input", form.changed);
  main.addEventListener("change", function (event) {
    const box = event.target.closest(".kb-field, .kb-cell");
    whole.each(function (one) { if (one.box === box) { one.touched = true; } });
    form.changed();
  });
  draft.watch(function () { note(form.say("twice"), true); });

  /* A draft whose record was changed by somebody else meanwhile goes on from how that is now. */
  function open(found) {
    const there = kbForm.open[record];
    if (!there) { note(form.say("open.gone", { id: record }), true); return; }
    if (!found) { start(there.data, there.sha256, form.say("opened", { id: record })); return; }
    if (found.opened === there.sha256) { from = there.data; }
    if (found.opened === there.sha256 || found.data.id !== record) { return; }
    const met = kbOpen.onto(there.data, whole.read(), found.from || {});
    const fields = met.both.map(function (name) { return kbTree.find(form.tree, [name]).title || name; }).join(form.say("and"));
    start(met.data, there.sha256, "", there.data);
    note(form.say(!fields ? "open.onto" : found.from ? "open.both" : "open.old", { id: record, fields: fields }) + again(), Boolean(fields || again()));
  }

  /* What the site knows already of a record that nobody has made yet. */
  function given() {
    const there = kbForm.begun[begun];
    if (there) { start(there.data, "", there.told, null, true); } else { note(form.say("begun.gone"), true); }
  }

  /* A draft keeps the rows of its files, not the files. */
  function again() {
    const lost = form.files.lost(whole.read() || {});
    if (lost) { form.files.touch(children.get("attachments")); look(); }
    return lost && form.say("attach.again", { files: lost });
  }

  function begin() {
    const found = draft.read();
    if (!kind.head) { above.append(tools()); } // the draft of a document begins here, and goes on in its file
    if (found) {
      start(found.data, found.opened || "", "", found.from || {});
      note(form.say("draft", { time: new Date(found.at).toLocaleString("zh-CN", { hour12: false }) }) + again(), Boolean(again()));
    }
    if (record) {
      kbDom.load(root + kbForm.openAt).then(function () { open(found); }, function () { note(form.say("open.gone", { id: record }), true); });
    }
    else if (begun && !found) {
      kbDom.load(root + kbForm.begunAt).then(given, function () { note(form.say("begun.gone"), true); });
    }
    look();
    kbHand.server().then(function (said) { accepts = said.accepts.includes(kind.kind); form.largest = said.largest; });
    place.dataset.ready = "yes";
  }

  form.root = whole;
  form.read = function () { return whole.read(); };
  form.write = function (data) { whole.write(data); };
  place.kbForm = form;
  begin();
})();

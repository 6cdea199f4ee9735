/* One input for one value: how a text, a number, a choice, a day or a moment is shown, and what is read back.
   What was written into one and not touched since is read back as it was; what is no number or time stays as text. */
"use strict";
const kbInputs = (function () {
  const el = kbFrame.el, LONG = 200, FEW = 5;

  function typed(text) { return text === "" ? undefined : text; }

  function words(value) { return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value); }

  function line(field, made, cell, options) {
    const node = made.input(el("input"));
    node.type = "text";
    node.autocomplete = "off";
    Object.assign(node, options || {});
    made.box.append(node);
    return { get: function () { return typed(kbSheet.clean(node.value)); }, set: function (value) { node.value = words(value); } };
  }

  function block(field, made) {
    const node = made.input(el("textarea"));
    node.rows = field.form === "markdown" ? 6 : 2;
    made.box.append(node);
    return {
      get: function () {
        return typed(node.value.replace(/\r\n?/g, "\n").split("\n").map(function (one) { return one.replace(/[\s\u3000]+$/, ""); }).join("\n").trim());
      },
      set: function (value) { node.value = words(value); }
    };
  }

  function text(field, form, made, cell) {
    const most = field.limits.max_length || 0;
    return !cell && (field.form === "markdown" || most > LONG) ? block(field, made) : line(field, made, cell);
  }

  /* A number may be typed in full width, with a comma between thousands or a sign of percent behind. */
  function number(field, form, made, cell) {
    const inner = line(field, made, cell, { inputMode: field.form === "integer" ? "numeric" : "decimal" });
    made.box.classList.add("kb-short");
    return {
      get: function () {
        const said = inner.get(), plain = (said || "").normalize("NFKC").replace(/,(?=[0-9]{3})/g, "").replace(/[\s%]+$/, "");
        return /^[+-]?[0-9]+(\.[0-9]+)?$/.test(plain) && plain.length < 16 ? Number(plain) : said;
      },
      set: inner.set
    };
  }

  function radios(field, form, made, options) {
    const list = el("div", "kb-radios"), name = made.id + "-r";
    let strange;
    const nodes = options.map(function (one) {
      const label = el("label"), node = made.input(el("input"));
      node.type = "radio";
      node.name = name;
      node.addEventListener("change", function () { strange = undefined; });
      label.append(node, " " + one.word);
      if (one.help) { label.title = one.help; }
      list.append(label);
      return node;
    });
    made.box.append(list);
    return {
      get: function () {
        const at = nodes.findIndex(function (node) { return node.checked; });
        return at < 0 ? strange : options[at].code;
      },
      set: function (value) {
        nodes.forEach(function (node, at) { node.checked = options[at].code === value; });
        strange = options.some(function (one) { return one.code === value; }) ? undefined : value;
      }
    };
  }

  function select(field, form, made, options) {
    const node = made.input(el("select"));
    let strange;
    node.append(new Option(form.say("choose"), ""));
    options.forEach(function (one, at) { node.append(new Option(one.word, String(at))); });
    node.addEventListener("change", function () { strange = undefined; });
    made.box.append(node);
    return {
      get: function () { return node.value === "" ? strange : options[Number(node.value)].code; },
      set: function (value) {
        const at = options.findIndex(function (one) { return one.code === value; });
        node.value = at < 0 ? "" : String(at);
        strange = at < 0 ? value : undefined;
      }
    };
  }

  function choice(field, form, made, cell) {
    const options = field.form === "flag" ? [{ code: true, word: form.say("yes") }, { code: false, word: form.say("no") }] : field.choices;
    if (cell || options.length > FEW) { return select(field, form, made, options); }
    return radios(field, form, made, field.must ? options : options.concat({ code: undefined, word: form.say("unsaid") }));
  }

  function clock(field, form, made) { return line(field, made, null, { inputMode: "numeric", placeholder: "14:00", className: "kb-time" }); }

  function time(field, form, made) {
    const inner = clock(field, form, made);
    return { get: function () { const said = inner.get(); return said && kbTimes.time(said); }, set: inner.set };
  }

  /* A day by the browser's own calendar; a text that is no day stands there as a text, so that it can be put right. */
  function day(made, cell, name) {
    const node = made.input(el("input", "kb-day"), name);
    made.box.append(node);
    node.type = "date";
    return {
      node: node,
      get: function () { return typed(kbTimes.day(node.value)); },
      set: function (value) {
        const said = words(value);
        node.type = said === "" || kbFaults.formats.date(said) ? "date" : "text";
        node.value = said;
      }
    };
  }

  function moment(field, form, made, cell) {
    const title = field.title || field.name, box = el("div", "kb-moment");
    const date = day(made, cell, cell ? "" : title + " " + form.say("day")), hour = clock(field, form, made);
    const clockNode = made.inputs[1];
    clockNode.setAttribute("aria-label", title + " " + form.say("time"));
    made.inputs[0].dataset.part = " " + form.say("day");
    clockNode.dataset.part = " " + form.say("time");
    box.append(date.node, clockNode);
    const now = kbFrame.button(form.say("now"), function () {
      const at = kbTimes.now(form.zone);
      date.set(at.day);
      hour.set(at.time);
      now.dispatchEvent(new Event("change", { bubbles: true }));
    });
    now.setAttribute("aria-label", title + " " + form.say("now"));
    box.append(now);
    made.box.append(box);
    return {
      get: function () { return typed(kbTimes.join(form.zone, date.get() || "", hour.get() || "")); },
      set: function (value) {
        const said = words(value), parts = kbTimes.split(form.zone, said);
        date.set(parts ? parts.day : said);
        hour.set(parts ? parts.time : "");
      }
    };
  }

  function date(field, form, made, cell) { return day(made, cell); }

  const MADE = {
    "integer": number, "number": number, "choice": choice, "flag": choice, "date": date, "time": time,
    "date-time": moment, "event-time": moment
  };

  /* A control of one value; `cell` when it stands in a row of a sheet. */
  function leaf(field, form, cell) {
    const isGroup = !cell && (field.form === "choice" || field.form === "flag") && (field.form === "flag" || field.choices.length <= FEW);
    const made = kbFrame.frame(field, form, cell, isGroup || (!cell && /time$/.test(field.form) && field.form !== "time"));
    const inner = field.form === "reference" ? kbPick.input(field, form, made, cell) : (MADE[field.form] || text)(field, form, made, cell);
    let raw, shown = null;
    return Object.assign(made, {
      field: field,
      read: function () {
        const now = inner.get();
        return shown !== null && JSON.stringify(now) === shown ? raw : now;
      },
      write: function (value) {
        inner.set(value);
        raw = value;
        shown = value === undefined ? null : String(JSON.stringify(inner.get()));
      },
      find: function () { return this; },
      each: function (act) { act(this); }
    });
  }

  return { leaf: leaf };
})();

/* The inputs of a run: a label above, a hint beside, 44 px to tap; times of 24 hours as people write them. */
"use strict";
const kbRunInputs = (function () {
  const el = kbDom.el;
  let count = 0;

  function button(text, act, name) { return kbDom.button(text, act, "itss-button" + (name ? " " + name : "")); }

  function field(name, label, hint, node, act) {
    const box = el("div", "itss-run-field"), told = el("label", "", label);
    node.id = "run-" + name;
    node.dataset.name = name;
    told.htmlFor = node.id;
    if (hint) {
      const said = el("span", "itss-sub", hint);
      said.id = node.id + "-h";
      node.setAttribute("aria-describedby", said.id);
      told.append(" ", said);
    }
    node.addEventListener("input", function () { act(node.value); });
    box.append(told, node);
    return box;
  }

  function text(name, label, hint, value, act, longest) {
    const node = el("input");
    node.type = "text";
    node.autocomplete = "off";
    node.maxLength = longest || 200;
    node.value = value || "";
    return field(name, label, hint, node, act);
  }

  function number(name, label, hint, value, act) {
    const made = text(name, label, hint, value, act, 20);
    made.querySelector("input").inputMode = "decimal";
    return made;
  }

  /* A moment of today or of last night, with a button for now; gives the text as it is written in a record, empty where it is none. */
  function time(name, label, hint, value, zone, say, act) {
    const made = text(name, label, hint, value ? value.slice(11, 16) : "", read, 8), node = made.querySelector("input"), row = el("span", "itss-run-time");
    node.inputMode = "numeric";
    node.replaceWith(row);
    row.append(node, button(say("now"), function () {
      node.value = kbTimes.now(zone).time;
      act(kbTimes.text(zone, Date.now()));
    }));
    function read(typed) {
      const at = kbClocks.last(zone, typed, Date.now());
      act(Number.isNaN(at) ? "" : kbTimes.text(zone, at));
    }
    return made;
  }

  function choice(name, label, hint, options, value, act) {
    const node = el("select");
    node.append(...options.map(function (one) { return new Option(one[1], one[0]); }));
    node.value = value || "";
    return field(name, label, hint, node, act);
  }

  function tick(name, label, isOn, act) {
    const box = el("label", "itss-run-tick"), node = el("input");
    node.type = "checkbox";
    node.id = "run-" + name;
    node.dataset.name = name;
    node.checked = Boolean(isOn);
    node.addEventListener("change", function () { act(node.checked); });
    box.append(node, el("span", "", label));
    return box;
  }

  function radios(name, legend, options, value, act) {
    const box = el("fieldset", "itss-run-radios");
    box.append(el("legend", "", legend));
    options.forEach(function (one) {
      const label = el("label", "itss-run-tick"), node = el("input"), id = "run-" + name + "-" + (count += 1);
      node.type = "radio";
      node.name = "run-" + name;
      node.id = id;
      node.value = one[0];
      node.checked = String(one[0]) === String(value === undefined ? "" : value);
      node.addEventListener("change", function () { act(one[0]); });
      label.append(node, el("span", "", one[1]));
      box.append(label);
    });
    return box;
  }

  function fold(title, sub, isOpen, inner) {
    const box = el("details", "itss-fold"), head = el("summary", "", title + " ");
    head.append(el("span", "itss-sub", sub));
    box.open = isOpen;
    box.append(head, ...inner);
    return box;
  }

  return { el: el, button: button, text: text, number: number, time: time, choice: choice, tick: tick, radios: radios, fold: fold };
})();

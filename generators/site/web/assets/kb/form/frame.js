/* What stands around a value: its label, its hint, the sentence of a fault beside it, tied to the inputs. */
"use strict";
const kbFrame = (function () {
  let count = 0;

  const el = kbDom.el;
  function button(text, act, name) { return kbDom.button(text, act, "kb-button" + (name ? " " + name : "")); }

  function unit(field, form) {
    return field.marks.unit || (/_(minutes|hours|days|yuan|percent|gb|mb)$/.exec(field.name) && form.say("unit." + RegExp.$1)) || "";
  }

  /* In a cell there is no room for words: the label is heard, and the fault stands in a line of its own below the row. */
  function frame(field, form, cell, isGroup) {
    const id = "kb-f" + (count += 1), box = el(cell ? "div" : isGroup ? "fieldset" : "div", cell ? "kb-cell" : "kb-field");
    const fault = el("p", "kb-fault"), star = el("span", "kb-star"), told = [];
    const made = { id: id, box: box, inputs: [], anchor: null, fault: "" };
    fault.hidden = true;
    fault.id = id + "-e";
    if (cell) { cell.faults.append(fault); }
    else {
      const label = el(isGroup ? "legend" : "label", "kb-name", field.title || field.name);
      if (!isGroup) { label.htmlFor = id; }
      label.append(star);
      const measure = unit(field, form);
      if (measure) { label.append(el("span", "kb-unit", measure)); }
      box.append(label);
      if (field.help) {
        const hint = el("p", "kb-hint", field.help);
        hint.id = id + "-h";
        told.push(hint.id);
        box.append(hint);
      }
      box.append(fault);
    }

    made.input = function (node, name) {
      node.id = made.inputs.length ? id + "-" + made.inputs.length : id;
      if (name) { node.setAttribute("aria-label", name); }
      made.inputs.push(node);
      made.anchor = made.anchor || node;
      describe();
      return node;
    };

    function describe() {
      const ids = told.concat(made.fault ? [fault.id] : []).join(" ");
      (isGroup && !cell ? [box] : made.inputs).forEach(function (node) {
        if (ids) { node.setAttribute("aria-describedby", ids); } else { node.removeAttribute("aria-describedby"); }
      });
      made.inputs.forEach(function (node) {
        if (made.fault) { node.setAttribute("aria-invalid", "true"); } else { node.removeAttribute("aria-invalid"); }
        if (made.fault) { node.setAttribute("aria-describedby", ids); }
      });
    }

    made.show = function (text) {
      if (made.fault === text) { return; }
      made.fault = text;
      fault.textContent = text;
      fault.hidden = !text;
      box.classList.toggle("kb-wrong", Boolean(text));
      describe();
      if (cell) { cell.told(); }
    };

    made.star = function (must) { star.textContent = must ? form.say("must") : ""; };
    made.name = function (text) { made.inputs.forEach(function (node) { node.setAttribute("aria-label", text + (node.dataset.part || "")); }); };
    return made;
  }

  return { el: el, button: button, frame: frame };
})();

/* Values made of others: a moment with how it is known, members under one name, a list with a line for each. */
"use strict";
const kbParts = (function () {
  const el = kbFrame.el, button = kbFrame.button;

  function make(field, form) {
    switch (field.form) {
      case "group": return group(field, form);
      case "event": return event(field, form);
      case "table": return kbRows.make(field, form);
      case "list": return field.item.form === "choice" ? boxes(field, form) : list(field, form);
      default: return kbInputs.leaf(field, form, null);
    }
  }

  /* Members as they were, then those that came, in the order of the schema; what no field shows is kept. */
  function together(raw, field, children) {
    const found = {};
    Object.keys(raw || {}).forEach(function (name) {
      const value = children.has(name) ? children.get(name).read() : raw[name];
      if (value !== undefined) { found[name] = value; }
    });
    field.children.forEach(function (_, name) {
      const value = name in found || !children.has(name) ? undefined : children.get(name).read();
      if (value !== undefined) { found[name] = value; }
    });
    return found;
  }

  /* What groups and rows have in common: children by name, found by path. */
  function around(field, made, children) {
    let raw;
    children.forEach(function (one) { one.parent = made; });
    return Object.assign(made, {
      field: field, children: children,
      read: function () {
        const found = together(raw, field, children);
        return Object.keys(found).length || field.must || (raw && !Object.keys(raw).length) ? found : undefined;
      },
      write: function (value) {
        raw = value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
        children.forEach(function (one, name) { one.write(raw ? raw[name] : undefined); });
      },
      find: function (path) { return path.length && children.has(path[0]) ? children.get(path[0]).find(path.slice(1)) : made; },
      each: function (act) { act(made); children.forEach(function (one) { one.each(act); }); },
      stars: function () {
        const members = together(raw, field, children), names = kbTree.needed(field, members);
        children.forEach(function (one, name) { one.star(names.has(name)); });
      }
    });
  }

  function group(field, form) {
    const made = kbFrame.frame(field, form, null, true), children = new Map(), box = el("div", "kb-members");
    field.children.forEach(function (one, name) {
      const child = make(one, form);
      children.set(name, child);
      box.append(child.box);
    });
    made.box.classList.add("kb-group-box");
    made.box.append(box);
    made.anchor = (children.values().next().value || {}).anchor;
    return around(field, made, children);
  }

  /* A bare moment is a text; with a source, how sure it is or what proves it, it is a group around it. */
  function event(field, form) {
    const inner = field.children.get("at") || Array.from(field.children.values())[0];
    const isCommon = form.common.has(field.help);
    const time = kbInputs.leaf(Object.assign({}, inner, { title: field.title, help: isCommon ? "" : field.help, name: field.name }), form, null);
    const more = el("details", "kb-more"), children = new Map(), name = inner.name;
    more.append(el("summary", "", form.say("known")));
    if (isCommon) { more.append(el("p", "kb-hint", field.help)); }
    field.children.forEach(function (one) {
      if (one === inner) { return; }
      const child = kbInputs.leaf(one, form, null);
      children.set(one.name, child);
      more.append(child.box);
    });
    time.box.append(more);
    let raw;
    const made = Object.assign({}, time, {
      field: field, children: children,
      read: function () {
        const at = time.read(), found = together(raw, field, new Map(children).set(name, time));
        const wasGroup = raw !== undefined && name in raw;
        return Object.keys(found).some(function (one) { return one !== name; }) || (wasGroup && at !== undefined) ? found : at;
      },
      write: function (value) {
        raw = value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
        time.write(raw ? raw[name] : value);
        children.forEach(function (one, key) { one.write(raw ? raw[key] : undefined); });
        more.open = Boolean(raw && Object.keys(raw).length > 1);
      },
      find: function (path) {
        if (!path.length || !children.has(path[0])) { return time; }
        more.open = true;
        return children.get(path[0]);
      },
      each: function (act) { act(time); children.forEach(act); },
      star: time.star
    });
    return made;
  }

  /* Several codes of a few: a box for each, read in the order in which they stood or stand here. */
  function boxes(field, form) {
    const made = kbFrame.frame(field, form, null, true), box = el("div", "kb-radios");
    let raw;
    const nodes = field.item.choices.map(function (one) {
      const label = el("label"), node = made.input(el("input"));
      node.type = "checkbox";
      label.append(node, " " + one.word);
      box.append(label);
      return node;
    });
    made.box.append(box);
    return Object.assign(made, {
      field: field,
      read: function () {
        const codes = field.item.choices.map(function (one) { return one.code; });
        const on = codes.filter(function (_, at) { return nodes[at].checked; });
        const kept = (raw || []).filter(function (one) { return on.includes(one) || !codes.includes(one); });
        const found = kept.concat(on.filter(function (one) { return !kept.includes(one); }));
        return found.length || (raw && !raw.length) ? found : undefined;
      },
      write: function (value) {
        raw = Array.isArray(value) ? value : undefined;
        nodes.forEach(function (node, at) { node.checked = Boolean(raw && raw.includes(field.item.choices[at].code)); });
      },
      find: function () { return made; },
      each: function (act) { act(made); }
    });
  }

  function list(field, form) {
    const made = kbFrame.frame(field, form, null, true), box = el("div", "kb-lines"), lines = [];
    let raw;
    made.box.append(box);
    const add = button(form.say("add"), function () { line().anchor.focus(); });
    made.box.append(add);
    made.anchor = add;

    function line() {
      const row = el("div", "kb-line"), faults = el("div", "kb-line-faults");
      const one = kbInputs.leaf(field.item, form, { faults: faults, told: function () {} });
      one.parent = made;
      const leave = button("×", function () {
        lines.splice(lines.indexOf(one), 1);
        row.remove();
        faults.remove();
        number();
        form.changed();
        add.focus();
      }, "kb-leave");
      row.append(one.box, leave);
      box.append(row, faults);
      one.out = function () { row.remove(); faults.remove(); };
      one.leave = leave;
      lines.push(one);
      number();
      return one;
    }

    function number() {
      lines.forEach(function (one, at) {
        const name = form.say("item", { title: field.title || field.name, row: at + 1 });
        one.name(name);
        one.leave.setAttribute("aria-label", form.say("remove", { what: name }));
      });
    }

    return Object.assign(made, {
      field: field,
      read: function () {
        const found = lines.map(function (one) { return one.read(); }).filter(function (one) { return one !== undefined; });
        return found.length || (raw && !raw.length) ? found : undefined;
      },
      write: function (value) {
        raw = Array.isArray(value) ? value : undefined;
        lines.splice(0).forEach(function (one) { one.out(); });
        (raw || []).forEach(function (one) { line().write(one); });
      },
      find: function (path) {
        const filled = lines.filter(function (one) { return one.read() !== undefined; });
        return filled[path[0]] || made;
      },
      each: function (act) { act(made); lines.forEach(act); }
    });
  }

  return { make: make, around: around };
})();

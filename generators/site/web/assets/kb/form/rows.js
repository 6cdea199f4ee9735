/* A table of a record: rows to fill, a sheet to paste, what was not taken named, a paste to take back. */
"use strict";
const kbRows = (function () {
  const el = kbFrame.el, button = kbFrame.button, COLUMNS = 4, LONG = ["event", "list", "group", "table", "markdown"];

  /* What stands in the line of a row: what must be there first, then others while there is room. */
  function columns(field) {
    const plain = Array.from(field.item.children.values()).filter(function (one) { return !LONG.includes(one.form); });
    const first = plain.filter(function (one) { return one.must; });
    const some = first.concat(plain.filter(function (one) { return !one.must; })).slice(0, COLUMNS);
    return plain.filter(function (one) { return some.includes(one); });
  }

  function make(field, form) {
    const made = kbFrame.frame(field, form, null, true), rows = [], shown = columns(field), title = field.title || field.name;
    const rest = Array.from(field.item.children.values()).filter(function (one) { return !shown.includes(one); });
    let raw, before = null, only = false, many = false;

    const told = el("p", "kb-told"), sums = el("ul", "kb-tally"), filter = el("label", "kb-only"), tick = el("input");
    /* Moments are too wide for one line of a phone. */
    const isTall = shown.some(function (one) { return one.form === "date-time"; });
    const scroll = el("div", "kb-scroll"), table = el("table", "kb-sheet" + (isTall ? " kb-tall" : "")), head = el("tr");
    const add = button(form.say("row"), function () { row().anchor.focus(); form.changed(); });
    made.anchor = add;
    tick.type = "checkbox";
    filter.append(tick, el("span"));
    filter.hidden = told.hidden = true;
    told.setAttribute("role", "status");
    head.append(heading(form.say("number"), "kb-n"));
    shown.forEach(function (one) { head.append(heading(one.title || one.name, "kb-c-" + one.form)); });
    const last = heading("", "kb-x");
    last.append(el("span", "kb-hid", form.say("remove", { what: "" })));
    head.append(last);
    const caption = el("caption", "kb-hid", title), thead = el("thead");
    thead.append(head);
    table.append(caption, thead);
    scroll.append(table);
    made.box.append(paster(), told, sums, filter, scroll, add);
    tick.addEventListener("change", function () { only = tick.checked; rows.forEach(mark); });

    function heading(text, name) {
      const cell = el("th", name, text);
      cell.scope = "col";
      return cell;
    }

    /* A sheet is pasted into a field of its own, or into a cell when it has more than one; a long text below a row has lines of its own. */
    function paster() {
      const box = el("div", "kb-paste"), label = el("label", "kb-name", form.say("paste")), hint = el("p", "kb-hint"), node = el("textarea");
      node.id = made.id + "-p";
      node.rows = 2;
      label.htmlFor = node.id;
      hint.id = node.id + "h";
      hint.textContent = form.say("paste.hint", { columns: pasted().map(function (one) { return one.title || one.name; }).join(form.say("and")) });
      node.setAttribute("aria-describedby", hint.id);
      box.append(label, hint, node);
      made.box.addEventListener("paste", function (event) {
        const text = (event.clipboardData || { getData: function () { return ""; } }).getData("text/plain");
        const isText = event.target.tagName === "TEXTAREA" || !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
        if (event.target !== node && isText) { return; }
        event.preventDefault();
        take(text);
      });
      node.addEventListener("input", function () {
        const text = node.value;
        node.value = "";
        take(text);
      });
      return box;
    }

    function pasted() {
      return Array.from(field.item.children.values()).filter(function (one) { return !LONG.includes(one.form) || one.form === "event"; });
    }

    function value(one, cell) {
      if (one.form === "choice") { const code = kbSheet.choice(one, cell); return code === null ? cell : code; }
      if (one.form === "flag") {
        const said = ["read.true", "read.false"].map(function (key) { return form.say(key).split(" ").includes(cell.toLowerCase()); });
        return said[0] || said[1] ? said[0] : cell;
      }
      if (one.form === "date-time" || one.form === "event" || one.form === "event-time") {
        const [day, hour] = cell.split(" ");
        return kbTimes.join(form.zone, day, hour || "");
      }
      return one.form === "date" ? kbTimes.day(cell) : one.form === "time" ? kbTimes.time(cell) : cell;
    }

    function take(text) {
      const all = pasted(), sheet = kbSheet.read(text, all);
      if (!sheet.rows.length) { return; }
      before = compute();
      inOne(function () {
        rows.filter(function (one) { return one.isEmpty(); }).forEach(drop);
        sheet.rows.forEach(fill);
      });
      told.replaceChildren(el("b", "", form.say("got", { rows: sheet.rows.length })), " " + lost(sheet) + " ", button(form.say("undo"), function () {
        write(before);
        told.hidden = true;
        form.changed();
        add.focus();
      }, "kb-quiet"));
      told.hidden = false;
      form.changed();

      function fill(cells) {
        const made = row();
        all.forEach(function (one) {
          const child = made.children.get(one.name);
          if (one.name in cells) {
            child.write(value(one, cells[one.name]));
            child.write(child.read());  // as it would be typed: a number in full width, a name of the list
          } else if (one.default !== undefined) { child.write(one.default); }
        });
        made.each(function (each) { each.touched = true; });
        made.stars();
      }
    }

    function lost(sheet) {
      const said = [];
      if (!sheet.headed) { said.push(form.say("headless", { columns: sheet.known.join(form.say("and")) })); }
      if (sheet.lost.length) { said.push(form.say("lost", { columns: sheet.lost.join(form.say("and")) })); }
      if (sheet.over) { said.push(form.say("over", { count: sheet.over })); }
      return said.join("");
    }

    function row() {
      const body = el("tbody"), line = el("tr"), below = el("tr", "kb-below"), faults = el("td"), children = new Map();
      const cell = { faults: faults, told: function () { mark(one); } };
      const number = el("td", "kb-n"), more = el("details", "kb-more");
      faults.colSpan = shown.length + 2;
      line.append(number);
      field.item.children.forEach(function (each, name) {
        const isShown = shown.includes(each), child = isShown ? kbInputs.leaf(each, form, cell) : kbParts.make(each, form);
        children.set(name, child);
        if (isShown) {
          const place = el("td", "kb-c-" + each.form);
          place.dataset.title = each.title || each.name;
          place.append(child.box);
          line.append(place);
        } else { more.append(child.box); }
      });
      const out = el("td", "kb-x"), leave = button("×", function () { drop(one); form.changed(); add.focus(); }, "kb-leave");
      out.append(leave);
      line.append(out);
      if (rest.length) {
        more.prepend(el("summary", "", form.say("more", { columns: rest.map(function (each) { return each.title || each.name; }).join(form.say("and")) })));
        faults.append(more);
      }
      below.append(faults);
      body.append(line, below);
      table.append(body);
      const base = { body: body, box: body, anchor: children.get(shown.length ? shown[0].name : rest[0].name).anchor, show: showRow, star: function () {} };
      const words = el("p", "kb-fault");
      words.hidden = true;
      faults.prepend(words);
      function showRow(text) { base.fault = text; words.textContent = text; words.hidden = !text; mark(one); }
      const one = kbParts.around(Object.assign({}, field.item, { must: true }), base, children);
      one.parent = made;
      one.isEmpty = function () { return !Object.keys(one.read()).length; };
      one.open = function () { more.open = true; };
      one.number = number;
      one.leave = leave;
      one.below = below;
      one.rest = rest;
      rows.push(one);
      renumber();
      return one;
    }

    function drop(one) {
      rows.splice(rows.indexOf(one), 1);
      one.body.remove();
      renumber();
    }

    /* Many rows at once are numbered once. */
    function inOne(act) {
      many = true;
      act();
      many = false;
      renumber();
    }

    function renumber() {
      if (many) { return; }
      rows.forEach(function (one, at) {
        const name = form.say("row.name", { row: at + 1 });
        one.number.textContent = String(at + 1);
        shown.forEach(function (each) { one.children.get(each.name).name(name + " " + (each.title || each.name)); });
        one.leave.setAttribute("aria-label", form.say("remove", { what: name }));
        mark(one);
      });
      made.fit();
    }

    function mark(one) {
      let bad = 0;
      one.each(function (each) { if (each.fault) { bad += 1; } });
      one.body.classList.toggle("kb-bad-row", bad > 0);
      one.body.hidden = only && !bad;
      one.below.hidden = !bad && !rest.length;
    }

    function tally() {
      const counts = [], wrong = rows.filter(function (one) { return one.body.classList.contains("kb-bad-row"); }).length;
      shown.filter(function (one) { return one.form === "choice" && one.choices.length < 9; }).slice(0, 1).forEach(function (one) {
        one.choices.forEach(function (choice) {
          const found = rows.filter(function (each) { return each.children.get(one.name).read() === choice.code; }).length;
          if (found) { counts.push([choice.word, found]); }
        });
      });
      if (wrong) { counts.push([form.say("wrong"), wrong]); }
      counts.push([form.say("rows"), rows.length]);
      sums.replaceChildren(...counts.map(function (one) {
        const item = el("li", "", one[0] + " ");
        item.append(el("b", "", String(one[1])));
        return item;
      }));
      sums.setAttribute("aria-label", form.say("tally", { title: title }));
      filter.hidden = !wrong && !only;
      filter.lastChild.textContent = form.say("only", { count: wrong });
      if (only && !wrong) { tick.checked = only = false; rows.forEach(mark); }
    }

    function compute() {
      const found = rows.filter(function (one) { return !one.isEmpty(); }).map(function (one) { return one.read(); });
      return found.length || (raw && !raw.length) ? found : undefined;
    }

    function write(value) {
      raw = Array.isArray(value) ? value : undefined;
      rows.splice(0).forEach(function (one) { one.body.remove(); });
      inOne(function () { (raw || []).forEach(function (one) { row().write(one); }); });
    }

    if (typeof kbLay !== "undefined") { scroll.before(...kbLay.tools(field, form, { rows: rows, addRow: row })); }
    made.fit = function () { table.hidden = sums.hidden = !rows.length; };
    made.fit();
    return Object.assign(made, {
      field: field, rows: rows,
      read: compute, write: write, tally: tally, addRow: row,
      find: function (path) {
        const one = rows.filter(function (each) { return !each.isEmpty(); })[path[0]];
        if (!one) { return made; }
        if (rest.some(function (each) { return each.name === path[1]; })) { one.open(); }
        return one.find(path.slice(1));
      },
      each: function (act) { act(made); rows.forEach(function (one) { one.each(act); }); },
      stars: function () { rows.forEach(function (one) { one.stars(); }); tally(); }
    });
  }

  return { make: make };
})();

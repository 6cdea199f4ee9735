/* Lays out the rows of a table that another record lists: all steps of a book that was followed on paper, to be filled in one after the other. */
"use strict";
const kbLay = (function () {
  /* The column that names rows of another record, and the field of the form that says of which; only where all of them are asked for. */
  function listed(field, form) {
    const asked = form.kind.sound.whole.find(function (each) { return each.table === field.name; });
    const column = Array.from(field.item.children.values()).find(function (one) {
      return asked && asked.by === one.name && one.must && one.ref && one.ref.part && one.ref.of && form.tree.children.has(one.ref.of);
    });
    return column ? { column: column, ref: column.ref, owner: form.tree.children.get(column.ref.of) } : null;
  }

  /* What is listed and not there yet: not what is out of use, and of a part of the whole only that. */
  function missing(field, form, one, rows) {
    const part = kbPick.part(one.ref.kinds, one.ref.part, form.root.children.get(one.ref.of).read()), there = new Set(rows.map(function (row) { return row.read()[one.column.name]; }));
    const whole = form.kind.sound.whole.find(function (each) { return each.table === field.name; }), within = (whole && whole.within) || {};
    return part && part.rows.filter(function (row) {
      const isMeant = Object.keys(within).every(function (name) {
        const some = form.root.children.get(within[name]).read();
        return !some || some.includes(row[name]);
      });
      return isMeant && !("until" in row) && !there.has(row[part.key]);
    }).map(function (row) { return row[part.key]; });
  }

  /* The day on which it began stands in each row already: only the time is left to type. */
  function begun(field, form) {
    const moment = Array.from(field.item.children.values()).find(function (one) { return one.must && one.form === "date-time"; });
    const start = form.root.children.get(form.kind.sound.start), said = start && start.read(), text = said !== null && typeof said === "object" ? said.at : said;
    return moment && typeof text === "string" ? { [moment.name]: text.slice(0, 10) } : {};
  }

  /* A button above the rows, where there is something to lay out; it tells what is lacking. */
  function tools(field, form, table) {
    const one = listed(field, form);
    if (!one) { return []; }
    const told = kbFrame.el("span", "kb-sub kb-laid"), name = one.owner.title || one.owner.name;
    told.setAttribute("role", "status");
    return [kbFrame.button(form.say("lay", { what: name }), async function () {
      if (!form.root.children.get(one.ref.of).read()) { told.textContent = form.say("lay.first", { what: name }); return; }
      await Promise.all(one.ref.kinds.map(kbPick.wait));
      const some = missing(field, form, one, table.rows), day = begun(field, form);
      told.textContent = some ? form.say("lay.done", { count: some.length }) : form.say("lay.none", { what: name });
      (some || []).forEach(function (code) { table.addRow().write(Object.assign({ [one.column.name]: code }, day)); });
      form.changed();
    }), told];
  }

  return { tools: tools };
})();

/* What is wrong with what is filled in: found anew after each change, told beside the fields, listed with links, counted by part. */
"use strict";
const kbState = (function () {
  const el = kbFrame.el;

  /* All faults of a record: those of the schema, then those that no schema can say; what nobody types is lacking until it is handed over. */
  function faults(form, data) {
    const given = kbPlan.isGiven(form.tree), plain = kbFaults.check(form.kind.schema, data).filter(function (one) {
      const child = one.keyword === "required" && one.at.length === 1 ? form.tree.children.get(one.at[0]) : null;
      return !(child && (kbPlan.isOurs(child) || (given && child.name === "id"))) && !form.files.isNamed(data, one.at);
    });
    const told = kbWords.tell(form.words, form.tree, plain);
    return told.concat(kbSound.check(form, data), form.files.waiting(data));
  }

  function of(form, root) {
    const box = el("div", "kb-summary"), head = el("h2"), list = el("ol");
    let found = [], bad = 0, asked = false;
    box.hidden = true;
    box.tabIndex = -1;
    box.setAttribute("role", "group");
    head.id = "kb-summary";
    box.setAttribute("aria-labelledby", head.id);
    box.append(head, list);

    function places() {
      const by = new Map();
      found.forEach(function (one) {
        const control = root.find(one.at);
        if (!by.has(control)) { by.set(control, []); }
        by.get(control).push((one.notice ? form.say("notice") : "") + one.text);
      });
      return by;
    }

    function look() {
      const data = root.read() || {};
      found = faults(form, data);
      bad = found.filter(function (one) { return !one.notice; }).length;
      const by = places();
      root.each(function (control) {
        if (!control.show) { return; }
        const texts = by.get(control) || [];
        control.show(texts.length && (asked || control.touched) ? texts.join(" ") : "");
      });
      root.each(function (control) { if (control.stars) { control.stars(); } });
      tell(by);
      return { data: data, faults: found, bad: bad };
    }

    function tell(by) {
      box.hidden = !asked || !found.length;
      if (box.hidden) { return; }
      head.textContent = form.say(bad ? "faults" : "notices", { count: bad || found.length });
      const items = [];
      by.forEach(function (texts, control) {
        texts.forEach(function (text) {
          const item = el("li"), link = el("a", "", where(control) + text);
          link.href = "#" + ((control.anchor && control.anchor.id) || "");
          link.addEventListener("click", function (event) {
            event.preventDefault();
            reach(control);
          });
          item.append(link);
          items.push(item);
        });
      });
      list.replaceChildren(...items);
    }

    /* A cell's own sentence does not say in which row it stands. */
    function where(control) {
      const row = control.parent && control.parent.number ? control.parent : control;
      return row.number ? form.say("where", { table: row.parent.field.title, row: row.number.textContent }) : "";
    }

    /* What is folded is opened on the way. */
    function reach(control) {
      for (let node = control.box; node; node = node.parentElement) {
        if (node.tagName === "DETAILS") { node.open = true; }
      }
      const target = control.anchor || control.box;
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }

    return {
      box: box, look: look,
      ask: function () {
        asked = true;
        const state = look();
        if (bad) { box.focus(); box.scrollIntoView({ block: "start" }); }
        return state;
      },
      rest: function () { asked = false; }
    };
  }

  return { of: of };
})();

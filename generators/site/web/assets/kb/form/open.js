/* A record that is there: opened from its page or its file and changed (also below a draft), refused when it is closed; or the last one, to fill in anew. */
"use strict";
const kbOpen = (function () {
  const TIMES = ["event", "event-time", "date-time", "date", "month", "quarter", "time"], LEFT = ["id", "note", "attachments", "answers", "voided"];

  /* Why a record may not be changed; empty if it may. */
  function refused(form, data) {
    const ends = [form.kind.sound.done].concat(Array.from(form.tree.children.values()).filter(function (one) {
      return one.marks.role === "withdrawn";
    }).map(function (one) { return one.name; }));
    if (data.voided) { return form.say("open.voided"); }
    if (ends.some(function (name) { return name && name in data; })) { return form.say("open.closed", { id: data.id || "" }); }
    return "";
  }

  async function file(form, chosen) {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    let data;
    if (!await kbHand.ready()) { return { why: form.say("unloaded") }; }
    try {
      data = jsyaml.load(new TextDecoder("utf-8", { fatal: true }).decode(bytes), { schema: jsyaml.JSON_SCHEMA });
    } catch (error) {
      return { why: error.mark ? form.say("open.broken", { line: error.mark.line + 1 }) : form.say("open.unreadable") };
    }
    if (data === null || typeof data !== "object" || Array.isArray(data)) { return { why: form.say("open.unreadable") }; }
    const id = form.tree.children.get("id");
    if (data.id !== undefined && id && !new RegExp(id.pattern, "u").test(String(data.id))) { return { why: form.say("open.other", { title: form.kind.title }) }; }
    const why = data.id === undefined ? "" : refused(form, data);
    return why ? { why: why } : { data: data, opened: data.id === undefined ? "" : kbHash.hex(bytes) };
  }

  /* What stays of the last record: neither when it was nor what came of it; of a table what its rows are about. */
  function again(form, data) {
    const left = LEFT.concat(form.again.title, form.kind.sound.about), once = form.again.once, found = {}, seen = {};
    form.tree.children.forEach(function (one, name) {
      if (!(name in data) || left.includes(name) || TIMES.includes(one.form) || kbPlan.isOurs(one)) { return; }
      if (one.form === "table") {
        if (!once[name]) { return; }
        found[name] = data[name].map(function (row) {
          return Object.fromEntries(once[name].filter(function (column) { return column in row; }).map(function (column) { return [column, row[column]]; }));
        });
        seen[name] = data[name];
      } else if (one.must || (one.form !== "text" && one.form !== "markdown")) { found[name] = data[name]; }
    });
    return { data: found, rows: seen };
  }

  /* What I filled in, on the record as it is by now: mine where I changed something, and `both` where somebody else did too. */
  function onto(there, mine, from) {
    const data = Object.assign({}, there), both = [];
    new Set(Object.keys(there).concat(Object.keys(mine))).forEach(function (name) {
      const [now, own, was] = [there, mine, from].map(function (one) { return JSON.stringify(one[name]); });
      if (own === was) { return; }
      if (now !== was && now !== own) { both.push(name); }
      if (own === undefined) { delete data[name]; } else { data[name] = mine[name]; }
    });
    return { data: data, both: both };
  }

  return { refused: refused, file: file, again: again, onto: onto };
})();

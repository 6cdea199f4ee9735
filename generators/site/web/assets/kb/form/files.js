/* The files that go with a record: chosen here, held by their hash until they are handed over. No browser keeps them with a draft: then they are asked for again. */
"use strict";
const kbFiles = (function () {
  const el = kbFrame.el, HASH = /^[0-9a-f]{64}$/;

  function listed(data) {
    return (Array.isArray(data.attachments) ? data.attachments : []).filter(function (one) { return one !== null && typeof one === "object"; });
  }

  /* A name that no other row has: two photos of two folders may be called the same. */
  function free(name, taken) {
    const [, stem, ending] = /^(.*?)(\.[^.]*)?$/s.exec(name);
    let found = name;
    for (let n = 2; taken.includes(found); n += 1) { found = stem + "-" + n + (ending || ""); }
    return found;
  }

  function of(form) {
    const held = new Map(), told = el("p", "kb-told");
    let there = [];
    told.setAttribute("role", "status");

    /* Rows whose files do not lie beside the record yet. */
    function fresh(data) { return listed(data).filter(function (one) { return one.file && !there.includes(one.sha256); }); }

    function isHeld(row) { return held.has(row.sha256); }

    function names(rows) { return rows.map(function (one) { return one.file; }).join(form.say("and")); }

    async function take(control, file) {
      const rows = control.rows.map(function (one) { return one.read(); }), most = form.largest || Infinity;
      const large = form.say("attach.large", { file: file.name, size: most / 1048576 });
      if (file.size > most) { return large; }
      let bytes;
      try { bytes = new Uint8Array(await file.arrayBuffer()); } catch (_) { return form.say("attach.unread", { file: file.name }); }
      const hash = kbHash.hex(bytes), waits = rows.findIndex(function (one) { return one.file === file.name && !isHeld(one) && !there.includes(one.sha256); });
      const others = rows.filter(function (one) { return isHeld(one) && one.sha256 !== hash; });
      if (others.reduce(function (sum, one) { return sum + held.get(one.sha256).size; }, file.size) > most) { return large; }
      held.set(hash, file);
      if (rows.some(function (one) { return one.sha256 === hash; })) { return ""; }
      if (waits >= 0) {
        control.rows[waits].write(Object.assign({}, rows[waits], { sha256: hash }));
        return rows[waits].sha256 ? form.say("attach.other", { file: file.name }) : "";
      }
      const row = control.addRow(), name = free(file.name, rows.map(function (one) { return one.file; }));
      row.write({ file: name, title: file.name.replace(/\.[^.]*$/, ""), sha256: hash });
      touch(row);
      return "";
    }

    function touch(row) { row.each(function (each) { each.touched = true; }); }

    function chooser(control) {
      const box = el("div", "kb-field"), label = el("label", "kb-name", form.say("attach")), chosen = el("input");
      chosen.type = "file";
      chosen.multiple = true;
      chosen.id = "kb-attach";
      label.htmlFor = chosen.id;
      box.append(label, el("p", "kb-hint", form.say("attach.hint")), chosen, told);
      chosen.addEventListener("change", async function () {
        const said = [];
        for (const one of Array.from(chosen.files)) { said.push(await take(control, one)); }
        told.textContent = said.join("");
        form.changed();
      });
      return box;
    }

    function text(file) {
      return new Promise(function (done, fail) {
        const reader = new FileReader();
        reader.onload = function () { done(String(reader.result).split(",")[1] || ""); };
        reader.onerror = fail;
        reader.readAsDataURL(file);
      });
    }

    return {
      chooser: chooser,
      begin: function (data) { there = listed(data).map(function (one) { return one.sha256; }); },
      clear: function () { held.clear(); told.textContent = ""; },
      /* A file that is known by its hash may be called as its author calls it: it is stored under the id. */
      isNamed: function (data, at) { return at[0] === "attachments" && at[2] === "file" && HASH.test((listed(data)[at[1]] || {}).sha256); },
      fresh: function (data) { return names(fresh(data)); },
      lost: function (data) { return names(fresh(data).filter(function (one) { return !isHeld(one); })); },
      /* Where a file is still to be chosen: told beside its row, and keeps nothing back that is handed over by other ways. */
      waiting: function (data) {
        return listed(data).map(function (one, at) { return fresh(data).includes(one) && !isHeld(one) ? at : -1; }).filter(function (at) { return at >= 0; }).map(function (at) {
          return { at: ["attachments", at, "file"], code: "attachment-missing", text: form.say("attach.waiting"), notice: true };
        });
      },
      touch: function (control) { control.rows.forEach(touch); },
      /* What is sent of them with the record: base64, by name; the name of one that cannot be read any more is thrown. */
      read: async function (data) {
        const found = {};
        for (const one of fresh(data)) {
          try { found[one.file] = await text(held.get(one.sha256)); } catch (_) { throw new Error(one.file); }
        }
        return Object.keys(found).length ? { files: found } : {};
      }
    };
  }

  return { of: of };
})();

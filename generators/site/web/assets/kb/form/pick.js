/* References: other records found by typing a name, rows of one chosen from a list. Lists are scripts, loaded when wanted. */
"use strict";
const kbPick = (function () {
  const el = kbDom.el, load = kbDom.load, lists = new Map(), waiting = new Map();
  let root = "";

  /* A list that does not come is empty: what is typed stands, and the import looks it up. */
  function wait(name) {
    if (!waiting.has(name)) {
      waiting.set(name, load(root + name + ".js").then(function () {}, function () { lists.set(name, null); }));
    }
    return waiting.get(name);
  }

  function owner(control, ref, form) {
    for (let above = ref.of ? control.parent : null; above; above = above.parent) {
      const found = above.children && above.children.get(ref.of);
      if (found) { return found.read() || form.contract; }
    }
    return form.contract;
  }

  /* A list inside a record: its rows, the column of the key and the one that tells since when; null if there is none. */
  function part(kinds, name, of) {
    const record = kinds.map(function (kind) {
      const list = lists.get(kind);
      return list && list.records.find(function (one) { return one.id === of; });
    }).find(Boolean);
    return (record && record.parts && record.parts[name]) || null;
  }

  /* What a row is called: its first text beside its key. */
  function called(found, row) {
    const name = Object.keys(row).find(function (one) { return one !== found.key && one !== found.at && typeof row[one] === "string"; });
    return name ? row[name] : "";
  }

  /* The rows of a reference: id, title, what else one may type; null while nobody knows them. */
  function rows(ref, of) {
    const known = ref.kinds.map(function (name) { return lists.get(name); });
    if (!known.every(Boolean)) { return null; }
    if (ref.part) {
      const found = part(ref.kinds, ref.part, of);
      return (found ? found.rows : []).map(function (row) { return [String(row[found.key]), called(found, row), ""]; });
    }
    return [].concat(...known.map(function (list) {
      return list.records.map(function (one) { return [one.id, one.title, one.find.join(" ")]; });
    }));
  }

  /* Why a record may be named no more; null if it may. */
  function voided(kinds, id) {
    const list = kinds.map(function (name) { return lists.get(name); }).find(function (one) { return one && id in one.voided; });
    return list ? list.voided[id] : null;
  }

  function shown(row) { return row[1] && row[1] !== row[0] ? row[0] + " " + row[1] : row[0]; }

  function chosen(ref, of, text) {
    const some = rows(ref, of) || [], hits = some.filter(function (row) { return row[0] === text || shown(row) === text; });
    const titled = hits.length ? hits : some.filter(function (row) { return row[1] === text; });
    if (titled.length === 1) { return titled[0][0]; }
    const first = text.split(" ")[0];
    return some.some(function (row) { return row[0] === first; }) || /^[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+$/.test(first) ? first : text;
  }

  function typed(field, form, made) {
    const node = made.input(el("input")), list = el("datalist");
    list.id = made.id + "-l";
    node.type = "text";
    node.autocomplete = "off";
    node.placeholder = form.say("type");
    node.setAttribute("list", list.id);
    made.box.append(node, list);
    function fill() {
      const some = rows(field.ref, form.contract);
      if (!some || list.childElementCount === some.length) { return; }
      list.replaceChildren(...some.map(function (row) { const option = new Option(row[2] || "", shown(row));
        option.label = row[2] || shown(row);
        return option; }));
      name();
    }
    function name() {
      const row = (rows(field.ref, form.contract) || []).find(function (one) { return one[0] === node.value; });
      if (row) { node.value = shown(row); }
    }
    node.addEventListener("focus", function () { Promise.all(field.ref.kinds.map(wait)).then(fill); });
    node.addEventListener("change", name);
    return {
      get: function () {
        const text = kbSheet.clean(node.value);
        return text === "" ? undefined : chosen(field.ref, form.contract, text);
      },
      set: function (value) {
        node.value = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
        if (value !== undefined) { Promise.all(field.ref.kinds.map(wait)).then(name); }
      }
    };
  }

  function select(field, form, made) {
    const node = made.input(el("select"));
    let kept, of;
    made.box.append(node);
    function fill() {
      of = owner(made, field.ref, form);
      const some = rows(field.ref, of) || [];
      const value = kept, known = some.some(function (row) { return row[0] === value; });
      const options = [new Option(form.say("choose"), "")].concat(some.map(function (row) { return new Option(shown(row), row[0]); }));
      if (value !== undefined && !known) { options.push(new Option(String(value), String(value))); }
      node.replaceChildren(...options);
      node.value = value === undefined ? "" : String(value);
    }
    node.addEventListener("change", function () { kept = node.value === "" ? undefined : node.value; });
    node.addEventListener("focus", function () {
      if (owner(made, field.ref, form) !== of || !rows(field.ref, of)) { Promise.all(field.ref.kinds.map(wait)).then(fill); }
    });
    Promise.all(field.ref.kinds.map(wait)).then(fill);
    return { get: function () { return kept; }, set: function (value) { kept = value; fill(); } };
  }

  function input(field, form, made) { return (field.ref.part ? select : typed)(field, form, made); }

  return {
    input: input, part: part, called: called, voided: voided, load: load, wait: wait,
    at: function (folder) { root = folder; },
    add: function (name, some) { lists.set(name, some); }
  };
})();

/* A fault in Chinese, from the table of sentences that the checker has too: follows generators/kinds/telling.py. */
"use strict";
const kbWords = (function () {
  function fill(table, key, slots) {
    return kbDom.filled(table.sentences[key], slots);
  }

  /* JSON as Python writes it, with a blank after each comma and colon. */
  function json(value) {
    if (Array.isArray(value)) { return "[" + value.map(json).join(", ") + "]"; }
    if (value === null || typeof value !== "object") { return JSON.stringify(value); }
    return "{" + Object.keys(value).map(function (key) { return JSON.stringify(key) + ": " + json(value[key]); }).join(", ") + "}";
  }

  function cut(table, text) {
    const signs = Array.from(text), most = table.shown.characters;
    return signs.length <= most ? text : fill(table, "cut", { value: signs.slice(0, most).join("") });
  }

  function shown(table, value) {
    const plain = cut(table, json(value)), isText = typeof value === "string";
    const key = isText ? "value.text" : value === null || typeof value === "boolean" ? "value." + value : "value";
    return fill(table, key, { value: plain, text: isText ? cut(table, value) : plain });
  }

  function name(table, at, field) {
    const key = at.filter(function (step) { return typeof step === "string"; }).pop();
    return key ? fill(table, field.title ? "name" : "name.untitled", { title: field.title, key: key }) : fill(table, "name.record", {});
  }

  /* An item is named by its list and its number. */
  function named(table, root, at, field) {
    const last = at[at.length - 1], above = at.slice(0, -1);
    if (typeof last !== "number") { return name(table, at, field); }
    return fill(table, "name.row", { list: named(table, root, above, kbTree.find(root, above)), row: last + 1 });
  }

  function near(key, known) {
    let titled = "";
    known.forEach(function (one) { if (one.title === key) { titled = one.name; } });
    return titled || kbNear.close(key, Array.from(known.keys()));
  }

  function nearest(key, known) {
    function like(one) { return Math.max(kbNear.likeness(one.name, key), kbNear.likeness(one.title, key)); }
    return Array.from(known.values()).sort(function (a, b) { return like(b) - like(a); }).slice(0, 3).map(function (one) { return one.name; });
  }

  function was(one) { return one.marks.was || []; }

  /* The names that were meant by unknown ones: a typing slip is told once, at the slip. */
  function meant(around, value) {
    const known = around.children, unknown = Object.keys(value).filter(function (key) { return !known.has(key); });
    const found = new Set(unknown.map(function (key) { return near(key, known); }));
    unknown.forEach(function (key) { if (value[key] === null && known.has(key.split(":")[0])) { found.add(key.split(":")[0]); } });
    known.forEach(function (one) { if (was(one).some(function (key) { return unknown.includes(key); })) { found.add(one.name); } });
    return found;
  }

  function typeKey(limit, value) {
    if (value === null) { return "type.null"; }
    if (limit === "string" && (typeof value === "number" || typeof value === "boolean")) { return "type.text"; }
    if ((limit === "integer" || limit === "number") && typeof value === "string") { return "type.number"; }
    return limit === "array" ? "type.list" : "type";
  }

  function told(table, root, fault) {
    const at = fault.at, limit = fault.limit, value = fault.value, field = kbTree.find(root, at);
    const above = kbTree.find(root, at.slice(0, -1)), known = above.children;

    function list(some) { return some.join(fill(table, "and", {})); }
    function say(key, slots) {
      return fill(table, key, Object.assign({ name: named(table, root, at, field), value: shown(table, value) }, slots));
    }
    function title(one) { return name(table, [one], known.get(one)); }

    function missing() {
      const rule = fault.condition;
      if (meant(above, value).has(at[at.length - 1])) { return null; }
      if (!rule) { return say("required"); }
      const given = list(rule.required.map(title)), tested = Object.keys(rule.properties || {})[0];
      if (!tested) { return say("required.given", { given: given }); }
      const test = rule.properties[tested], choices = known.get(tested).choices;
      const values = ("const" in test ? [test.const] : test.enum).map(function (one) {
        const choice = choices.find(function (each) { return each.code === one; });
        return choice ? fill(table, "required.choice", { value: shown(table, one), word: choice.word }) : shown(table, one);
      });
      return say("required.values", { given: given, values: list(values) });
    }

    function unknown() {
      const key = at[at.length - 1], now = [];
      known.forEach(function (one) { if (was(one).includes(key)) { now.push(title(one.name)); } });
      if (now.length) { return say("additionalProperties.was", { key: key, now: now.join(fill(table, "or", {})) }); }
      const like = near(key, known);
      if (like) { return say("additionalProperties.near", { key: key, near: title(like) }); }
      const begin = key.split(":")[0];
      if (known.has(begin) && value === null) { return say("additionalProperties.blank", { key: key, near: title(begin), known: begin }); }
      return say("additionalProperties", { key: key, known: list(nearest(key, known).map(title)) });
    }

    function slip() {
      if (typeof value !== "string") { return ""; }
      const one = Object.keys(table.slips).find(function (each) { return new RegExp(table.slips[each], "u").test(value); });
      return one ? "slip." + one : "";
    }

    function choice() {
      const most = table.shown.choices, word = field.choices.find(function (one) { return one.word === value; });
      if (word) { return say("choice.word", { code: word.code, word: word.word }); }
      if (slip()) { return say(slip()); }
      const some = list(field.choices.slice(0, most).map(function (one) { return fill(table, "choice.one", one); }));
      return say("choice", { choices: field.choices.length > most ? fill(table, "choice.more", { choices: some }) : some });
    }

    function text() {
      switch (fault.keyword) {
        case "required": return missing();
        case "additionalProperties": return unknown();
        case "type": return say(typeKey(limit, value), {
          types: [].concat(limit).map(function (one) { return table.types[one]; }).join(fill(table, "or", {}))
        });
        case "enum": case "const": return choice();
        case "pattern": return slip() ? say(slip()) : say("pattern", { help: field.help, yaml: field.marks.yaml || "" });
        case "format": return slip() ? say(slip()) : say("format", { format: table.formats[limit] });
        default: return say(fault.keyword, { limit: limit, count: count(value) });
      }
    }

    const sentence = text();
    return sentence === null ? null : { at: at, code: table.codes[fault.keyword], text: sentence };
  }

  function count(value) {
    if (typeof value === "string") { return Array.from(value).length; }
    return value !== null && typeof value === "object" ? Object.keys(value).length : 0;
  }

  /* All faults in words, each once. */
  function tell(table, root, faults) {
    const found = new Map();
    faults.forEach(function (fault) {
      const one = told(table, root, fault);
      if (one) { found.set(JSON.stringify([one.at, one.code, one.text]), one); }
    });
    return Array.from(found.values());
  }

  return { tell: tell, fill: fill };
})();

/* The fields of a kind, looked up by path as generators/kinds/field.py does. A field is what the export says of it. */
"use strict";
const kbTree = (function () {
  const NOTHING = {
    name: "", title: "", help: "", form: "unknown", must: false, when: [], choices: [], limits: {}, pattern: "",
    examples: [], ref: null, marks: {}
  };

  function grow(json, at) {
    const item = json.item ? grow(json.item, at.concat("*")) : null;
    const children = item ? item.children : new Map((json.children || []).map(function (one) {
      return [one.name, grow(one, at.concat(one.name))];
    }));
    return Object.assign({}, NOTHING, json, { at: at, item: item, children: children });
  }

  const UNKNOWN = grow({}, []);

  function find(field, path) {
    for (const step of path) {
      if (!field) { break; }
      if (typeof step === "number" || step === "*") { field = field.item; }
      else { field = field.item ? null : field.children.get(step); }
    }
    return field || UNKNOWN;
  }

  /* A condition holds when these are given and each tested one has one of its values. */
  function holds(condition, members) {
    return condition.given.every(function (name) { return name in members; })
      && Object.keys(condition.tests).every(function (name) { return condition.tests[name].includes(members[name]); });
  }

  /* The names of the members that must be there, given those that are. */
  function needed(field, members) {
    const names = new Set();
    field.children.forEach(function (one) { if (one.must) { names.add(one.name); } });
    field.when.forEach(function (one) {
      if (holds(one, members)) { one.wanted.forEach(function (name) { names.add(name); }); }
    });
    return names;
  }

  return { grow: function (json) { return grow(json, []); }, find: find, needed: needed };
})();

/* What is asked first: what must be there, then what closing demands, then other moments, then the rest. No schema says an order. */
"use strict";
const kbPlan = (function () {
  const LATER = ["answers", "voided"], OWN = ["group", "table"];

  /* What nobody types: the moment of entry, and that a record was taken over. In a record that is there both stay as they are. */
  function isOurs(one) { return one.name === "recorded_at" || one.marks.role === "origin"; }

  /* Whether the import gives the id: it counts numbers, or a month or quarter in the record makes it. */
  function isGiven(tree) {
    const id = tree.children.get("id"), example = String((id && id.examples[0]) || "");
    const made = Array.from(tree.children.values()).some(function (one) { return one.marks["in-id"]; });
    return !id || made || /-[0-9]+$/.test(example);
  }

  function of(tree, sound) {
    const all = Array.from(tree.children.values()).filter(function (one) { return !isOurs(one) && !(one.name === "id" && isGiven(tree)); });
    const last = sound.done, taken = new Set(), parts = [];
    const events = sound.events.map(function (one) { return one.name; });

    function take(test) {
      const found = all.filter(function (one) { return !taken.has(one.name) && test(one); });
      found.forEach(function (one) { taken.add(one.name); });
      return found;
    }

    parts.push({ name: "first", fields: take(function (one) { return one.must; }) });
    const wanted = new Set(last ? [last] : []);
    tree.when.forEach(function (one) {
      if (last && one.given.includes(last)) { one.wanted.forEach(function (name) { wanted.add(name); }); }
    });
    const closing = take(function (one) { return wanted.has(one.name); });
    const plain = closing.filter(function (one) { return one.form !== "table"; });
    if (plain.length) { parts.push({ name: "closing", event: last, fields: plain }); }
    closing.filter(function (one) { return one.form === "table"; }).forEach(function (one) {
      parts.push({ name: "table", title: one.title, fields: [one] });
    });
    const moments = take(function (one) { return events.includes(one.name); });
    if (moments.length) { parts.push({ name: "events", fields: moments, folded: true }); }
    const rest = take(function (one) { return !LATER.includes(one.name); });
    rest.filter(function (one) { return OWN.includes(one.form); }).forEach(function (one) {
      parts.push({ name: "own", title: one.title, help: one.help, fields: [one], folded: true });
    });
    parts.push({ name: "rest", fields: rest.filter(function (one) { return !OWN.includes(one.form); }), folded: true });
    parts.push({ name: "later", fields: take(function () { return true; }), folded: true });
    return parts.filter(function (one) { return one.fields.length; });
  }

  return { of: of, isGiven: isGiven, isOurs: isOurs };
})();

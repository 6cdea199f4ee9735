/* The record of a run as a file: through the result of the forms where they are there, else to save and to copy by itself. */
"use strict";
const kbRunFile = (function () {
  /* A run has no files to hand over with its record. */
  const NONE = { fresh: function () { return ""; }, lost: function () { return ""; }, read: async function () { return {}; } };

  const el = kbRunInputs.el, button = kbRunInputs.button;

  function plain(place, book, data, say, handed) {
    const form = { kind: { kind: book.kind.name }, zone: book.zone }, text = kbHand.text(form, data, ""), name = kbHand.name(form, data), told = el("p", "itss-run-told"), row = el("div", "itss-run-acts"), pre = el("pre");
    told.setAttribute("role", "status");
    row.append(button(say("save", { name: name }), function () { kbHand.download(name, text); told.textContent = say("saved", { name: name }); handed(); }, "itss-go"),
      button(say("copy"), async function () { const isCopied = await kbHand.copy(text); told.textContent = say(isCopied ? "copied" : "uncopied"); if (isCopied) { handed(); } }));
    pre.append(el("code", "", text));
    pre.tabIndex = 0;
    place.append(row, told, pre);
  }

  /* What the forms know: what is wrong with the record, where files go, whether a server takes it. */
  function whole(place, book, data, handed) {
    const tree = kbTree.grow(kbForm.kind.fields), faults = el("ul", "itss-run-faults"), form = { kind: kbForm.kind, zone: book.zone, tree: tree, say: function (key, slots) {
      return kbDom.filled(kbForm.say[key] || key, slots);
    }, files: NONE };
    const result = kbResult.of(form, { find: function () { return { show: function (text) { faults.append(el("li", "", text)); } }; } }, handed);
    kbWords.tell(kbForm.sentences, tree, kbFaults.check(kbForm.kind.schema, data)).forEach(function (one) { faults.append(el("li", "", one.text)); });
    place.append(faults, result.box);
    kbHand.server().then(function (told) { result.show(data, "", told.accepts.includes(kbForm.kind.kind)); });
  }

  async function show(place, book, data, root, say, handed) {
    try {
      if (typeof kbForm === "undefined") { await kbDom.load(root + "forms/shared.js"); }
      if (!kbForm.kind) { await kbDom.load(root + "forms/" + book.kind.name + "/kind.js"); }
    } catch (_) { plain(place, book, data, say, handed); return; }
    whole(place, book, data, handed);
  }

  return { show: show };
})();

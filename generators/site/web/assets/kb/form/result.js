/* The file that came of a form: to download, to copy, to submit where a server takes it; then the draft is gone, and of what was taken in only the answer stays. */
"use strict";
const kbResult = (function () {
  const el = kbFrame.el, button = kbFrame.button;

  function of(form, whole, handed) {
    const result = el("section", "kb-result");
    result.hidden = true;
    result.tabIndex = -1;

    function show(data, opened, accepts) {
      const files = form.files.fresh(data), name = kbHand.name(form, data), text = kbHand.text(form, data, opened), told = el("p", "kb-told"), pre = el("pre");
      const down = button(form.say("download", { name: name }), function () { kbHand.download(name, text); done(form.say("downloaded", { name: name })); }, "kb-go");
      const copy = button(form.say("copy"), async function () { if (await kbHand.copy(text)) { done(form.say("copied")); } else { told.textContent = form.say("uncopied"); } });
      pre.append(el("code", "", text));
      pre.tabIndex = 0;
      told.setAttribute("role", "status");
      const acts = el("p", "kb-acts");
      acts.append(down, copy);
      const where = el("p", "", kbForm.inbox ? form.say("inbox", { inbox: kbForm.inbox }) : form.say("inbox.none"));
      result.replaceChildren(el("h2", "", form.say("ready")), ...(accepts ? [submitter(data, opened, told)] : []), where, acts, told, pre);
      if (files) { where.append(" " + form.say("with", { files: files })); }
      result.hidden = false;
      result.focus();
      result.scrollIntoView({ block: "start" });

      function done(words) {
        told.textContent = words;
        handed();
      }
    }

    /* Where a server takes records: who fills in, and one button. */
    function submitter(data, opened, told) {
      const box = el("p", "kb-acts"), label = el("label", "kb-name", form.say("author")), name = el("input");
      name.type = "text";
      name.id = "kb-author";
      label.htmlFor = name.id;
      box.append(label, name, button(form.say("submit"), function () { send(box, data, opened, told, name.value.trim()); }, "kb-go"));
      return box;
    }

    function link(address, words) {
      const made = el("a", "", words);
      made.href = "/" + address;
      return made;
    }

    /* A second click sends nothing: not while the first is on its way, and not what is there already. */
    async function send(box, data, opened, told, author) {
      const go = box.querySelector("button");
      if (go.disabled) { return; }
      const lost = form.files.lost(data);
      if (lost) { told.textContent = form.say("attach.first", { files: lost }); return; }
      go.disabled = true;
      told.textContent = form.say("sending");
      const answer = await kbHand.submit(form, data, opened, author), said = answer.said;
      if (answer.status >= 200 && answer.status < 300) {
        handed(true);
        told.textContent = said.id ? form.say("sent", { id: said.id }) : form.say("sent.draft", { name: said.draft || "" });
        if (said.address) { told.append(" ", link(said.address, form.say("look"))); }
        told.append(" ", link(location.pathname.slice(1), form.say("anew")));
        result.replaceChildren(told);
        result.focus();
        return;
      }
      go.disabled = false;
      told.textContent = answer.status === 0 ? form.say("unsent") : said.message || form.say("refused", { status: answer.status });
      (said.faults || []).forEach(function (one) {
        const control = whole.find(kbHand.path(one.at));
        if (control.show) { control.touched = true; control.show(one.message); }
      });
    }

    return { box: result, show: show };
  }

  return { of: of };
})();

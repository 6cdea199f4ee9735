/* Handing over: the record as a YAML file to download or copy, or a submission where a server takes it. */
"use strict";
const kbHand = (function () {
  /* What the import must know stands in comments above: the kind, and the file that a change started from. */
  function text(form, data, opened) {
    const head = ["# kind: " + form.kind.kind];
    if (opened) { head.push("# opened: " + opened); }
    return head.join("\n") + "\n" + jsyaml.dump(data, { lineWidth: -1, noRefs: true });
  }

  function name(form, data) {
    const at = kbTimes.now(form.zone);
    return (data.id || form.kind.kind + "-" + at.day.replace(/-/g, "") + "-" + at.time.replace(":", "")) + ".yaml";
  }

  function download(name, content) {
    const made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob([content], { type: "text/yaml" }));
    made.download = name;
    made.click();
    setTimeout(function () { URL.revokeObjectURL(made.href); }, 1000);
  }

  /* The clipboard's own interface is there on safe origins only; elsewhere a chosen text is copied. */
  async function copy(content) {
    try {
      await navigator.clipboard.writeText(content);
      return true;
    } catch (_) {
      const area = document.createElement("textarea");
      area.value = content;
      area.className = "kb-hid";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  /* A server of ours puts a script of its own into every page: a static site has none, and nothing is asked of it. */
  async function server() {
    const told = document.querySelector("script[src$=\"/_live.js\"]");
    if (!told || !/^https?:$/.test(location.protocol)) { return []; }
    try {
      const answer = await fetch("/_server", { headers: { Accept: "application/json" } }), said = answer.ok ? await answer.json() : {};
      return Array.isArray(said.accepts) ? said.accepts : [];
    } catch (_) { return []; }
  }

  /* Gives the status, 0 where nothing came back, and what the server said. */
  async function submit(form, data, opened, author) {
    const body = Object.assign({ record: data, author: author }, opened ? { opened: opened } : {});
    try {
      const answer = await fetch("/_records/" + form.kind.kind, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body)
      });
      return { status: answer.status, said: await answer.json().catch(function () { return {}; }) };
    } catch (_) { return { status: 0, said: {} }; }
  }

  /* The path that a JSON pointer writes. */
  function path(pointer) {
    return String(pointer || "").split("/").slice(1).map(function (step) {
      return /^[0-9]+$/.test(step) ? Number(step) : step.replace(/~1/g, "/").replace(/~0/g, "~");
    });
  }

  return { text: text, name: name, download: download, copy: copy, server: server, submit: submit, path: path };
})();

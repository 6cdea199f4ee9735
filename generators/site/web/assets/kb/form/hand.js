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

  /* A server of ours says on every page that it answers: a static site has no such script, and nothing is asked of it. */
  async function server(root) {
    const told = document.querySelector("meta[name=\"itss-server\"]");
    if (!told || !/^https?:$/.test(location.protocol)) { return null; }
    try {
      const answer = await fetch(root + "_server", { headers: { Accept: "application/json" } });
      const said = answer.ok ? await answer.json() : {};
      return Array.isArray(said.accepts) ? said.accepts : null;
    } catch (_) { return null; }
  }

  async function submit(root, form, data, opened, files) {
    const body = { kind: form.kind.kind, data: data, opened: opened || null, attachments: await Promise.all(files.map(encoded)) };
    try {
      const answer = await fetch(root + "_records/" + form.kind.kind, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body)
      });
      const said = await answer.json().catch(function () { return {}; });
      return { status: answer.status, said: said };
    } catch (_) { return { status: 0, said: {} }; }
  }

  function encoded(file) {
    return new Promise(function (done, failed) {
      const reader = new FileReader();
      reader.onload = function () { done({ file: file.name, base64: String(reader.result).split(",")[1] || "" }); };
      reader.onerror = failed;
      reader.readAsDataURL(file);
    });
  }

  return { text: text, name: name, download: download, copy: copy, server: server, submit: submit };
})();

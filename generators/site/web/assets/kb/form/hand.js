/* Handing over: the record as a YAML file, a document as a page, to download or copy, or a submission where a server takes it. */
"use strict";
const kbHand = (function () {
  let yaml = null;

  /* What reads and writes YAML, and the table of what must not be written, are large: they are loaded when somebody begins to fill in, and again if they did not come. */
  function ready() {
    const root = document.querySelector(".kb-form").dataset.root;
    yaml = yaml || Promise.all([kbForm.yamlAt, kbForm.privateAt].map(function (one) { return kbDom.load(root + one); })).then(function () { return true; }, function () { yaml = null; return false; });
    return yaml;
  }

  /* A document is a page: its front matter begins as that of a draft, and the prose stands below. */
  function page(form, data) {
    const front = Object.assign({}, form.kind.head, data);
    delete front.body;
    return "---\n" + jsyaml.dump(front, { lineWidth: -1, noRefs: true }) + "---\n\n" + data.body + "\n";
  }

  function isPage(form) { return Object.keys(form.kind.head || {}).length > 0; }

  /* What the import must know stands in comments above: the kind, and the file that a change started from. */
  function text(form, data, opened) {
    if (isPage(form)) { return page(form, data); }
    const head = ["# kind: " + form.kind.kind];
    if (opened) { head.push("# opened: " + opened); }
    return head.join("\n") + "\n" + numbered(jsyaml.dump(data, { lineWidth: -1, noRefs: true }));
  }

  /* In double quotes a sign such as a tab is written by its number: before a word it would be taken for a part of a path. */
  const NUMBERS = { "\\n": "\\u000A", "\\t": "\\u0009", "\\r": "\\u000D", "\\_": "\\u00A0" };
  function numbered(yaml) {
    let floor = -1; // of a text on lines of its own
    return yaml.split("\n").map(function (line) {
      const indent = line.search(/\S|$/);
      if (floor >= 0 && (indent === line.length || indent > floor)) { return line; }
      const lines = /^( *(?:- )*)(?:\w+: )?[|>]/.exec(line), quoted = /^( *(?:- )*(?:\w+: )?)(".*")$/.exec(line);
      floor = lines ? lines[1].length - (/[|>]/.test(line[lines[1].length]) ? 2 : 0) : -1;
      return quoted ? quoted[1] + quoted[2].replace(/\\./g, function (sign) { return NUMBERS[sign] || sign; }) : line;
    }).join("\n");
  }

  function name(form, data) {
    const at = kbTimes.now(form.zone);
    return (data.id || form.kind.kind + "-" + at.day.replace(/-/g, "") + "-" + at.time.replace(":", "")) + (isPage(form) ? ".md" : ".yaml");
  }

  function download(name, content) { kbDom.save(name, content, "text/yaml"); }

  /* The clipboard's own interface is there on safe origins only; elsewhere a chosen text is copied. */
  async function copy(content) {
    try {
      await navigator.clipboard.writeText(content);
      return true;
    } catch (_) {
      const area = kbDom.el("textarea", "kb-hid");
      area.value = content;
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
    if (!told || !/^https?:$/.test(location.protocol)) { return { accepts: [] }; }
    try {
      const answer = await fetch("/_server", { headers: { Accept: "application/json" } }), said = answer.ok ? await answer.json() : {};
      return Array.isArray(said.accepts) ? said : { accepts: [] };
    } catch (_) { return { accepts: [] }; }
  }

  /* Gives the status, 0 where nothing came back and less where nothing was sent, and what there is to say. */
  async function submit(form, data, opened, author) {
    const body = Object.assign({ record: data, author: author }, opened ? { opened: opened } : {});
    try { Object.assign(body, await form.files.read(data)); } catch (error) { return { status: -1, said: { message: form.say("attach.unread", { file: error.message }) } }; }
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

  return { ready: ready, text: text, name: name, download: download, copy: copy, server: server, submit: submit, path: path };
})();

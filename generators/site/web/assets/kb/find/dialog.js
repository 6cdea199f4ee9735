/* The dialog of the search: asks while somebody writes or pastes, keeps the question in the address, follows the keys.
   While a word is being composed from sounds Enter and Escape are the composer's, and nothing is shown but what is found:
   a phone composes Latin words, too, and ends with the next blank. */
"use strict";
const kbDialog = (function () {
  const KINDS = 6; /* that one can choose among; the others are one choice */
  const PAUSE = 300; /* milliseconds after which a word that is being composed is looked for, and the address follows */
  const el = kbDom.el;
  let root = "", parts = null, kind = "", found = null, asked = null, isLost = false, composed = 0, kept = 0;

  function say(name, values) {
    return (kbSearch.known.say[name] || "").replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }

  function keys(...names) {
    return names.map(function (name) { return el("kbd", "", name); });
  }

  function build() {
    const box = el("dialog", "kb-find"), form = el("form", "kb-find-top"), label = el("label", "kb-find-hidden", say("title"));
    const input = el("input"), kinds = el("fieldset", "kb-find-kinds"), hits = el("div", "kb-find-hits"), status = el("p", "kb-find-status");
    const foot = el("div", "kb-find-foot");
    box.setAttribute("aria-label", say("title"));
    input.type = "search";
    input.id = label.htmlFor = "kb-find-words";
    input.autocomplete = "off";
    input.enterKeyHint = "search";
    input.placeholder = say("hint");
    form.setAttribute("role", "search");
    form.append(label, input, kbDom.button(say("close"), close, "kb-find-close"));
    status.setAttribute("role", "status");
    hits.tabIndex = 0;
    hits.setAttribute("role", "region");
    hits.setAttribute("aria-label", say("hits"));
    [[["↑", "↓"], "choose"], [["Enter"], "open"], [["Esc"], "close"]].forEach(function (pair) {
      const told = el("span", "kb-find-key");
      told.append(...keys(...pair[0]), say(pair[1]));
      foot.append(told);
    });
    box.append(form, kinds, status, hits, foot);
    document.body.append(box);
    form.addEventListener("submit", function (event) { event.preventDefault(); ask(); input.blur(); }); /* the key of a phone */
    input.addEventListener("input", function (event) {
      clearTimeout(composed);
      if (event.isComposing) { composed = setTimeout(compose, PAUSE); }
      else { ask(); }
    });
    input.addEventListener("compositionend", function () { clearTimeout(composed); ask(); });
    hits.addEventListener("click", function () { keep(asked || null); });
    box.addEventListener("keydown", follow);
    box.addEventListener("cancel", function (event) { event.preventDefault(); close(); });
    box.addEventListener("click", function (event) { if (event.target === box) { close(); } });
    return { box: box, input: input, kinds: kinds, hits: hits, status: status, foot: foot };
  }

  /* The address keeps the question, so that one comes back to it, or sends it to somebody: once nobody types, or on the way to a hit. */
  function soon(query) {
    clearTimeout(kept);
    kept = setTimeout(function () { keep(query); }, PAUSE);
  }

  function keep(query) {
    clearTimeout(kept);
    const there = new URL(location.href);
    if (query === null) { there.searchParams.delete("q"); }
    else { there.searchParams.set("q", query); }
    history.replaceState(history.state, "", there);
  }

  function ask() {
    const query = parts.input.value.trim();
    if (query !== asked) { kind = ""; parts.hits.scrollTop = 0; }
    asked = query;
    soon(query || null);
    answer();
  }

  function compose() {
    if (kbSearch.index && kbRank.find(kbSearch.index, parts.input.value, kbSearch.known).whole) { ask(); }
  }

  /* The kinds of the hits, those with the best one first; the rest together. */
  function choices() {
    const counts = new Map();
    found.hits.forEach(function (hit) { counts.set(hit.page.kind, (counts.get(hit.page.kind) || 0) + 1); });
    const names = Array.from(counts.keys()), own = names.slice(0, names.length > KINDS + 1 ? KINDS : KINDS + 1), rest = names.slice(own.length);
    const made = [["", say("all"), found.hits.length]].concat(own.map(function (name) { return [name, name, counts.get(name)]; }));
    if (rest.length) { made.push(["*", say("other"), rest.reduce(function (sum, name) { return sum + counts.get(name); }, 0)]); }
    return { made: made, own: own };
  }

  function chosen(some) {
    return found.hits.filter(function (hit) { return !kind || (kind === "*" ? !some.own.includes(hit.page.kind) : hit.page.kind === kind); });
  }

  function showKinds(some) {
    parts.kinds.hidden = found.hits.length < 2;
    parts.kinds.replaceChildren(el("legend", "kb-find-hidden", say("kinds")), ...some.made.map(function (one) {
      const label = el("label"), radio = el("input");
      radio.type = "radio";
      radio.name = "kb-find-kind";
      radio.checked = one[0] === kind;
      radio.addEventListener("change", function () { kind = one[0]; parts.hits.scrollTop = 0; show(); });
      label.append(radio, one[1], el("span", "kb-find-number", String(one[2])));
      return label;
    }));
  }

  function tell() {
    if (isLost) { return say("lost"); }
    if (!asked) { return say("ask"); }
    if (!found) { return say("reading"); }
    const more = kbSearch.isWhole ? "" : say("so_far"), near = found.hits.length - found.whole;
    if (!found.hits.length) { return kbSearch.isWhole ? say("nothing") : say("reading"); }
    if (!near) { return say("found", { count: found.whole }) + more; }
    return say(found.whole ? "found_near" : "near", { count: found.whole, near: near }) + more;
  }

  function show() {
    const pages = kbSearch.index ? kbSearch.index.pages : [];
    parts.status.textContent = tell();
    if (!asked || !found || (!found.hits.length && !kbSearch.isWhole)) {
      parts.kinds.hidden = true;
      parts.hits.replaceChildren(...(asked ? [] : kbHits.sayings(root, pages, say)));
      return;
    }
    const some = choices();
    showKinds(some);
    const groups = kbHits.groups(root, found, chosen(some), say, Boolean(kind));
    parts.hits.replaceChildren(...(groups.length ? groups : kbHits.sayings(root, pages, say)));
    const first = parts.hits.querySelector(".kb-hit");
    if (first && groups.length) { first.classList.add("kb-hit-first"); }
  }

  /* Answers from what has been read so far; who has gone on to the hits is not disturbed. */
  function answer() {
    if (!parts || !parts.box.open) { return; }
    if (!kbSearch.index) { parts.status.textContent = tell(); return; }
    found = asked ? kbRank.find(kbSearch.index, asked, kbSearch.known) : null;
    if (parts.hits.contains(document.activeElement) && document.activeElement !== parts.hits) { parts.status.textContent = tell(); return; }
    show();
    parts.box.dataset.ready = String(kbSearch.isWhole);
  }

  function move(by) {
    const links = Array.from(parts.hits.querySelectorAll("li > a, .kb-hit-more:not([hidden])")), at = links.indexOf(document.activeElement) + by;
    const to = at < 0 ? parts.input : links[Math.min(at, links.length - 1)];
    if (to) { to.focus(); to.scrollIntoView({ block: "nearest" }); }
  }

  /* Nobody else on the page hears these keys: the theme turns pages with letters. */
  function follow(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) { return; }
    const isWriting = event.target === parts.input, is_plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape") { event.preventDefault(); close(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.type !== "radio") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter" && isWriting) {
      event.preventDefault();
      const first = parts.hits.querySelector(".kb-hit-first a");
      if (first) { first.click(); }
    }
    else if (is_plain && event.key !== " " && !isWriting) { parts.input.focus(); }
  }

  function close() {
    parts.box.close();
    document.documentElement.classList.remove("kb-finding");
    keep(null);
  }

  function lost() {
    isLost = true;
    parts.status.textContent = tell();
  }

  async function open(from, query) {
    root = from;
    await kbSearch.begin(root, answer, lost);
    parts = parts || build();
    if (!parts.box.open) {
      parts.box.showModal();
      document.documentElement.classList.add("kb-finding");
    }
    if (query) { parts.input.value = query; }
    parts.input.focus();
    parts.input.select();
    asked = parts.input.value.trim();
    keep(asked || null);
    answer();
  }

  return { open: open };
})();

/* The page of a book: commands copied whole, time left from the moment of the report, the step or the run that an address names opened, calling at the foot. */
"use strict";
(function () {
  const place = document.querySelector(".itss-book");
  if (!place || place.dataset.ready) { return; }
  /* A site has them as a script, a file that holds the book by itself in its body. */
  const words = document.getElementById("itss-book-words"), common = words ? JSON.parse(words.textContent) : kbBookWords;
  const say = common.say, zone = place.dataset.zone, el = kbDom.el, EVERY = 15000, RUN = "#run";

  function button(text, act, name) { return kbDom.button(text, act, "itss-button" + (name ? " " + name : "")); }

  function chosen(area) {
    const range = document.createRange();
    range.selectNodeContents(area);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  }

  /* The clipboard's own interface is there on safe origins only; elsewhere the text is chosen and copied, and stays chosen. */
  async function copy(area) {
    try { await navigator.clipboard.writeText(area.textContent); return true; } catch (_) { return chosen(area); }
  }

  function copies(root) {
    root.querySelectorAll(".itss-cmd").forEach(function (one) {
      const top = one.querySelector(".itss-cmd-top"), area = one.querySelector("pre");
      const made = button(say.copy, async function () {
        made.textContent = await copy(area) ? say.copied : say.uncopied;
        setTimeout(function () { made.textContent = say.copy; }, 2000);
      });
      made.setAttribute("aria-label", say["copy.name"].replace("{place}", top.querySelector("b").textContent));
      top.append(made);
    });
  }

  /* One input for the moment of the report; all limits of the page follow it. */
  function clocks() {
    const box = place.querySelector(".itss-reported");
    if (!box) { return; }
    const label = el("label", "", say.reported), input = el("input"), told = el("span", "itss-sub"), now = button(say.now, function () {
      input.value = kbTimes.now(zone).time;
      update();
    });
    input.type = "text";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    input.id = "reported";
    input.maxLength = 8;
    label.htmlFor = input.id;
    told.setAttribute("role", "status");
    box.append(label, input, now, told);
    input.addEventListener("input", update);

    function update() {
      const at = kbClocks.last(zone, input.value, Date.now());
      told.textContent = input.value.trim() && Number.isNaN(at) ? say.unread : "";
      kbClocks.show(place, zone, at, Date.now(), say);
    }
    setInterval(update, EVERY);
  }

  /* A step that an address names stands open. */
  function open() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !place.contains(target)) { return; }
    const folds = [target.querySelector("details")];
    for (let above = target.closest("details"); above; above = above.parentElement.closest("details")) { folds.push(above); }
    folds.filter(Boolean).forEach(function (fold) { fold.open = true; });
    if (folds.some(Boolean)) { target.scrollIntoView(); }
  }

  const foot = el("div", "itss-foot-bar"), contacts = document.getElementById("contacts");
  if (contacts) {
    const call = el("a", "itss-button", say.call);
    call.href = "#contacts";
    foot.append(call);
    place.append(foot);
  }
  const go = button(say.go, function () {}, "itss-go"), data = (place.dataset.run || "").split(" ").filter(Boolean);

  /* The scripts of a run come when somebody begins one, or has one to go on with. */
  function load() {
    if (place.dataset.runs || typeof kbCourse !== "undefined") { return; }
    data.concat(common.run.map(function (one) { return place.dataset.root + one; })).forEach(kbDom.load);
  }

  function isKept() {
    try { return Object.keys(localStorage).some(function (key) { return key.startsWith("kb-run"); }); } catch (_) { return false; }
  }

  /* A run of the whole, or of one phase. */
  function begin(phase) {
    if (place.kbRun) { place.kbRun.open(null, "", phase && [phase]); return; }
    document.addEventListener("kb-run", function () { place.kbRun.open(null, "", phase && [phase]); }, { once: true });
    load();
  }

  function phases() {
    place.querySelectorAll(".itss-phase-run").forEach(function (one) {
      const head = one.parentNode.querySelector("summary"), title = head.querySelector(".itss-ttl").firstChild.data.trim();
      const made = button(say.phase, function () { begin(head.id); }, "itss-go");
      made.setAttribute("aria-label", say.phase + " " + title);
      one.append(made);
    });
  }

  function runs() {
    if (!data.length) { return; }
    foot.prepend(go);
    foot.classList.add("itss-some");
    place.append(foot);
    go.onclick = function () { begin(); };
    phases();
    if (location.hash === RUN) { soon(asked); } else if (isKept()) { soon(load); }
    addEventListener("hashchange", function () { if (location.hash === RUN) { asked(); } });
  }

  /* A file that holds the book by itself has the scripts of a run below this one. */
  function soon(act) {
    if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", act); } else { act(); }
  }

  /* The address is used once: who loads the page again in the middle of a run goes on with it. */
  function asked() {
    history.replaceState(history.state, "", location.href.split("#")[0]);
    go.click();
  }

  copies(place);
  clocks();
  open();
  addEventListener("hashchange", open);
  place.kbBook = { say: say, zone: zone, copy: copy, copies: copies, foot: foot, el: el, button: button, go: go };
  runs();
  place.dataset.ready = "yes";
})();

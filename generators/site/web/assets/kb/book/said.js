/* What is read out when a plan begins: its gaps are filled in here, kept while the window is open, and the whole is copied as a message. */
"use strict";
(function () {
  const place = document.querySelector(".itss-book"), list = place && place.querySelector(".itss-say dl");
  if (!list || !place.kbBook || list.dataset.ready) { return; }
  const tools = place.kbBook, say = tools.say, el = tools.el, key = "kb-said " + place.dataset.book;
  const inputs = [], told = el("p", "itss-sub itss-no-paper"), row = el("div", "itss-run-acts"), text = el("pre", "itss-run-sum itss-no-paper");

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(key)) || []; } catch (_) { return []; }
  }

  function keep() {
    try { sessionStorage.setItem(key, JSON.stringify(inputs.map(function (one) { return one.value; }))); } catch (_) { /* then a reload forgets it */ }
    tell("");
  }

  function tell(words) {
    text.textContent = message();
    const left = inputs.filter(function (one) { return !one.value.trim(); }).length;
    told.textContent = words || (left ? kbDom.filled(say["said.left"], { count: left }) : "");
  }

  /* A gap that nobody filled in stays one, so that whoever is told sees what is missing. */
  function words(node) {
    return Array.from(node.childNodes, function (one) { return one.tagName === "INPUT" ? one.value.trim() || "<" + one.placeholder + ">" : one.textContent; }).join("");
  }

  function message() {
    const lines = Array.from(list.children, function (one) {
      return kbDom.filled(say["said.line"], { title: one.querySelector("dt").textContent, text: words(one.querySelector("dd")).trim() });
    });
    return [kbDom.filled(say["said.head"], { title: place.querySelector("#said").firstChild.textContent, book: place.dataset.title })].concat(lines).join("\n");
  }

  list.querySelectorAll(".itss-gap").forEach(function (gap) {
    const input = el("input"), name = gap.textContent.slice(1, -1), title = gap.closest("div").querySelector("dt").textContent;
    input.type = "text";
    input.autocomplete = "off";
    input.maxLength = 100;
    input.placeholder = name;
    input.size = Math.max(5, name.length * 2);
    input.setAttribute("aria-label", title + " " + name);
    input.value = kept()[inputs.length] || "";
    inputs.push(input);
    gap.replaceWith(input);
  });
  inputs.forEach(function (one) { one.addEventListener("input", keep); });
  told.setAttribute("role", "status");
  row.append(tools.button(say["said.copy"], async function () { tell(await tools.copy(text) ? say.copied : say.uncopied); }, "itss-go"),
    tools.button(say["said.clear"], function () { inputs.forEach(function (one) { one.value = ""; }); keep(); }));
  list.after(row, told, text);
  /* The card stands alone when the address asks for it: its own, or behind the document's in a file of many. */
  function alone() { document.body.classList.toggle("itss-on-card", /(^#|\/)card$/.test(location.hash)); }
  addEventListener("hashchange", alone);
  alone();
  document.querySelectorAll(".itss-pocket-acts").forEach(function (one) { one.append(" ", tools.button(say["said.print"], function () { print(); })); });
  tell("");
  list.dataset.ready = "yes";
})();

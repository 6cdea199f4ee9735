/* Asks the server every while whether the base has changed: shows the page anew, unless somebody is typing. */
(function () {
  "use strict";
  var own = document.currentScript, revision = Number(own.dataset.revision), pause = 1500;
  var line = null, isTouched = false;

  function say(text) {
    if (!text) { if (line) { line.remove(); line = null; } return; }
    if (!line) {
      line = document.createElement("p");
      line.className = "itss-live";
      line.setAttribute("role", "status");
      document.body.appendChild(line);
    }
    if (line.textContent !== text) { line.textContent = text; }
  }

  /* A form stays whatever it holds: after a submission it shows the number. A run says itself that it holds something; of other fields it is enough that somebody typed. */
  function holdsInput() { return isTouched || document.documentElement.hasAttribute("data-unsaved"); }

  function look() {
    if (document.hidden) { return; }
    fetch("/_changes", { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (now) {
      if (now.problem) { say(now.problem); return; }
      if (now.revision === revision) { say(""); return; }
      if (document.querySelector(".kb-form")) { say("内容有更新；这一页用完以后再刷新。"); return; }
      if (holdsInput()) { say("内容有更新；填好交出以后再刷新，填的东西还在。"); return; }
      location.reload();
    }).catch(function () { say("连不上服务；看它是否还在运行，填的东西还在这一页。"); });
  }

  document.addEventListener("input", function (event) {
    if (event.target.closest && event.target.closest("form, [contenteditable]")) { isTouched = true; }
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, pause);
})();

/* Comes with the records that may be changed, where a seal holds some of them: what was sealed of one is told as a fault when it becomes another. */
"use strict";
(function () {
  const check = kbSound.check;

  /* A moment stays one, however well it is known by now. */
  function plain(one) { return JSON.stringify(one && typeof one === "object" && "at" in one ? one.at : one); }

  /* Words may be put better; members and rows may be added. */
  function isKept(field, old, now) {
    if (field && ["text", "markdown"].includes(field.form) && !field.pattern) { return true; }
    if (!Array.isArray(old) || !Array.isArray(now)) { return plain(old) === plain(now); }
    const there = now.map(plain);
    return old.every(function (one) { return there.includes(plain(one)); });
  }

  kbSound.check = function (form, data) {
    const text = kbForm.sealed[data.id], from = text ? kbForm.open[data.id].data : {};
    return check(form, data).concat(Object.keys(from).filter(function (name) {
      return name !== "answers" && !isKept(form.tree.children.get(name), from[name], data[name]);
    }).map(function (name) {
      return { at: [name], code: "draft-bound", text: text.replace("{fields}", (form.tree.children.get(name) || {}).title || name), notice: false };
    }));
  };
})();

/* Small acts that several of our scripts need: an element, a button, a script that is loaded, a file that is saved, a sentence that is filled. */
"use strict";
const kbDom = (function () {
  /* `inside` is a text, an element, or several of them. */
  function el(tag, name, inside) {
    const made = document.createElement(tag);
    if (name) { made.className = name; }
    made.append(...[].concat(inside === undefined ? [] : inside));
    return made;
  }

  function button(text, act, name) {
    const made = el("button", name, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /* A script loads from a disk too, where nothing can be fetched; several run in the order in which they were asked for. */
  function load(file) {
    return new Promise(function (done, failed) {
      const made = el("script");
      made.src = file;
      made.async = false;
      made.onload = done;
      made.onerror = failed;
      document.head.append(made);
    });
  }

  function save(name, content, type) {
    const made = el("a");
    made.href = URL.createObjectURL(new Blob([content], { type: type }));
    made.download = name;
    made.click();
    setTimeout(function () { URL.revokeObjectURL(made.href); }, 1000);
  }

  function filled(sentence, slots) {
    return sentence.replace(/\{(\w+)\}/g, function (whole, name) { return slots && name in slots ? slots[name] : whole; });
  }

  return { el: el, button: button, load: load, save: save, filled: filled };
})();

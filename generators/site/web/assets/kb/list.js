/* The page of a list: reads what is chosen, asks list-rows.js for the rows, and lets list-table.js show them.
   Rows are loaded when somebody first wants others than those that stand there; what is chosen stands in the address. */
"use strict";
(function () {
  const box = document.querySelector(".kb-listing[data-list]");
  if (!box) { return; }
  const NAMED = 6; /* values that are named when they are chosen together; of more the first, and how many */
  const el = kbDom.el, button = kbDom.button, form = box.querySelector("form"), words = box.querySelector("input[type=search]");
  const selects = Array.from(box.querySelectorAll("select")), table = box.querySelector("table");
  const heads = Array.from(box.querySelectorAll("thead th")), status = box.querySelector("[role=status]");
  const chosen = box.querySelector(".kb-chosen"), download = box.querySelector(".kb-csv"), pager = box.querySelector(".kb-pager");
  const states = box.querySelector("template").content;
  let list = null, query = kbList.parse(kbList.asked(location)), found = [], asked = 0;

  function say(name, values) { return kbTable.say(list, name, values); }

  kbList.head = function (head) { list = kbList.list(head); };
  kbList.rows = function (part) { kbList.add(list, part); };

  function change(values) {
    query = Object.assign({}, query, { page: 1 }, values);
    update();
  }

  function without(name) {
    const values = Object.assign({}, query.values);
    delete values[name];
    return values;
  }

  /* What is chosen, each to be taken back by itself; what the form shows already is seen on paper only. */
  function choices() {
    const names = Object.keys(query.values).filter(function (name) { return list.index.has(name); }), said = [];
    selects.forEach(function (one) {
      const values = query.values[one.name] || [""];
      one.value = values.length === 1 ? values[0] : "";
      if (values.length === 1 && one.value === values[0]) { said.push(one.name); }
    });
    if (document.activeElement !== words) { words.value = query.words; }
    chosen.replaceChildren(...names.map(function (name) {
      const column = list.columns[list.index.get(name)], codes = query.values[name], texts = codes.slice(0, NAMED).map(function (code) {
        return code === "-" ? list.say.none : kbList.texts(column, column.look === "span" ? "" : code)[0] || code;
      });
      const value = codes.length > NAMED ? say("some", { first: texts[0], count: codes.length }) : texts.join(list.say.list);
      const made = button(column.title + "：" + value, function () {
        change({ values: without(name) });
      }, said.includes(name) ? "kb-said" : "");
      made.setAttribute("aria-label", say("leave", { title: column.title, value: value }));
      return made;
    }));
    if (query.words) { chosen.append(el("span", "kb-said", "“" + query.words + "”")); }
    if (query.words || names.length) {
      chosen.append(button(list.say.clear, function () { words.value = ""; change({ values: {}, words: "" }); }));
    }
  }

  function tell(first, last, pages) {
    const is_all = found.length === list.total, is_cut = pages > 1;
    const key = !found.length ? "nothing" : is_all ? (is_cut ? (first > 1 || query.sort ? "between" : list.grouped ? "newest" : "first") : "rows")
      : is_cut ? "found_between" : "found";
    status.textContent = say(key, {
      total: list.total, count: found.length, found: found.length, first: first, last: last, shown: last
    });
    const turns = pager.querySelectorAll("button");
    pager.hidden = pages < 2;
    pager.querySelector("span").textContent = say("page", { page: query.page, pages: pages });
    turns[0].setAttribute("aria-disabled", query.page === 1);
    turns[1].setAttribute("aria-disabled", query.page === pages);
  }

  function show() {
    found = kbList.ordered(list, kbList.select(list, query), query.sort || list.order);
    const pages = Math.max(1, Math.ceil(found.length / list.page));
    query.page = Math.min(query.page, pages);
    const start = (query.page - 1) * list.page, rows = found.slice(start, start + list.page);
    table.querySelectorAll("tbody").forEach(function (one) { one.remove(); });
    table.append(...kbTable.bodies({ list: list, found: found, rows: rows, root: box.dataset.root, states: states, grouped: !query.sort }));
    table.classList.toggle("kb-grouped", Boolean(list.grouped && !query.sort));
    heads.forEach(function (one) {
      one.removeAttribute("aria-sort");
      if (query.sort.replace(/^-/, "") === one.dataset.name) {
        one.setAttribute("aria-sort", query.sort[0] === "-" ? "descending" : "ascending");
      }
    });
    choices();
    tell(start + 1, start + rows.length, pages);
    history.replaceState(null, "", kbList.beside(location, query));
    box.dataset.ready = String(found.length);
  }

  async function update() {
    const mine = asked += 1;
    try {
      if (!list) { await kbDom.load(box.dataset.list); }
      await Promise.all(kbList.needed(list, query).map(function (one) { return kbDom.load(one.file); }));
    } catch (_) {
      status.textContent = box.dataset.lost;
      return;
    }
    if (mine === asked) { show(); }
  }

  function turn(by) {
    return function (event) {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") { return; }
      query.page += by;
      update();
      box.scrollIntoView();
    };
  }

  heads.forEach(function (one) {
    const name = one.dataset.name, text = one.textContent;
    one.replaceChildren(button(text, function () {
      change({ sort: query.sort === name ? "-" + name : query.sort === "-" + name ? "" : name });
    }));
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  words.addEventListener("input", function () { change({ words: words.value }); });
  selects.forEach(function (one) {
    one.addEventListener("change", function () {
      change({ values: one.value ? Object.assign({}, query.values, { [one.name]: [one.value] }) : without(one.name) });
    });
  });
  download.addEventListener("click", async function () {
    await update();
    kbDom.save(list.title + ".csv", kbList.csv(list, found), "text/csv");
  });
  pager.append(button(pager.dataset.before, turn(-1)), el("span"), button(pager.dataset.after, turn(1)));
  form.hidden = download.hidden = false;
  box.querySelectorAll("details").forEach(function (one) { one.open = matchMedia("(min-width: 60em)").matches; });
  if (kbList.asked(location)) { update(); }
})();

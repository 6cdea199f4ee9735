/* The hits of a question as elements: groups by what they are good for, each hit with kind, day, state and what can be done at once; else what callers say. */
"use strict";
const kbHits = (function () {
  const FIRST = 5, MORE = 50; /* hits of a group that are shown, and how many more with each step */
  const SAYINGS = 4; /* of a book, where nothing was found */
  const el = kbDom.el;

  function fill(into, parts) {
    into.append(...parts.map(function (part) { return part[1] ? el("mark", "", part[0]) : part[0]; }));
    return into;
  }

  /* On a disk a folder has no page of its own. */
  function link(root, location, text) {
    const made = el("a", "", text);
    made.href = root + (window.location.protocol === "file:" ? location + "index.html" : location);
    return made;
  }

  function meta(page) {
    const made = el("p", "kb-hit-meta");
    made.append(el("span", "kb-hit-kind kb-hit-" + page.sort, page.kind));
    if (page.day && page.id) { made.append(el("span", "", page.day)); }
    if (page.how) { made.append(el("span", "kb-hit-how kb-hit-how-" + page.outcome, page.how)); }
    else if (page.state) { made.append(el("span", "", page.state)); }
    if (page.told) { made.append(el("span", "", page.told)); }
    if (page.id) { made.append(el("span", "kb-hit-id", page.id)); }
    return made;
  }

  /* One tap from a hit to the begin of its run, or to whom to call. */
  function acts(root, page, say) {
    const made = el("p", "kb-hit-acts");
    made.append(...page.acts.map(function (place) {
      const way = link(root, page.location, say("act." + place));
      way.href += "#" + place;
      way.setAttribute("aria-label", say("act." + place) + " " + page.title);
      return way;
    }));
    return made;
  }

  function hit(root, one, marks, say) {
    const made = el("li", "kb-hit"), to = link(root, one.page.location);
    fill(to, kbExcerpt.marked(one.page.title || one.page.location, marks));
    made.append(to);
    const told = kbExcerpt.of(one.page, marks);
    if (told.length) { made.append(fill(el("p", "kb-hit-text"), told)); }
    made.append(meta(one.page));
    if (one.page.acts.length) { made.append(acts(root, one.page, say)); }
    return made;
  }

  /* A group, and a button for those of it that are not shown yet. */
  function group(root, one, found, say, first) {
    const made = el("section", "kb-hit-group"), list = el("ol");
    made.append(el("h2", "", say("group." + one.sort)), list);
    let shown = 0;
    function show(number) {
      const some = one.hits.slice(shown, shown + number).map(function (each) { return hit(root, each, found.marks, say); });
      list.append(...some);
      shown += some.length;
      return some[0];
    }
    show(first);
    if (shown < one.hits.length) {
      const more = el("button", "kb-hit-more", say("more", { count: one.hits.length - shown }));
      more.type = "button";
      more.addEventListener("click", function () {
        show(MORE).querySelector("a").focus();
        more.hidden = shown >= one.hits.length;
        more.textContent = say("more", { count: one.hits.length - shown });
      });
      made.append(more);
    }
    return made;
  }

  function groups(root, found, hits, say, isChosen) {
    return kbRank.grouped(hits).map(function (one) { return group(root, one, found, say, isChosen ? MORE : FIRST); });
  }

  /* What callers say, and the book for it: where nothing is found one looks through these. */
  function sayings(root, pages, say) {
    const books = pages.filter(function (page) { return page.sort === "book" && page.names.length; });
    if (!books.length) { return []; }
    const made = el("section", "kb-hit-group"), list = el("ol", "kb-sayings");
    made.append(el("h2", "", say("sayings")), list);
    list.append(...books.map(function (page) {
      const item = el("li", "kb-saying");
      item.append(link(root, page.location, page.title), el("p", "kb-hit-text", page.names.slice(0, SAYINGS).join("，")));
      return item;
    }));
    return [made];
  }

  return { groups: groups, link: link, sayings: sayings };
})();

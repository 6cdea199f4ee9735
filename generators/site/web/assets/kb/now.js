/* What depends on the moment somebody looks: how old the data are, what a clock has left, who is on duty.
   The page is true without it; it only adds. It is given one element of JSON, or a script with the same (generators/site/now.py). */
"use strict";
const kbNow = (function () {
  const el = kbDom.el, MINUTE = 60, HOUR = 3600, DAY = 86400, AMBER = 2 * DAY, EVERY = 30000;

  function fill(text, value) {
    return text.replace("{}", value);
  }

  /* Says seconds in the two largest units that are there: days and hours, hours and minutes. */
  function span(seconds, say) {
    const parts = [["days", DAY], ["hours", HOUR], ["minutes", MINUTE]];
    const told = [];
    let rest = Math.floor(seconds);
    for (const [name, size] of parts) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count) told.push(fill(say[name], count));
    }
    return told.slice(0, 2).join(" ") || fill(say.minutes, 0);
  }

  function age(data, now) {
    const seconds = now - data.as_of;
    for (const one of document.querySelectorAll("[data-age]")) {
      one.hidden = seconds < DAY;
      one.textContent = fill(data.say.old, Math.floor(seconds / DAY));
      one.classList.toggle("itss-age-old", seconds > AMBER);
    }
  }

  function countdowns(data, now) {
    for (const one of document.querySelectorAll("[data-due]")) {
      const left = Date.parse(one.dataset.due) / 1000 - now;
      one.hidden = false;
      one.textContent = fill(left > 0 ? data.say.left : data.say.over, span(Math.abs(left), data.say));
      one.classList.toggle("itss-past", left <= 0);
    }
  }

  function link(person) {
    if (!person.href) return el("span", "", person.name);
    const made = el("a", "", person.name);
    made.href = person.href;
    return made;
  }

  function call(person, say) {
    const made = el("a", "itss-tel", person.tel);
    made.href = "tel:" + person.tel;
    made.setAttribute("aria-label", fill(say.call, person.name) + " " + person.tel);
    return made;
  }

  /* Writes who has a duty now: people, what is wrong with them, until when and who follows. */
  function onDuty(data, row, now) {
    const turns = data.duties[row.dataset.duty] || [];
    const here = turns.filter(([begin, end]) => begin <= now && now < end);
    const key = here.map((one) => one.join()).join(";");
    if (row.dataset.shown === key) return;
    row.dataset.shown = key;
    const who = row.querySelector(".itss-who"), phone = row.querySelector(".itss-phone");
    who.replaceChildren();
    if (phone) phone.replaceChildren();
    if (!here.length) return who.append(el("span", "itss-nil", data.say.nobody));
    here.forEach(([, , id], number) => {
      const person = data.people[id];
      if (number) who.append(data.say.comma);
      who.append(link(person));
      if (person.flag) who.append(el("small", "itss-state-failed", person.flag));
      if (phone && person.tel) phone.append(call(person, data.say));
    });
    const [first] = [...here].sort((one, other) => one[1] - other[1]);
    const after = turns.find(([begin]) => begin > now);
    const told = el("small", "", fill(data.say.until, first[3]));
    if (after) told.append(data.say.then, link(data.people[after[2]]));
    who.append(told);
  }

  function update(data) {
    const now = Math.floor(Date.now() / 1000);
    age(data, now);
    countdowns(data, now);
    if (now < data.as_of) return; /* a page of times to come is left as it is */
    const rows = [...document.querySelectorAll("[data-duty]")];
    rows.forEach((row) => onDuty(data, row, now));
    for (const one of document.querySelectorAll("[data-duty-as-of]")) one.hidden = rows.length > 0;
  }

  function begin(data) {
    update(data);
    setInterval(() => update(data), EVERY);
  }

  /* From a script that many pages load: its links begin at the root. */
  function shared(data) {
    const { root } = document.querySelector("[data-root]").dataset;
    for (const one of Object.values(data.people)) one.href = one.href && root + one.href;
    begin(data);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const given = document.getElementById("itss-now");
    if (given) begin(JSON.parse(given.textContent));
  });

  return { shared };
})();

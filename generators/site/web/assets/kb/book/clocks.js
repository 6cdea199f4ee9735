/* How long there still is: from the moment of a report to each limit, in the base's zone; for the page of a book and for a run of it. */
"use strict";
const kbClocks = (function () {
  const MINUTE = 60000, HOUR = 60, DAY = 1440, SOON = 30, EARLY = 5 * MINUTE;

  function fill(text, value) { return text.replace(/\{[a-z]+\}/, value); }

  /* The last moment, up to now, at which the wall clock showed a time: past midnight 23:50 is that of yesterday. */
  function last(zone, text, now) {
    const time = kbTimes.time(text), today = kbTimes.now(zone).day;
    if (!/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(time)) { return NaN; }
    const at = Date.parse(kbTimes.join(zone, today, time));
    return at > now + EARLY ? at - DAY * MINUTE : at;
  }

  /* Minutes as people say them; days and hours where there are some, nothing smaller than a minute. */
  function span(minutes, say) {
    const whole = Math.floor(Math.abs(minutes)), told = [];
    [["days", Math.floor(whole / DAY)], ["hours", Math.floor(whole % DAY / HOUR)], ["minutes", whole % HOUR]].forEach(function (one) {
      if (one[1]) { told.push(fill(say[one[0]], one[1])); }
    });
    return told.slice(0, 2).join(" ") || fill(say.minutes, 0);
  }

  /* What is left of a limit: until when, how it stands, and the words. */
  function left(zone, reported, minutes, now, say) {
    const due = reported + minutes * MINUTE, rest = (due - now) / MINUTE, wall = kbTimes.split(zone, kbTimes.text(zone, due));
    const isToday = wall.day === kbTimes.now(zone).day;
    return {
      due: due, state: rest < 0 ? "over" : rest <= Math.min(SOON, minutes / 3) ? "soon" : "open",
      until: fill(say.until, isToday ? wall.time : wall.day.slice(5) + " " + wall.time),
      rest: fill(rest < 0 ? say.over : say.left, span(rest, say))
    };
  }

  /* Writes what is left beside every limit below a place; nothing where no report is known. */
  function show(place, zone, reported, now, say) {
    place.querySelectorAll("[data-after]").forEach(function (one) {
      let told = one.querySelector(".itss-left");
      if (!told) {
        told = document.createElement("span");
        told.className = "itss-left";
        one.append(told);
      }
      if (Number.isNaN(reported)) { told.textContent = ""; delete one.dataset.left; return; }
      const found = left(zone, reported, Number(one.dataset.after), now, say);
      one.dataset.left = found.state;
      told.replaceChildren(...[found.until, found.rest].map(function (words) {
        const made = document.createElement("span");
        made.textContent = words + " ";
        return made;
      }));
    });
  }

  return { last: last, left: left, span: span, show: show };
})();

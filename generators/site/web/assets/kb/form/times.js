/* Moments as people write them: a day and a time of 24 hours in the base's zone, and the text of a record with its offset. */
"use strict";
const kbTimes = (function () {
  const MOMENT = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$/;
  const PART = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };

  /* What a clock on the wall in the zone shows: year, month, day, hour, minute, second. */
  function wall(zone, ms) {
    const found = {};
    new Intl.DateTimeFormat("en-CA", Object.assign({ timeZone: zone, hourCycle: "h23" }, PART)).formatToParts(new Date(ms))
      .forEach(function (one) { found[one.type] = one.value; });
    return found;
  }

  function offset(zone, ms) {
    const at = wall(zone, ms), there = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
    const minutes = Math.round((there - Math.floor(ms / 1000) * 1000) / 60000), size = Math.abs(minutes);
    return (minutes < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
  }

  function two(number) { return String(number).padStart(2, "0"); }

  function now(zone) {
    const at = wall(zone, Date.now());
    return { day: at.year + "-" + at.month + "-" + at.day, time: at.hour + ":" + at.minute };
  }

  /* Full-width digits, four digits in a row, the words for hour and minute and `24:00` are read; what is none stays as it was. */
  function time(text) {
    const plain = text.normalize("NFKC").replace(/\s+/g, "");
    const found = /^([0-9]{1,2})[:.\u70b9\u65f6]?([0-9]{2})(:[0-9]{2})?\u5206?$/.exec(plain)
      || /^([0-9]{1,2})[:\u70b9\u65f6](?:([0-9])\u5206?)?$/.exec(plain);
    if (!found) { return text.trim(); }
    return two(found[1]) + ":" + two(found[2] || "0") + (found[3] && found[3] !== ":00" ? found[3] : "");
  }

  function day(text) {
    const plain = text.normalize("NFKC").trim();
    const found = /^([0-9]{4})[-/.\u4e00-\u9fff]([0-9]{1,2})[-/.\u4e00-\u9fff]([0-9]{1,2})[\u4e00-\u9fff]?$/.exec(plain);
    return found ? found[1] + "-" + two(found[2]) + "-" + two(found[3]) : text.trim();
  }

  /* Take the text of a record apart; null when it stands in another offset than the zone had then. */
  function split(zone, text) {
    const found = MOMENT.exec(text);
    if (!found) { return null; }
    const ms = Date.parse(found[1] + "T" + found[2] + (found[3] || ":00") + found[4]);
    if (Number.isNaN(ms) || offset(zone, ms) !== found[4].replace("Z", "+00:00")) { return null; }
    return { day: found[1], time: found[2] + (found[3] && found[3] !== ":00" ? found[3] : "") };
  }

  /* Put a day and a time together, 24:00 as the midnight that follows; a time without a day, or what is none, stays what it is and is found wrong. */
  function join(zone, dayText, timeText) {
    let date = day(dayText), clock = time(timeText);
    if (clock === "24:00" && kbFaults.formats.date(date)) { [date, clock] = [new Date(Date.parse(date + "T24:00Z")).toISOString().slice(0, 10), "00:00"]; }
    if (!clock) { return date; }
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) || !/^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$/.test(clock)) { return (date + " " + clock).trim(); }
    const whole = clock.length === 5 ? clock + ":00" : clock, guess = Date.parse(date + "T" + whole + "Z");
    if (Number.isNaN(guess)) { return date + " " + clock; }
    const first = offset(zone, guess), there = Date.parse(date + "T" + whole + first);
    return date + "T" + whole + (Number.isNaN(there) ? first : offset(zone, there));
  }

  /* A moment as a record writes it, to the second. */
  function text(zone, ms) {
    const at = wall(zone, ms);
    return at.year + "-" + at.month + "-" + at.day + "T" + at.hour + ":" + at.minute + ":" + at.second + offset(zone, ms);
  }

  /* The day that it is in the zone at a moment. */
  function on(zone, text) {
    const at = wall(zone, Date.parse(text));
    return at.year + "-" + at.month + "-" + at.day;
  }

  /* The day and the minute that it is in the zone at a moment. */
  function shown(zone, ms) {
    const at = wall(zone, ms);
    return at.year + "-" + at.month + "-" + at.day + " " + at.hour + ":" + at.minute;
  }

  return { on: on, shown: shown, now: now, text: text, time: time, day: day, split: split, join: join };
})();

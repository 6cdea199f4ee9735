/* Secrets and personal numbers in a text, by the table that the check reads; what each function says, `checks/proofs.py` tells. */
"use strict";
const kbPrivate = (function () {
  const BEFORE = 24, AROUND = 40;
  let table = null, noise = null, folds = null, numerals = null;
  const looks = new Map();

  function pairs(said) {
    const to = Array.from(said.to);
    return new Map(Array.from(said.from).map(function (sign, at) { return [sign, to[at]]; }));
  }

  /* The table as it is used: expressions and maps are made once. */
  function use(given) {
    table = given;
    noise = new RegExp(table.noise.replace(/UNSEEN/g, table.unseen), "gu");
    folds = pairs(table.folds);
    numerals = pairs(table.numerals);
    table.looks.forEach(function ([first, to, count]) {
      for (let step = 0; step < count; step += 1) {
        looks.set(String.fromCodePoint(first.codePointAt(0) + step), String.fromCodePoint(to.codePointAt(0) + step));
      }
    });
  }

  function replaced(text, map) {
    return Array.from(text).map(function (sign) { return map.has(sign) ? map.get(sign) : sign; }).join("");
  }

  function views(text) {
    const plain = replaced(text.replace(noise, ""), looks);
    const small = replaced(plain, folds);
    return { plain: plain, folded: small, digits: replaced(small, numerals) };
  }

  function number(text) { return text.replace(/[^0-9Xx]/g, ""); }

  function isDay(year, rest) {
    const month = Number(rest.slice(0, 2)), day = Number(rest.slice(2)), last = new Date(Date.UTC(2000, month, 0));
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && !leap ? 28 : last.getUTCDate());
  }

  function isIdentity(text) {
    const all = number(text), year = Number(all.slice(6, 10));
    const weighed = Array.from(all).reduce(function (sum, sign, at) {
      let weight = 1;
      for (let n = at; n < 17; n += 1) { weight = weight * 2 % 11; }
      return sum + (/[Xx]/.test(sign) ? 10 : Number(sign)) * weight;
    }, 0);
    return weighed % 11 === 1 && table.provinces.includes(all.slice(0, 2)) && year >= 1900 && year < 2100 && isDay(year, all.slice(10, 14));
  }

  function isOldIdentity(text) {
    const all = number(text), year = Number(all.slice(6, 8));
    return table.provinces.includes(all.slice(0, 2)) && year >= 30 && isDay(1900 + year, all.slice(8, 12));
  }

  function isCard(text) {
    const all = Array.from(number(text)).reverse().map(Number);
    const sum = all.reduce(function (so, one, at) { const twice = 2 * one; return so + (at % 2 ? Math.floor(twice / 10) + twice % 10 : one); }, 0);
    return sum % 10 === 0 && new Set(all).size > 1;
  }

  function isMobile(text) { const all = Number(number(text)); return all % 65536 !== 0 && all % 1e9 !== 0; }

  function bare(text) { return text.replace(/^["'`]+|["'`]+$/g, "").replace(/[.,;:]+$/, ""); }

  function isGiven(text) {
    const value = bare(text), said = table.placeholders;
    return value !== "" && !said.whole.includes(value) && new Set(value).size > 1
      && !said.begins.some(function (one) { return value.startsWith(one); }) && !said.holds.some(function (one) { return value.includes(one); });
  }

  const ID = /^[a-z]+(?:[-_.][a-z0-9]*)*-[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, FILE = /^[a-z0-9_.*-]+[.](?:[a-z]{1,5}|7z|mp[34])$/;
  const MAIL = /^[a-z0-9._+-]+@[a-z0-9-]+(?:[.][a-z]+)+$/, HABIT = /^[a-z]{3,}[@#!$%^&*_.]?[0-9]{2,}[!@#$%^&*.]*$/;
  const SIGN = /[!@#$%^&*]/;

  function isStrong(text) {
    const value = bare(text);
    if (Array.from(value).length < 6 || !isGiven(text) || ID.test(value) || FILE.test(value)) { return false; }
    if (/[^\0-\x7f]/.test(value)) { return false; }
    if (!/[a-z]/.test(value)) { return /[0-9]/.test(value) && !/[:/.-]/.test(value); }
    return /[0-9]/.test(value) || SIGN.test(value);
  }

  function isMixed(text) {
    const value = bare(text);
    return isStrong(text) && /[a-z]/.test(value) && /[0-9]/.test(value) && SIGN.test(value) && !MAIL.test(value);
  }

  const PROOFS = {
    "identity-number": isIdentity, "old-identity-number": isOldIdentity, "card-number": isCard, "mobile-number": isMobile,
    given: isGiven, strong: isStrong, mixed: isMixed,
    habit: function (text) { return isGiven(text) && HABIT.test(bare(text)); },
    community: function (text) { return isGiven(text) && !["public", "private"].includes(text.replace(/^["']+|["']+$/g, "")); },
    digit: function (text) { return /[0-9]/.test(text); },
    "written-to": function (text) { return isGiven(text.split(/[@#[( ]/)[0]); }
  };

  function isMeant(rule, folded, start, end) {
    const unless = rule.unless || {}, after = folded.slice(end, end + BEFORE).replace(/^ +/, "");
    let before = folded.slice(Math.max(0, start - BEFORE), start);
    while (before && table.fillers.includes(before.slice(-1))) { before = before.slice(0, -1); }
    if ((unless.before || []).some(function (one) { return before.endsWith(one); })) { return false; }
    if ((unless.after || []).some(function (one) { return after.startsWith(one); })) { return false; }
    const around = folded.slice(Math.max(0, start - AROUND), end + BEFORE);
    return !rule.near || rule.near.some(function (one) { return around.includes(one); });
  }

  function hits(rule, seen) {
    if (rule.words && !rule.words.some(function (one) { return seen.folded.includes(one); })) { return []; }
    rule.ready = rule.ready || rule.any.map(function (one) { return new RegExp(one, "gu"); });
    return [].concat(...rule.ready.map(function (one) {
      return Array.from(seen[rule.view].matchAll(one)).map(function (match) {
        const value = match[1] === undefined ? match[0] : match[1], end = match.index + (match[0] || value).length;
        return { start: match.index, end: end, value: value };
      });
    })).filter(function (hit) {
      return (!rule.proof || PROOFS[rule.proof](hit.value)) && isMeant(rule, seen.folded, hit.start, hit.end);
    });
  }

  /* The patterns of what a text holds, the certain before the doubtful; what is found is not found once more. */
  function found(text) {
    const seen = views(text), taken = [];
    return table.patterns.filter(function (pattern) {
      const every = [].concat(...pattern.rules.map(function (rule) { return hits(rule, seen); }));
      every.sort(function (one, other) { return one.start - other.start || one.end - other.end; });
      let last = 0;
      const its = every.filter(function (hit) {
        const isNext = hit.start >= last;
        if (isNext) { last = hit.end; }
        return isNext && !taken.some(function (one) { return hit.start < one.end && one.start < hit.end; });
      });
      taken.push(...its);
      return its.length > 0;
    });
  }

  return { use: use, found: found };
})();

/* What is wrong with a record, as data: where, which keyword, its limit and the value, as generators/kinds/faults.py does.
   It walks the closed dialect of our schemas; a test compares it with the checker, and docs/adr tells why it is our own. */
"use strict";
const kbFaults = (function () {
  const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
  const MOMENT = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

  function isDate(text) {
    const found = DAY.exec(text);
    if (!found) { return false; }
    const year = Number(found[1]), month = Number(found[2]), day = Number(found[3]);
    return year >= 1970 && year <= 2200 && month > 0 && month < 13 && day > 0 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  }

  function isMoment(text) {
    const found = MOMENT.exec(text);
    return found !== null && isDate(found[1]) && found[2] <= "23" && found[3] <= "59" && (found[4] || "00") <= "59";
  }

  function isEventTime(text) { return DAY.test(text) ? isDate(text) : isMoment(text); }

  function like(expression) { return function (text) { return expression.test(text); }; }

  const FORMATS = {
    "date": isDate, "date-time": isMoment, "event-time": isEventTime,
    "time": like(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/),
    "month": like(/^(?:19[7-9][0-9]|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])$/),
    "quarter": like(/^(?:19[7-9][0-9]|2[01][0-9]{2}|2200)-Q[1-4]$/),
    "email": like(/^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}$/),
    "phone": like(/^\+?[0-9][0-9 -]{2,22}[0-9]$/)
  };

  function typeOf(value) {
    if (value === null) { return "null"; }
    if (Array.isArray(value)) { return "array"; }
    return typeof value;
  }

  function isA(type, value) {
    return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
  }

  /* The same text for equal values, whatever the order of their members. */
  function canon(value) {
    if (Array.isArray(value)) { return "[" + value.map(canon).join() + "]"; }
    if (typeOf(value) !== "object") { return JSON.stringify(value); }
    return "{" + Object.keys(value).sort().map(function (key) { return JSON.stringify(key) + ":" + canon(value[key]); }).join() + "}";
  }

  const EACH = {
    type: function (limit, value) { return [].concat(limit).some(function (one) { return isA(one, value); }); },
    const: function (limit, value) { return canon(limit) === canon(value); },
    enum: function (limit, value) { return limit.some(function (one) { return canon(one) === canon(value); }); }
  };
  const OF = {
    string: {
      pattern: function (limit, value) { return new RegExp(limit, "u").test(value); },
      format: function (limit, value) { return FORMATS[limit](value); },
      minLength: function (limit, value) { return Array.from(value).length >= limit; },
      maxLength: function (limit, value) { return Array.from(value).length <= limit; }
    },
    number: {
      minimum: function (limit, value) { return value >= limit; },
      maximum: function (limit, value) { return value <= limit; },
      exclusiveMinimum: function (limit, value) { return value > limit; },
      exclusiveMaximum: function (limit, value) { return value < limit; },
      multipleOf: function (limit, value) { return value % limit === 0; }
    },
    array: {
      minItems: function (limit, value) { return value.length >= limit; },
      maxItems: function (limit, value) { return value.length <= limit; },
      uniqueItems: function (limit, value) { return !limit || new Set(value.map(canon)).size === value.length; }
    },
    object: {
      minProperties: function (limit, value) { return Object.keys(value).length >= limit; },
      maxProperties: function (limit, value) { return Object.keys(value).length <= limit; }
    }
  };

  function walk(schema, value, at, found, condition) {
    const type = typeOf(value), own = OF[type] || {};
    Object.keys(schema).forEach(function (keyword) {
      const holds = EACH[keyword] || own[keyword], limit = schema[keyword];
      if (holds && !holds(limit, value)) { found.push({ at: at, keyword: keyword, limit: limit, value: value }); }
    });
    if (type === "object") { members(schema, value, at, found, condition); }
    if (type === "array" && schema.items) {
      value.forEach(function (one, index) { walk(schema.items, one, at.concat(index), found); });
    }
    (schema.allOf || []).forEach(function (one) { walk(one, value, at, found); });
    if (schema.if && !check(schema.if, value).length) { walk(schema.then, value, at, found, schema.if); }
  }

  function members(schema, value, at, found, condition) {
    (schema.required || []).forEach(function (name) {
      if (!(name in value)) {
        found.push({ at: at.concat(name), keyword: "required", limit: schema.required, value: value, condition: condition });
      }
    });
    const known = schema.properties || {};
    Object.keys(value).forEach(function (name) {
      if (Object.prototype.hasOwnProperty.call(known, name)) { walk(known[name], value[name], at.concat(name), found); }
      else if (schema.additionalProperties === false) {
        found.push({ at: at.concat(name), keyword: "additionalProperties", limit: false, value: value[name] });
      }
    });
  }

  function check(schema, value) {
    const found = [], chosen = new Set();
    walk(schema, value, [], found);
    found.forEach(function (one) { if (one.keyword in EACH && one.keyword !== "type") { chosen.add(canon(one.at)); } });
    // whoever lists what may be chosen need not say of which type it is
    return found.filter(function (one) { return one.keyword !== "type" || !chosen.has(canon(one.at)); });
  }

  return { check: check, formats: FORMATS };
})();

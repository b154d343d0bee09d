// What is wrong with a record's values, each fault at its field: the schema's rules by @cfworker/json-schema, and the
// forms of text that JSON Schema has no word for, as macros/catalogue/formats.py has them.
(function (here) {
  "use strict";

  const WHOLE = ["anyOf", "oneOf", "not", "contains", "propertyNames"];
  const BESIDE = ["properties", "items", "allOf", "if", "$ref", "then", "else", "false"];
  const QUARTER = /^Q([1-4]) ([12][0-9]{3})\/([0-9]{2})$/;

  function is_day(text) {
    const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!parts || parts[1] === "0000") return false;
    const day = new Date(Date.UTC(2000, 0, 1));
    day.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
    return day.getUTCMonth() === Number(parts[2]) - 1 && day.getUTCDate() === Number(parts[3]);
  }

  function is_quarter(text) {
    const parts = QUARTER.exec(text);
    return parts !== null && (Number(parts[2]) + 1) % 100 === Number(parts[3]);
  }

  function is_partial(text) {
    return is_day(text) || /^(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?$/.test(text);
  }

  /** What each form is, and how to write it. */
  const FORMATS = {
    line: [function (text) { return !text.includes("\n"); }, "Write it in one line."],
    url: [function (text) { return /^https?:\/\/[^\s<>"']+$/.test(text); }, "Write a full web address that starts with 'https://', without spaces, quotes and angle brackets."],
    page: [function (text) { return /^(?:docs\/[^.\s].*\.md|registers\/[a-z0-9-]+)$/.test(text); }, "Choose a page from the list."],
    telephone: [function (text) { return /^\+?[0-9]+( [0-9]+)*$/.test(text); }, "Write figures in groups, as people say them: '01632 960123'."],
    email: [function (text) { return /^[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u.test(text); }, "Write it as in 'repairs@example.org'."],
    date: [is_day, "Give a day that is in the calendar."],
    "partial-date": [is_partial, "Write '2027', '2027-09' or '2027-09-30', as exactly as it is known."],
    quarter: [is_quarter, "Write it as in 'Q3 2024/25', which is October to December 2024."],
    timescale: [function (text) { return is_quarter(text) || is_day(text) || ["Ongoing", "To be determined"].includes(text); },
      "Write a quarter ('Q3 2024/25'), a date ('2024-11-11'), 'Ongoing' or 'To be determined'."],
    when: [function (text) { return is_quarter(text) || is_partial(text); }, "Write '2027-09-30', or '2027', '2027-09' or 'Q3 2027/28' where no more is known."],
  };

  function part_of(fields, name) {
    return (fields || []).find(function (field) { return field.name === name; });
  }

  /** A value of which all is text as its field means it, as JSON; what doesn't fit the field stays text. */
  function typed(value, field) {
    if (value instanceof Map) {
      const group = Object.create(null);
      value.forEach(function (part, name) { group[name] = typed(part, field && part_of(field.parts, name)); });
      return group;
    }
    if (Array.isArray(value)) return value.map(function (part) { return typed(part, field && field.each); });
    const kind = field ? field.kind : "string";
    if (kind === "integer" && /^-?(0|[1-9][0-9]{0,15})$/.test(value)) return Number(value);
    if (kind === "number" && /^-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?$/.test(value)) return Number(value);
    if (kind === "boolean" && (value === "true" || value === "false")) return value === "true";
    return value;
  }

  /** The steps of a pointer of JSON: numbers where a list is meant. */
  function steps(pointer) {
    return pointer.replace(/^#\/?/, "").split("/").filter(Boolean).map(function (step) {
      return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    });
  }

  function at(value, path) {
    return path.reduce(function (part, step) { return part === undefined || part === null ? undefined : part[step]; }, value);
  }

  /** What the schema itself says would be right, nearest to the rule that was broken; "" where it says nothing. */
  function own_message(rules, location) {
    let node = rules, words = "";
    for (const step of [""].concat(steps(location))) {
      if (step) node = node === undefined || node === null ? undefined : node[step];
      if (node && typeof node === "object" && node["x-message"]) words = node["x-message"];
    }
    return words;
  }

  function field_at(fields, path) {
    let field = { parts: fields, title: "" };
    for (const step of path) field = field && (/^[0-9]+$/.test(step) && field.each ? field.each : part_of(field.parts, step));
    return field || { title: path[path.length - 1] || "" };
  }

  function shown(value) {
    const text = typeof value === "object" ? "" : String(value);
    return text.length > 60 ? text.slice(0, 57) + "..." : text;
  }

  function counted(size, unit) {
    return size + " " + unit + (size === 1 ? "" : "s");
  }

  const KINDS = { integer: "a whole number, in figures", number: "a number, in figures", boolean: "yes or no" };

  /** The words for each rule about a value. */
  const WORDS = {
    type: function (wanted, value) { return "'" + shown(value) + "' is not " + (KINDS[wanted] || wanted) + "."; },
    enum: function (_, value) { return "'" + shown(value) + "' does not fit the other fields here."; },
    const: function (wanted) { return "This does not fit the other fields: here it is '" + String(wanted) + "'."; },
    pattern: function (_, value, field) {
      return "'" + shown(value) + "' is not in the form of this field." + (field.examples ? " It looks like '" + field.examples[0] + "'." : "");
    },
    minLength: function (wanted, value) { return "This has " + counted(Array.from(value).length, "character") + "; the least is " + wanted + "."; },
    maxLength: function (wanted, value) { return "This has " + counted(Array.from(value).length, "character") + "; the most is " + wanted + ". Say it in fewer words."; },
    minItems: function (wanted, value) { return "This has " + counted(value.length, "value") + "; the least is " + wanted + "."; },
    maxItems: function (wanted, value) { return "This has " + counted(value.length, "value") + "; the most is " + wanted + "."; },
    minProperties: function () { return "Fill in at least one of these."; },
    minimum: function (wanted, value) { return "This is " + value + "; the least is " + wanted + "."; },
    maximum: function (wanted, value) { return "This is " + value + "; the most is " + wanted + "."; },
    uniqueItems: function () { return "Two values here are the same. Take one out."; },
    not: function () { return "This does not belong here, given the other fields. Take it out."; },
  };
  const FORMS = ["pattern", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "uniqueItems", "type"];

  function fault(path, words) {
    return { path: path, words: words };
  }

  /** The first field of the record that a sentence about the whole record names; [] where it names none. */
  function named_in(words, fields) {
    const names = Array.from(words.matchAll(/'([a-z_]+)(?:: \w+)?'/g)).map(function (match) { return match[1]; });
    const name = names.find(function (other) { return part_of(fields, other); });
    return name ? [name] : [];
  }

  /** One broken rule as faults, each at the field that it is about. */
  function told(unit, rules, fields, values) {
    const path = steps(unit.instanceLocation);
    const own = own_message(rules, unit.keywordLocation);
    if (unit.keyword === "required") {
      const group = at(values, path) || {};
      return at(rules, steps(unit.keywordLocation)).filter(function (name) { return !(name in group); }).map(function (name) {
        return fault(path.concat([name]), own || "Fill this in: it has to be known.");
      });
    }
    const field = field_at(fields, path);
    const wanted = at(rules, steps(unit.keywordLocation));
    const words = WORDS[unit.keyword];
    if (FORMS.includes(unit.keyword)) return [fault(path, (words(wanted, at(values, path), field) + " " + own).trim())];
    return [fault(path.length ? path : named_in(own, fields), own || (words ? words(wanted, at(values, path), field) : (field.title || "The record") + " does not fit the other fields."))];
  }

  /** What a schema forbids of a record. */
  function by_schema(form, values) {
    const json = typed(values, { parts: form.fields });
    const units = new here.KimJsonSchema.Validator(form.rules, "2020-12", false).validate(json).errors;
    const whole = units.filter(function (unit) { return WHOLE.includes(unit.keyword); }).map(function (unit) { return unit.keywordLocation + "/"; });
    return units
      .filter(function (unit) { return !BESIDE.includes(unit.keyword) && !whole.some(function (start) { return unit.keywordLocation.startsWith(start); }); })
      .flatMap(function (unit) { return told(unit, form.rules, form.fields, json); });
  }

  /** What is wrong with single texts, at any depth: their form, the record that they name, letters that nobody sees. */
  function by_field(field, named, value, path) {
    if (!field) return [];
    if (value instanceof Map) {
      return Array.from(value).flatMap(function (pair) { return by_field(part_of(field.parts, pair[0]), named, pair[1], path.concat([pair[0]])); });
    }
    if (Array.isArray(value)) {
      const inner = field.refs ? Object.assign({}, field, { kind: "string" }) : field.each;
      return value.flatMap(function (part, number) { return by_field(inner, named, part, path.concat([String(number)])); });
    }
    const odd = here.KimRead.unseen(value);
    if (odd) return [fault(path, "There is a character here that nobody sees (U+" + odd.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "). Delete it and type the words round it again.")];
    const form = FORMATS[field.format];
    if (form && !form[0](value)) return [fault(path, "'" + shown(value) + "' is not in the form of this field. " + form[1])];
    if (field.refs && !here.KimSaid.label(field, named, value)) return [fault(path, "No record here is called '" + shown(value) + "'. Type a few words of its name, and choose it from the list.")];
    return [];
  }

  /** The id of a new record: in the form of the register's, and never given before. */
  function by_id(form, id) {
    const given = (form.given || []).some(function (other) { return other.toLowerCase() === id.toLowerCase(); });
    return given ? [fault(["id"], "'" + id + "' was given before. A reference is never used twice: choose another.")] : [];
  }

  /** Every fault of a record, {path, words}; a field is told of the first alone. */
  function faults(form, named, values, is_new) {
    const known = new Set();
    return (is_new && values.has("id") ? by_id(form, values.get("id")) : [])
      .concat(by_field({ parts: form.fields }, named, values, []), by_schema(form, values))
      .filter(function (one) {
        const place = one.path.join("/") || one.words;
        return !known.has(place) && known.add(place);
      });
  }

  here.KimRules = { faults: faults, typed: typed };
})(window);

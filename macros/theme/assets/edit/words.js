// What changes between two states of a record, in words as `kim set` says it, and which lines of the file do.
(function (here) {
  "use strict";

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  /** A day as GOV.UK writes it; the text as it is where it is no day. */
  function day(text) {
    const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    return parts && MONTHS[Number(parts[2]) - 1] ? Number(parts[3]) + " " + MONTHS[Number(parts[2]) - 1] + " " + parts[1] : text;
  }

  function capitalised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  }

  /** What a choice is called. */
  function choice(option) {
    return option[1] || capitalised(option[0].replaceAll("-", " "));
  }

  /** What a record of the registers that a field names is called; empty where there is none. */
  function label(field, named, id) {
    for (const register of field.refs || []) {
      const record = (named[register] || []).find(function (other) { return other[0] === id; });
      if (record) return record[1];
    }
    return "";
  }

  /** A sentence of the schema with its names of fields and of choices as the form shows them. */
  function as_shown(words, field, fields) {
    const options = (field.options || []).concat((field.parts || []).flatMap(function (part) { return part.options || []; }));
    const named = words.replace(/['`]([a-z_0-9-]+)(: true)?['`]/gi, function (whole, name, is_true) {
      const option = options.find(function (other) { return other[0] === name; });
      if (option) return "“" + choice(option) + "”";
      const other = (fields || []).find(function (part) { return part.name === name; });
      return other ? "“" + other.title + (is_true ? ": Yes" : "") + "”" : whole;
    });
    return field.kind === "boolean" ? named.replace(/^true\b/, "Yes") : named;
  }

  function word(field, named, text) {
    if (!field) return text;
    if (field.refs) {
      const name = label(field, named, text);
      return name ? name + " (" + text + ")" : text;
    }
    const option = (field.options || []).find(function (other) { return other[0] === text; });
    if (option) return choice(option);
    if (field.kind === "boolean") return { true: "yes", false: "no" }[text] || text;
    return ["date", "timescale", "when"].includes(field.format) ? day(text) : text;
  }

  function part_of(field, name) {
    return field && (field.parts || []).find(function (part) { return part.name === name; });
  }

  /** What each value of a list is: where the list names records, the field itself. */
  function inner(field) {
    return field && field.refs ? field : field && field.each;
  }

  function in_words(field, named, value) {
    if (value instanceof Map) {
      return Array.from(value).map(function (pair) {
        const part = part_of(field, pair[0]);
        return (part ? part.title : pair[0]) + ": " + in_words(part, named, pair[1]);
      }).join("; ");
    }
    if (Array.isArray(value)) return value.map(function (part) { return in_words(inner(field), named, part); }).join(", ");
    return word(field, named, value);
  }

  /** Each change as [what it is called, the old value, the new one]; "" where there was none or is none any more. */
  function changes(fields, named, old, value) {
    const names = fields.map(function (field) { return field.name; });
    const told = [];
    names.concat(Array.from(old.keys()).filter(function (name) { return !names.includes(name); })).forEach(function (name) {
      const field = fields.find(function (other) { return other.name === name; });
      told.push(...between(field, named, field ? field.title : name, old.get(name), value.get(name)));
    });
    return told;
  }

  function between(field, named, title, old, value) {
    if (old === undefined && value === undefined) return [];
    if (old !== undefined && value !== undefined && here.KimRead.same(old, value)) return [];
    if (field && field.format === "page-text") return [[title, "", lines_changed(old || "", value || ""), true]];
    if (old instanceof Map && value instanceof Map) {
      const names = Array.from(new Set(Array.from(old.keys()).concat(Array.from(value.keys()))));
      return names.flatMap(function (name) {
        const part = part_of(field, name);
        const called = part ? part.title.charAt(0).toLowerCase() + part.title.slice(1) : name;
        return between(part, named, title + ", " + called, old.get(name), value.get(name));
      });
    }
    if (Array.isArray(old) && Array.isArray(value)) return in_list(field, named, title, old, value);
    const said = [old, value].map(function (part) { return part === undefined ? "" : in_words(field, named, part); });
    return [[title, said[0], said[1]]];
  }

  /** How much of a page's text is new: the lines themselves stand below. */
  function lines_changed(old, value) {
    const signs = lines(old, value).map(function (line) { return line[0]; });
    const [gone, come] = ["-", "+"].map(function (sign) { return signs.filter(function (other) { return other === sign; }).length; });
    const count = Math.max(gone, come);
    return count === 1 ? "one line" : count + " lines";
  }

  function in_list(field, named, title, old, value) {
    const texts = [old, value].map(function (list) { return list.map(function (part) { return in_words(inner(field), named, part); }); });
    return here.KimMatching.steps(texts[0], texts[1]).flatMap(function (step) {
      const [is_same, start, end, new_start, new_end] = step;
      if (is_same) return [];
      const told = [];
      const both = Math.min(end - start, new_end - new_start);
      for (let at = 0; at < both; at += 1) {
        const numbered = old[start + at] instanceof Map ? title + " " + (start + at + 1) : title;
        told.push(...between(inner(field), named, numbered, old[start + at], value[new_start + at]));
      }
      texts[0].slice(start + both, end).forEach(function (text) { told.push([title, text, ""]); });
      texts[1].slice(new_start + both, new_end).forEach(function (text) { told.push([title, "", text]); });
      return told;
    });
  }

  const LARGE = 5; // times as much, as macros/history/large_changes.py has it

  /** What to say of a number that moved far; "" of any other. */
  function large(old, value) {
    const [before, after] = [old, value].map(Number);
    if (!(before > 0 && after > 0)) return "";
    if (after / before >= LARGE) return ". Look at this: it is about " + Math.round(after / before) + " times as much";
    return before / after >= LARGE ? ". Look at this: it is about a " + Math.round(before / after) + "th of what it was" : "";
  }

  /** One change as a sentence: 'Due: Q4 2024/25 → Q4 2026/27'. */
  function sentence(change) {
    const [title, old, value] = change;
    if (old && value) return title + ": " + (old === value ? "only spaces or line ends changed" : old + " → " + value + large(old, value));
    if (change[3]) return title + ": " + value + " changed";
    return title + ": " + (value ? "added: " + value : "taken out: " + old);
  }

  /** The lines that change, each as [its sign, its text]: "-" goes, "+" comes, " " stays beside one that changes. */
  function lines(old, text) {
    const [before, after] = [old, text].map(function (content) { return content ? content.replace(/\n$/, "").split("\n") : []; });
    const all = here.KimMatching.steps(before, after).flatMap(function (step) {
      const [is_same, start, end, new_start, new_end] = step;
      if (is_same) return before.slice(start, end).map(function (line) { return [" ", line]; });
      const gone = before.slice(start, end).map(function (line) { return ["-", line]; });
      return gone.concat(after.slice(new_start, new_end).map(function (line) { return ["+", line]; }));
    });
    return all.filter(function (line, at) {
      return all.slice(Math.max(0, at - 1), at + 2).some(function (other) { return other[0] !== " "; });
    });
  }

  here.KimSaid = { changes: changes, sentence: sentence, lines: lines, choice: choice, label: label, day: day, as_shown: as_shown };
})(window);

// Values as lines of YAML, in the one form in which programs write them: macros/catalogue/write_values.py in the browser.
// tests/browser/test_edit_bytes.py holds the two to each other.
(function (here) {
  "use strict";

  const WIDTH = 100;
  const read = here.KimRead.read;

  function length(text) {
    return Array.from(text).length;
  }

  function spaces(count) {
    return " ".repeat(count);
  }

  function is_filled(value) {
    return value instanceof Map ? value.size > 0 : Array.isArray(value) && value.length > 0;
  }

  /** A field or a part of a group, as lines at an indent. */
  function entry(name, value, indent) {
    const start = spaces(indent) + name + ":";
    if (!is_filled(value)) return scalar(start + " ", value, indent + 2);
    if (value instanceof Map) return [start].concat(parts(value, indent + 2));
    return [start].concat(value.flatMap(function (part) { return item(part, indent + 2); }));
  }

  /** A value of a list, as lines at an indent. */
  function item(value, indent) {
    if (!is_filled(value)) return scalar(spaces(indent) + "- ", value, indent + 2);
    const inner = value instanceof Map ? parts(value, indent + 2) : value.flatMap(function (part) { return item(part, indent + 2); });
    return [spaces(indent) + "- " + inner[0].trimStart()].concat(inner.slice(1));
  }

  function parts(values, indent) {
    return Array.from(values).flatMap(function (pair) { return entry(pair[0], pair[1], indent); });
  }

  function scalar(start, value, indent) {
    if (typeof value !== "string") return [start + (value instanceof Map ? "{}" : "[]")];
    const lines = plainest(forms(value, WIDTH - length(start), indent), value);
    return [start + lines[0]].concat(lines.slice(1));
  }

  /** The first form that reads back. Throws where a text has signs that no file may. */
  function plainest(all, text) {
    for (const form of all) {
      const document = read(["x: " + form[0]].concat(form.slice(1)).join("\n") + "\n");
      if (document && document.values.get("x") === text) return form;
    }
    throw new Error("A sign in this text can't be written into a record.");
  }

  /** The forms that a text can have, the plainest first. */
  function* forms(text, room, indent) {
    if (!text.includes("\n") && (length(text) <= room || !text.includes(" "))) {
      yield [text];
      yield [quoted(text)];
    }
    const paragraphs = text.split("\n");
    if (!/(?<!\n)\n(?!\n)/.test(text)) {
      const lines = paragraphs.flatMap(function (part) { return wrapped(part, WIDTH - indent); });
      yield [">-"].concat(indented(lines, indent));
    }
    yield [text.endsWith("\n") ? "|" : "|-"].concat(indented(paragraphs, indent));
    yield [JSON.stringify(text)];
  }

  function quoted(text) {
    return /["\\]/.test(text) ? "'" + text.replaceAll("'", "''") + "'" : '"' + text + '"';
  }

  /** A text in the quotes in which the old one starts at a place of a line; empty if in none. */
  function in_quotes_of(line, start, text) {
    if (line[start] === "'" && !text.includes("\n")) return "'" + text.replaceAll("'", "''") + "'";
    return line[start] === '"' && !/["\\\n]/.test(text) ? '"' + text + '"' : "";
  }

  /** A paragraph in lines, broken at spaces as Python's textwrap does; an empty one is an empty line. */
  function wrapped(text, width) {
    const chunks = text.replace(/[\t\n\v\f\r]/g, " ").split(/( +)/).filter(Boolean).reverse();
    const lines = [];
    while (chunks.length) {
      const line = [];
      let room = width;
      if (lines.length && !chunks[chunks.length - 1].trim()) chunks.pop();
      while (chunks.length && (length(chunks[chunks.length - 1]) <= room || (!line.length && length(chunks[chunks.length - 1]) > width))) {
        const chunk = chunks.pop();
        room -= length(chunk);
        line.push(chunk);
        if (room < 0) break;
      }
      if (line.length && !line[line.length - 1].trim()) line.pop();
      if (line.length) lines.push(line.join(""));
    }
    return lines.length ? lines.concat([""]) : [""];
  }

  function indented(lines, indent) {
    let end = lines.length;
    while (end && !lines[end - 1]) end -= 1;
    return lines.slice(0, end).map(function (line) { return line ? spaces(indent) + line : ""; });
  }

  /** The file of a record, its fields in the order of their names. */
  function record(names, values) {
    const order = names.filter(function (name) { return values.has(name); });
    return order.flatMap(function (name) { return entry(name, values.get(name), 0); }).join("\n") + "\n";
  }

  here.KimWrite = { WIDTH: WIDTH, length: length, wrapped: wrapped, in_quotes_of: in_quotes_of, entry: entry, item: item, record: record };
})(window);

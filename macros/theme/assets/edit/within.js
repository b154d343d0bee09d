// Fields of a record written in their file: only their own lines, and not a byte of the rest.
// macros/catalogue/write_fields.py and write_within.py in the browser; tests/browser/test_edit_bytes.py holds them to each other.
(function (here) {
  "use strict";

  const { read, same, way } = here.KimRead;
  const { entry, item, in_quotes_of } = here.KimWrite;
  const block_lines = here.KimBlocks.lines;
  const HOLLOW = /^(?:#|\s*$)/;
  const COMMENT = /^\s*#/;
  const BEHIND = /[^#'"]*?(?:"[^"]*"|'[^']*')?([ \t]+#.*)/y;

  function bare(line) {
    return line.replace(/\n$/, "");
  }

  function ended(lines) {
    return lines.map(function (line) { return line + "\n"; });
  }

  /** New lines behind the first `after` ones; a last line without an end gets one. */
  function with_lines(lines, after, added) {
    const before = lines.slice(0, after);
    if (before.length && !before[before.length - 1].endsWith("\n")) before[before.length - 1] += "\n";
    return before.concat(ended(added), lines.slice(after));
  }

  /** The comment behind a value that starts at a place of a line, with the spaces before it. */
  function comment_behind(line, start) {
    BEHIND.lastIndex = start;
    const match = BEHIND.exec(bare(line));
    return match ? match[1] : "";
  }

  function can_be(old, value) {
    if (old instanceof Map && value instanceof Map) return old.size > 0 && value.size > 0;
    return Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0;
  }

  // ------------------------------------------------------------------------------------------- within a list or a group

  function with_comments(text, line, lowest) {
    while (line > lowest && COMMENT.test(text.lines[line - 2])) line -= 1;
    return line;
  }

  function cut(text, span) {
    return text.lines.slice(span[0] - 1, span[1] - 1);
  }

  function marks_inside(text, path, value) {
    if (value instanceof Map) return Array.from(value.keys()).map(function (name) { return text.keys.get(way(path.concat([name]))); });
    return Array.isArray(value) ? value.map(function (_, at) { return text.marks.get(way(path.concat([at]))); }) : [];
  }

  /** The lines of each of what stands inside, with the comments above it. */
  function spans(text, marks, span) {
    const starts = [span[0]];
    for (let at = 1; at < marks.length; at += 1) starts.push(with_comments(text, marks[at].line, marks[at - 1].line + 1));
    return starts.map(function (start, at) { return [start, at + 1 < starts.length ? starts[at + 1] : span[1]]; });
  }

  function within(text, path, old, value, span) {
    return old instanceof Map ? in_group(text, path, old, value, span) : in_list(text, path, old, value, span);
  }

  function in_group(text, path, old, value, span) {
    const marks = marks_inside(text, path, old);
    const lines = spans(text, marks, span);
    const names = Array.from(old.keys());
    const indent = marks[0].column - 1;
    const wanted = Array.from(value.keys());
    const order = names.filter(function (name) { return value.has(name); });
    wanted.forEach(function (name, at) {
      if (old.has(name)) return;
      const before = wanted.slice(0, at).filter(function (other) { return order.includes(other); });
      order.splice(before.length ? order.indexOf(before[before.length - 1]) + 1 : 0, 0, name);
    });
    return order.flatMap(function (name) {
      if (!old.has(name)) return ended(entry(name, value.get(name), indent));
      const own = lines[names.indexOf(name)];
      if (same(old.get(name), value.get(name))) return cut(text, own);
      const place = path.concat([name]);
      return changed(text, place, old.get(name), value.get(name), own, text.keys.get(way(place)));
    });
  }

  function comparable(value) {
    return JSON.stringify(value, function (_, part) { return part instanceof Map ? { map: Array.from(part) } : part; });
  }

  function in_list(text, path, old, value, span) {
    const marks = marks_inside(text, path, old);
    const lines = spans(text, marks, span);
    const indent = marks[0].column - 3;
    return here.KimMatching.steps(old.map(comparable), value.map(comparable)).flatMap(function (step) {
      const [is_same, start, end, new_start, new_end] = step;
      if (is_same) return lines.slice(start, end).flatMap(function (own) { return cut(text, own); });
      const both = Math.min(end - start, new_end - new_start);
      const written = [];
      for (let at = start; at < start + both; at += 1) {
        written.push(...changed(text, path.concat([at]), old[at], value[new_start + at - start], lines[at], marks[at]));
      }
      return written.concat(value.slice(new_start + both, new_end).flatMap(function (part) { return ended(item(part, indent)); }));
    });
  }

  /** One part or value written anew, within its lines where that can be. */
  function changed(text, path, old, value, span, mark) {
    if (can_be(old, value)) {
      const start = with_comments(text, marks_inside(text, path, old)[0].line, mark.line + 1);
      return cut(text, [span[0], start]).concat(within(text, path, old, value, [start, span[1]]));
    }
    const line = text.lines[mark.line - 1];
    const before = line.slice(0, mark.column - 1);
    const name = path[path.length - 1];
    const written = typeof name === "string" ? entry(name, value, before.length) : item(value, before.length - 2);
    const first = written[0].replace(/^ +/, "");
    let start = before + (typeof name === "string" ? first : first.replace(/^- /, ""));
    const at = text.marks.get(way(path));
    const quoted = written.length === 1 && typeof value === "string" && at.line === mark.line && in_quotes_of(line, at.column - 1, value);
    if (quoted) start = line.slice(0, at.column - 1) + quoted;
    if (written.length === 1) start += comment_behind(line, mark.column - 1);
    const block = written.length > 1 && typeof value === "string" && block_lines(text.lines.slice(mark.line - 1, span[1] - 1), mark.column - 1, value);
    if (block) return cut(text, [span[0], mark.line]).concat(ended(block));
    return cut(text, [span[0], mark.line]).concat(ended([start].concat(written.slice(1))));
  }

  // --------------------------------------------------------------------------------------------- one field of the record

  function above_comments(text, below) {
    while (below > 2 && HOLLOW.test(bare(text.lines[below - 2]))) below -= 1;
    return below;
  }

  /** The line of each field of the record itself. */
  function lines_of_fields(text) {
    return Array.from(text.values.keys()).map(function (name) { return text.keys.get(way([name])).line; });
  }

  function below_line(text, start) {
    return Math.min(text.lines.length + 1, ...lines_of_fields(text).filter(function (line) { return line > start; }));
  }

  /** The line behind the last field that stands before `name` in the order of the schema. */
  function line_below(text, names, name) {
    const earlier = names.slice(0, names.indexOf(name)).filter(function (other) { return text.values.has(other); });
    return below_line(text, earlier.length ? text.keys.get(way([earlier[earlier.length - 1]])).line : 0);
  }

  /** The changes that could do, the neatest first. */
  function* layouts(text, names, name, value) {
    const mark = text.keys.get(way([name]));
    let written = value === null ? [] : entry(name, value, 0);
    if (!mark) {
      if (value === null) return yield text.lines;
      const below = line_below(text, names, name);
      yield with_lines(text.lines, above_comments(text, below) - 1, written);
      yield with_lines(text.lines, below - 1, written);
      return undefined;
    }
    const end = above_comments(text, below_line(text, mark.line));
    const old = text.values.get(name);
    if (value !== null && can_be(old, value)) {
      const inside = within(text, [name], old, value, [mark.line + 1, end]);
      yield text.lines.slice(0, mark.line).concat(inside, text.lines.slice(end - 1));
    }
    const at = text.marks.get(way([name]));
    const quoted = written.length === 1 && typeof value === "string" && at.line === mark.line && in_quotes_of(text.lines[mark.line - 1], at.column - 1, value);
    if (quoted) written = [name + ": " + quoted];
    if (written.length === 1) written = [written[0] + comment_behind(text.lines[mark.line - 1], name.length + 1)];
    const block = written.length > 1 && typeof value === "string" && block_lines(text.lines.slice(mark.line - 1, end - 1), text.marks.get(way([name])).column - 1, value);
    if (block) yield text.lines.slice(0, mark.line - 1).concat(ended(block), text.lines.slice(end - 1));
    const inner = typeof old === "string" ? [] : text.lines.slice(mark.line, end - 1);
    const comments = inner.map(function (line) { return line.trim(); }).filter(function (line) { return line.startsWith("#"); });
    const rest = text.lines.slice(0, mark.line - 1).concat(text.lines.slice(end - 1));
    yield with_lines(rest, mark.line - 1, comments.concat(written));
    return undefined;
  }

  function with_field(content, names, name, value) {
    const text = read(content);
    if (!text) throw new Error("The file can't be read here.");
    const wanted = new Map(text.values);
    if (value === null) wanted.delete(name); else wanted.set(name, value);
    for (const lines of layouts(text, names, name, value)) {
      const amended = lines.join("");
      const again = read(amended);
      if (again && same(again.values, wanted)) return amended;
    }
    throw new Error("The file is laid out in an unusual way, so it can't be changed here.");
  }

  /** A file with these fields, each [name, value or null where it goes]. `names` are all, in the order of the schema. */
  function with_fields(content, names, fields) {
    return fields.reduce(function (text, field) { return with_field(text, names, field[0], field[1]); }, content);
  }

  here.KimWithin = { with_fields: with_fields };
})(window);

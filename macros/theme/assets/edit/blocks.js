// A text of several lines written within its own: macros/catalogue/write_blocks.py in the browser.
// tests/browser/test_edit_bytes.py holds the two to each other.
(function (here) {
  "use strict";

  const { WIDTH, length, wrapped } = here.KimWrite;
  const SIGN = /([|>])-?[ \t]*(?:#.*)?$/y;

  /** The lines that hold `text`, without their ends; null where the old text is no such block. `lines` are those of its field, the first of which holds its sign from `start` on. */
  function block_lines(lines, start, text) {
    const bare = lines.map(function (line) { return line.replace(/\n$/, ""); });
    SIGN.lastIndex = start;
    const sign = bare.length ? SIGN.exec(bare[0]) : null;
    const inner = bare.slice(1);
    while (inner.length && !inner[inner.length - 1].trim()) inner.pop();
    if (!sign || !inner.length) return null;
    const indent = /^ */.exec(inner[0])[0].length;
    const old = inner.map(function (line) { return line.slice(indent); });
    const body = text.replace(/\n$/, "");
    const next = sign[1] === "|" ? body.split("\n") : folded(old, body, WIDTH - indent);
    return [bare[0]].concat(next.map(function (line) { return line ? " ".repeat(indent) + line : ""; }));
  }

  /** A folded text's lines: those at its start and at its end that stay, and between them new. */
  function folded(old, text, width) {
    const pieces = old.map(function (line, at) { return line ? line + (old[at + 1] ? " " : "") : "\n"; });
    const start = function (count) { return pieces.slice(0, count).join(""); };
    const end = function (count) { return pieces.slice(pieces.length - count).join(""); };
    let first = 0, last = 0;
    while (first < pieces.length && text.startsWith(start(first + 1))) first += 1;
    while (first && !/[ \n]$/.test(start(first))) first -= 1;
    while (last < pieces.length && text.endsWith(end(last + 1))) last += 1;
    while (first + last > pieces.length || length(start(first)) + length(end(last)) > length(text)) last -= 1;
    while (last && !starts_line(end(last), text)) last -= 1;
    const between = function () { return text.slice(start(first).length, text.length - end(last).length); };
    if (last && first + last === pieces.length && /^[^\n]+$/.test(between())) last -= 1; // words put in before a line go onto it
    const middle = between();
    return old.slice(0, first).concat(broken(middle, width), old.slice(old.length - last));
  }

  /** Whether a line can end where a piece at the end starts. */
  function starts_line(piece, text) {
    return piece.startsWith("\n") || /(?:^|[ \n])$/.test(text.slice(0, text.length - piece.length));
  }

  /** A piece of a text in lines; a line end in it is an empty line. */
  function broken(text, width) {
    return text.split("\n").flatMap(function (paragraph, at) {
      return (at ? [""] : []).concat(wrapped(paragraph, width).filter(Boolean));
    });
  }

  here.KimBlocks = { lines: block_lines };
})(window);

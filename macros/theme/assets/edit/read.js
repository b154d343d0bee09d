// A record's file into values, all of them text, and where in the file each key and value starts.
// js-yaml reads it; what macros/catalogue/yaml_reader.py refuses besides is refused here too. A group is a Map.
(function (here) {
  "use strict";

  const DEEPEST = 20;
  const yaml = here.jsyaml;
  const PLAIN = yaml.SCALAR_STYLE.PLAIN;
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu;
  const JOINED = /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mand}\p{Script=Mong}\p{Script=Nkoo}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}\p{Script=Mymr}\p{Script=Tibt}]/u;

  /** Whether a letter is of a script with joiners, or a part of a picture that is made of several. */
  function joins(letter) {
    if (!letter) return false;
    return JOINED.test(letter) || letter === "\ufe0f" || (/\p{S}/u.test(letter) && letter > "\u007f");
  }

  /** The first character of a text that nobody sees; empty where there is none. */
  function unseen(text) {
    for (const match of text.matchAll(UNSEEN)) {
      const before = Array.from(text.slice(0, match.index)).pop();
      const after = Array.from(text.slice(match.index + match[0].length))[0];
      const is_joiner = match[0] === "\u200c" || match[0] === "\u200d";
      if (!(is_joiner && joins(before) && joins(after))) return match[0];
    }
    return "";
  }

  /** One name for a way to a value, for a Map. */
  function way(path) {
    return path.map(function (step) { return typeof step === "number" ? "#" + step : step; }).join("\u0000");
  }

  function refuse(words) {
    throw new Error(words);
  }

  function Reader(text) {
    this.text = text;
    this.events = yaml.parseEvents(text, { schema: yaml.FAILSAFE_SCHEMA });
    this.at = 0;
    this.keys = new Map();
    this.marks = new Map();
    this.starts = [0];
    for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) this.starts.push(place + 1);
  }

  /** The line and the column of an offset, counted from 1. */
  Reader.prototype.mark = function (offset) {
    let low = 0, high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle; else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  };

  /** Where a value starts: at its quote, or at the sign of a text that follows below. */
  Reader.prototype.start = function (event) {
    if (event.type !== yaml.EVENT_SCALAR) return event.start;
    if (event.style === PLAIN) return event.valueStart;
    if (event.style === yaml.SCALAR_STYLE.SINGLE_QUOTED || event.style === yaml.SCALAR_STYLE.DOUBLE_QUOTED) return event.valueStart - 1;
    const line = this.starts[this.mark(event.valueStart - 1).line - 1];
    const sign = /[|>][-+0-9]*[ ]*(?:#.*)?$/.exec(this.text.slice(line, event.valueStart - 1));
    return line + (sign ? sign.index : 0);
  };

  Reader.prototype.value = function (path) {
    const event = this.events[this.at++];
    if (path.length > DEEPEST) refuse("too deep");
    if (event.type === yaml.EVENT_ALIAS || event.anchorStart >= 0 || event.tagStart >= 0) refuse("an alias, an anchor or a tag");
    if (event.type === yaml.EVENT_MAPPING) return this.group(event, path);
    this.marks.set(way(path), this.mark(this.start(event)));
    if (event.type === yaml.EVENT_SEQUENCE) return this.list(path);
    return this.scalar(event);
  };

  Reader.prototype.scalar = function (event) {
    const value = event.valueStart < 0 ? "" : yaml.getScalarValue(this.text, event);
    if (event.style === PLAIN) {
      const end = this.text.indexOf("\n", event.valueEnd);
      if (/^[ \t]+#\S/.test(this.text.slice(event.valueEnd, end < 0 ? undefined : end))) refuse("text behind '#'");
      if (value === "" || value === "~" || value === "null") refuse("no value");
    }
    if (event.style === yaml.SCALAR_STYLE.DOUBLE_QUOTED && unseen(value)) refuse("what nobody sees");
    return value;
  };

  Reader.prototype.group = function (event, path) {
    const values = new Map();
    this.marks.set(way(path), this.mark(event.start));
    while (this.events[this.at].type !== yaml.EVENT_POP) {
      const key = this.events[this.at++];
      if (key.type !== yaml.EVENT_SCALAR || key.anchorStart >= 0 || key.tagStart >= 0) refuse("a name that is no text");
      const name = key.valueStart < 0 ? "" : yaml.getScalarValue(this.text, key);
      if (values.has(name)) refuse("a name twice");
      this.keys.set(way(path.concat([name])), this.mark(this.start(key)));
      values.set(name, this.value(path.concat([name])));
    }
    this.at += 1;
    return values;
  };

  Reader.prototype.list = function (path) {
    const values = [];
    while (this.events[this.at].type !== yaml.EVENT_POP) values.push(this.value(path.concat([values.length])));
    this.at += 1;
    return values;
  };

  /** {values, keys, marks, lines} of a file whose lines end with \n; null where it can't be read as a record. */
  function read(text) {
    if (text.includes("\t") || /[\ud800-\udfff]/u.test(text) || unseen(text)) return null;
    try {
      const reader = new Reader(text);
      if (reader.events[reader.at++].type !== yaml.EVENT_DOCUMENT || reader.events[reader.at].type !== yaml.EVENT_MAPPING) return null;
      const values = reader.value([]);
      if (reader.at !== reader.events.length - 1) return null;
      return { values: values, keys: reader.keys, marks: reader.marks, lines: text.match(/[^\n]*\n|[^\n]+$/g) || [] };
    } catch (error) {
      return null;
    }
  }

  /** Whether two values are the same, in whatever order a group has its fields. */
  function same(one, other) {
    if (one instanceof Map) {
      return other instanceof Map && one.size === other.size
        && Array.from(one).every(function (pair) { return other.has(pair[0]) && same(pair[1], other.get(pair[0])); });
    }
    if (Array.isArray(one)) {
      return Array.isArray(other) && one.length === other.length && one.every(function (part, at) { return same(part, other[at]); });
    }
    return one === other;
  }

  here.KimRead = { read: read, same: same, way: way, unseen: unseen };
})(window);

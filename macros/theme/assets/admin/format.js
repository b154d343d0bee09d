// Files of records for the editor at /admin/: read into plain values, of which every one is a text, and written as the form
// writes them (../edit/within.js), so that only the lines of what changed differ.
(function (here) {
  "use strict";

  const { read, same } = here.KimRead;

  /** A value as the editor wants it: a group is an object. */
  function plain(value) {
    if (value instanceof Map) return Object.fromEntries(Array.from(value, function (pair) { return [pair[0], plain(pair[1])]; }));
    return Array.isArray(value) ? value.map(plain) : value;
  }

  function is_group(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  /** What the editor holds as the file has it, undefined where nothing is left; `old` is what stood there. */
  function kept(value, old) {
    if (value === undefined || value === null || value === "") return undefined;
    if (Array.isArray(value)) return list(value, Array.isArray(old) ? old : []);
    if (is_group(value)) return group(value, old instanceof Map ? old : new Map());
    const text = String(value).replaceAll("\u00a0", " ").trim();
    if (typeof old === "string" && old.trim() === text) return old; // nobody touched it
    return text || undefined;
  }

  function list(values, old) {
    const all = values.map(function (value, at) { return kept(value, old[at]); }).filter(function (value) { return value !== undefined; });
    const known = all.map(function (value) { return old.find(function (other) { return same(other, value); }) || value; });
    return known.length ? known : undefined;
  }

  /** What was there in its order, and then what is new in the order of the schema. */
  function group(values, old) {
    const names = Array.from(new Set(Array.from(old.keys()).concat(Object.keys(values))));
    const pairs = names.map(function (name) { return [name, kept(values[name], old.get(name))]; });
    const filled = pairs.filter(function (pair) { return pair[1] !== undefined; });
    return filled.length ? new Map(filled) : undefined;
  }

  /** How the files of one register are read and written. `about` is {names, unshown}: all fields, and those that no editor shows. */
  function of(about) {
    const files = new Map(); // the texts that were read of each record: on the branch, and in proposals

    function from_file(content) {
      const text = content.replace(/\r\n?/g, "\n");
      const document = read(text);
      if (!document) throw new Error("This file is laid out in a way that can't be read here. Change it on the forge.");
      const id = document.values.get("id");
      files.set(id, (files.get(id) || []).filter(function (other) { return other.text !== text; }).concat([{ text: text, values: document.values }]));
      return plain(document.values);
    }

    /** The fields in which a record is to differ from a file, each [name, value or null]. */
    function changes(value, file) {
      const names = about.names.filter(function (name) { return !about.unshown.includes(name); });
      const pairs = names.map(function (name) { return [name, kept(value[name], file.values.get(name))]; });
      return pairs
        .filter(function (pair) { return (pair[1] !== undefined) !== file.values.has(pair[0]) || (pair[1] !== undefined && !same(pair[1], file.values.get(pair[0]))); })
        .map(function (pair) { return [pair[0], pair[1] === undefined ? null : pair[1]]; });
    }

    function to_file(value) {
      const known = (files.get(value.id) || []).map(function (file) { return { file: file, changes: changes(value, file) }; });
      if (!known.length) return here.KimWrite.record(about.names, group(value, new Map()) || new Map());
      const nearest = known.reduce(function (best, other) { return other.changes.length <= best.changes.length ? other : best; });
      return here.KimWithin.with_fields(nearest.file.text, about.names, nearest.changes);
    }

    return { fromFile: from_file, toFile: to_file };
  }

  here.KimFormat = { of: of };
})(window);

// The registers in a pack against the files of the commit that they are from, read afresh in the browser.
// The same rules as macros/evidence/verify/registers.py and tables.py. js-yaml reads a record as libyaml does, all of it
// as text; where the two may differ, nobody is accused: such a record is named as not checked here.
(function (here) {
  "use strict";

  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const YAML = /\.ya?ml$/;

  /** What may mean something else to another reader of YAML, or is refused as too much. */
  const MANY = /^(?:[^[{]*[[{]){40}|^[ \t?:-]{40}/m;
  const ODD = /[\t\u0000\u0085\u2028\u2029\ufeff]|\r(?!\n)|^(?:---|\.\.\.|%)|(?:^|[\s[{,:-])[&*!]\S|[[{,]\s*[?:]|:[,[\]{}]|^[ \t]*[:?](?:\s|$)/m;

  function schema() {
    return here.jsyaml.FAILSAFE_SCHEMA.withTags(here.jsyaml.realMapTag);
  }

  /** The register and the id of a record, by its path; null for any other file. */
  function keyOf(path) {
    const parts = path.split("/").filter(Boolean);
    const name = parts[parts.length - 1] || "";
    if (parts[0] !== "registers" || parts.length < 3 || !YAML.test(name) || name.startsWith(".")) return null;
    return { register: parts[1], id: name.replace(/\.[^.]*$/, "") };
  }

  /** Whether each group in a value has texts as its names, at any depth: no list or group can be a name. */
  function isNamed(value) {
    if (Array.isArray(value)) return value.every(isNamed);
    return !(value instanceof Map) || [...value].every(function (pair) { return typeof pair[0] === "string" && isNamed(pair[1]); });
  }

  /**
   * A record's file: {text, values, sure}. `values` is null where it can't be read as a record, and `sure` says whether
   * `kim verify` reads it alike.
   */
  function versionOf(bytes, limits) {
    const content = text.decode(bytes);
    const odd = ODD.test(content) || MANY.test(content);
    if (bytes.length > limits.largestRecord) return { text: content, values: null, sure: true };
    try {
      const values = here.jsyaml.load(content, { schema: schema() });
      return { text: content, values: values instanceof Map && isNamed(values) ? values : null, sure: !odd };
    } catch (error) {
      return { text: content, values: null, sure: false };
    }
  }

  /** Whether what JSON holds is what YAML does. */
  function same(json, yaml) {
    if (yaml instanceof Map) {
      return json !== null && typeof json === "object" && !Array.isArray(json) && Object.keys(json).length === yaml.size
        && [...yaml].every(function (pair) { return Object.hasOwn(json, pair[0]) && same(json[pair[0]], pair[1]); });
    }
    if (Array.isArray(yaml)) {
      return Array.isArray(json) && json.length === yaml.length && yaml.every(function (part, at) { return same(json[at], part); });
    }
    return json === yaml;
  }

  function isGroup(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  /** The names of fields in which what is shown isn't what was there. */
  function differing(json, yaml) {
    const shown = isGroup(json) ? json : {};
    const names = new Set(Object.keys(shown).concat([...yaml.keys()]));
    return [...names].filter(function (name) {
      return !(Object.hasOwn(shown, name) && yaml.has(name) && same(shown[name], yaml.get(name)));
    }).sort();
  }

  // ------------------------------------------------------------------------------------------------ as JSON

  function asRegister(content) {
    try {
      const register = JSON.parse(text.decode(content));
      const records = register.records.map(function (entry) {
        if (!("id" in entry) || !("file" in entry)) throw new TypeError();
        return { id: String(entry.id), file: String(entry.file), entry: entry };
      });
      if (!("register" in register)) return null;
      return { name: String(register.register), records: records };
    } catch (error) {
      return null;
    }
  }

  /** The name of the file that shows a register, as Python's quote() writes it. */
  function fileOf(register, names) {
    const quoted = encodeURIComponent(register).replace(/[!'()*]/g, function (letter) {
      return "%" + letter.charCodeAt(0).toString(16).toUpperCase();
    });
    return names.registers + quoted + ".json";
  }

  function checkRecord(name, record, version, state) {
    const entry = record.entry;
    const fields = version.values ? differing(entry.values, version.values) : [];
    const equal = version.values ? !fields.length && isGroup(entry.values) : entry.unreadable === version.text;
    if (equal) return [];
    if (!version.sure) {
      // What stands there whole, as the text that it is, is no lie.
      if (entry.unreadable !== version.text) state.unsure.push(record.file);
      return [];
    }
    const values = { name: name, id: record.id, fields: fields.join(", ") };
    return [[version.values ? "record-changed" : "record-changed-text", values]];
  }

  function checkRegister(name, content, state, names) {
    const register = asRegister(content);
    if (!register) return [["register-unreadable", { name: name }]];
    const found = [];
    if (name !== fileOf(register.name, names)) found.push(["register-changed", { name: name, register: register.name }]);
    register.records.forEach(function (record) {
      const key = keyOf(record.file);
      const own = key && key.register === register.name && key.id === record.id;
      if (own && state.versions.has(record.file) && !state.shown.has(record.file)) {
        state.shown.add(record.file);
        found.push(...checkRecord(name, record, state.versions.get(record.file), state));
        if (isGroup(record.entry.values) && record.entry.values.illustrative === "true") state.illustrative = true;
      } else found.push(["record-made-up", { name: name, id: record.id }]);
    });
    return found;
  }

  /** Records that no register shows. One that stood in two files is shown once, by its id. */
  function leftOut(state) {
    function called(path) {
      const key = keyOf(path);
      return key && key.register + "\n" + key.id;
    }
    const shown = new Set([...state.shown].map(called));
    return [...state.versions.keys()].filter(function (path) { return !shown.has(called(path)); }).sort()
      .map(function (path) { return ["record-left-out", { path: path }]; });
  }

  // --------------------------------------------------------------------------------------------- as a table

  /** A quoted cell from a place on: its text, and where it ends; null where it has no end. */
  function quotedCell(letters, start) {
    let value = "";
    for (let at = start + 1; ; at += 1) {
      const end = letters.indexOf("\"", at);
      if (end < 0) return null;
      value += letters.slice(at, end);
      at = end + 1;
      if (letters[at] !== "\"") return { value: value, end: at };
      value += "\"";
    }
  }

  function plainCell(letters, start) {
    const ends = /[,\r\n]|$/g;
    ends.lastIndex = start;
    const end = ends.exec(letters).index;
    return { value: letters.slice(start, end), end: end };
  }

  /** The rows of a table (RFC 4180), cells without the sign that guards them; none where it is no table. */
  function rowsOf(letters) {
    const rows = [];
    let row = [];
    let at = 0;
    while (at < letters.length || row.length) {
      const quoted = letters[at] === "\"";
      const cell = quoted ? quotedCell(letters, at) : plainCell(letters, at);
      if (!cell) return [];
      row.push(cell.value.replace(/^'/, ""));
      const mark = letters[cell.end];
      if (mark !== undefined && !",\r\n".includes(mark)) return [];
      at = cell.end + (letters.startsWith("\r\n", cell.end) ? 2 : 1);
      if (mark === ",") continue;
      rows.push(row.length === 1 && !quoted && !cell.value ? [] : row);
      row = [];
    }
    return rows;
  }

  function asTable(content) {
    try {
      return rowsOf(new TextDecoder("utf-8", { fatal: true }).decode(content));
    } catch (error) {
      return [];
    }
  }

  /** What a cell holds of a value: a list has a line for each, a group its names. */
  function cellOf(value) {
    if (value instanceof Map) return [...value].map(function (pair) { return pair[0] + ": " + cellOf(pair[1]); }).join("; ");
    return Array.isArray(value) ? value.map(cellOf).join("\n") : String(value);
  }

  /** The columns in which a row isn't what a version gives, and the fields that have none. */
  function columnsDiffering(cells, heading, id, version) {
    const expected = new Map();
    if (version.values) version.values.forEach(function (value, name) { expected.set(name, cellOf(value)); });
    else if (heading.length > 1) expected.set(heading[1], "(unreadable) " + version.text);
    expected.set("id", id);
    const names = new Set(heading);
    expected.forEach(function (value, name) { if (value) names.add(name); });
    return [...names].filter(function (name) { return (cells.get(name) || "") !== (expected.get(name) || ""); });
  }

  function checkRow(name, heading, row, versions, state) {
    const cells = new Map(heading.map(function (column, at) { return [column, row[at]]; }).filter(function (pair) { return pair[1] !== undefined; }));
    const all = versions.map(function (pair) { return columnsDiffering(cells, heading, row[0], pair[1]); });
    if (row.length <= heading.length && !all.every(function (columns) { return columns.length; })) return [];
    const unsure = versions.find(function (pair) { return !pair[1].sure; });
    if (unsure) {
      state.unsure.push(unsure[0]);
      return [];
    }
    const columns = all[0].length ? here.KimVerify.both(all[0].sort()) : "more cells than columns";
    return [["table-row", { name: name, id: row[0], fields: columns }]];
  }

  function unquoted(name) {
    try {
      return decodeURIComponent(name);
    } catch (error) {
      return name;
    }
  }

  function checkTable(name, content, whole, state, names) {
    const register = unquoted(name.slice(names.registers.length, -".csv".length));
    const known = new Map();
    state.versions.forEach(function (version, path) {
      const key = keyOf(path);
      if (key.register !== register) return;
      known.set(key.id, (known.get(key.id) || []).concat([[path, version]]));
    });
    const rows = asTable(content);
    const heading = rows[0] || [];
    if (heading[0] !== "id" || new Set(heading).size < heading.length) return [["table-unreadable", { name: name }]];
    const shown = new Set();
    const found = [];
    rows.slice(1).forEach(function (row) {
      const id = row[0] || "";
      if (shown.has(id) || !known.has(id)) found.push(["table-made-up", { name: name, id: id }]);
      else {
        shown.add(id);
        found.push(...checkRow(name, heading, row, known.get(id), state));
      }
    });
    const missing = [...known.keys()].filter(function (id) { return !shown.has(id); }).sort();
    if (whole && missing.length) {
      found.push(["table-left-out", { name: name, ids: here.KimVerify.few(missing, 5) }]);
    }
    return found;
  }

  // ------------------------------------------------------------------------------------------- all of them

  function checkCover(files, manifest, names) {
    try {
      const cover = JSON.parse(text.decode(files.get(names.cover)));
      if (!("tip" in cover) || !("as_at" in cover) || !("id" in cover.commit)) throw new TypeError();
      const day = manifest.as_at || manifest.today;
      const same = cover.commit.id === manifest.commit && cover.tip === manifest.tip && cover.as_at === day;
      return same ? [] : [["cover-differs", {}]];
    } catch (error) {
      return [["cover-unreadable", {}]];
    }
  }

  /** Each record's file of a commit, by its path. */
  function versionsOf(history, manifest, limits) {
    const versions = new Map();
    history.files(manifest.commit, manifest.folder, "registers/").forEach(function (id, path) {
      if (keyOf(path)) versions.set(path, versionOf(history.content(id), limits));
    });
    return versions;
  }

  /** records.txt as Git makes it: each record's path and what it held, in the order of the tree. */
  function recordFiles(history, manifest) {
    const encoder = new TextEncoder();
    return [...history.files(manifest.commit, manifest.folder, "registers/")]
      .filter(function (pair) { return YAML.test(pair[0]); })
      .map(function (pair) { return { path: encoder.encode(manifest.folder + pair[0]), id: pair[1] }; })
      .sort(function (one, other) { return inOrder(one.path, other.path); })
      .flatMap(function (file) {
        return [encoder.encode("=== "), file.path, encoder.encode("\n"), history.content(file.id), encoder.encode("\n")];
      });
  }

  /** Whether bytes are these parts, one after the other. */
  function isMadeOf(bytes, parts) {
    let place = 0;
    const fits = parts.every(function (part) {
      const start = place;
      place += part.length;
      return part.every(function (byte, at) { return bytes[start + at] === byte; });
    });
    return fits && place === bytes.length;
  }

  /** Whether records.txt is what the history holds; null where this page can't say, for Git quotes odd names. */
  function recordsHold(content, history, manifest) {
    const paths = [...history.files(manifest.commit, manifest.folder, "registers/").keys()];
    if (!paths.every(function (path) { return /^[ !#-[\]-~]*$/.test(manifest.folder + path); })) return null;
    return isMadeOf(content, recordFiles(history, manifest));
  }

  function inOrder(one, other) {
    const at = one.findIndex(function (byte, place) { return byte !== other[place]; });
    return at < 0 ? one.length - other.length : one[at] - (other[at] === undefined ? -1 : other[at]);
  }

  /** Findings about all that is shown, with those that this page must leave to others last. */
  async function checkRegisters(files, history, manifest, table, step) {
    const names = table.names;
    const state = { versions: versionsOf(history, manifest, table.limits), shown: new Set(), unsure: [], illustrative: false };
    const found = [];
    const ours = [...files.keys()].filter(function (name) { return name.startsWith(names.registers); }).sort();
    for (const name of ours) {
      await step(ours.indexOf(name), ours.length);
      if (name.endsWith(".json")) found.push(...checkRegister(name, files.get(name), state, names));
      else if (name.endsWith(".csv")) found.push(...checkTable(name, files.get(name), !manifest.expectation, state, names));
    }
    if (!manifest.expectation) found.push(...leftOut(state));
    found.push(...checkCover(files, manifest, names));
    if (!found.length) found.push(["registers", { commit: manifest.commit.slice(0, 12), number: state.shown.size }]);
    const unsure = [...new Set(state.unsure)];
    if (unsure.length) found.push(["records-elsewhere", { number: unsure.length, first: here.KimVerify.both(unsure.slice(0, 5)) }]);
    return { found: found, illustrative: state.illustrative };
  }

  here.KimVerify = Object.assign(here.KimVerify || {}, {
    checkRegisters: checkRegisters, keyOf: keyOf, recordsHold: recordsHold, rowsOf: rowsOf, versionOf: versionOf
  });
})(globalThis);

// A pack from beginning to end, in the browser: the ZIP, the list of sums, manifest.json, the history, what is shown of
// it. As macros/evidence/verify/pack.py, with the same sentences from one table (macros/evidence/page_sentences.py).
(function (here) {
  "use strict";

  const kim = here.KimVerify;
  const text = new TextDecoder("utf-8", { ignoreBOM: true });

  kim.count = function (number) {
    return number.toLocaleString("en-GB");
  };

  // ----------------------------------------------------------------------------------------- the list of sums

  /** MANIFEST.sha256 as [[digest, name], ...], or the finding that it is none. */
  function readSums(content) {
    const lines = text.decode(content).split("\n");
    if (lines.pop()) return { fault: ["sums-cut-short", {}] };
    const sums = lines.map(function (line) { return /^([0-9a-f]{64}) {2}([^\\\r\n]+)$/.exec(line); });
    const wrong = sums.indexOf(null);
    if (wrong >= 0) return { fault: ["sums-line", { number: wrong + 1 }] };
    return { sums: sums.map(function (match) { return [match[1], match[2]]; }) };
  }

  async function sha256(bytes) {
    return kim.hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }

  async function digests(files, step) {
    const sums = new Map();
    for (const [name, content] of files) {
      await step(sums.size, files.size);
      sums.set(name, await sha256(content));
    }
    return sums;
  }

  function extra(files, listed, table) {
    const belongs = function (name) {
      return table.names.fixed.includes(name) || new RegExp(table.names.ofARegister).test(name);
    };
    const all = [...files.keys()].sort();
    const own = new Set([table.names.sums].concat(Object.values(table.names.signatures)));
    const strange = all.filter(function (name) { return !belongs(name); });
    const unlisted = all.filter(function (name) { return belongs(name) && !listed.has(name) && !own.has(name); });
    return strange.map(function (name) { return ["extra-strange", { name: name }]; })
      .concat(unlisted.map(function (name) { return ["extra-unlisted", { name: name }]; }));
  }

  /** What is wrong with the files, by MANIFEST.sha256: findings, and the digest of each file that is as listed. */
  async function checkSums(files, table, step) {
    if (!files.has(table.names.sums)) return { stop: [["no-manifest", {}]] };
    const read = readSums(files.get(table.names.sums));
    if (read.fault) return { stop: [read.fault] };
    const actual = await digests(files, step);
    const listed = new Map();
    const times = new Map();
    read.sums.forEach(function (sum) {
      listed.set(sum[1], sum[0]);
      times.set(sum[1], (times.get(sum[1]) || 0) + 1);
    });
    const found = [...times].filter(function (pair) { return pair[1] > 1; })
      .map(function (pair) { return ["listed-twice", { name: pair[0], times: pair[1] }]; });
    listed.forEach(function (digest, name) {
      if (!files.has(name)) found.push(["missing-file", { name: name }]);
      else if (actual.get(name) !== digest) found.push(["changed-file", { name: name }]);
    });
    found.push(...extra(files, listed, table));
    return { found: found.length ? found : [["files", { number: files.size }]], listed: listed, actual: actual };
  }

  async function checkSignature(files, names) {
    const signed = Object.keys(names.signatures).filter(function (kind) { return files.has(names.signatures[kind]); });
    const found = [];
    for (const kind of signed) {
      found.push(["signature-elsewhere", {}], ...await kim.checkSigner(files, kind, names.signatures[kind], names));
    }
    if (found.length) return found;
    return [[files.has(names.signer) ? "signature-gone" : "unsigned", {}]];
  }

  // ---------------------------------------------------------------------------------------------- manifest.json

  const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

  function isText(value) {
    return typeof value === "string";
  }

  function isId(value) {
    return isText(value) && ID.test(value);
  }

  const FORMS = {
    text: isText,
    id: isId,
    // eslint-disable-next-line no-control-regex
    folder: function (value) { return isText(value) && /^(?:(?!\.\.?\/)[^/\x00]+\/)*$/.test(value); },
    ids: function (value) { return Array.isArray(value) && value.every(isId); },
    tags: function (value) {
      return Array.isArray(value) && value.every(function (tag) { return tag && isText(tag.name) && isId(tag.id); });
    },
    number: Number.isInteger,
    "yes or no": function (value) { return typeof value === "boolean"; }
  };

  /** Whether JSON names something twice in one group: programs take the one value or the other. */
  function namesTwice(json) {
    const groups = [];
    for (const match of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
      const mark = match[0];
      if (mark === "{" || mark === "[") groups.push(new Set());
      else if (mark === "}" || mark === "]") groups.pop();
      else if (/^\s*:/.test(json.slice(match.index + mark.length))) {
        const name = JSON.parse(mark);
        if (groups[groups.length - 1].has(name)) return true;
        groups[groups.length - 1].add(name);
      }
    }
    return false;
  }

  /** manifest.json, or the finding that it isn't in its form. */
  function readManifest(content, table) {
    let manifest;
    try {
      const json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
      manifest = JSON.parse(json);
      if (namesTwice(json)) return { fault: ["manifest-twice", {}] };
    } catch (error) {
      return { fault: ["manifest-unreadable", { reason: "it is no JSON" }] };
    }
    const isGroup = manifest !== null && typeof manifest === "object" && !Array.isArray(manifest);
    if (!isGroup || !Number.isInteger(manifest.format)) return { fault: ["manifest-formless", {}] };
    if (!table.names.forms.includes(manifest.format)) return { fault: ["manifest-form", { form: String(manifest.format) }] };
    if (manifest.format === 1) {
      if ("tags" in manifest) return { fault: ["manifest-tags", {}] };
      manifest = Object.assign({}, manifest, { tags: [] });
    }
    const strange = Object.keys(manifest).filter(function (name) { return !(name in table.manifest); }).sort();
    if (strange.length) return { fault: ["manifest-strange", { names: strange.join(", ") }] };
    const missing = Object.keys(table.manifest).filter(function (name) { return !FORMS[table.manifest[name]](manifest[name]); });
    return missing.length ? { fault: ["manifest-lacks", { names: missing.join(", ") }] } : { manifest: manifest };
  }

  // -------------------------------------------------------------------------------------------------- the history

  /** The bundle's history, or the finding that says why there is none. */
  async function readHistory(files, manifest, table, step) {
    if (!files.has(table.names.bundle)) return { fault: ["no-bundle", {}] };
    try {
      const history = await kim.openBundle(files.get(table.names.bundle), table.limits, step);
      const strays = history.strays();
      const fault = kim.tooMuch(history, table.limits).concat(kim.lacking(history, manifest))[0];
      return fault ? { fault: fault } : { history: history, strays: strays };
    } catch (error) {
      if (error instanceof kim.Harm) return { fault: [error.message, error.values] };
      if (error instanceof kim.Unreadable) return { fault: ["broken-bundle", { reason: error.message }] };
      if (error instanceof kim.Unsound) return { fault: ["damaged-history", { reason: error.message }] };
      throw error;
    }
  }

  /** Commits and tags that old programs made badly, in words. */
  function checkForm(history, table) {
    const malformed = history.malformed();
    const number = malformed.length;
    if (!number) return [];
    const named = malformed.map(function (pair) { return pair[0].slice(0, 12) + " (" + pair[1] + ")"; });
    const what = kim.count(number) + (number === 1 ? " commit or tag is" : " commits or tags are");
    return [["malformed", { what: what, named: kim.few(named, table.limits.few) }]];
  }

  /** records.txt and a few facts against the history: what `kim verify` sees when it makes the files again. */
  function checkMadeAgain(pack, table) {
    const names = table.names;
    const manifest = pack.manifest;
    if (kim.endOfDay(manifest.today) === null) return [["made-on-no-day", {}]];
    const found = pack.illustrative && !manifest.illustrative ? [["made-up", {}]] : [];
    if (manifest.format === 1) return found.concat([["made-again-elsewhere", {}]]);
    const stated = pack.sums.listed.get(names.records);
    if (!stated) found.push(["not-from-history", { name: names.records }]);
    else if (pack.sums.actual.get(names.records) === stated) {
      const holds = kim.recordsHold(pack.files.get(names.records), pack.history, manifest);
      if (holds === false) found.push(["not-from-history", { name: names.records }]);
      if (holds) found.push(["records-fit", {}]);
    }
    return found.concat([["made-again-elsewhere", {}]]);
  }

  /** Whether what is found says that the history isn't what manifest.json says: then nothing follows from it. */
  function isUnlike(found, table) {
    return found.some(function (finding) { return ["facts", "bundle-without-commit"].includes(table.sentences[finding[0]].rule); });
  }

  async function checkHistory(pack, asked, table, steps) {
    const manifest = pack.manifest;
    const read = await readHistory(pack.files, manifest, table, steps("history"));
    if (read.fault) return [read.fault];
    pack.history = read.history;
    const found = checkForm(read.history, table).concat(
      kim.checkNames(read.history, manifest, read.strays, table), kim.checkFacts(read.history, manifest)
    );
    const registers = await kim.checkRegisters(pack.files, read.history, manifest, table, steps("registers"));
    pack.illustrative = registers.illustrative;
    found.push(...registers.found);
    if (!isUnlike(found, table)) found.push(...checkMadeAgain(pack, table));
    return found.concat(
      kim.checkSeals(read.history, manifest), kim.checkAsked(read.history, manifest, asked), [["git-elsewhere", {}], ["seals-elsewhere", {}]]
    );
  }

  // --------------------------------------------------------------------------------------------------- all of it

  async function checkFiles(files, asked, table, steps) {
    const sums = await checkSums(files, table, steps("files"));
    if (sums.stop) return { found: sums.stop };
    const found = sums.found.concat(await checkSignature(files, table.names));
    if (!files.has(table.names.manifest)) return { found: found.concat([["no-facts", {}]]) };
    const read = readManifest(files.get(table.names.manifest), table);
    if (read.fault) return { found: found.concat([read.fault]) };
    const pack = { files: files, manifest: read.manifest, sums: sums, history: null, illustrative: false };
    return { found: found.concat(await checkHistory(pack, asked, table, steps)), manifest: read.manifest };
  }

  function checkSum(sum, stated) {
    const wanted = stated.trim().toLowerCase();
    if (!wanted) return [["sum-none", { sum: sum }]];
    const read = /(?:^|[^0-9a-f])([0-9a-f]{64})(?![0-9a-f])/.exec(wanted);
    if (!read) return [["sum-unread", { stated: wanted.slice(0, 200) }]];
    return [[read[1] === sum ? "sum-fits" : "sum-differs", { sum: sum, stated: read[1] }]];
  }

  /** A sentence with its values put in. Numbers are written as people read them. */
  function said(finding, table) {
    const sentence = table.sentences[finding[0]];
    const put = function (words) {
      return words.replace(/\{(\w+)\}/g, function (_, name) {
        const value = finding[1][name];
        return typeof value === "number" ? kim.count(value) : value;
      });
    };
    return { state: sentence.state, rule: sentence.rule, message: put(sentence.message), hint: put(sentence.hint) };
  }

  /**
   * All that this page can say of a pack: its findings in sentences, the SHA-256 of the ZIP, and manifest.json where it
   * could be read. `asked` is what the reader was given by another way: {seal, sum}. `steps(name)` gives what is told of
   * how far a step has got.
   */
  kim.checkPack = async function (bytes, asked, table, steps) {
    const sum = await sha256(bytes);
    let checked;
    try {
      const unpacked = await kim.unpack(bytes, table, steps("zip"));
      checked = unpacked.faults.length ? { found: unpacked.faults } : await checkFiles(unpacked.files, asked.seal, table, steps);
    } catch (error) {
      if (!(error instanceof kim.Damaged)) throw error;
      checked = { found: [["broken-zip", { reason: error.message }]] };
    }
    const found = checked.found.concat(checkSum(sum, asked.sum));
    return {
      sum: sum, manifest: checked.manifest || null,
      findings: found.map(function (finding) { return said(finding, table); })
    };
  };
})(globalThis);

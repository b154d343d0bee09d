// A ZIP from a stranger: what is wrong with it as such, and its files. Nothing in it decides what is run or kept.
// The same rules as macros/evidence/verify/archive.py and zip_layout.py, from one table; a test runs both over the
// same packs. The browser's own DecompressionStream doesn't say where a stream ended, and fflate passes over what comes
// behind one: pako says both.
(function (here) {
  "use strict";

  const HEADER = 30;
  const LISTING = 46;
  const END = 22;
  const LONGEST_COMMENT = 65535;
  const PIECE = 1 << 16;
  const STORED = 0;
  const NAMES = ["version", "flags", "packing", "time", "day", "checksum", "packed size", "size", "name"];

  /** What is damaged, so that nothing more can be said. */
  class Damaged extends Error {}

  function viewOf(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  function sameBytes(one, other) {
    return one.length === other.length && one.every(function (byte, at) { return byte === other[at]; });
  }

  /** A part of the ZIP; what lies behind its end is damage. */
  function part(bytes, start, length) {
    if (start < 0 || start + length > bytes.length) throw new Damaged("it is cut short");
    return bytes.subarray(start, start + length);
  }

  /** Where the end record begins: the last that there is, whatever comes behind it. */
  function endOf(bytes) {
    const view = viewOf(bytes);
    for (let at = bytes.length - 4; at >= 0 && at >= bytes.length - END - LONGEST_COMMENT; at -= 1) {
      if (view.getUint32(at, true) !== 0x06054b50) continue;
      if (at + END <= bytes.length) return at;
      break;
    }
    throw new Damaged("its list of files has no end");
  }

  /** The numbers and the bytes that a header and the list both have: [version, flags, ... size]. */
  function numbers(view, at) {
    const short = [0, 2, 4, 6, 8].map(function (step) { return view.getUint16(at + step, true); });
    return short.concat([10, 14, 18].map(function (step) { return view.getUint32(at + step, true); }));
  }

  function nameOf(raw, flags) {
    try {
      return new TextDecoder(flags & 0x800 ? "utf-8" : "latin1", { fatal: true, ignoreBOM: true }).decode(raw);
    } catch (error) {
      throw new Damaged("a name in it isn't UTF-8");
    }
  }

  function broken(extra) {
    const view = viewOf(extra);
    for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
      if (at + 4 + view.getUint16(at + 2, true) > extra.length) return true;
    }
    return false;
  }

  /** The files that the list names. */
  function entriesOf(listing) {
    const view = viewOf(listing);
    const entries = [];
    let place = 0;
    while (place < listing.length) {
      if (listing.length - place < LISTING || view.getUint32(place, true) !== 0x02014b50) {
        throw new Damaged("its list holds something else than files");
      }
      const lengths = [28, 30, 32].map(function (step) { return view.getUint16(place + step, true); });
      const about = numbers(view, place + 6);
      const attributes = view.getUint32(place + 38, true);
      const start = view.getUint32(place + 42, true);
      place += LISTING;
      const parts = lengths.map(function (length) {
        const cut = part(listing, place, length);
        place += length;
        return cut;
      });
      if (broken(parts[1])) throw new Damaged("an extra field in it is cut short");
      entries.push({
        name: nameOf(parts[0], about[1]), raw: parts[0], extra: parts[1], comment: parts[2],
        about: about, flags: about[1], packing: about[2], checksum: about[5], packed: about[6], size: about[7],
        kind: attributes >>> 28, start: start
      });
    }
    return entries;
  }

  // ------------------------------------------------------------------------------------- before it is unpacked

  function tooMuch(entries, packed, table) {
    const limits = table.limits;
    const size = entries.reduce(function (sum, entry) { return sum + entry.size; }, 0);
    const found = [];
    if (entries.length > limits.mostFiles) found.push(["too-many-files", { number: entries.length, most: limits.mostFiles }]);
    if (size > limits.mostHere && size <= limits.mostBytes) found.push(["too-large-here", {}]);
    if (size > limits.mostBytes) found.push(["too-large", { size: size, most: limits.mostBytes }]);
    else if (size > Math.max(limits.small, limits.mostTimes * packed)) {
      found.push(["zip-bomb", { times: Math.floor(size / Math.max(packed, 1)) }]);
    }
    return found;
  }

  function twice(entries) {
    const times = new Map();
    entries.forEach(function (entry) { times.set(entry.name, (times.get(entry.name) || 0) + 1); });
    return [...times].filter(function (pair) { return pair[1] > 1; })
      .map(function (pair) { return ["twice", { name: pair[0], times: pair[1] }]; });
  }

  /** Why a file must not be unpacked: the name of a sentence; empty where it may. */
  function unsafe(entry, table) {
    if (/^(?:[/\\]|[A-Za-z]:)/.test(entry.name)) return "unsafe-absolute";
    if (entry.name.split(/[/\\]/).includes("..")) return "unsafe-climbs";
    if (!new RegExp(table.names.own).test(entry.name)) return "unsafe-name";
    if (entry.flags & 1) return "unsafe-encrypted";
    if (entry.kind !== 0 && entry.kind !== 8) return "unsafe-link";
    return table.names.packings.includes(entry.packing) && !(entry.flags & ~table.names.flags) ? "" : "unsafe-packing";
  }

  function notSafe(entries, table) {
    return entries.map(function (entry) { return [unsafe(entry, table), { name: entry.name }]; })
      .filter(function (finding) { return finding[0]; });
  }

  // ------------------------------------------------------------------------------------------------ its layout

  function kindOf(extra) {
    return "0x" + ((extra[0] || 0) | (extra[1] || 0) << 8).toString(16).padStart(4, "0");
  }

  function beside(entries, count) {
    const found = [];
    if (entries.length !== count) found.push(["headers-count", { said: count, listed: entries.length }]);
    entries.forEach(function (entry) {
      if (entry.comment.length) found.push(["hidden-comment", { name: entry.name }]);
      if (entry.extra.length) found.push(["hidden-extra", { name: entry.name, kind: kindOf(entry.extra), where: "in the ZIP's list" }]);
    });
    return found;
  }

  /** A file's own header against the list: findings, and where its content begins. */
  function headerOf(bytes, entry) {
    const view = viewOf(part(bytes, entry.start, HEADER));
    if (view.getUint32(0, true) !== 0x04034b50) throw new Damaged("a file in it has no header");
    const about = numbers(view, 4);
    const nameLength = view.getUint16(26, true);
    const name = part(bytes, entry.start + HEADER, nameLength);
    const extra = part(bytes, entry.start + HEADER + nameLength, view.getUint16(28, true));
    const other = about.map(function (number, at) { return number === entry.about[at] ? "" : NAMES[at]; }).filter(Boolean);
    if (!sameBytes(name, entry.raw)) other.push("name");
    const found = [];
    if (other.length) found.push(["headers-differ", { name: entry.name, parts: here.KimVerify.both(other) }]);
    if (extra.length) found.push(["hidden-extra", { name: entry.name, kind: kindOf(extra), where: "in its own header" }]);
    return { found: found, place: entry.start + HEADER + nameLength + extra.length };
  }

  /** A stream unpacked: its content, how much of its place it took, and whether it fits exactly what was announced. */
  function inflated(bytes, start, length, size, raw) {
    const stream = new here.pako.Inflate({ raw: raw, windowBits: 15, chunkSize: Math.min(PIECE, size + 64) });
    const content = new Uint8Array(size);
    let filled = 0;
    stream.onData = function (piece) {
      if (filled + piece.length <= size) content.set(piece, filled);
      filled += piece.length;
    };
    let place = start;
    while (place < start + length && !stream.ended && filled <= size) {
      const piece = bytes.subarray(place, Math.min(place + PIECE, start + length));
      stream.push(piece, false);
      if (stream.err) throw new Damaged("a stream in it can't be unpacked");
      place += piece.length - stream.strm.avail_in;
    }
    return { content: content, used: place - start, exact: stream.ended && filled === size };
  }

  let remainders = null;

  /** The sum that a ZIP has of each file (CRC-32). */
  function crc32(bytes) {
    remainders = remainders || Uint32Array.from({ length: 256 }, function (_, number) {
      for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? number >>> 1 ^ 0xedb88320 : number >>> 1;
      return number;
    });
    let sum = ~0;
    for (let at = 0; at < bytes.length; at += 1) sum = remainders[(sum ^ bytes[at]) & 255] ^ sum >>> 8;
    return ~sum >>> 0;
  }

  /** A file's content, or null where it ends elsewhere than it is said to. */
  function contentOf(bytes, entry, place) {
    const packed = part(bytes, place, entry.packed);
    if (entry.packing === STORED) return entry.packed === entry.size ? packed : null;
    const stream = inflated(bytes, place, entry.packed, entry.size, true);
    return stream.exact && stream.used === entry.packed ? stream.content : null;
  }

  /** Whether the end record, the list and nothing else stand at the end. */
  function endsPlainly(bytes, at, length, start) {
    return at === bytes.length - END && viewOf(bytes).getUint16(at + 20, true) === 0 && start + length === at;
  }

  /**
   * A ZIP's faults as [name of a sentence, values], and its files by name, where there is none.
   * Throws Damaged. `step` is told of each file, and may wait.
   */
  async function unpack(bytes, table, step) {
    if (bytes.length < END) throw new Damaged("it is too short");
    const at = endOf(bytes);
    const view = viewOf(bytes);
    const length = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    const entries = entriesOf(part(bytes, at - length, length));
    const faults = tooMuch(entries, bytes.length, table).concat(twice(entries), notSafe(entries, table));
    if (faults.length) return { faults: faults, files: new Map() };
    if (!endsPlainly(bytes, at, length, start)) return { faults: [["hidden-stray", {}]], files: new Map() };
    const found = beside(entries, view.getUint16(at + 10, true));
    const files = new Map();
    let place = 0;
    let wrongSum = false;
    for (const entry of [...entries].sort(function (one, other) { return one.start - other.start; })) {
      await step(files.size, entries.length);
      if (entry.start !== place) return { faults: found.concat([["hidden-stray", {}]]), files: new Map() };
      const header = headerOf(bytes, entry);
      const content = contentOf(bytes, entry, header.place);
      found.push(...header.found);
      if (!content) found.push(["hidden-content", { name: entry.name, size: entry.size }]);
      wrongSum = wrongSum || content && crc32(content) !== entry.checksum;
      files.set(entry.name, content);
      place = header.place + entry.packed;
    }
    if (place !== start) found.push(["hidden-stray", {}]);
    if (!found.length && wrongSum) throw new Damaged("a file in it isn't what its sum says");
    return { faults: found, files: found.length ? new Map() : files };
  }

  function both(words) {
    return words.length > 1 ? words.slice(0, -1).join(", ") + " and " + words[words.length - 1] : words.join("");
  }

  here.KimVerify = Object.assign(here.KimVerify || {}, {
    Damaged: Damaged, inflated: inflated, unpack: unpack,
    both: both,
    /** Some words, and how many more there are, as macros/model/text.py has it. */
    few: function (words, most) {
      const rest = words.length - most;
      return both(rest > 0 ? [...words.slice(0, most), here.KimVerify.count(rest) + " more"] : words);
    }
  });
})(globalThis);

// A Git bundle, read in the browser: its names, and every object by the id that its own bytes give (gitformat-bundle(5),
// gitformat-pack(5)). Nothing is taken from an index or from anybody's word: an id is the digest of what it names. Git
// refuses contents that were made to share a SHA-1 (SHAttered); this doesn't, and the page says so.
(function (here) {
  "use strict";

  const KINDS = ["", "commit", "tree", "blob", "tag", "", "offset", "reference"];
  const TOGETHER = 256;
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const plain = new TextDecoder("latin1");

  /** Why a bundle can't be read. */
  class Unreadable extends Error {}

  /** Why what was read is no sound history. */
  class Unsound extends Error {}

  /** A finding that ends the look at a history: the name of its sentence, and its values. */
  class Harm extends Error {
    constructor(name, values) {
      super(name);
      this.values = values;
    }
  }

  const PAIRS = Array.from({ length: 256 }, function (_, byte) { return byte.toString(16).padStart(2, "0"); });

  function hex(bytes) {
    let letters = "";
    for (let at = 0; at < bytes.length; at += 1) letters += PAIRS[bytes[at]];
    return letters;
  }

  async function digest(format, bytes) {
    return hex(new Uint8Array(await crypto.subtle.digest(format === "sha1" ? "SHA-1" : "SHA-256", bytes)));
  }

  // --------------------------------------------------------------------------------------------- its first lines

  function lineAt(bytes, place, limits) {
    const end = bytes.subarray(place, place + limits.longestLine).indexOf(10);
    if (end < 0) throw new Unreadable("it isn't whole by itself");
    return bytes.subarray(place, place + end);
  }

  /** Whether Git takes a name for a reference (git-check-ref-format(1)). */
  function isName(name) {
    return !/[~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$/.test(name);
  }

  /** What stands before what is packed: the objects' format, the names, and where the pack begins. */
  function headOf(bytes, limits) {
    let place = 0;
    function next() {
      const line = plain.decode(lineAt(bytes, place, limits));
      const raw = bytes.subarray(place, place + line.length);
      place += line.length + 1;
      return [line, raw];
    }
    const version = /^# v([23]) git bundle$/.exec(next()[0]);
    if (!version) throw new Unreadable("it doesn't begin as one does");
    let format = "sha1";
    let line = next();
    const capability = /^@object-format=(sha1|sha256)$/.exec(line[0]);
    if (version[1] === "3" && capability) {
      format = capability[1];
      line = next();
    }
    const names = new Map();
    while (line[0]) {
      // eslint-disable-next-line no-control-regex
      const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (HEAD|refs\/[^\x00-\x20\x7f]+)$/.exec(line[0]);
      if (!match || names.size === limits.mostNames) throw new Unreadable("it isn't whole by itself");
      const name = text.decode(line[1].subarray(match[1].length + 1));
      if (!isName(name)) throw new Unreadable("it has a name that Git allows none");
      if (names.has(name)) throw new Unreadable("it names something twice");
      names.set(name, match[1]);
      line = next();
    }
    if (!names.has("HEAD")) throw new Unreadable("it doesn't say which commit is the last");
    return { format: format, names: names, place: place };
  }

  // ------------------------------------------------------------------------------------------------- its objects

  /** Numbers of the pack's own kind, from a place on. */
  class Cursor {
    constructor(bytes, place) {
      this.bytes = bytes;
      this.place = place;
    }

    byte() {
      if (this.place >= this.bytes.length) throw new Unreadable("it is cut short");
      this.place += 1;
      return this.bytes[this.place - 1];
    }

    /** A number in groups of seven bits, the least first. */
    size(byte, bits) {
      let value = byte & (1 << bits) - 1;
      let factor = 2 ** bits;
      while (byte & 128) {
        byte = this.byte();
        value += (byte & 127) * factor;
        factor *= 128;
      }
      return value;
    }

    /** How far before a delta its base stands. */
    distance() {
      let byte = this.byte();
      let value = byte & 127;
      while (byte & 128) {
        byte = this.byte();
        value = (value + 1) * 128 + (byte & 127);
      }
      return value;
    }
  }

  /** Applies a delta to its base (gitformat-pack(5), "Deltified representation"). */
  function applied(base, delta, limits) {
    const cursor = new Cursor(delta, 0);
    const from = cursor.size(cursor.byte(), 7);
    const to = cursor.size(cursor.byte(), 7);
    if (from !== base.length) throw new Unreadable("a delta in it is of something else");
    if (to > limits.largest) throw new Harm("too-large-object", { size: to });
    const result = new Uint8Array(to);
    let filled = 0;
    while (cursor.place < delta.length) {
      const order = cursor.byte();
      const copies = order & 128;
      let offset = 0;
      let size = copies ? 0 : order;
      for (let bit = 0; copies && bit < 7; bit += 1) {
        if (!(order & 1 << bit)) continue;
        if (bit < 4) offset += cursor.byte() * 2 ** (8 * bit);
        else size += cursor.byte() * 2 ** (8 * (bit - 4));
      }
      if (copies && !size) size = 0x10000;
      const source = copies ? base : delta;
      const start = copies ? offset : cursor.place;
      if (!size || start + size > source.length || filled + size > to) throw new Unreadable("a delta in it is wrong");
      result.set(source.subarray(start, start + size), filled);
      filled += size;
      if (!copies) cursor.place += size;
    }
    if (filled !== to) throw new Unreadable("a delta in it is wrong");
    return result;
  }

  /** The objects of a pack, as they stand there: deltas aren't applied yet. */
  class Pack {
    constructor(bytes, format, limits) {
      this.bytes = bytes;
      this.width = format === "sha1" ? 20 : 32;
      this.limits = limits;
      this.kept = 0;
      this.recent = new Map();
      this.recentBytes = 0;
      this.entries = [];
      this.byPlace = new Map();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (bytes.length < 12 + this.width || view.getUint32(0) !== 0x5041434b || ![2, 3].includes(view.getUint32(4))) {
        throw new Unreadable("it holds no pack");
      }
      this.count = view.getUint32(8);
      this.end = bytes.length - this.width;
    }

    /** Where each object stands, and of what kind it is. */
    async list(step) {
      let place = 12;
      for (let number = 0; number < this.count; number += 1) {
        if (number % TOGETHER === 0) await step(number, this.count);
        const entry = this.entryAt(place);
        this.byPlace.set(place, entry);
        this.entries.push(entry);
        const stream = this.unpacked(entry);
        place = entry.start + stream.used;
        this.keep(entry, stream.content);
      }
      if (place !== this.end) throw new Unreadable("it holds more or less than it says");
    }

    entryAt(place) {
      const cursor = new Cursor(this.bytes, place);
      const first = cursor.byte();
      const kind = KINDS[first >> 4 & 7];
      const low = first & 15;
      const size = first & 128 ? low + 16 * cursor.size(cursor.byte(), 7) : low;
      if (!kind) throw new Unreadable("it holds a thing of no kind");
      if (size > this.limits.largest) throw new Harm("too-large-object", { size: size });
      let base = null;
      if (kind === "offset") base = place - cursor.distance();
      if (kind === "reference") {
        base = hex(this.bytes.subarray(cursor.place, cursor.place + this.width));
        cursor.place += this.width;
      }
      return { place: place, kind: kind, size: size, base: base, start: cursor.place, content: null };
    }

    unpacked(entry) {
      try {
        const stream = here.KimVerify.inflated(this.bytes, entry.start, this.end - entry.start, entry.size, false);
        if (stream.exact) return stream;
      } catch (error) {
        if (!(error instanceof here.KimVerify.Damaged)) throw error;
      }
      throw new Unreadable("something in it can't be unpacked");
    }

    /** Keeps a content as long as there is room; it is unpacked again otherwise. */
    keep(entry, content) {
      if (this.kept + content.length > this.limits.mostKept) return;
      this.kept += content.length;
      entry.content = content;
    }

    /** Remembers what was put together last: in a pack, what is like it comes soon. */
    remember(entry, whole) {
      this.recent.set(entry, whole);
      this.recentBytes += whole.content.length;
      for (const [oldest, its] of this.recent) {
        if (this.recentBytes <= this.limits.mostKept || oldest === entry) break;
        this.recent.delete(oldest);
        this.recentBytes -= its.content.length;
      }
    }

    /** An object with all its deltas applied: {kind, content}; null where a base isn't known yet. */
    resolve(entry, ids) {
      const chain = [];
      let at = entry;
      while (at && !this.recent.has(at) && (at.kind === "offset" || at.kind === "reference")) {
        chain.push(at);
        at = at.kind === "offset" ? this.byPlace.get(at.base) : ids.get(at.base);
        if (chain.length > this.entries.length) return null;
      }
      if (!at) return null;
      let whole = this.recent.get(at) || { kind: at.kind, content: at.content || this.unpacked(at).content };
      while (chain.length) {
        const delta = chain.pop();
        whole = { kind: whole.kind, content: applied(whole.content, delta.content || this.unpacked(delta).content, this.limits) };
        this.remember(delta, whole);
      }
      return whole;
    }
  }

  function objectBytes(whole) {
    const head = new TextEncoder().encode(whole.kind + " " + whole.content.length + "\0");
    const bytes = new Uint8Array(head.length + whole.content.length);
    bytes.set(head);
    bytes.set(whole.content, head.length);
    return bytes;
  }

  /** Every object of a pack by its id. What each names is put into `links`, where all is at hand once. */
  async function identified(pack, format, links, step) {
    const ids = new Map();
    let waiting = pack.entries;
    let done = 0;
    let total = 0;
    while (waiting.length) {
      const later = [];
      for (let at = 0; at < waiting.length; at += TOGETHER) {
        await step(done, pack.entries.length);
        const known = [];
        for (const entry of waiting.slice(at, at + TOGETHER)) {
          const whole = pack.resolve(entry, ids);
          if (whole) known.push([entry, whole]);
          else later.push(entry);
          if (whole) links.note(entry, whole);
          total += whole ? whole.content.length : 0;
        }
        if (total > pack.limits.mostHistory) throw new Harm("too-large-here", {});
        const names = await Promise.all(known.map(function (pair) { return digest(format, objectBytes(pair[1])); }));
        names.forEach(function (id, number) { ids.set(id, known[number][0]); });
        done += known.length;
      }
      if (later.length === waiting.length) throw new Unreadable("it isn't whole by itself");
      waiting = later;
    }
    return ids;
  }

  // --------------------------------------------------------------------------------------------------- a history

  function headers(content) {
    const whole = text.decode(content);
    const cut = whole.indexOf("\n\n");
    return { head: cut < 0 ? whole : whole.slice(0, cut), message: cut < 0 ? "" : whole.slice(cut + 2) };
  }

  function field(head, name) {
    const line = new RegExp("^" + name + " (.*)$", "m").exec(head);
    return line ? line[1] : "";
  }

  /** A commit: its tree, its parents and when it was committed, in seconds. */
  function commitOf(content) {
    const head = headers(content).head;
    const when = /> (-?[0-9]+)(?: .*)?$/.exec(field(head, "committer"));
    return {
      tree: field(head, "tree"),
      parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(function (match) { return match[1]; }),
      committed: when ? Number(when[1]) : 0
    };
  }

  /** Each thing that a folder names, by mode, id, and the place of its name. */
  function eachThing(content, width, tell) {
    let place = 0;
    while (place < content.length) {
      const space = content.indexOf(32, place);
      const end = content.indexOf(0, place);
      const next = end + 1 + width;
      const mode = plain.decode(content.subarray(place, Math.max(space, place)));
      if (!/^(?:40000|1[0-7]{5})$/.test(mode) || end <= space + 1 || next > content.length) throw new Unsound("a folder in it is none");
      tell(mode, hex(content.subarray(end + 1, next)), space + 1, end);
      place = next;
    }
  }

  /** What a folder names: {mode, name, id} each. */
  function treeOf(content, width) {
    const things = [];
    eachThing(content, width, function (mode, id, start, end) {
      things.push({ mode: mode, name: text.decode(content.subarray(start, end)), id: id });
    });
    return things;
  }

  /** What names what in a history, noted as each object is read. */
  class Links {
    constructor(width) {
      this.width = width;
      this.kinds = new Map();
    }

    add(id, kind) {
      const known = this.kinds.get(id);
      if (known && kind && known !== kind) throw new Unsound("it has two kinds of thing under " + id);
      if (!known) this.kinds.set(id, kind);
    }

    note(entry, whole) {
      const links = this;
      entry.named = whole.kind;
      entry.faults = here.KimVerify.faultsIn(whole.kind, whole.content);
      if (whole.kind === "commit") {
        entry.commit = commitOf(whole.content);
        this.add(entry.commit.tree, "tree");
        entry.commit.parents.forEach(function (id) { links.add(id, "commit"); });
      } else if (whole.kind === "tag") this.add(tagOf(whole.content).target, "");
      else if (whole.kind === "tree") this.noteTree(entry, whole.content);
    }

    noteTree(entry, content) {
      const links = this;
      entry.number = 0;
      entry.folders = [];
      eachThing(content, this.width, function (mode, id) {
        entry.number += 1;
        if (mode === "40000") entry.folders.push(id);
        if (mode !== "160000") links.add(id, mode === "40000" ? "tree" : "blob");
      });
    }
  }

  /** A tag: what it stands on, its own name, its message without the signature, and whether it bears one. */
  function tagOf(content) {
    const parts = headers(content);
    const sign = /^-----BEGIN (?:SSH|PGP) SIGNATURE-----$/m.exec(parts.message);
    return {
      target: field(parts.head, "object"), name: field(parts.head, "tag"),
      message: sign ? parts.message.slice(0, sign.index) : parts.message, signed: Boolean(sign)
    };
  }

  /** A history that was read to its last byte. */
  class History {
    constructor(head, pack, ids, links) {
      this.linked = links.kinds;
      this.format = head.format;
      this.names = head.names;
      this.pack = pack;
      this.ids = ids;
    }

    has(id, kind) {
      return this.ids.has(id) && (!kind || this.kind(id) === kind);
    }

    kind(id) {
      return this.ids.get(id).named;
    }

    /** What isn't in Git's form, as [id, Git's word for it], in the order of the pack. */
    malformed() {
      const placed = [...this.ids].sort(function (one, other) { return one[1].place - other[1].place; });
      return placed.flatMap(function (pair) { return pair[1].faults.map(function (fault) { return [pair[0], fault]; }); });
    }

    content(id) {
      return this.pack.resolve(this.ids.get(id), this.ids).content;
    }

    commit(id) {
      return this.ids.get(id).commit;
    }

    tree(id) {
      return treeOf(this.content(id), this.pack.width);
    }

    tag(id) {
      return tagOf(this.content(id));
    }

    /** The chain of first parents, oldest first. */
    mainLine(tip) {
      const line = [];
      for (let id = tip; id && this.has(id, "commit"); id = this.commit(id).parents[0]) line.push(id);
      return line.reverse();
    }

    /** Every commit that leads up to a tip. */
    ancestors(tip) {
      const seen = new Set([tip]);
      const ahead = [tip];
      while (ahead.length) {
        this.commit(ahead.pop()).parents.forEach(function (id) {
          if (!seen.has(id)) ahead.push(id);
          seen.add(id);
        });
      }
      return seen;
    }

    roots(tip) {
      const history = this;
      return [...this.ancestors(tip)].filter(function (id) { return !history.commit(id).parents.length; }).sort();
    }

    /**
     * What no name and nothing else leads to. Nothing in a history leads back to itself, so where something can't be
     * reached, such a thing stands at its front. Throws Unsound where a link leads nowhere.
     */
    strays() {
      for (const [id, kind] of this.linked) {
        if (!this.has(id, kind)) throw new Unsound("it lacks the " + (kind || "object") + " " + id);
      }
      const named = new Set(this.names.values());
      return [...this.ids.keys()].filter(function (id) { return !named.has(id) && !this.linked.has(id); }, this);
    }

    /** The most files and folders that any one folder holds with all in it, counted without walking them. */
    mostFiles() {
      const counts = new Map();
      const ahead = [...this.ids.keys()].filter(function (id) { return this.kind(id) === "tree"; }, this);
      let most = 0;
      while (ahead.length) {
        const id = ahead[ahead.length - 1];
        const entry = this.ids.get(id);
        const waiting = new Set(entry.folders.filter(function (folder) { return !counts.has(folder); }));
        if (waiting.size) ahead.push(...waiting);
        else {
          ahead.pop();
          counts.set(id, entry.folders.reduce(function (sum, folder) { return sum + counts.get(folder); }, entry.number));
          most = Math.max(most, counts.get(id));
        }
      }
      return most;
    }

    /** Every plain file of a folder of a commit: its path in the project, and the id of what it holds. */
    files(commit, prefix, folder) {
      const files = new Map();
      const ahead = [["", this.commit(commit).tree]];
      const wanted = prefix + folder;
      while (ahead.length) {
        const from = ahead.pop();
        for (const thing of this.tree(from[1])) {
          const path = from[0] + thing.name;
          const within = path + "/";
          if (thing.mode === "40000" && (within.startsWith(wanted) || wanted.startsWith(within))) ahead.push([within, thing.id]);
          if (["100644", "100755"].includes(thing.mode) && path.startsWith(wanted)) files.set(path.slice(prefix.length), thing.id);
        }
      }
      return files;
    }
  }

  /** A bundle's history. Throws Unreadable, Unsound or Harm. */
  async function openBundle(bytes, limits, step) {
    const head = headOf(bytes, limits);
    const pack = new Pack(bytes.subarray(head.place), head.format, limits);
    const sum = await digest(head.format, pack.bytes.subarray(0, pack.end));
    if (sum !== hex(pack.bytes.subarray(pack.end))) throw new Unreadable("what is packed in it isn't what its sum says");
    await pack.list(step);
    const links = new Links(pack.width);
    const ids = await identified(pack, head.format, links, step);
    const history = new History(head, pack, ids, links);
    for (const id of head.names.values()) {
      if (!history.has(id)) throw new Unreadable("it lacks what one of its names stands for");
    }
    return history;
  }

  here.KimVerify = Object.assign(here.KimVerify || {}, {
    Harm: Harm, Unreadable: Unreadable, Unsound: Unsound, hex: hex, openBundle: openBundle
  });
})(globalThis);

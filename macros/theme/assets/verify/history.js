// A pack's bundle against manifest.json, and the seals in it: macros/evidence/verify/bundle.py, names.py and seals.py in
// the browser. Findings are [name of a sentence, values].
(function (here) {
  "use strict";

  const kim = here.KimVerify;
  const TAGS = "refs/tags/";
  const REPLACED = "refs/replace/";

  function short(id) {
    return id.slice(0, 12);
  }

  // ------------------------------------------------------------------------------------------------- its names

  /** The tags of a bundle: their ids by their names. */
  function tagsOf(history) {
    return new Map([...history.names].filter(function (pair) { return pair[0].startsWith(TAGS); })
      .map(function (pair) { return [pair[0].slice(TAGS.length), pair[1]]; }));
  }

  /** Tags and seals that manifest.json lists: [name, id], each once and in order. */
  function statedTags(manifest) {
    const pairs = manifest.seals.concat(manifest.tags).map(function (tag) { return [tag.name, tag.id]; });
    const known = new Map(pairs.map(function (pair) { return [pair.join("\n"), pair]; }));
    return [...known.keys()].sort().map(function (key) { return known.get(key); });
  }

  function namesOf(tags) {
    return [...new Set(tags.map(function (tag) { return tag.name; }))].sort();
  }

  function checkTags(history, manifest) {
    const tags = tagsOf(history);
    const stated = statedTags(manifest);
    const found = stated.filter(function (pair) { return tags.has(pair[0]) && tags.get(pair[0]) !== pair[1]; })
      .map(function (pair) { return ["tag-moved", { name: pair[0], stated: short(pair[1]), actual: short(tags.get(pair[0])) }]; });
    const gone = function (tag) { return !tags.has(tag); };
    namesOf(manifest.tags).filter(gone).forEach(function (name) { found.push(["tag-gone", { name: name }]); });
    namesOf(manifest.seals).filter(gone).forEach(function (name) { found.push(["seal-elsewhere", { name: name }]); });
    const listed = new Set(stated.map(function (pair) { return pair[0]; }));
    const unnamed = [...tags.keys()].filter(function (name) { return !listed.has(name); }).sort();
    const kind = manifest.format === 1 ? "tags-unlisted" : "tag-unnamed";
    return unnamed.length ? found.concat([[kind, { names: unnamed.join(", ") }]]) : found;
  }

  function checkNames(history, manifest, strays, table) {
    const found = checkTags(history, manifest);
    [...history.names].sort().forEach(function (pair) {
      const name = pair[0];
      if (name === "HEAD" || name.startsWith(TAGS) || name === "refs/heads/" + manifest.branch) return;
      const replaced = short(name.slice(REPLACED.length));
      found.push(name.startsWith(REPLACED)
        ? ["replace-ref", { replaced: replaced, id: short(pair[1]), name: name }] : ["extra-name", { name: name }]);
    });
    if (strays.length) {
      const few = strays.slice(0, table.limits.few).map(function (id) { return history.kind(id) + " " + id; });
      found.push(["hidden-objects", { strays: few.join(", ") }]);
    }
    return found;
  }

  // ------------------------------------------------------------------------------------------------- its facts

  /** What manifest.json says of the history beside what is so: [name, stated, actual]. */
  function factsOf(history, manifest, line) {
    const tip = manifest.tip;
    const head = history.names.get("HEAD");
    const facts = [
      ["tip", tip, head],
      ["tree", manifest.tree, history.commit(tip).tree],
      ["number of commits on the main line", String(manifest.commits), String(line.length)],
      ["beginning", [...manifest.roots].sort().join(", "), history.roots(tip).join(", ")],
      ["object format", manifest.object_format, history.format]
    ];
    if (manifest.branch) facts.push(["branch", tip, history.names.get("refs/heads/" + manifest.branch) || ""]);
    return facts;
  }

  /** Whether the commit is the last that had landed by the day asked for, or the last of all. */
  function checkDay(history, manifest, line) {
    let right = manifest.tip;
    if (manifest.as_at) {
      const end = kim.endOfDay(manifest.as_at);
      if (end === null) return [["day-is-none", { day: manifest.as_at }]];
      const dates = line.map(function (id) { return history.commit(id).committed; });
      const landed = kim.landings(dates, kim.endOfDay(manifest.today));
      right = line.filter(function (id, number) { return landed[number] <= end; }).pop() || "";
    }
    if (right === manifest.commit) return [];
    const values = { day: manifest.as_at, right: short(right) || "none", commit: short(manifest.commit) };
    return [[manifest.as_at ? "day-differs" : "commit-differs", values]];
  }

  function checkFacts(history, manifest) {
    const line = history.mainLine(manifest.tip);
    const wrong = factsOf(history, manifest, line).filter(function (fact) { return fact[1] !== fact[2]; })
      .map(function (fact) { return ["fact-differs", { fact: fact[0], stated: fact[1], actual: fact[2] }]; });
    if (!line.includes(manifest.commit)) return wrong.concat([["commit-off-line", { commit: short(manifest.commit) }]]);
    const day = checkDay(history, manifest, line);
    const whole = [["history", { number: line.length, tip: short(manifest.tip), objects: history.ids.size }]];
    return wrong.length || day.length ? wrong.concat(day) : whole;
  }

  /** A commit that the pack speaks of and its bundle doesn't hold. */
  function lacking(history, manifest) {
    if (!history.has(manifest.tip, "commit")) return [["lacks-tip", { id: short(manifest.tip) }]];
    return history.has(manifest.commit, "commit") ? [] : [["lacks-commit", { id: short(manifest.commit) }]];
  }

  /** Why a history is damaged or harmful; none where it is neither. */
  function tooMuch(history, limits) {
    const number = history.mostFiles();
    return number > limits.mostThings ? [["history-bomb", { number: number }]] : [];
  }

  // ------------------------------------------------------------------------------------------------- its seals

  const SEAL = new RegExp(
    "^Seal of .*\\n\\ncommits: ([0-9]{1,9})\\ntip: ([0-9a-f]{40,64})\\ndate: ([0-9-]{10})\\n"
    + "previous: (?:none|(seal/\\S+) ([0-9a-f]{40,64}))\\n*$"
  );

  /** A seal of a bundle: its name, its id, and what its tag says; null for what no tag says. */
  function sealOf(history, name, id) {
    const tag = history.kind(id) === "tag" ? history.tag(id) : null;
    const match = tag && SEAL.exec(tag.message);
    const seal = { name: name, id: id, tag: tag, says: null };
    if (match && tag.name === name) {
      seal.says = { commits: Number(match[1]), tip: match[2], day: match[3], previous: match[4] || "", previousId: match[5] || "" };
    }
    return seal;
  }

  function sealsOf(history) {
    return [...tagsOf(history)].filter(function (pair) { return pair[0].startsWith("seal/"); }).sort()
      .map(function (pair) { return sealOf(history, pair[0], pair[1]); });
  }

  /** What is wrong with what a seal says, beside the history as it is. */
  function faultsOf(history, seal, places, ancestors) {
    const says = seal.says;
    const name = { name: seal.name };
    if (!says) return [["not-a-seal", name]];
    if (seal.tag.target !== says.tip) return [["seal-moved", Object.assign(name, { tip: short(says.tip), target: short(seal.tag.target) })]];
    if (!places.has(says.tip)) {
      return [ancestors.has(says.tip) ? ["seal-off-line", name] : ["seal-cut", Object.assign(name, { day: says.day })]];
    }
    const place = places.get(says.tip);
    if (place !== says.commits) return [["seal-count", Object.assign(name, { stated: says.commits, actual: place })]];
    const committed = kim.localDay(history.commit(says.tip).committed);
    return says.day < committed ? [["seal-back-dated", Object.assign(name, { day: says.day, committed: committed })]] : [];
  }

  /** The seal before this one is still there, and the same; one of another branch is where manifest.json lists it. */
  function chainOf(seal, byName, elsewhere) {
    const says = seal.says;
    if (!says || !says.previous) return [];
    const before = byName.get(says.previous) || elsewhere.get(says.previous);
    const values = { name: seal.name, previous: says.previous };
    if (!before) return [["seal-gone", values]];
    return before === says.previousId ? [] : [["seal-replaced", values]];
  }

  /** What is to be said of each seal of a pack's history, its signature aside. */
  function checkSeals(history, manifest) {
    const seals = sealsOf(history);
    const line = history.mainLine(manifest.tip);
    const places = new Map(line.map(function (id, number) { return [id, number + 1]; }));
    const ancestors = history.ancestors(manifest.tip);
    const byName = new Map(seals.map(function (seal) { return [seal.name, seal.id]; }));
    const elsewhere = new Map(manifest.seals.map(function (seal) { return [seal.name, seal.id]; }));
    return seals.flatMap(function (seal) {
      const faults = faultsOf(history, seal, places, ancestors).concat(chainOf(seal, byName, elsewhere));
      if (!seal.tag || !seal.tag.signed) faults.push(["seal-unsigned", { name: seal.name }]);
      if (faults.length) return faults;
      return [["seal-fits", { name: seal.name, number: seal.says.commits, tip: short(seal.says.tip), id: seal.id }]];
    });
  }

  // -------------------------------------------------------------------------------------- the seal that is asked

  /** What a reader was given: an id, or the name of a seal inside an address. */
  function readAsked(asked) {
    const id = /(?:^|[^0-9a-f])([0-9a-f]{40}(?:[0-9a-f]{24})?)(?![0-9a-f])/.exec(asked.toLowerCase());
    const name = /seal(?:\/|%2f)([0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]+)?)(?![0-9-])/i.exec(asked);
    return { id: id ? id[1] : "", name: name ? "seal/" + name[1] : "" };
  }

  /** How far the commit that is shown lies from what a seal holds. */
  function covered(history, manifest, seal) {
    const line = history.mainLine(manifest.tip);
    const after = line.indexOf(manifest.commit) + 1 - seal.says.commits;
    const values = { name: seal.name, commit: short(manifest.commit), number: Math.abs(after) };
    return [after > 0 ? "asked-after" : "asked-covers", values];
  }

  function askedSeal(history, manifest, asked, seal) {
    const name = { name: seal.name, id: seal.id };
    if (asked.id && asked.name && asked.name !== seal.name) return [["asked-other-name", Object.assign(name, { asked: asked.name })]];
    if (!seal.says) return [];
    const fits = Object.assign(name, { day: seal.says.day, number: seal.says.commits, tip: short(seal.says.tip) });
    return [[asked.id ? "asked-fits" : "asked-by-name", fits], covered(history, manifest, seal)];
  }

  /** What is to be said of a seal that isn't in the pack's history. */
  function askedElsewhere(manifest, asked) {
    const listed = manifest.seals.find(function (seal) { return asked.id ? seal.id === asked.id : seal.name === asked.name; });
    if (listed) return [["asked-listed", { name: listed.name, id: listed.id }]];
    const day = asked.name.slice("seal/".length, "seal/2026-11-22".length);
    const shown = { asked: asked.id || asked.name, today: manifest.today };
    if (!day || day === manifest.today) return [["asked-unknown", shown]];
    return [[day > manifest.today ? "asked-later" : "asked-missing", shown]];
  }

  /** What a pack shows of the seal whose id, name or address a reader was given. */
  function checkAsked(history, manifest, text) {
    if (!text.trim()) return [["asked-none", {}]];
    const asked = readAsked(text);
    if (!asked.id && !asked.name) return [["asked-unread", { asked: text.trim().slice(0, 200) }]];
    const seals = sealsOf(history);
    const seal = seals.find(function (each) { return asked.id ? each.id === asked.id : each.name === asked.name; });
    if (seal) return askedSeal(history, manifest, asked, seal);
    const place = history.mainLine(manifest.tip).indexOf(asked.id) + 1;
    if (asked.id && place) return [["asked-commit", { id: asked.id, number: place }]];
    const namesake = asked.id && seals.find(function (each) { return each.name === asked.name; });
    if (namesake) return [["asked-replaced", { name: namesake.name, asked: asked.id, id: namesake.id }]];
    return askedElsewhere(manifest, asked);
  }

  here.KimVerify = Object.assign(kim, {
    checkAsked: checkAsked, checkFacts: checkFacts, checkNames: checkNames, checkSeals: checkSeals, lacking: lacking,
    readAsked: readAsked, tooMuch: tooMuch
  });
})(globalThis);

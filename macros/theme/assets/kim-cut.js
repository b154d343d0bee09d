// Cuts what `kim-pack.js` wrote into parts, so that a question fetches only what its words need: what every question needs,
// ranges of the alphabet, and the names of all words, for slips of the keys. Only a build and `kim ask` run this file.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var counts = root.KimCounts;
  var vectors = root.KimVectors;
  var RANGE = 450; // bytes of a range, before it is written: it takes half as much again
  var COMMON = 2000; // bytes that a question spares for each range that it needs not fetch: measured on the halves to work with
  var SELDOM = 16; // records that have a word which isn't to be seen; one that more have tells of many things
  var FEWEST = 40; // words of a range: which was fetched tells a server little of what was typed
  var ENTRY = 0.8; // bytes that a count takes
  var NAME = 2.5; // and a word
  var FORM = 3; // and a form of the vocabulary that begins with it

  /** All that is known: by name {level row, letter of what it tells, forms}. The groups of the vocabulary are names as well. */
  function known(whole) {
    var order = new Map(counts.ranked(whole.counts.amounts).map(function (record, place) { return [record, place]; }));
    var groups = counts.groups(whole);
    var byFirst = words.vocabulary(groups);
    var all = new Map();
    function one(name) {
      if (!all.has(name)) all.set(name, { name: name, row: null, counts: [], tells: "", forms: byFirst.get(name) || [], numbers: [0], beside: new Map() });
      return all.get(name);
    }
    groups.forEach(function (group) { group.forEach(function (form) { form.forEach(one); }); });
    Array.from(counts.unpackedRows(whole.counts)).forEach(function (pair, at) {
      var own = one(pair[0]);
      own.counts = pair[1];
      own.tells = whole.counts.tells[at];
      own.row = pair[1].map(function (count) { return [order.get(count[0]), counts.LEVELS.indexOf(count[1]) + 1]; });
    });
    return Array.from(all.values()).sort(function (a, b) { return a.name < b.name ? -1 : 1; });
  }

  /** The bytes that a word takes, about. */
  function size(one) { return ENTRY * one.counts.length + NAME + FORM * one.forms.length; }

  /** Whether it is cheaper that every question fetches a word than that those that have it fetch its range. */
  function isCommon(one, sentences) {
    return one.name[0] === "~" || counts.standing(one.name, one.counts) * COMMON > size(one) * sentences;
  }

  /** The words in ranges of about the same size. */
  function ranges(all) {
    var parts = [];
    var bytes = RANGE;
    all.forEach(function (one) {
      if (bytes >= RANGE && (!parts.length || parts[parts.length - 1].length >= FEWEST)) {
        parts.push([]);
        bytes = 0;
      }
      parts[parts.length - 1].push(one);
      bytes += size(one);
    });
    var last = parts.length > 1 && parts[parts.length - 1].length < FEWEST ? parts.pop() : [];
    if (last.length) parts.push(parts.pop().concat(last));
    return parts;
  }

  /** As much of each range's first word as tells it from the one before. */
  function firsts(parts) {
    return parts.map(function (part, at) {
      var before = at ? parts[at - 1][parts[at - 1].length - 1].name : "";
      var name = part[0].name;
      var length = 1;
      while (name.slice(0, length) <= before) length += 1;
      return at ? name.slice(0, length) : "";
    });
  }

  /** The rows of words as a file has them. */
  function countsOf(all, records, models) {
    var counted = all.filter(function (one) { return one.row; });
    var rows = counted.map(function (one) { return one.row; });
    return {
      names: words.joined(counted.map(function (one) { return one.name; })),
      rows: root.KimEncode.written(function (number) { counts.codedRows(number, rows.length, records, rows, models); }),
      tells: counted.map(function (one) { return one.tells; }).join(""),
    };
  }

  /**
   * Gives each word its numbers, and those of two words to one of both that isn't `kept` with what every question fetches, if
   * there is one: whoever asks has the parts of both.
   */
  function number(all, kept, features) {
    var byName = new Map(all.map(function (one) { return [one.name, one]; }));
    features.forEach(function (pair) {
      var both = pair[0].split(" ").map(function (name) { return byName.get(name); });
      if (both.length < 2) both[0].numbers = pair[1];
      else if (kept.has(both[0]) && !kept.has(both[1])) both[1].beside.set(vectors.hash(both[0].name, false), pair[1]);
      else both[0].beside.set(vectors.hash(both[1].name, true), pair[1]);
    });
  }

  /** The numbers of words as a file has them, in the order of their counts. */
  function vectorsOf(all, span, models) {
    var counted = all.filter(function (one) { return one.row; });
    var rows = counted.map(function (one) { return one.numbers; });
    var pairs = counted.map(function (one) { return Array.from(one.beside).sort(function (a, b) { return a[0] - b[0]; }); });
    return {
      rows: root.KimEncode.written(function (number) {
        vectors.codedRows(number, rows.length, span, rows, models);
        vectors.codedPairs(number, pairs.length, span, pairs, models);
      }),
    };
  }

  /** The numbers of records, and what every question needs of those of words. */
  function firstVectors(whole, common, models) {
    var known = whole.vectors;
    return Object.assign(vectorsOf(common, known.span, models), {
      span: known.span,
      likelier: known.likelier,
      records: root.KimEncode.written(function (number) { vectors.codedRows(number, known.records.length, known.span, known.records, vectors.untaught()); }),
    });
  }

  /** What of the vocabulary begins with words, as a file has it. */
  function wordsOf(all, groups) {
    var own = all.filter(function (one) { return one.name[0] !== "~"; });
    var further = [].concat.apply([], own.map(function (one) {
      return [].concat.apply([], one.forms.map(function (form) { return form.terms.slice(1); }));
    }));
    var others = Array.from(new Set(further)).sort();
    var places = new Map(others.map(function (term, place) { return [term, place]; }));
    var forms = own.map(function (one) {
      return one.forms.map(function (form) { return [form.group, form.terms.slice(1).map(function (term) { return places.get(term); })]; });
    });
    return {
      terms: words.joined(own.filter(function (one) { return !one.row; }).map(function (one) { return one.name; })),
      others: words.joined(others),
      forms: root.KimEncode.written(function (number) { counts.codedForms(number, own.length, groups, others.length, forms); }),
    };
  }

  /** Every word, and how often each stands in records. */
  function namesOf(all, documents) {
    var own = all.filter(function (one) { return one.name[0] !== "~"; });
    var often = own.map(function (one) { return counts.often(one.counts, documents); });
    return {
      names: words.joined(own.map(function (one) { return one.name; })),
      often: root.KimEncode.written(function (number) { counts.codedOften(number, own.length, often); }),
    };
  }

  /**
   * What a page fetches: {file, parts}, parts by name. Of the phrases `unseen`, words that few records have stand in the
   * file itself, so that nobody can tell from what is fetched that they were typed.
   */
  function cut(whole, unseen) {
    var records = whole.counts.amounts.length;
    var documents = records - whole.elsewhere.length;
    var groups = whole.synonyms.groups;
    var quiet = new Set([].concat.apply([], unseen.map(words.terms)));
    var all = known(whole);
    var common = all.filter(function (one) { return isCommon(one, whole.sentences) || (quiet.has(one.name) && one.counts.length <= SELDOM); });
    var kept = new Set(common);
    var parts = ranges(all.filter(function (one) { return !kept.has(one); }));
    var models = counts.untaught();
    var first = countsOf(common, records, models);
    number(all, kept, whole.vectors.features);
    var numbers = vectors.untaught();
    var firstNumbers = firstVectors(whole, common, numbers);
    var cuts = { names: namesOf(all, documents) };
    parts.forEach(function (part, at) {
      cuts[at] = {
        counts: countsOf(part, records, counts.taught(models)),
        vectors: vectorsOf(part, whole.vectors.span, vectors.taught(numbers)),
        words: wordsOf(part, groups),
      };
    });
    var file = Object.assign({}, whole, {
      form: counts.FORM,
      counts: Object.assign(first, { amounts: whole.counts.amounts, likelier: whole.counts.likelier, features: whole.counts.tells.length }),
      vectors: firstNumbers,
      words: Object.assign(wordsOf(common, groups), { groups: groups, ranges: firsts(parts) }),
    });
    delete file.synonyms;
    return { file: file, parts: cuts };
  }

  root.KimCut = { cut: cut };
})(typeof globalThis === "undefined" ? self : globalThis);

// What the words of a sentence tell of danger, as it was learned from many ways that people say each danger and from what
// only sounds like it (`kim-sense-learn.js`). Features are the stems of a sentence, and two that stand next to each other or
// have one between them: who, and what happens. The browser and `kim ask` run this same file.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var coding = root.KimCode;
  var SURE = 0.3; // how likely the likeliest danger has to be, against none: measured, see tests/answers
  var BESIDE = 0.3; // how likely one is that is told beside the likeliest, against it
  var SLIP = 1; // what a word counts that is taken for a slip of another
  var STEP = 1; // how finely it is told what a feature brings
  var PLACES = 131072; // numbers of two words: so many that hardly two have the same
  var BASE = 90; // of the letters that a number is written in
  var FIRST = 35; // and the first of them
  var BACKSLASH = 92;
  var STRANGE = "?"; // a word of which nothing is known
  var MOST = 13; // levels that a feature may take from a danger, and one less that it may bring

  /** Two of these words, as a feature: which two, as a number. No file tells the words. */
  function pair(one, other, gap) {
    var text = one + (gap ? " * " : " ") + other;
    var hash = 2166136261;
    for (var at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
    return (hash >>> 0) % PLACES;
  }

  /** The features of words, each once. A word that says something and isn't `known` is STRANGE, as often as there are any. */
  function features(stems, known) {
    var all = new Set(stems);
    stems.forEach(function (stem, at) {
      if (at + 1 < stems.length) all.add(pair(stem, stems[at + 1], 0));
      if (at + 2 < stems.length) all.add(pair(stem, stems[at + 2], 1));
    });
    var strange = known ? stems.filter(function (stem) { return !known.has(stem) && !words.isSmall(stem); }) : [];
    return Array.from(all).concat(strange.map(function () { return STRANGE; }));
  }

  /** What each feature of so many words counts. */
  function share(length) { return 1 / Math.sqrt(length + 1); }

  // ------------------------------------------------------------------------------------------------ what a file tells

  /** A number from 0 on for each level: 0, 1, -1, 2, -2 and so on, and back. */
  function folded(level) { return level > 0 ? 2 * level - 1 : -2 * level; }

  function unfolded(number) { return number % 2 ? (number + 1) / 2 : -number / 2; }

  /**
   * So many rows, each the levels of a feature by the number of a danger, as `number` reads them or writes those that are
   * `known`. The last is that of none, and says most about the others.
   */
  function codedRows(number, size, classes, known) {
    var levels = coding.model(classes * 8);
    return Array.from({ length: size }, function (_, place) {
      var row = new Array(classes).fill(0);
      var told = 0;
      var last = 0;
      for (var at = classes - 1; at >= 0; at -= 1) {
        row[at] = unfolded(number(levels, at * 8 + Math.min(3, told) * 2 + (last < 0 ? 1 : 0), known ? folded(known[place][at]) : 0));
        if (!row[at]) continue;
        told += 1;
        last = row[at];
      }
      return row;
    });
  }

  /** What a feature brings, of its levels: [[number of a danger, how much], ...]. */
  function brought(row) {
    return row.map(function (level, number) { return [number, level * STEP]; }).filter(function (told) { return told[1]; });
  }

  /** The numbers of pairs, in order: the gap to each, and in front of a large one a space and how often it has BASE. */
  function numbers(text) {
    var last = -1;
    return (text.match(/ ..|[^ ]/g) || []).map(function (gap) {
      var wide = gap.length === 3;
      last += 1 + (wide ? (digit(gap, 1) + 1) * BASE + digit(gap, 2) : digit(gap, 0));
      return last;
    });
  }

  /** The number of a letter. A backslash is none. */
  function digit(text, at) {
    var code = text.charCodeAt(at);
    return code - FIRST - (code > BACKSLASH ? 1 : 0);
  }

  function unpacked(packed) {
    var features = words.parted(packed.names).concat(numbers(packed.pairs));
    var rows = codedRows(coding.reader(packed.rows), features.length, packed.likelier.length, null);
    return new Map(features.map(function (name, place) { return [name, brought(rows[place])]; }));
  }

  // ------------------------------------------------------------------------------------------------ what is likely

  /** The word that this one may be a slip of, if it is no word that is known. */
  function meant(stem, known, others) {
    if (known.has(stem) || others.has(stem) || words.isSmall(stem) || !/^[a-z]+$/.test(stem)) return stem;
    var near = "";
    var fewest = 3;
    known.forEach(function (other) {
      var count = words.slips(stem, other);
      if (!count || count >= fewest) return;
      fewest = count;
      near = other;
    });
    return near || stem;
  }

  /** How likely each danger is by its score, the last being none, in place. */
  function shares(scores) {
    var most = -Infinity;
    var sum = 0;
    for (var at = 0; at < scores.length; at += 1) most = Math.max(most, scores[at]);
    for (at = 0; at < scores.length; at += 1) sum += scores[at] = Math.exp(scores[at] - most);
    for (at = 0; at < scores.length; at += 1) scores[at] /= sum;
    return scores;
  }

  /** A function from stems to the numbers of the dangers that they tell of. */
  function reader(packed) {
    var rows = unpacked(packed);
    var known = new Set(words.parted(packed.names));
    var others = new Set(words.parted(packed.others));
    var looked = new Map(); // what each stem was taken for: to look through all that are known takes long

    function taken(stem) {
      if (!looked.has(stem)) looked.set(stem, meant(stem, known, others));
      return looked.get(stem);
    }

    function likely(stems) {
      var read = stems.map(taken);
      var slipped = new Set(read.filter(function (stem, at) { return stem !== stems[at]; }));
      var scores = packed.likelier.slice();
      features(read, known).forEach(function (feature) {
        (rows.get(feature) || []).forEach(function (told) {
          scores[told[0]] += told[1] * share(stems.length) * (slipped.has(feature) ? SLIP : 1);
        });
      });
      return shares(scores);
    }

    function told(stems, sure) {
      var each = likely(stems);
      var none = each.pop();
      var most = Math.max.apply(null, each);
      if (most < (sure || SURE) * (most + none)) return [];
      return each.map(function (_, number) { return number; }).filter(function (number) { return each[number] >= BESIDE * most; });
    }

    return { told: told, known: known };
  }

  root.KimSense = { reader: reader, features: features, share: share, shares: shares, meant: meant, codedRows: codedRows, STRANGE: STRANGE, BASE: BASE, FIRST: FIRST, BACKSLASH: BACKSLASH, STEP: STEP, MOST: MOST };
})(typeof globalThis === "undefined" ? self : globalThis);

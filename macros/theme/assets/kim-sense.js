// What the words of a sentence tell of danger, as it was learned from many ways that people say each danger and from what
// only sounds like it (`kim-sense-learn.js`). Features are the stems of a sentence, and two that stand next to each other or
// have one between them: who, and what happens. The browser and `kim ask` run this same file.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var SURE = 0.3; // how likely the likeliest danger has to be, against none: measured, see tests/answers
  var BESIDE = 0.3; // how likely one is that is told beside the likeliest, against it
  var SLIP = 1; // what a word counts that is taken for a slip of another
  var STEP = 1; // how finely it is told what a feature brings
  var PLACES = 131072; // numbers of two words: so many that hardly two have the same
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

  /** What a feature brings, of its levels: [[number of a danger, how much], ...]. */
  function brought(row) {
    return row.map(function (level, number) { return [number, level * STEP]; }).filter(function (told) { return told[1]; });
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

  /** A function from stems to the numbers of the dangers that they tell of, of {names, others, pairs, rows, likelier}. */
  function reader(learned) {
    var rows = new Map(learned.names.concat(learned.pairs).map(function (name, place) { return [name, brought(learned.rows[place])]; }));
    var known = new Set(learned.names);
    var others = new Set(learned.others);
    var looked = new Map(); // what each stem was taken for: to look through all that are known takes long

    function taken(stem) {
      if (!looked.has(stem)) looked.set(stem, meant(stem, known, others));
      return looked.get(stem);
    }

    function likely(stems) {
      var read = stems.map(taken);
      var slipped = new Set(read.filter(function (stem, at) { return stem !== stems[at]; }));
      var scores = learned.likelier.slice();
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

  root.KimSense = { reader: reader, features: features, share: share, shares: shares, meant: meant, STRANGE: STRANGE, STEP: STEP, MOST: MOST };
})(typeof globalThis === "undefined" ? self : globalThis);

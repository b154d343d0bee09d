// Writes the counts of which `kim-counts.js` tells as a file: what is alike stands together, so that it is sent small.
// Only a build and `kim ask` run this file; pages fetch what it wrote.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var counts = root.KimCounts;
  var HARDLY = 0.1; // a count that is left out
  var ONCE = 2; // the level up to which a feature of one record alone is left out
  var SELDOM = 3; // sentences up to which a word may be a slip
  var OFTEN = 40; // how many times as often the word stands that it was meant to be
  var LONG = 5; // letters from which it is looked for

  // ------------------------------------------------------------------------------------------------ slips of the keys

  /** How often each stem stands in sentences. */
  function standing(samples) {
    var times = new Map();
    samples.forEach(function (sample) { sample[1].forEach(function (stem) { times.set(stem, (times.get(stem) || 0) + 1); }); });
    return times;
  }

  /** The word that is far more common and that this one was meant to be, or itself. */
  function meant(stem, times, common) {
    var own = times.get(stem);
    if (own > SELDOM || stem.length < LONG || words.isSmall(stem)) return stem;
    return common.find(function (other) { return times.get(other) >= own * OFTEN && words.isSlip(stem, other); }) || stem;
  }

  /** Makes of the words of sentences what they were meant to be. People who type right have to meet who doesn't. */
  function mend(samples) {
    var times = standing(samples);
    var common = Array.from(times.keys()).filter(function (stem) { return times.get(stem) >= OFTEN && !words.isSmall(stem); });
    common.sort(function (one, other) { return times.get(other) - times.get(one) || (one < other ? -1 : 1); });
    var known = new Map(Array.from(times.keys(), function (stem) { return [stem, meant(stem, times, common)]; }));
    samples.forEach(function (sample) { sample[1] = sample[1].map(function (stem) { return known.get(stem); }); }); // a second list of all would be large
  }

  // ------------------------------------------------------------------------------------------------ counting

  /** What a sentence of this weight brings to the count of one of its features. */
  function brought(weighing, feature, all) { return (weighing * counts.weight(feature)) / Math.sqrt(all.length); }

  /** {counts, kept}: counts by feature, each a map from the number of a record, and the features of each sentence. */
  function counted(samples, byFirst) {
    var sums = new Map();
    var kept = samples.map(function (sample) {
      var own = counts.features(sample[1], byFirst);
      var all = Array.from(own.stems).concat(Array.from(own.groups));
      all.forEach(function (feature) {
        if (!sums.has(feature)) sums.set(feature, new Map());
        var of = sums.get(feature);
        of.set(sample[0], (of.get(sample[0]) || 0) + brought(sample[2], feature, all));
      });
      return all;
    });
    return { counts: sums, kept: kept };
  }

  // ------------------------------------------------------------------------------------------------ letters and figures

  function letter(number) {
    var code = counts.FIRST + number;
    if (code >= counts.SKIPPED[0]) code += 1;
    return String.fromCharCode(code >= counts.SKIPPED[1] ? code + counts.SKIPPED[2] - counts.SKIPPED[1] : code);
  }

  /** A logarithm as the letter that comes nearest, `middle` being that of nothing. */
  function fine(logarithm, middle) {
    return letter(Math.max(0, Math.min(2 * counts.MIDDLE, Math.round(logarithm / counts.FINE) + middle)));
  }

  function around(logarithm) { return fine(logarithm, counts.MIDDLE); }

  /** The nearest level of a count, 0 for one that is hardly anything. */
  function level(count) {
    if (count < HARDLY) return 0;
    var nearest = 0;
    counts.LEVELS.forEach(function (known, at) {
      if (Math.abs(Math.log(known / count)) < Math.abs(Math.log(counts.LEVELS[nearest] / count))) nearest = at;
    });
    return nearest + 1;
  }

  /** A count as the file tells it. */
  function told(count) { return level(count) ? counts.LEVELS[level(count) - 1] : 0; }

  /** How much is known of each record: the sum of its counts. */
  function amounts(known, records) {
    var sums = new Array(records).fill(0);
    known.forEach(function (of) { of.forEach(function (count, record) { sums[record] += told(count); }); });
    return sums.map(function (sum) { return fine(Math.log(Math.max(1, sum)), 0); }).join("");
  }

  /** A row as [[place of a record, level], ...]. A feature that one record hardly has, and no other, is none. */
  function row(of, places) {
    var all = Array.from(of, function (pair) { return [places.get(pair[0]), level(pair[1])]; }).filter(function (pair) { return pair[1]; });
    if (all.length === 1 && all[0][1] <= ONCE) return [];
    return all.sort(function (one, other) { return one[0] - other[0]; });
  }

  /** Counts as the file has them. `known` is how much is known of each record, in its letters. */
  function written(sums, known) {
    var places = new Map(counts.ranked(known).map(function (record, place) { return [record, place]; }));
    var rows = new Map(Array.from(sums, function (pair) { return [pair[0], row(pair[1], places)]; }).filter(function (pair) { return pair[1].length; }));
    var features = Array.from(rows.keys()).sort();
    var ordered = features.map(function (feature) { return rows.get(feature); });
    return {
      names: words.joined(features),
      rows: root.KimEncode.written(function (number) { counts.codedRows(number, ordered.length, places.size, ordered, counts.untaught()); }),
      amounts: known,
    };
  }

  // ------------------------------------------------------------------------------------------------ what is learned

  /** What each sentence teaches: see `KimLearn.learned`. Of many only some are learned from, and no others are made. */
  function lessons(table, all, samples) {
    function isKnown(feature) { return table.places.has(feature); }
    var teaching = Array.from(samples.keys()).filter(function (at) { return all.kept[at].some(isKnown); });
    var made = new Array(teaching.length);

    function lesson(at) {
      var sample = samples[at];
      var kept = all.kept[at].filter(isKnown);
      var length = counts.lengthOf(kept.map(counts.weight));
      return {
        record: sample[0],
        weight: sample[2],
        features: kept.map(function (feature) { return table.places.get(feature); }),
        shares: kept.map(function (feature) { return counts.weight(feature) / length; }),
        without: kept.map(function (feature) {
          var count = all.counts.get(feature).get(sample[0]);
          var own = brought(sample[2], feature, all.kept[at]);
          return table.brings(sample[0], told(count - own)) - table.brings(sample[0], told(count));
        }),
      };
    }

    return {
      length: teaching.length,
      at: function (place) { return made[place] || (made[place] = lesson(teaching[place])); },
    };
  }

  /** The counts that would bring each record what was learned. */
  function relearned(rows, table, moves) {
    var at = -1;
    return new Map(Array.from(rows, function (pair) {
      return [pair[0], new Map(pair[1].map(function (known) {
        at += 1;
        return [known[0], table.count(known[0], table.brings(known[0], known[1]) + moves[at])];
      }))];
    }));
  }

  /** What was learned of sentences, as a file has it. Each is [number of a record, stems, weight], and its stems are mended. */
  function pack(samples, byFirst, records) {
    mend(samples);
    var all = counted(samples, byFirst);
    var known = amounts(all.counts, records);
    var rows = counts.unpackedRows(written(all.counts, known));
    var table = counts.table(rows, counts.amounts(known));
    var learned = root.KimLearn.learned(table, lessons(table, all, samples));
    var packed = written(relearned(rows, table, learned.moves), known);
    var kept = Array.from(counts.unpackedRows(packed).keys());
    packed.tells = kept.map(function (feature) { return around(Math.log(learned.tells[table.places.get(feature)])); }).join("");
    packed.likelier = Array.from(learned.likelier, around).join("");
    return packed;
  }

  // ------------------------------------------------------------------------------------------------ the vocabulary

  /** Groups of forms, each a list of terms, as a file has them that has those names too. */
  function packedGroups(groups, names) {
    var counted = new Set(words.parted(names));
    var all = [].concat.apply([], [].concat.apply([], groups));
    var others = words.joined(Array.from(new Set(all)).filter(function (term) { return !counted.has(term); }).sort());
    var terms = counts.termsOf(names, others);
    var places = new Map(terms.map(function (term, place) { return [term, place]; }));
    var known = groups.map(function (group) { return group.map(function (form) { return form.map(function (term) { return places.get(term); }); }); });
    return {
      groups: groups.length,
      terms: others,
      forms: root.KimEncode.written(function (number) { counts.codedGroups(number, groups.length, terms.length, known); }),
    };
  }

  root.KimPack = { pack: pack, packedGroups: packedGroups };
})(typeof globalThis === "undefined" ? self : globalThis);

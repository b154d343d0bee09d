// What the sentences of each record have in common with a question. All that is known of a record, its title, its text
// and how people ask for it, is taken as sentences; counted is in which of them each feature stands: a stem, a group of
// the vocabulary, or two neighbouring stems. Likely is what has a question's features more often than others have
// (multinomial naive Bayes, McCallum and Nigam 1998, with each sentence weighing the same however long it is).
(function (root) {
  "use strict";

  var words = root.KimWords;
  var SMALL = 0.25; // what a small word weighs, against one that tells something
  var PAIR = 0.5; // what two neighbouring stems weigh
  var LEAST = 4; // sentences in which a pair has to stand: of most it says nothing
  var UNSEEN = 0.05; // of a feature that a record has in no sentence: measured, see tests/answers
  var EVEN = 0.5; // how far a record of which much is known counts like one of which little is
  var LENGTH = 2.4; // the root of the features that most sentences have
  var LEVELS = [0.2, 0.33, 0.55, 0.9, 1.5, 2.5, 4, 7, 12, 20, 35]; // what the file tells of a count
  var HARDLY = 0.2; // a count that is left out
  var FIRST = 35; // the first letter that stands for a number
  var SKIPPED = [92, 127, 161]; // a backslash, and from and up to where no letters are

  /** What is in a list of stems: {stems, groups, pairs}, each once. A pair is "heat+broken". */
  function features(stems, byFirst) {
    var pairs = new Set();
    for (var at = 0; at + 1 < stems.length; at += 1) pairs.add(stems[at] + "+" + stems[at + 1]);
    return { stems: new Set(stems), groups: new Set(words.forms(stems, byFirst).map(function (form) { return "~" + form.group; })), pairs: pairs };
  }

  function weight(feature) {
    if (feature.indexOf("+") > 0) return PAIR;
    return words.isSmall(feature) ? SMALL : 1;
  }

  /** Counts by feature, each a map from the number of a record. `sentences` are [number, stems, weight]. */
  function counted(sentences, byFirst) {
    var all = sentences.map(function (sentence) {
      var own = features(sentence[1], byFirst);
      return [].concat(Array.from(own.stems), Array.from(own.groups), Array.from(own.pairs));
    });
    var standing = new Map();
    all.forEach(function (list) { list.forEach(function (feature) { standing.set(feature, (standing.get(feature) || 0) + 1); }); });
    var counts = new Map();
    all.forEach(function (list, at) {
      var kept = list.filter(function (feature) { return feature.indexOf("+") < 0 || standing.get(feature) >= LEAST; });
      kept.forEach(function (feature) {
        if (!counts.has(feature)) counts.set(feature, new Map());
        var of = counts.get(feature);
        var number = sentences[at][0];
        of.set(number, (of.get(number) || 0) + (sentences[at][2] * weight(feature)) / Math.sqrt(kept.length));
      });
    });
    return counts;
  }

  // ------------------------------------------------------------------------------------------------ as a file

  function letter(number) {
    var code = FIRST + number;
    if (code >= SKIPPED[0]) code += 1;
    return String.fromCharCode(code >= SKIPPED[1] ? code + SKIPPED[2] - SKIPPED[1] : code);
  }

  function number(text, at) {
    var code = text.charCodeAt(at);
    if (code >= SKIPPED[2]) code -= SKIPPED[2] - SKIPPED[1];
    return code - (code > SKIPPED[0] ? 1 : 0) - FIRST;
  }

  /** The nearest level of a count, 0 for one that is hardly anything. */
  function level(count) {
    if (count < HARDLY) return 0;
    var nearest = 0;
    LEVELS.forEach(function (known, at) {
      if (Math.abs(Math.log(known / count)) < Math.abs(Math.log(LEVELS[nearest] / count))) nearest = at;
    });
    return nearest + 1;
  }

  /** The counts of one feature: letters for the records, and as many figures for the levels. */
  function packedRow(of) {
    var row = Array.from(of).map(function (pair) { return [pair[0], level(pair[1])]; })
      .filter(function (pair) { return pair[1]; })
      .sort(function (one, other) { return one[0] - other[0]; });
    return [row.map(function (pair) { return letter(pair[0]); }).join(""), row.map(function (pair) { return pair[1].toString(36); }).join("")];
  }

  /** Counts as a file has them: what is alike stands together, so that it is packed small. */
  function pack(counts) {
    var rows = new Map();
    counts.forEach(function (of, feature) {
      var row = packedRow(of);
      if (row[0]) rows.set(feature, row);
    });
    var single = Array.from(rows.keys()).filter(function (feature) { return feature.indexOf("+") < 0; }).sort();
    var places = new Map(single.map(function (feature, place) { return [feature, place]; }));
    var pairs = Array.from(rows.keys()).filter(function (feature) { return feature.indexOf("+") > 0 && feature.split("+").every(function (stem) { return places.has(stem); }); });
    var after = single.map(function () { return []; });
    pairs.forEach(function (feature) {
      var two = feature.split("+").map(function (stem) { return places.get(stem); });
      after[two[0]].push(two[1]);
    });
    after.forEach(function (list) { list.sort(function (one, other) { return one - other; }); });
    var ordered = single.concat([].concat.apply([], after.map(function (list, first) { return list.map(function (second) { return single[first] + "+" + single[second]; }); })));
    return {
      single: single.join(" "),
      pairs: after.map(function (list) { return list.map(function (place) { return place.toString(36); }).join(" "); }).join(),
      records: ordered.map(function (feature) { return rows.get(feature)[0]; }).join(" "),
      levels: ordered.map(function (feature) { return rows.get(feature)[1]; }).join(""),
    };
  }

  /** The counts of such a file: by feature a list of [number, count]. */
  function unpacked(packed) {
    var single = packed.single ? packed.single.split(" ") : [];
    var names = single.slice();
    packed.pairs.split(",").forEach(function (list, first) {
      if (list) list.split(" ").forEach(function (place) { names.push(single[first] + "+" + single[parseInt(place, 36)]); });
    });
    var at = 0;
    var rows = packed.records.split(" ");
    return new Map(names.map(function (name, place) {
      var row = Array.from({ length: rows[place].length }, function (_, own) { return [number(rows[place], own), LEVELS[parseInt(packed.levels[at + own], 36) - 1]]; });
      at += row.length;
      return [name, row];
    }));
  }

  // ------------------------------------------------------------------------------------------------ what is likely

  /** A function from weighed features, [[feature, weight], ...], to how likely each of so many records is. */
  function likely(counts, records) {
    var sums = new Array(records).fill(0);
    counts.forEach(function (row) { row.forEach(function (pair) { sums[pair[0]] += pair[1]; }); });
    var mean = sums.reduce(function (all, sum) { return all + sum; }, 0) / (records || 1);
    var scale = sums.map(function (sum) { return Math.pow(mean / (sum || 1), EVEN); });
    var without = sums.map(function (sum, at) { return Math.log(UNSEEN) - Math.log(sum * scale[at] + UNSEEN * counts.size); });
    return function (asked) {
      var known = asked.filter(function (pair) { return counts.has(pair[0]); });
      var length = Math.sqrt(known.reduce(function (sum, pair) { return sum + pair[1] * pair[1]; }, 0)) || 1;
      var all = known.reduce(function (sum, pair) { return sum + pair[1]; }, 0) / length;
      var scores = without.map(function (each) { return each * all; });
      known.forEach(function (pair) {
        counts.get(pair[0]).forEach(function (row) { scores[row[0]] += (pair[1] / length) * Math.log(1 + (row[1] * scale[row[0]]) / UNSEEN); });
      });
      return scores;
    };
  }

  /** What a feature tells of `sentences`: much if few have it. */
  function telling(counts, sentences) {
    return function (feature) {
      var row = counts.get(feature) || [];
      var sum = row.reduce(function (all, pair) { return all + pair[1]; }, 0) / weight(feature);
      return 1 + Math.max(0, Math.log((1 + sentences) / (1 + sum * LENGTH)));
    };
  }

  root.KimCounts = { features: features, weight: weight, counted: counted, pack: pack, unpacked: unpacked, likely: likely, telling: telling };
})(typeof globalThis === "undefined" ? self : globalThis);

// What the sentences of each record have in common with a question. All that is known of a record, its title, its text
// and how people ask for it, is taken as sentences; counted is in which of them each feature stands: a stem, a group of
// the vocabulary, or two neighbouring stems. Likely is what has a question's features more often than others have
// (multinomial naive Bayes, McCallum and Nigam 1998, with each sentence weighing the same however long it is), each
// feature going for what it tells: `kim-learn.js` learns that from the same sentences.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var SMALL = 0.25; // what a small word weighs, against one that tells something
  var PAIR = 0.5; // what two neighbouring stems weigh
  var LEAST = 10; // sentences in which a pair has to stand: of most it says nothing
  var UNSEEN = 0.02; // of a feature that a record has in no sentence: measured, see tests/answers
  var EVEN = 0.5; // how far a record of which much is known counts like one of which little is
  var LENGTH = 2.4; // the root of the features that most sentences have
  var LEVELS = [0.3, 0.8, 2, 5, 14]; // what the file tells of a count
  var HARDLY = 0.2; // a count that is left out
  var FINE = 0.2; // how finely it is told what a feature tells, in logarithms
  var MIDDLE = 25; // the letter of what tells as much as any
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

  /** What a sentence of this weight brings to the count of one of its features. */
  function brought(weighing, feature, all) { return (weighing * weight(feature)) / Math.sqrt(all.length); }

  /** {counts, kept}: counts by feature, each a map from the number of a record, and the features of each sentence. */
  function counted(sentences, byFirst) {
    var all = sentences.map(function (sentence) {
      var own = features(sentence[1], byFirst);
      return [].concat(Array.from(own.stems), Array.from(own.groups), Array.from(own.pairs));
    });
    var standing = new Map();
    all.forEach(function (list) { list.forEach(function (feature) { standing.set(feature, (standing.get(feature) || 0) + 1); }); });
    var counts = new Map();
    var kept = all.map(function (list, at) {
      var own = list.filter(function (feature) { return feature.indexOf("+") < 0 || standing.get(feature) >= LEAST; });
      own.forEach(function (feature) {
        if (!counts.has(feature)) counts.set(feature, new Map());
        var of = counts.get(feature);
        var number = sentences[at][0];
        of.set(number, (of.get(number) || 0) + brought(sentences[at][2], feature, own));
      });
      return own;
    });
    return { counts: counts, kept: kept };
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

  /** A count as the file tells it. */
  function told(count) { return level(count) ? LEVELS[level(count) - 1] : 0; }

  /** The counts of one feature: letters for the records, and as many figures for the levels. */
  function packedRow(of) {
    var row = Array.from(of).map(function (pair) { return [pair[0], level(pair[1])]; })
      .filter(function (pair) { return pair[1]; })
      .sort(function (one, other) { return one[0] - other[0]; });
    return [row.map(function (pair) { return letter(pair[0]); }).join(""), row.map(function (pair) { return pair[1].toString(36); }).join("")];
  }

  /** The features of counts as a file has them: single ones first, and then pairs, by what stands in them. */
  function ordered(counts) {
    var single = Array.from(counts.keys()).filter(function (feature) { return feature.indexOf("+") < 0; }).sort();
    var places = new Map(single.map(function (feature, place) { return [feature, place]; }));
    var after = single.map(function () { return []; });
    counts.forEach(function (_, feature) {
      var two = feature.split("+").map(function (stem) { return places.get(stem); });
      if (two.length === 2 && two[0] !== undefined && two[1] !== undefined) after[two[0]].push(two[1]);
    });
    after.forEach(function (list) { list.sort(function (one, other) { return one - other; }); });
    return { single: single, after: after };
  }

  function named(single, after) {
    return single.concat([].concat.apply([], after.map(function (list, first) {
      return list.map(function (second) { return single[first] + "+" + single[second]; });
    })));
  }

  /** Counts and what was learned of them, as a file has them: what is alike stands together, so that it is packed small. */
  function pack(counted, samples, records) {
    var rows = new Map(Array.from(counted.counts).map(function (pair) { return [pair[0], packedRow(pair[1])]; }).filter(function (pair) { return pair[1][0]; }));
    var order = ordered(rows);
    var names = named(order.single, order.after);
    var packed = {
      single: order.single.join(" "),
      pairs: order.after.map(function (list) { return list.map(function (place) { return place.toString(36); }).join(" "); }).join(),
      records: names.map(function (feature) { return rows.get(feature)[0]; }).join(" "),
      levels: names.map(function (feature) { return rows.get(feature)[1]; }).join(""),
    };
    var known = table(unpackedRows(packed), records);
    var learned = root.KimLearn.learned(known, lessons(known, counted, samples));
    packed.tells = Array.from(learned.tells, function (number) { return fine(Math.log(number)); }).join("");
    packed.likelier = Array.from(learned.likelier, fine).join("");
    return packed;
  }

  /** A number as the letter that comes nearest. */
  function fine(number) {
    var nearest = Math.round(number / FINE) + MIDDLE;
    return letter(Math.max(0, Math.min(2 * MIDDLE, nearest)));
  }

  function numbers(text) { return Array.from(text, function (_, at) { return (number(text, at) - MIDDLE) * FINE; }); }

  /** What each sentence teaches: see `KimLearn.learned`. */
  function lessons(known, counted, samples) {
    return samples.map(function (sample, at) {
      var kept = counted.kept[at].filter(function (feature) { return known.places.has(feature); });
      var length = lengthOf(kept.map(weight));
      return {
        record: sample[0],
        weight: sample[2],
        features: kept.map(function (feature) { return known.places.get(feature); }),
        shares: kept.map(function (feature) { return weight(feature) / length; }),
        without: kept.map(function (feature) {
          var count = counted.counts.get(feature).get(sample[0]);
          var own = brought(sample[2], feature, counted.kept[at]);
          return known.brings(sample[0], told(count - own)) - known.brings(sample[0], told(count));
        }),
      };
    }).filter(function (lesson) { return lesson.features.length; });
  }

  function lengthOf(shares) { return Math.sqrt(shares.reduce(function (sum, share) { return sum + share * share; }, 0)) || 1; }

  /** The counts of such a file: by feature a list of [number, count]. */
  function unpackedRows(packed) {
    var single = packed.single ? packed.single.split(" ") : [];
    var after = packed.pairs.split(",").map(function (list) { return list ? list.split(" ").map(function (place) { return parseInt(place, 36); }) : []; });
    var at = 0;
    var rows = packed.records.split(" ");
    return new Map(named(single, after).map(function (name, place) {
      var row = Array.from({ length: rows[place].length }, function (_, own) { return [number(rows[place], own), LEVELS[parseInt(packed.levels[at + own], 36) - 1]]; });
      at += row.length;
      return [name, row];
    }));
  }

  // ------------------------------------------------------------------------------------------------ what is likely

  /** What counts bring: each feature to its records, and `none`, what one without it takes from each record. */
  function table(rows, records) {
    var sums = new Array(records).fill(0);
    rows.forEach(function (row) { row.forEach(function (pair) { sums[pair[0]] += pair[1]; }); });
    var mean = sums.reduce(function (all, sum) { return all + sum; }, 0) / (records || 1);
    var scale = sums.map(function (sum) { return Math.pow(mean / (sum || 1), EVEN); });
    function brings(record, count) { return Math.log(1 + (count * scale[record]) / UNSEEN); }
    return {
      brings: brings,
      places: new Map(Array.from(rows.keys()).map(function (feature, place) { return [feature, place]; })),
      none: sums.map(function (sum, at) { return Math.log(UNSEEN) - Math.log(sum * scale[at] + UNSEEN * rows.size); }),
      features: Array.from(rows.values()).map(function (row) {
        return {
          records: Uint16Array.from(row, function (pair) { return pair[0]; }),
          brings: Float64Array.from(row, function (pair) { return brings(pair[0], pair[1]); }),
        };
      }),
    };
  }

  /** The counts of a file: {rows, likely}, which is a function from [[feature, share], ...] to how likely each record is. */
  function unpacked(packed, records) {
    var rows = unpackedRows(packed);
    var known = table(rows, records);
    var tells = numbers(packed.tells).map(Math.exp);
    var likelier = numbers(packed.likelier);
    function likely(asked) {
      var own = asked.filter(function (pair) { return rows.has(pair[0]); });
      var length = lengthOf(own.map(function (pair) { return pair[1]; }));
      var scores = likelier.slice();
      own.forEach(function (pair) {
        var place = known.places.get(pair[0]);
        var share = (pair[1] / length) * tells[place];
        known.none.forEach(function (none, at) { scores[at] += share * none; });
        known.features[place].records.forEach(function (record, at) { scores[record] += share * known.features[place].brings[at]; });
      });
      return scores;
    }
    return { rows: rows, likely: likely };
  }

  /** What a feature tells of `sentences`: much if few have it. */
  function telling(rows, sentences) {
    return function (feature) {
      var row = rows.get(feature) || [];
      var sum = row.reduce(function (all, pair) { return all + pair[1]; }, 0) / weight(feature);
      return 1 + Math.max(0, Math.log((1 + sentences) / (1 + sum * LENGTH)));
    };
  }

  root.KimCounts = { features: features, weight: weight, counted: counted, pack: pack, unpacked: unpacked, telling: telling };
})(typeof globalThis === "undefined" ? self : globalThis);

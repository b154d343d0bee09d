// What the sentences of each record have in common with a question. All that is known of a record, its title, its text
// and how people ask for it, is taken as sentences; counted is in which of them each feature stands: a stem, or a group
// of the vocabulary. Likely is what has a question's features more often than others have (multinomial naive Bayes,
// McCallum and Nigam 1998, with each sentence weighing the same however long it is), each feature going for what it
// tells. `kim-pack.js` writes the file that is read here, and `kim-learn.js` learns what stands in it.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var SMALL = 0.25; // what a small word weighs, against one that tells something
  var UNSEEN = 0.02; // of a feature that a record has in no sentence: measured, see tests/answers
  var EVEN = 0.5; // how far a record of which much is known counts like one of which little is
  var LENGTH = 2.4; // the root of the features that most sentences have
  var LEVELS = [0.12, 0.3, 0.8, 2, 5, 14]; // what the file tells of a count
  var FINE = 0.2; // how finely it is told what a feature tells, in logarithms
  var MIDDLE = 25; // the letter of what tells as much as any
  var FIRST = 35; // the first letter that stands for a number
  var SKIPPED = [92, 127, 161]; // a backslash, and from and up to where no letters are

  /** What is in a list of stems, each once: the stems, and the groups of the vocabulary as "~number". */
  function features(stems, byFirst) {
    var groups = words.forms(stems, byFirst).map(function (form) { return "~" + form.group; });
    return { stems: new Set(stems), groups: new Set(groups) };
  }

  function weight(feature) { return words.isSmall(feature) ? SMALL : 1; }

  function lengthOf(shares) { return Math.sqrt(shares.reduce(function (sum, share) { return sum + share * share; }, 0)) || 1; }

  // ------------------------------------------------------------------------------------------------ what a file tells

  /** The number that a letter stands for. */
  function number(text, at) {
    var code = text.charCodeAt(at);
    if (code >= SKIPPED[2]) code -= SKIPPED[2] - SKIPPED[1];
    return code - (code > SKIPPED[0] ? 1 : 0) - FIRST;
  }

  function numbers(text) { return Array.from(text, function (_, at) { return number(text, at); }); }

  /** Of letters that stand for logarithms around nothing, the numbers. */
  function logarithms(text) { return numbers(text).map(function (step) { return (step - MIDDLE) * FINE; }); }

  /** How much is known of each record. */
  function amounts(text) { return numbers(text).map(function (step) { return Math.exp(step * FINE); }); }

  /** The records by how much is known of them, the most first: then the next of a row is seldom far. */
  function ranked(text) {
    var known = numbers(text);
    return known.map(function (_, record) { return record; }).sort(function (one, other) { return known[other] - known[one] || one - other; });
  }

  /** The counts of a file: by feature a list of [number of a record, count]. */
  function unpackedRows(packed) {
    var order = ranked(packed.amounts);
    var rows = packed.records.split(" ");
    var at = 0;
    return new Map(words.parted(packed.names).map(function (name, place) {
      var next = -1;
      return [name, numbers(rows[place]).map(function (gap) {
        next += gap + 1;
        at += 1;
        return [order[next], LEVELS[packed.levels[at - 1] - 1]];
      })];
    }));
  }

  // ------------------------------------------------------------------------------------------------ what is likely

  /** What counts bring: each feature to its records, and `none`, what one without it takes from each record. */
  function table(rows, known) {
    var mean = known.reduce(function (all, sum) { return all + sum; }, 0) / (known.length || 1);
    var scale = known.map(function (sum) { return Math.pow(mean / sum, EVEN); });
    function brings(record, count) { return Math.log(1 + (count * scale[record]) / UNSEEN); }
    return {
      brings: brings,
      count: function (record, brought) { return ((Math.exp(brought) - 1) * UNSEEN) / scale[record]; },
      places: new Map(Array.from(rows.keys()).map(function (feature, place) { return [feature, place]; })),
      none: known.map(function (sum, at) { return Math.log(UNSEEN) - Math.log(sum * scale[at] + UNSEEN * rows.size); }),
      features: Array.from(rows.values()).map(function (row) {
        return {
          records: Uint16Array.from(row, function (pair) { return pair[0]; }),
          brings: Float64Array.from(row, function (pair) { return brings(pair[0], pair[1]); }),
        };
      }),
    };
  }

  /** The counts of a file: {rows, likely}, which is a function from [[feature, share], ...] to how likely each record is. */
  function unpacked(packed) {
    var rows = unpackedRows(packed);
    var known = table(rows, amounts(packed.amounts));
    var tells = logarithms(packed.tells).map(Math.exp);
    var likelier = logarithms(packed.likelier);
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

  root.KimCounts = {
    features: features, weight: weight, lengthOf: lengthOf, unpacked: unpacked, unpackedRows: unpackedRows, telling: telling,
    amounts: amounts, ranked: ranked, table: table, LEVELS: LEVELS, FINE: FINE, MIDDLE: MIDDLE, FIRST: FIRST, SKIPPED: SKIPPED,
  };
})(typeof globalThis === "undefined" ? self : globalThis);

// Which records lie near a question, as a second opinion beside that of `kim-counts.js`: each word, group of words that mean
// the same, and two words that stand next to each other are some numbers, and so is each record (Joulin et al. 2016, bent as
// a hidden layer). What is like each other lies near each other, whichever words say it, so that it errs elsewhere than
// counts do. `kim-vectors-learn.js` learns the numbers and `kim-cut.js` writes them; pages read them here.
(function (root) {
  "use strict";

  var coding = root.KimCode;
  var words = root.KimWords;
  var LEVELS = 8; // that a number may have
  var APART = 0.55; // they are, where the root of the mean of the squares of such numbers is 1
  var FINE = 0.2; // how finely that root is told, in logarithms
  var MIDDLE = 40; // what tells that it is 1; 0 is for numbers that are all nothing
  var BENT = 0.5; // how soon what a question says stops to count more
  var PAIR = 0.7; // what two words weigh
  var SMALL_PAIR = 0.3; // and two small ones
  var HASHES = 4096; // numbers that stand for the other word of two
  var SHARE = 0.35; // what this opinion weighs, of both: measured, see tests/answers

  // ------------------------------------------------------------------------------------------------ how it is written

  /** What is known of numbers before the first is read. */
  function untaught() {
    return { sizes: coding.model(1), levels: coding.model(1), many: coding.model(1), gaps: coding.model(coding.SIZES) };
  }

  /** The same as what one file told has taught it. */
  function taught(models) {
    return { sizes: coding.copy(models.sizes), levels: coding.copy(models.levels), many: coding.copy(models.many), gaps: coding.copy(models.gaps) };
  }

  /** One row, its size and levels behind each other, as `number` reads it or writes what is `known`: [0] where all are nothing. */
  function codedRow(number, span, known, models) {
    var row = [number(models.sizes, 0, known ? known[0] : 0)];
    for (var at = 1; row[0] && at <= span; at += 1) row.push(number(models.levels, 0, known ? known[at] : 0));
    return row;
  }

  /** So many rows. */
  function codedRows(number, size, span, known, models) {
    return Array.from({ length: size }, function (_, at) { return codedRow(number, span, known && known[at], models); });
  }

  /** Of so many words the other words that they stand beside, by their hashes in order, each with its row: [[hash, row], ...]. */
  function codedPairs(number, size, span, known, models) {
    return Array.from({ length: size }, function (_, at) {
      var own = known ? known[at] : [];
      var length = number(models.many, 0, own.length);
      var last = -1;
      return Array.from({ length: length }, function (_, place) {
        var given = own[place] || [0, null];
        last += 1 + number(models.gaps, coding.size(length), given[0] - last - 1);
        return [last, codedRow(number, span, given[1], models)];
      });
    });
  }

  /** Numbers as a row, the nearest of each. */
  function row(numbers) {
    var mean = Math.sqrt(numbers.reduce(function (sum, value) { return sum + value * value; }, 0) / numbers.length);
    var size = mean ? Math.max(0, Math.round(Math.log(mean) / FINE) + MIDDLE) : 0;
    if (!size) return [0];
    var scale = APART * Math.exp((size - MIDDLE) * FINE);
    return [size].concat(numbers.map(function (value) {
      return Math.max(0, Math.min(LEVELS - 1, Math.round(value / scale + (LEVELS - 1) / 2)));
    }));
  }

  /** The numbers of a row. */
  function numbers(known, span) {
    var own = new Float64Array(span);
    var scale = APART * Math.exp((known[0] - MIDDLE) * FINE);
    for (var at = 0; at < known.length - 1; at += 1) own[at] = (known[at + 1] - (LEVELS - 1) / 2) * scale;
    return own;
  }

  // ------------------------------------------------------------------------------------------------ pairs of words

  /** What stands for a word that stands after another, or before it. */
  function hash(word, isAfter) {
    var sum = 2166136261;
    for (var at = 0; at < word.length; at += 1) sum = Math.imul(sum ^ word.charCodeAt(at), 16777619);
    return (((sum >>> 0) % HASHES) << 1) + (isAfter ? 1 : 0);
  }

  /** Each two stems that stand next to each other, once: [[one, other, weight], ...]. */
  function pairs(stems) {
    var all = new Map();
    stems.slice(1).forEach(function (other, at) {
      var one = stems[at];
      all.set(one + " " + other, [one, other, words.isSmall(one) && words.isSmall(other) ? SMALL_PAIR : PAIR]);
    });
    return Array.from(all.values());
  }

  // ------------------------------------------------------------------------------------------------ what is near

  function bent(value) { return value / (1 + BENT * Math.abs(value)); }

  /** The numbers of a question, of [[numbers, weight], ...]. */
  function point(known, span) {
    var length = root.KimCounts.lengthOf(known.map(function (pair) { return pair[1]; }));
    var all = new Float64Array(span);
    known.forEach(function (pair) {
      for (var at = 0; at < span; at += 1) all[at] += (pair[1] / length) * pair[0][at];
    });
    return all.map(bent);
  }

  /** Scores as logarithms of how likely each is, in place. */
  function likelihoods(scores) {
    var most = scores.reduce(function (best, score) { return Math.max(best, score); }, -Infinity);
    var sum = most + Math.log(scores.reduce(function (all, score) { return all + Math.exp(score - most); }, 0));
    scores.forEach(function (score, at) { scores[at] = score - sum; });
    return scores;
  }

  /** What a file that is cut into parts tells: {add, both}. `add` takes a further part. */
  function unpacked(file) {
    var span = file.vectors.span;
    var records = codedRows(coding.reader(file.vectors.records), file.vectors.likelier.length, span, null, untaught()).map(function (own) { return numbers(own, span); });
    var models = untaught();
    var places = new Map();
    var beside = new Map();

    function put(part, known) {
      var names = words.parted(part.counts.names);
      var number = coding.reader(part.vectors.rows);
      codedRows(number, names.length, span, null, known).forEach(function (own, at) { places.set(names[at], numbers(own, span)); });
      codedPairs(number, names.length, span, null, known).forEach(function (own, at) {
        own.forEach(function (pair) { beside.set(names[at] + " " + pair[0], numbers(pair[1], span)); });
      });
    }

    /** The features that are known, of [[feature, weight], ...] and of stems in order. */
    function known(asked, stems) {
      var own = asked.filter(function (pair) { return places.has(pair[0]); }).map(function (pair) { return [places.get(pair[0]), pair[1]]; });
      pairs(stems).forEach(function (pair) {
        var near = beside.get(pair[0] + " " + hash(pair[1], true)) || beside.get(pair[1] + " " + hash(pair[0], false));
        if (near) own.push([near, pair[2]]);
      });
      return own;
    }

    /** How likely each record is by what was counted, `scores`, and by what is near, together. */
    function both(scores, asked, stems) {
      var at = point(known(asked, stems), span);
      var near = records.map(function (own, record) {
        return own.reduce(function (sum, value, place) { return sum + value * at[place]; }, file.vectors.likelier[record]);
      });
      likelihoods(near);
      return likelihoods(scores.slice()).map(function (score, record) { return (1 - SHARE) * score + SHARE * near[record]; });
    }

    put(file, models);
    return { both: both, add: function (part) { put(part, taught(models)); } };
  }

  root.KimVectors = {
    untaught: untaught, taught: taught, codedRows: codedRows, codedPairs: codedPairs, row: row, numbers: numbers, hash: hash, pairs: pairs, unpacked: unpacked, BENT: BENT,
  };
})(typeof globalThis === "undefined" ? self : globalThis);

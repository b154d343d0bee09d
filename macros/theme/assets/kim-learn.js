// What each feature tells, learned from the sentences of which the counts are made: a feature tells much if going by it
// leads sentences to their own records (naive Bayes with weights that are learned, Zaidi et al. 2013), and brings more
// to those records than its count says, and less to those that sentences were led to wrongly. What a sentence brought to
// the counts is taken out while it is held against them, so that nothing is learned by heart. Only a build and
// `kim ask` run this file; pages fetch what it learned.
(function (root) {
  "use strict";

  var ROUNDS = 3; // how often each sentence is gone through
  var STEP = 0.15; // how far one sentence moves what is learned
  var HELD = 0.001; // how strongly a feature is held to telling as much as any
  var STRIDES = [7919, 7907]; // sentences are taken in such steps: a prime, so each is taken once, far from those of its record
  var LITTLE = 0.0001; // a likelihood that moves nothing
  var BARELY = 0.002; // one that moves nothing of what a feature brings
  var TIED = 0.005; // how strongly what a feature brings is held to what was counted
  var MOST = 1.2e8; // sentences times records in a round: more than are gone through grow with the square, and take minutes
  var FINELY = 64; // steps of a table of powers in one
  var LEAST = 32; // the power of what is next to nothing, below nothing

  /** Powers of e from nothing down, by steps. */
  var powers = Float64Array.from({ length: LEAST * FINELY + 1 }, function (_, at) { return Math.exp(-at / FINELY); });

  /** The power of e that is so far below nothing, to one in a million: Math.exp takes three times as long. */
  function power(below) {
    if (below >= LEAST) return 0;
    var at = Math.floor(below * FINELY);
    var rest = below - at / FINELY;
    return powers[at] * (1 - rest + 0.5 * rest * rest);
  }

  /** How likely each record is by its score, in place. */
  function shares(scores) {
    var most = -Infinity;
    var sum = 0;
    for (var at = 0; at < scores.length; at += 1) if (scores[at] > most) most = scores[at];
    for (at = 0; at < scores.length; at += 1) sum += scores[at] = power(most - scores[at]);
    var part = 1 / sum;
    for (at = 0; at < scores.length; at += 1) scores[at] *= part;
  }

  /** How far to move a number, which is counted in `moved`: the less, the more it has moved (AdaGrad). */
  function pace(moved, at, slope) {
    moved[at] += slope * slope;
    return (STEP * slope) / Math.sqrt(moved[at]);
  }

  /** All rows of a table behind each other: from where each begins, its records and what it brings them. */
  function flat(table) {
    var starts = [0];
    table.features.forEach(function (row) { starts.push(starts[starts.length - 1] + row.records.length); });
    var all = { starts: Uint32Array.from(starts), records: new Uint16Array(starts[starts.length - 1]), brings: new Float64Array(starts[starts.length - 1]) };
    table.features.forEach(function (row, at) {
      all.records.set(row.records, starts[at]);
      all.brings.set(row.brings, starts[at]);
    });
    return all;
  }

  function unmoved(length) { return new Float64Array(length).fill(0.01); }

  /** A function that learns from one lesson: it changes `state` by it. */
  function learner(table, state) {
    var rows = flat(table);
    var starts = rows.starts;
    var known = rows.records;
    var brings = rows.brings; // what was counted, and by how much more was learned
    var moves = state.moves;
    var tells = state.tells;
    var likelier = state.likelier;
    var none = Float64Array.from(table.none);
    var moved = { tells: unmoved(tells.length), likelier: unmoved(likelier.length), moves: unmoved(moves.length) };
    var scores = new Float64Array(likelier.length);

    /** How likely each record is for a lesson, and its own by how much too little: less than none. */
    function read(lesson) {
      var all = 0;
      for (var place = 0; place < lesson.features.length; place += 1) all += lesson.shares[place] * tells[lesson.features[place]];
      for (var record = 0; record < scores.length; record += 1) scores[record] = likelier[record] + all * none[record];
      for (place = 0; place < lesson.features.length; place += 1) {
        var own = lesson.features[place];
        var share = lesson.shares[place] * tells[own];
        for (var at = starts[own]; at < starts[own + 1]; at += 1) scores[known[at]] += share * brings[at];
        scores[lesson.record] += share * lesson.without[place];
      }
      shares(scores);
      scores[lesson.record] -= 1;
    }

    /** Moves how likely each record is whatever is asked; the sum of what being without any feature takes from each. */
    function settle(weight) {
      var sum = 0;
      for (var record = 0; record < scores.length; record += 1) {
        var score = scores[record];
        sum += score * none[record];
        if (Math.abs(score) > LITTLE) likelier[record] -= pace(moved.likelier, record, weight * score);
      }
      return sum;
    }

    /** Moves what a feature brings to records, each as far as it was too likely; the sum of what it brought them, as far. */
    function move(own, share) {
      var sum = 0;
      for (var at = starts[own]; at < starts[own + 1]; at += 1) {
        var score = scores[known[at]];
        sum += score * brings[at];
        if (Math.abs(score) <= BARELY) continue;
        var far = pace(moved.moves, at, share * score + TIED * moves[at]);
        moves[at] -= far;
        brings[at] -= far;
      }
      return sum;
    }

    return function (lesson) {
      read(lesson);
      var rest = settle(lesson.weight);
      for (var place = 0; place < lesson.features.length; place += 1) {
        var own = lesson.features[place];
        var share = lesson.weight * lesson.shares[place] * tells[own];
        var slope = rest + move(own, share) + scores[lesson.record] * lesson.without[place];
        tells[own] *= Math.exp(-pace(moved.tells, own, share * slope + HELD * Math.log(tells[own])));
      }
    };
  }

  /**
   * {tells, likelier, moves}: what each feature tells, as a factor, by how much likelier each record is whatever is asked,
   * and by how much more each feature brings to each of its records, row behind row.
   * `table` is what `KimCounts` makes of counts. `lessons` are {length, at}, and at each place is a sentence: {record,
   * weight, features: their numbers, shares: of each feature, without: what each brings the record less if this sentence is
   * not counted}.
   */
  function learned(table, lessons) {
    var entries = table.features.reduce(function (sum, row) { return sum + row.records.length; }, 0);
    var state = {
      tells: new Float64Array(table.features.length).fill(1),
      likelier: new Float64Array(table.none.length),
      moves: new Float64Array(entries),
    };
    var learn = learner(table, state);
    var stride = STRIDES[lessons.length % STRIDES[0] ? 0 : 1];
    var steps = ROUNDS * Math.min(lessons.length, Math.floor(MOST / table.none.length));
    for (var step = 0; step < steps; step += 1) learn(lessons.at((step * stride) % lessons.length));
    return state;
  }

  root.KimLearn = { learned: learned, shares: shares };
})(typeof globalThis === "undefined" ? self : globalThis);

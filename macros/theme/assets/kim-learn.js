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

  /** How likely each record is by its score, in place. */
  function shares(scores) {
    var most = -Infinity;
    var sum = 0;
    for (var at = 0; at < scores.length; at += 1) if (scores[at] > most) most = scores[at];
    for (at = 0; at < scores.length; at += 1) sum += scores[at] = Math.exp(scores[at] - most);
    for (at = 0; at < scores.length; at += 1) scores[at] /= sum;
  }

  /** How far to move a number, which is counted in `moved`: the less, the more it has moved (AdaGrad). */
  function pace(moved, at, slope) {
    moved[at] += slope * slope;
    return (STEP * slope) / Math.sqrt(moved[at]);
  }

  /** The sum over records of what a feature brings them, each as far as it was too likely. */
  function slopeOf(row, moves, scores) {
    var known = row.records;
    var brings = row.brings;
    var slope = 0;
    for (var at = 0; at < known.length; at += 1) slope += scores[known[at]] * (brings[at] + moves[at]);
    return slope;
  }

  /** What each record scores before any feature of a lesson is looked at. */
  function begin(scores, likelier, none, all) {
    for (var at = 0; at < scores.length; at += 1) scores[at] = likelier[at] + all * none[at];
  }

  /** Adds what a feature brings its records. `share` is what the feature counts for. */
  function add(row, moves, scores, share) {
    var known = row.records;
    var brings = row.brings;
    for (var at = 0; at < known.length; at += 1) scores[known[at]] += share * (brings[at] + moves[at]);
  }

  /** How likely each record is for a lesson, and its own by how much too little: less than none. */
  function read(lesson, table, none, state, scores) {
    var all = 0;
    lesson.features.forEach(function (own, place) { all += lesson.shares[place] * state.tells[own]; });
    begin(scores, state.likelier, none, all);
    lesson.features.forEach(function (own, place) {
      var share = lesson.shares[place] * state.tells[own];
      add(table.features[own], state.moves[own], scores, share);
      scores[lesson.record] += share * lesson.without[place];
    });
    shares(scores);
    scores[lesson.record] -= 1;
  }

  /** Moves what a feature brings to records, each as far as it was too likely. `share` is what the feature counts for. */
  function move(row, moves, moved, scores, share) {
    var known = row.records;
    for (var at = 0; at < known.length; at += 1) {
      var score = scores[known[at]];
      if (Math.abs(score) > BARELY) moves[at] -= pace(moved, at, share * score + TIED * moves[at]);
    }
  }

  /** Moves how likely each record is whatever is asked; the sum of what being without any feature takes from each. */
  function settle(scores, none, likelier, moved, weight) {
    var sum = 0;
    for (var at = 0; at < scores.length; at += 1) {
      var score = scores[at];
      sum += score * none[at];
      if (Math.abs(score) > LITTLE) likelier[at] -= pace(moved, at, weight * score);
    }
    return sum;
  }

  function unmoved(length) { return new Float64Array(length).fill(0.01); }

  function perRow(table, make) { return table.features.map(function (row) { return make(row.records.length); }); }

  /**
   * {tells, likelier, moves}: what each feature tells, as a factor, by how much likelier each record is whatever is asked,
   * and by how much more each feature brings to each of its records.
   * `table` is what `KimCounts` makes of counts. Each lesson is a sentence: {record, weight, features: their numbers,
   * shares: of each feature, without: what each brings the record less if this sentence is not counted}.
   */
  function learned(table, lessons) {
    var size = table.features.length;
    var records = table.none.length;
    var state = {
      tells: new Float64Array(size).fill(1),
      likelier: new Float64Array(records),
      moves: perRow(table, function (length) { return new Float64Array(length); }),
    };
    var moved = { tells: unmoved(size), likelier: unmoved(records), moves: perRow(table, unmoved) };
    var none = Float64Array.from(table.none);
    var scores = new Float64Array(records);

    function learn(lesson) {
      read(lesson, table, none, state, scores);
      var rest = settle(scores, none, state.likelier, moved.likelier, lesson.weight);
      lesson.features.forEach(function (own, place) {
        var slope = rest + slopeOf(table.features[own], state.moves[own], scores) + scores[lesson.record] * lesson.without[place];
        var tells = state.tells[own];
        move(table.features[own], state.moves[own], moved.moves[own], scores, lesson.weight * lesson.shares[place] * tells);
        state.tells[own] = tells * Math.exp(-pace(moved.tells, own, lesson.weight * lesson.shares[place] * slope * tells + HELD * Math.log(tells)));
      });
    }

    var stride = STRIDES[lessons.length % STRIDES[0] ? 0 : 1];
    for (var step = 0; step < ROUNDS * lessons.length; step += 1) learn(lessons[(step * stride) % lessons.length]);
    return state;
  }

  root.KimLearn = { learned: learned };
})(typeof globalThis === "undefined" ? self : globalThis);

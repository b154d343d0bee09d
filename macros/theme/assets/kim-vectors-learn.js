// The numbers of which `kim-vectors.js` tells, learned from the sentences of which the counts are made: a sentence is led to
// its own record by what its words have in common with it, and the numbers of both are moved until it is. Steps get smaller
// to the end, and a number that has moved much moves less (AdaGrad). Only a build and `kim ask` run this file.
(function (root) {
  "use strict";

  var counts = root.KimCounts;
  var vectors = root.KimVectors;
  var FEW = 800; // records up to which these have few numbers
  var SPANS = [16, 32]; // numbers of a record where there are few, and many: measured, see tests/answers
  var ROUNDS = [4, 3]; // how often each sentence is gone through then
  var PACE = 0.3; // how far one sentence moves what is learned
  var SLOWEST = 0.1; // what is left of that in the end
  var STILL = 0.3; // what a record is likelier by, whatever is asked, moves less
  var BEGIN = 0.3; // how large the numbers are at first
  var BARELY = 0.0006; // a likelihood that moves nothing: many small ones together move much
  var OFTEN = 6; // sentences that have two words, to be learned
  var HEAVIEST = 1.5; // that one sentence weighs
  var MOST = 1.2e8; // sentences times records in a round
  var PRIMES = [7919, 7907]; // sentences are taken in such steps, so that each is taken once

  /** Numbers that look like chance and are always the same: their mean is nothing. */
  function chance() {
    var last = 12345;
    function next() {
      last = (Math.imul(last, 1664525) + 1013904223) >>> 0;
      return last / 4294967296;
    }
    return function () { return (next() + next() + next() - 1.5) * 2; };
  }

  function some(size, span, next) {
    return Float32Array.from({ length: size * span }, function () { return (next() * BEGIN) / Math.sqrt(span); });
  }

  /** Two words as one feature. */
  function named(pair) { return pair[0] + " " + pair[1]; }

  /** The places of words and groups that are known, and of pairs of such words that stand in many sentences. */
  function placesOf(samples, names) {
    var known = new Set(names);
    var times = new Map();
    samples.forEach(function (sample) {
      vectors.pairs(sample[1]).forEach(function (pair) {
        if (known.has(pair[0]) && known.has(pair[1])) times.set(named(pair), (times.get(named(pair)) || 0) + 1);
      });
    });
    var often = Array.from(times.keys()).filter(function (pair) { return times.get(pair) >= OFTEN; }).sort();
    return new Map(names.concat(often).map(function (name, place) { return [name, place]; }));
  }

  /** A sentence as it is learned from: {record, weight, features: their places, shares: of each}. */
  function lesson(sample, byFirst, places) {
    var own = counts.features(sample[1], byFirst);
    var all = Array.from(own.stems).concat(Array.from(own.groups)).map(function (name) { return [name, counts.weight(name)]; });
    all = all.concat(vectors.pairs(sample[1]).map(function (pair) { return [named(pair), pair[2]]; }));
    all = all.filter(function (pair) { return places.has(pair[0]); });
    var length = counts.lengthOf(all.map(function (pair) { return pair[1]; }));
    return {
      record: sample[0],
      weight: Math.min(HEAVIEST, sample[2]),
      features: all.map(function (pair) { return places.get(pair[0]); }),
      shares: all.map(function (pair) { return pair[1] / length; }),
    };
  }

  /** A function that learns from one lesson at a pace: it changes `state` by it. */
  function learner(state, span) {
    var size = state.likelier.length;
    var own = state.features;
    var records = state.records;
    var moved = { features: new Float32Array(own.length / span).fill(0.01), records: new Float32Array(size).fill(0.01), likelier: new Float32Array(size).fill(0.01) };
    var at = new Float32Array(span); // where the sentence lies
    var bends = new Float32Array(span);
    var slopes = new Float32Array(span);
    var scores = new Float64Array(size);

    function squares(all) {
      var sum = 0;
      for (var place = 0; place < span; place += 1) sum += all[place] * all[place];
      return sum / span;
    }

    function read(lesson) {
      at.fill(0);
      for (var number = 0; number < lesson.features.length; number += 1) {
        var first = lesson.features[number] * span;
        var share = lesson.shares[number];
        for (var place = 0; place < span; place += 1) at[place] += share * own[first + place];
      }
      for (place = 0; place < span; place += 1) {
        var bend = 1 / (1 + vectors.BENT * Math.abs(at[place]));
        at[place] *= bend;
        bends[place] = bend * bend;
      }
      for (var record = 0; record < size; record += 1) {
        var one = state.likelier[record]; // four sums: none waits for the one before
        var two = 0;
        var three = 0;
        var four = 0;
        first = record * span;
        for (place = 0; place < span; place += 4) {
          one += at[place] * records[first + place];
          two += at[place + 1] * records[first + place + 1];
          three += at[place + 2] * records[first + place + 2];
          four += at[place + 3] * records[first + place + 3];
        }
        scores[record] = one + two + three + four;
      }
      root.KimLearn.shares(scores);
      scores[lesson.record] -= 1;
    }

    /** Moves the records, each as far as it was too likely, and gathers in `slopes` where the sentence ought to lie. */
    function moveRecords(weight, pace) {
      var far = squares(at);
      slopes.fill(0);
      for (var record = 0; record < size; record += 1) {
        if (Math.abs(scores[record]) < BARELY) continue;
        var slope = weight * scores[record];
        var first = record * span;
        moved.records[record] += slope * slope * far;
        moved.likelier[record] += slope * slope;
        var step = (pace * slope) / Math.sqrt(moved.records[record]);
        for (var place = 0; place < span; place += 1) {
          slopes[place] += slope * records[first + place];
          records[first + place] -= step * at[place];
        }
        state.likelier[record] -= (STILL * pace * slope) / Math.sqrt(moved.likelier[record]);
      }
      for (place = 0; place < span; place += 1) slopes[place] *= bends[place];
    }

    function moveFeatures(lesson, pace) {
      var steep = squares(slopes);
      for (var number = 0; number < lesson.features.length; number += 1) {
        var feature = lesson.features[number];
        var share = lesson.shares[number];
        moved.features[feature] += share * share * steep;
        var step = (pace * share) / Math.sqrt(moved.features[feature]);
        for (var place = 0; place < span; place += 1) own[feature * span + place] -= step * slopes[place];
      }
    }

    return function (lesson, pace) {
      read(lesson);
      moveRecords(lesson.weight, pace);
      moveFeatures(lesson, pace);
    };
  }

  /** The row of each place, of all numbers behind each other. */
  function rows(all, span) {
    return Array.from({ length: all.length / span }, function (_, place) {
      return vectors.row(Array.from(all.subarray(place * span, (place + 1) * span)));
    });
  }

  /**
   * What was learned: {span, records: a row of each, likelier: by how much each is, features: [[name, row], ...], the names of pairs
   * with a space}. Samples are [number of a record, stems, weight], with slips mended; `names` are the features that are counted.
   */
  function pack(samples, byFirst, names, size) {
    var many = size > FEW ? 1 : 0;
    var span = SPANS[many];
    var places = placesOf(samples, names);
    var next = chance();
    var state = { features: some(places.size, span, next), records: some(size, span, next), likelier: new Float64Array(size) };
    var learn = learner(state, span);
    var lessons = samples.map(function (sample) { return lesson(sample, byFirst, places); }).filter(function (one) { return one.features.length; });
    var stride = PRIMES[lessons.length % PRIMES[0] ? 0 : 1];
    var steps = ROUNDS[many] * Math.min(lessons.length, Math.floor(MOST / size));
    for (var step = 0; step < steps; step += 1) {
      learn(lessons[(step * stride) % lessons.length], PACE * (1 - ((1 - SLOWEST) * step) / steps));
    }
    var learned = rows(state.features, span);
    return {
      span: span,
      records: rows(state.records, span),
      likelier: Array.from(state.likelier, function (value) { return Math.round(value * 10) / 10; }),
      features: Array.from(places, function (pair) { return [pair[0], learned[pair[1]]]; }),
    };
  }

  root.KimVectorsLearn = { pack: pack };
})(typeof globalThis === "undefined" ? self : globalThis);

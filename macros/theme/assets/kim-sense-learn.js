// Learns what words tell of danger, and writes the file that `kim-sense.js` reads: multinomial logistic regression, by
// gradients that move the less the more they have moved (AdaGrad), each feature held to telling nothing (L1), so that few
// are left. Only a build and `kim ask` run this file; pages fetch what it learned.
(function (root) {
  "use strict";

  var sense = root.KimSense;
  var words = root.KimWords;
  var ROUNDS = 12; // how often each sentence is gone through
  var PACE = 0.5; // how far one sentence moves what is learned
  var NAUGHT = 0.005; // how strongly each weight is held to nothing, a sentence
  var SEEN = 2; // how often a word stands in what people say in danger to be a feature
  var PAIRS = 4; // and two words
  var NEARLY = 3; // and in what only sounds like it
  var OFTEN = 3; // how often another word stands in sentences to be no slip
  var TAUGHT = 12; // sentences of a phrase that are learned from
  var TRIED = 48; // and that are tried
  var BESIDE = " upstairs in my house"; // what people say besides: a phrase is met by that as well
  var WEIGHTS = { said: 1, near: 2, phrase: 0.3, alone: 0.5, harmless: 0.6, other: 0.3 }; // of a sentence, by where it stands
  var STRIDES = [7919, 7907]; // sentences are taken in such steps: a prime, so each is taken once

  function isPair(feature) { return typeof feature === "number"; }

  function isWord(feature) { return !isPair(feature); }

  /** Words by their letters, and after them pairs by their numbers. */
  function ordered(one, other) {
    if (isPair(one) !== isPair(other)) return isPair(one) ? 1 : -1;
    return one < other ? -1 : 1;
  }

  /** How often each feature stands in sentences. */
  function standing(samples) {
    var times = new Map();
    samples.forEach(function (sample) {
      sense.features(sample.stems).forEach(function (feature) { times.set(feature, (times.get(feature) || 0) + 1); });
    });
    return times;
  }

  /** The features that are learned: what people in danger say often enough, and words that only sound like it. */
  function chosen(samples, none) {
    var inDanger = standing(samples.filter(function (sample) { return sample.danger !== none; }));
    var nearly = standing(samples.filter(function (sample) { return sample.weight === WEIGHTS.near; }));
    return Array.from(new Set(Array.from(inDanger.keys()).concat(Array.from(nearly.keys())))).filter(function (feature) {
      var times = inDanger.get(feature) || 0;
      return times >= (isPair(feature) ? PAIRS : SEEN) || isWord(feature) && nearly.get(feature) >= NEARLY;
    }).concat(sense.STRANGE).sort(ordered);
  }

  /** Other words that stand often, and would be taken for slips of those that are learned. */
  function others(samples, known) {
    var times = new Map();
    samples.forEach(function (sample) { sample.stems.forEach(function (stem) { times.set(stem, (times.get(stem) || 0) + 1); }); });
    return Array.from(times.keys()).filter(function (stem) {
      return times.get(stem) >= OFTEN && !known.has(stem) && sense.meant(stem, known, new Set()) !== stem;
    }).sort();
  }

  /** What is learned, a number for each feature and danger. */
  function learned(samples, features, classes) {
    var places = new Map(features.map(function (feature, place) { return [feature, place]; }));
    var known = new Set(features.filter(isWord));
    var weights = new Float64Array((features.length + 1) * classes);
    var moved = new Float64Array(weights.length).fill(0.01);
    var lessons = samples.map(function (sample) {
      var own = sense.features(sample.stems, known).map(function (feature) { return places.get(feature); });
      return { danger: sample.danger, weight: sample.weight, share: sense.share(sample.stems.length), own: own.filter(function (place) { return place !== undefined; }) };
    });

    var bias = features.length * classes;
    var scores = new Float64Array(classes);

    function move(at, slope, naught) {
      moved[at] += slope * slope;
      var pace = PACE / Math.sqrt(moved[at]);
      var next = weights[at] - pace * slope;
      weights[at] = Math.sign(next) * Math.max(0, Math.abs(next) - pace * naught);
    }

    function read(own, share) {
      for (var number = 0; number < classes; number += 1) {
        var sum = weights[bias + number];
        for (var at = 0; at < own.length; at += 1) sum += share * weights[own[at] * classes + number];
        scores[number] = sum;
      }
    }

    function learn(lesson) {
      read(lesson.own, lesson.share);
      sense.shares(scores);
      for (var number = 0; number < classes; number += 1) {
        var slope = lesson.weight * (scores[number] - (number === lesson.danger ? 1 : 0));
        move(bias + number, slope, 0);
        for (var at = 0; at < lesson.own.length; at += 1) move(lesson.own[at] * classes + number, slope * lesson.share, NAUGHT);
      }
    }

    var stride = STRIDES[lessons.length % STRIDES[0] ? 0 : 1];
    for (var step = 0; step < ROUNDS * lessons.length; step += 1) learn(lessons[(step * stride) % lessons.length]);
    return weights;
  }

  // ------------------------------------------------------------------------------------------------ how it is written

  /** The nearest levels of what a feature brings to each danger. */
  function levels(weights, place, classes) {
    return Array.from(weights.slice(place * classes, (place + 1) * classes), function (weight) {
      return Math.max(-sense.MOST, Math.min(sense.MOST - 1, Math.round(weight / sense.STEP)));
    });
  }

  function digit(number) {
    var code = sense.FIRST + number;
    return String.fromCharCode(code >= sense.BACKSLASH ? code + 1 : code);
  }

  /** Numbers in order, by the gaps between them. */
  function numbered(pairs) {
    return pairs.map(function (number, at) {
      var gap = number - (at ? pairs[at - 1] + 1 : 0);
      return gap < sense.BASE ? digit(gap) : " " + digit(Math.floor(gap / sense.BASE) - 1) + digit(gap % sense.BASE);
    }).join("");
  }

  /** What was learned of samples, of so many dangers, as the file that is read. */
  function written(samples, dangers) {
    var features = chosen(samples, dangers);
    var weights = learned(samples, features, dangers + 1);
    var rows = features.map(function (_, place) { return levels(weights, place, dangers + 1); });
    var kept = features.filter(function (_, place) { return rows[place].some(Boolean); });
    var known = rows.filter(function (row) { return row.some(Boolean); });
    var names = kept.filter(isWord);
    return {
      names: words.joined(names),
      pairs: numbered(kept.filter(isPair)),
      rows: root.KimEncode.written(function (number) { sense.codedRows(number, known.length, dangers + 1, known); }),
      likelier: Array.from(weights.slice(features.length * (dangers + 1)), function (weight) { return Math.round(weight * 100) / 100; }),
      others: words.joined(others(samples, new Set(names))),
    };
  }

  // ------------------------------------------------------------------------------------------------ what is learned from

  /** Some of the sentences that a phrase is met by: its parts in both orders, each with one of its words. */
  function meeting(phrase, most) {
    var parts = phrase.split(" ").map(function (part) { return part.split("-").map(function (step) { return step.split("/"); }); });
    var texts = Array.from({ length: most }, function (_, turn) {
      var chosen = parts.map(function (part, place) {
        return part.map(function (step, at) { return step[(turn * (place + at + 1) + at) % step.length]; }).join(" ");
      });
      return (turn % 2 ? chosen.reverse() : chosen).join(" ");
    });
    return Array.from(new Set(texts));
  }

  function taught(phrase) { return meeting(phrase, TAUGHT); }

  function flat(lists) { return [].concat.apply([], lists); }

  function samplesOf(texts, danger, weight) {
    return texts.map(function (text) { return { danger: danger, weight: weight, stems: words.terms(text) }; }).filter(function (sample) { return sample.stems.length; });
  }

  /** All that is said of a danger, and what only sounds like it. */
  function lessonsOf(danger, number, none) {
    return flat([
      samplesOf(danger.ways_said, number, WEIGHTS.said),
      samplesOf(flat(danger.phrases.map(taught)), number, WEIGHTS.phrase),
      samplesOf(danger.alone.map(function (text) { return taught(text)[0]; }), number, WEIGHTS.alone),
      samplesOf(danger.near, none, WEIGHTS.near),
      samplesOf(flat(danger.harmless.map(taught)), none, WEIGHTS.harmless),
    ]);
  }

  /** Whether a phrase is needed beside what was learned, which misses one that it meets. Words that tell all alone stay. */
  function isNeeded(phrase, number, reader) {
    if (!/[ -]/.test(phrase)) return true;
    return meeting(phrase, TRIED).some(function (text) {
      return [text, text + BESIDE].some(function (said) { return reader.told(words.terms(said)).indexOf(number) < 0; });
    });
  }

  /** Every word of phrases, once. */
  function wordsOf(phrases) { return Array.from(new Set(flat(phrases.map(function (phrase) { return phrase.split(/[ /-]/); })))); }

  /** What of a danger's lists says something about the phrases that are left. */
  function left(danger, phrases) {
    var said = wordsOf(phrases.concat(danger.alone));
    var stems = new Set(said.map(words.stem));
    var harmless = danger.harmless.filter(function (text) { return wordsOf([text]).some(function (word) { return stems.has(words.stem(word)); }); });
    return { phrases: phrases, harmless: harmless };
  }

  function isLooked(word, all) {
    return all.some(function (other) { return root.KimDanger.near(word, other) || root.KimDanger.near(words.stem(word), words.stem(other)); });
  }

  /** The stems of words that are no slip of a word of danger and look like one. Some may have a capital: no stem has. */
  function notSlips(dangers, all) {
    var looked = flat(dangers.map(function (danger) { return danger.not_slips; })).filter(function (word) { return isLooked(word, all); });
    return words.joined(Array.from(new Set(looked.map(words.stem))).filter(function (stem) { return !/[A-Z]/.test(stem); }).sort());
  }

  /** Dangers as the file has them, with the lists that are needed beside what was learned, and what is shown of each. */
  function filed(dangers, phrases) {
    var parts = dangers.map(function (danger, number) { return left(danger, phrases[number]); });
    var all = wordsOf(flat(parts.map(function (part, number) { return flat([part.phrases, part.harmless, dangers[number].alone]); })));
    var own = dangers.map(function (danger, number) {
      var shown = Object.assign({}, danger, parts[number]);
      ["ways_said", "near", "not_slips", "kind", "text"].forEach(function (name) { delete shown[name]; });
      return shown;
    });
    return { dangers: own, not_slips: notSlips(dangers, all) };
  }

  /**
   * What a page fetches: {dangers, not_slips, learned}, of dangers with {ways_said, near, phrases, alone, harmless, not_slips} and of what
   * people write who are in none. Without a sentence that is said nothing is learned, and all phrases are needed.
   */
  function pack(dangers, others) {
    var none = dangers.length;
    var phrases = dangers.map(function (danger) { return danger.phrases; });
    if (!dangers.some(function (danger) { return danger.ways_said.length; })) return Object.assign(filed(dangers, phrases), { learned: null });
    var lessons = flat(dangers.map(function (danger, number) { return lessonsOf(danger, number, none); }));
    var learned = written(lessons.concat(samplesOf(others, none, WEIGHTS.other)), none);
    var reader = sense.reader(learned);
    var needed = phrases.map(function (own, number) { return own.filter(function (phrase) { return isNeeded(phrase, number, reader); }); });
    return Object.assign(filed(dangers, needed), { learned: learned });
  }

  root.KimSenseLearn = { pack: pack };
})(typeof globalThis === "undefined" ? self : globalThis);

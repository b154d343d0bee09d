// Learns what words tell of danger, and writes the file that `kim-sense.js` reads: multinomial logistic regression, by
// gradients that move the less the more they have moved (AdaGrad), each feature held to telling nothing (L1), so that few
// are left. Only a build and `kim ask` run this file; pages fetch what it learned.
(function (root) {
  "use strict";

  var sense = root.KimSense;
  var told = root.KimTold;
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
  var UNTAUGHT = { names: [], others: [], pairs: [], rows: [], likelier: [] };
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

  /** What is learned of samples, of so many dangers: {names, others, pairs, rows, likelier}. */
  function lessonsLearned(samples, dangers) {
    var features = chosen(samples, dangers);
    var weights = learned(samples, features, dangers + 1);
    var rows = features.map(function (_, place) { return levels(weights, place, dangers + 1); });
    var kept = features.filter(function (_, place) { return rows[place].some(Boolean); });
    var names = kept.filter(isWord);
    return {
      names: names,
      others: others(samples, new Set(names)),
      pairs: kept.filter(isPair),
      rows: rows.filter(function (row) { return row.some(Boolean); }),
      likelier: Array.from(weights.slice(features.length * (dangers + 1)), function (weight) { return Math.round(weight * 100) / 100; }),
    };
  }

  /** Lists of phrases as parts in any order, each of steps in order, each of words of which one is enough. */
  function parsed(danger) {
    function step(text) { return Array.from(new Set(text.split("/").map(function (word) { return words.tokens(word)[0]; }).filter(Boolean))).sort(); }
    function sequence(text) { return [text.split(" ").map(step)]; }
    function phrase(text) { return text.split(" ").map(function (part) { return part.split("-").map(step); }); }
    function isWhole(parts) { return parts.every(function (part) { return part.every(function (choices) { return choices.length; }); }); }
    return {
      phrases: danger.phrases.map(phrase).filter(isWhole),
      alone: danger.alone.map(sequence).filter(isWhole),
      harmless: danger.harmless.map(sequence).filter(isWhole),
    };
  }

  /** Every word that the file has to name, in order, with what it is. */
  function named(said, learned, apart) {
    var is = new Map();
    function mark(all, what) { all.forEach(function (word) { is.set(word, is.get(word) | what); }); }
    mark(said, told.IS.said);
    mark(learned.others, told.IS.other);
    mark(apart, told.IS.apart);
    var names = new Set(learned.names);
    mark(said.filter(function (word) { return names.has(words.stem(word)); }), told.IS.itsStem);
    said.forEach(function (word) { names.delete(words.stem(word)); });
    mark(Array.from(names), told.IS.known);
    return Array.from(is.keys()).sort().map(function (word) { return { text: word, is: is.get(word) }; });
  }

  /** What tells of dangers, with these lists, words that are no slip and what was learned, as the file has it: {form, letters, told, likelier}. */
  function written(dangers, apart, learned) {
    var lists = dangers.map(parsed);
    var steps = flat(flat(flat(lists.map(function (own) { return flat(told.LISTS.map(function (name) { return own[name]; })); }))));
    var said = Array.from(new Set(flat(steps))).sort();
    var places = new Map(said.map(function (word, place) { return [word, place]; }));
    function placed(phrases) {
      return phrases.map(function (parts) { return parts.map(function (part) { return part.map(function (step) { return step.map(function (word) { return places.get(word); }); }); }); });
    }
    var all = named(said, learned, apart);
    var letters = told.lettersOf(all.map(function (word) { return word.text; }));
    var given = {
      words: all,
      lists: lists.map(function (own) { return { phrases: placed(own.phrases), alone: placed(own.alone), harmless: placed(own.harmless) }; }),
      pairs: learned.pairs,
      rows: learned.rows,
    };
    return { form: told.FORM, letters: letters, told: root.KimEncode.written(function (number) { told.coded(number, letters, dangers.length, given); }), likelier: learned.likelier };
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
    return Array.from(new Set(looked.map(words.stem))).filter(function (stem) { return !/[A-Z]/.test(stem); });
  }

  /** What is shown of dangers, each contact once, and what tells of them: the lists that are needed beside what was learned. */
  function filed(dangers, phrases, learned) {
    var parts = dangers.map(function (danger, number) { return Object.assign({ alone: danger.alone }, left(danger, phrases[number])); });
    var all = wordsOf(flat(parts.map(function (part) { return flat([part.phrases, part.harmless, part.alone]); })));
    var contacts = new Map();
    flat(dangers.map(function (danger) { return danger.contacts; })).forEach(function (contact) { contacts.set(contact.id, contact); });
    var ids = Array.from(contacts.keys());
    var shown = dangers.map(function (danger) {
      var own = danger.contacts.map(function (contact) { return ids.indexOf(contact.id); });
      return { id: danger.id, title: danger.title, href: danger.href, contacts: own, steps: danger.steps, exit: danger.exit };
    });
    return Object.assign({ dangers: shown, contacts: Array.from(contacts.values()) }, written(parts, notSlips(dangers, all), learned));
  }

  /**
   * What a page fetches: {dangers, contacts, form, letters, told, likelier}, of dangers with {ways_said, near, phrases, alone, harmless, not_slips} and
   * of what people write who are in none. Without a sentence that is said nothing is learned, and all phrases are needed.
   */
  function pack(dangers, others) {
    var none = dangers.length;
    var phrases = dangers.map(function (danger) { return danger.phrases; });
    if (!dangers.some(function (danger) { return danger.ways_said.length; })) return filed(dangers, phrases, UNTAUGHT);
    var lessons = flat(dangers.map(function (danger, number) { return lessonsOf(danger, number, none); }));
    var learned = lessonsLearned(lessons.concat(samplesOf(others, none, WEIGHTS.other)), none);
    var reader = sense.reader(learned);
    var needed = phrases.map(function (own, number) { return own.filter(function (phrase) { return isNeeded(phrase, number, reader); }); });
    return filed(dangers, needed, learned);
  }

  root.KimSenseLearn = { pack: pack };
})(typeof globalThis === "undefined" ? self : globalThis);

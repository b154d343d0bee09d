// Which records answer a question, the best first. The browser and `kim ask` run this same file.
// What is typed stays here: nothing is sent anywhere.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var counts = root.KimCounts;
  var vectors = root.KimVectors;
  var MOST = 3; // suggestions
  var FLOOR = 0.2; // share of what a question tells that a record has to have: measured, see tests/answers
  var SURE = 0.5; // the share from which a subject that others answer is named
  var BESIDE = 2; // by how much less likely one may be that stands beside another
  var AHEAD = 0.5; // what it adds to the first's odds against all others by how much better than the second it fits
  var FAR = 6; // up to so much better
  var ALONE = 1.25; // by how much larger the odds have to be where one word alone is known: measured, see tests/answers
  var LESS_SURE = 0.9; // by how much less likely than nothing one may be then, to be chosen from: measured, see tests/answers
  var OTHER = 0.88; // weight of another word for what was typed
  var RANK = 0.8; // what a place further down in the ranks costs where the question is one word; less, the more it says
  var MAIN = 2; // what being the main answer brings then
  var WEIGHTS = { title: 2, word: 1, asked: 0.5, text: 0.7 }; // of a sentence, by where it stands
  var BEHIND = 5; // the rank after which what people call a record counts less: it is asked for on another site
  var LESS = 0.5; // as much as that: measured, see tests/answers
  var NAMES = "names"; // the part that has every word

  // ------------------------------------------------------------------------------------------------ what is known

  /** All that is known of a record, as [sentence, weight]. */
  function sentencesOf(register, record) {
    var asked = register.asked.map(function (phrase) { return record.title + " " + phrase; });
    var text = record.text.split(/[.!?\n]+/);
    var word = WEIGHTS.word * (register.rank > BEHIND ? LESS : 1);
    return [[record.title, WEIGHTS.title]].concat(
      record.words.map(function (phrase) { return [phrase, word]; }),
      asked.map(function (phrase) { return [phrase, WEIGHTS.asked]; }),
      text.map(function (sentence) { return [sentence, WEIGHTS.text]; })
    );
  }

  /** Forms of the vocabulary, whose small words count: "not working" is one. */
  function formsOf(phrases) {
    var forms = new Set(phrases.map(function (phrase) { return words.terms(phrase).join(" "); }).filter(Boolean));
    return Array.from(forms).sort().map(function (form) { return form.split(" "); });
  }

  /** Every sentence of which the counts are made, as [number, stems, weight]; after the records come the subjects that others answer. */
  function samples(known) {
    var records = [].concat.apply([], known.registers.map(function (register) {
      return register.records.map(function (record) { return sentencesOf(register, record); });
    }));
    var others = known.elsewhere.map(function (subject) {
      return [[subject.title, WEIGHTS.title]].concat(subject.words.map(function (phrase) { return [phrase, WEIGHTS.word]; }));
    });
    return [].concat.apply([], records.concat(others).map(function (sentences, number) {
      return sentences.map(function (sentence) { return [number, words.terms(sentence[0]), sentence[1]]; });
    })).filter(function (sample) { return sample[1].length; });
  }

  /** Of how many records and subjects all is known. */
  function numberOf(known) {
    return known.registers.reduce(function (sum, register) { return sum + register.records.length; }, known.elsewhere.length);
  }

  /** Whether a term stands in a vocabulary or is small, as a function. */
  function knownBy(names, groups) {
    var all = new Set(words.parted(names).concat([].concat.apply([], [].concat.apply([], groups))));
    return function (term) { return words.isSmall(term) || all.has(term); };
  }

  /** Records and vocabulary, which `kim-cut.js` cuts into the files that a page fetches. */
  function pack(known) {
    var groups = known.synonyms.map(formsOf);
    var all = samples(known);
    var byFirst = words.vocabulary(groups);
    var packed = root.KimPack.pack(all, byFirst, numberOf(known));
    return {
      registers: known.registers.map(function (register) {
        return {
          kind: register.kind,
          title: register.title,
          place: register.place,
          rank: register.rank,
          answers: register.answers,
          records: register.records.map(function (record) { return [record.id, record.title].concat(record.main ? [record.main] : []); }),
        };
      }),
      synonyms: root.KimPack.packedGroups(groups, packed.names),
      elsewhere: known.elsewhere.map(function (subject) { return subject.text; }),
      foreign: root.KimLanguage.likeEnglish(known.languages, knownBy(packed.names, groups)),
      floor: known.floor,
      margin: known.margin,
      sentences: all.length,
      counts: packed,
      vectors: root.KimVectorsLearn.pack(all, byFirst, words.parted(packed.names), numberOf(known)),
    };
  }

  /** A record of a packed register. */
  function documentOf(register, record) {
    return {
      id: record[0],
      kind: register.kind,
      register: register.title,
      title: record[1],
      href: register.place + record[0].toLowerCase() + (register.place.endsWith("#") ? "" : "/"),
      cost: RANK * (register.rank - 1),
      main: record[2] || 0,
      answers: register.answers,
    };
  }

  // ------------------------------------------------------------------------------------------------ what is asked

  /**
   * What each word of a question may stand for: {term, readings}, the likeliest reading first. `isKnown` says whether a term
   * is, and `every` has all that are and how often each stands in records; without it an unknown term has no reading.
   */
  function read(question, isKnown, every) {
    var typed = words.tokens(question);
    var terms = Array.from(every.keys());
    return typed.map(function (token, place) {
      var term = words.stem(token);
      if (words.isSmall(term) || isKnown(term)) return { term: term, readings: [{ term: term, weight: 1 }] };
      var readings = words.meant(token, term, terms, place === typed.length - 1);
      readings.sort(function (one, other) {
        return other.weight - one.weight || every.get(other.term) - every.get(one.term) || (one.term < other.term ? -1 : 1);
      });
      return { term: term, readings: readings };
    });
  }

  function likeliest(one) { return one.readings.length ? one.readings[0].term : one.term; }

  /** The features of a question, each with what it tells: [[feature, weight], ...]. */
  function featuresOf(all, byFirst) {
    var own = counts.features(all.map(likeliest), byFirst);
    var weighed = new Map();
    function put(feature, share) { weighed.set(feature, Math.max(weighed.get(feature) || 0, share * counts.weight(feature))); }
    own.groups.forEach(function (feature) { put(feature, 1); });
    all.forEach(function (one) {
      one.readings.forEach(function (reading, number) { put(reading.term, reading.weight / (1 + number)); });
    });
    return Array.from(weighed);
  }

  /** The words of a question that have to be met, each by a reading of it or by its other words, and what each tells. */
  function ideas(all, byFirst, tells) {
    var terms = all.map(likeliest);
    var met = words.forms(terms, byFirst);
    return all.map(function (one, place) {
      var groups = met.filter(function (form) { return form.places.indexOf(place) >= 0; }).map(function (form) { return "~" + form.group; });
      return { term: terms[place], readings: one.readings, groups: groups, tells: tells(terms[place]) };
    }).filter(function (idea) { return idea.groups.length || !words.isSmall(idea.term); });
  }

  // ------------------------------------------------------------------------------------------------ what fits

  /** The parts of what is known that have been fetched, of a file that has the first of them. */
  function fetched(data) {
    var known = counts.unpacked(data.counts);
    var near = vectors.unpacked(data);
    var foreign = new Set(data.foreign);
    var having = new Map();
    var byFirst = new Map(); // every term whose part is there, and the forms that begin with it
    var there = new Set();
    var every = new Map();

    function learn(part) {
      counts.vocabularyOf(part, data.words.groups).forEach(function (forms, term) { byFirst.set(term, forms); });
    }

    function range(term) {
      var at = data.words.ranges.length - 1;
      while (at > 0 && term < data.words.ranges[at]) at -= 1;
      return String(at);
    }

    /** Those of parts that aren't there yet, each once. */
    function missing(parts) { return Array.from(new Set(parts)).filter(function (part) { return !there.has(part); }); }

    /** The parts that hold what isn't known of these terms yet. */
    function partsOf(terms) {
      return missing(terms.filter(function (term) { return !byFirst.has(term); }).map(range).filter(function (at) { return at !== "-1"; }));
    }

    learn(data);
    return {
      /** How likely each record is by what its sentences have in common with the words read, and by what lies near them. */
      likely: function (all) {
        var asked = featuresOf(all, byFirst);
        return near.both(known.likely(asked), asked, all.map(likeliest));
      },
      tells: counts.telling(known.rows, data.sentences),
      byFirst: byFirst,
      isKnown: function (term) { return byFirst.has(term); },
      every: function () { return every; },
      has: function (number, feature) {
        if (!having.has(feature)) {
          if (!known.rows.has(feature)) return false;
          having.set(feature, new Set(known.rows.get(feature).map(function (one) { return one[0]; })));
        }
        return having.get(feature).has(number);
      },
      add: function (name, part) {
        if (there.has(name)) return;
        there.add(name);
        if (name === NAMES) every = counts.every(part);
        else {
          known.add(part.counts);
          near.add(part);
          learn(part);
        }
      },
      /** Whether some of a question may be in another language, by the parts that are there. */
      isForeign: function (question) {
        return words.tokens(question).some(function (token) {
          var term = words.stem(token);
          return foreign.has(token) || (!words.isSmall(term) && !byFirst.has(term) && !partsOf([term]).length);
        });
      },
      /** The parts that a question needs and that aren't there. Once they are, it may need others: ask again. */
      needed: function (question) {
        var terms = words.tokens(question).map(words.stem);
        var parts = partsOf(terms);
        if (parts.length || terms.every(function (term) { return words.isSmall(term) || byFirst.has(term); })) return parts;
        if (!there.has(NAMES)) return [NAMES];
        return partsOf([].concat.apply([], read(question, byFirst.has.bind(byFirst), every).map(function (one) {
          return one.readings.map(function (reading) { return reading.term; });
        })));
      },
    };
  }

  function matcher(data) {
    var documents = [].concat.apply([], data.registers.map(function (register) {
      return register.records.map(function (record) { return documentOf(register, record); });
    }));
    var known = fetched(data);
    var has = known.has;
    var byFirst = known.byFirst;

    /** How much of what is asked a record has, at most 1. */
    function share(number, asked) {
      var all = 0;
      var own = 0;
      asked.forEach(function (idea) {
        var worth = idea.groups.some(function (group) { return has(number, group); }) ? OTHER : 0;
        idea.readings.forEach(function (reading) { if (has(number, reading.term)) worth = Math.max(worth, reading.weight); });
        all += idea.tells;
        own += idea.tells * worth;
      });
      return all ? own / all : 0;
    }

    function named(question, every) {
      var id = question.trim().toLowerCase();
      return documents.filter(function (one) { return one.id.toLowerCase() === id && (every || one.answers); }).map(function (one) { return suggestion(one, 1); });
    }

    /** The subject that others answer, if one is likeliest and has enough of what is asked to be named. */
    function elsewhere(scores, asked) {
      var best = data.elsewhere.reduce(function (most, _, number) { return scores[number + documents.length] > scores[most + documents.length] ? number : most; }, 0);
      return data.elsewhere.length && share(best + documents.length, asked) >= SURE ? { text: data.elsewhere[best] } : null;
    }

    /**
     * What fits a question, by the parts that are there, of one register or of all: {suggestions, sure, elsewhere}. Where it is not `sure`, the suggestions
     * are to choose from, and none of them is the answer. `elsewhere` is a subject that others answer, or null. What `without`
     * names by its id is passed over, and what answers no question unless `every` record is looked for.
     */
    function answer(question, most, register, without, every) {
      var exact = named(question, every);
      if (exact.length) return { suggestions: exact, sure: true, elsewhere: null };
      var all = read(question, known.isKnown, known.every());
      var asked = ideas(all, byFirst, known.tells);
      if (!asked.length) return { suggestions: [], sure: true, elsewhere: null };
      var scores = known.likely(all);
      var nothing = Math.max.apply(null, scores.slice(documents.length)) + data.floor; // -Infinity where others have no subject
      var near = documents.map(function (one, number) {
        return { one: one, number: number, score: scores[number] - one.cost / asked.length };
      }).filter(function (fit) {
        if (!every && !fit.one.answers) return false;
        if (without && without.indexOf(fit.one.id) >= 0) return false;
        return (!register || fit.one.register === register) && share(fit.number, asked) >= FLOOR;
      });
      var isLone = asked.filter(isKnown).length < 2;
      var isLikely = near.some(function (fit) { return fit.score > nothing; });
      if (isLone && !isLikely) nothing -= LESS_SURE;
      var fits = near.some(function (fit) { return fit.score > nothing; }) ? near.filter(function (fit) { return fit.score > nothing - BESIDE; }) : [];
      fits.forEach(function (fit) { if (fit.one.main) fit.score += MAIN / asked.length; }); // it comes first, and answers no more
      fits.sort(function (fit, other) { return other.score - fit.score || (fit.one.id < other.one.id ? -1 : 1); });
      if (!fits.length) return { suggestions: [], sure: true, elsewhere: elsewhere(scores, asked) };
      var best = fits[0].score;
      var sum = fits.reduce(function (total, fit) { return total + Math.exp(fit.score - best); }, Math.exp(nothing - best));
      return {
        suggestions: fits.slice(0, most || MOST).map(function (fit) { return suggestion(fit.one, Math.exp(fit.score - best) / sum); }),
        sure: isLikely && isSure(fits, sum, data.margin + (isLone ? ALONE : 0)),
        elsewhere: null,
      };
    }

    return {
      answer: answer,
      add: known.add,
      isForeign: known.isForeign,
      needed: function (question, every) { return named(question, every).length ? [] : known.needed(question); },
    };
  }

  function isKnown(idea) { return idea.readings.length > 0 || idea.groups.length > 0; }

  /**
   * Whether the first of what fits is meant: by its odds against all others and nothing, `sum` being how likely all of them are
   * if the first is 1. A vague word fits many about as badly, and the first of these may yet be far from the second.
   */
  function isSure(fits, sum, margin) {
    if (fits.length < 2) return true;
    return AHEAD * Math.min(FAR, fits[0].score - fits[1].score) - Math.log(sum - 1) >= margin;
  }

  function suggestion(document, score) {
    return { id: document.id, kind: document.kind, register: document.register, title: document.title, href: document.href, score: score };
  }

  root.KimMatch = { matcher: matcher, pack: pack };
})(typeof globalThis === "undefined" ? self : globalThis);

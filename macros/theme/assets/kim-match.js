// Which records answer a question, the best first. The browser and `kim ask` run this same file.
// What is typed stays here: nothing is sent anywhere.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var MOST = 3; // suggestions
  var FLOOR = 0.35; // what a likeness has to come to: measured, see tests/answers
  var TEXT = 0.55; // weight of a word that stands only in the text of a record
  var SPREAD = 0.25; // share of a word's weight that depends on how many phrases of a record have it
  var OTHER = 0.88; // weight of another word for what was typed
  var UNHEARD = 0.6; // weight of a word that nothing knows: it says little against the others
  var NEAR = 0.35; // weight of the nearest phrase against all that is known of a record
  var QUIET = 0.8; // what a small word tells
  var RANK = 0.025; // what a place further down in the ranks costs
  var ELSEWHERE = 0.82; // what the likeness of a subject that others answer has to come to, against the best of ours
  var MAIN = 0.12; // what being the main answer brings where the question is one word; less, the more it says

  /** The terms, and the groups ("~3") that have a form among them, each once. */
  function features(all, byFirst) {
    var set = new Set(all);
    words.forms(all, byFirst).forEach(function (one) { set.add("~" + one.group); });
    return set;
  }

  /** What of a phrase is kept: the terms that say something, or all of them where none does. Each once. */
  function telling(phrase) {
    var all = words.terms(phrase);
    var own = all.filter(function (term) { return !words.isSmall(term); });
    return Array.from(new Set(own.length ? own : all)).join(" ");
  }

  /**
   * The terms of each phrase. Each phrase stays by itself: it says nothing of the next. They are sorted, since the file is
   * shorter so.
   */
  function packedPhrases(phrases) {
    return Array.from(new Set(phrases.map(telling).filter(Boolean))).sort();
  }

  /** Forms of the vocabulary, whose small words count: "not working" is one. */
  function packedForms(phrases) {
    return Array.from(new Set(phrases.map(function (phrase) { return words.terms(phrase).join(" "); }).filter(Boolean))).sort();
  }

  /** The terms that say something, each once, but for those that are known already. */
  function packedText(text, known) {
    var said = new Set(known.join(" ").split(" "));
    return Array.from(new Set(words.terms(text))).filter(function (term) { return !said.has(term) && !words.isSmall(term); }).join(" ");
  }

  /** Records and vocabulary as the file that a page fetches: less than half as long, with the same matches. */
  function pack(known) {
    return {
      registers: known.registers.map(function (register) {
        return Object.assign({}, register, {
          asked: packedForms(register.asked),
          records: register.records.map(function (record) {
            var phrases = packedPhrases(record.words);
            var text = packedText(record.text, packedPhrases([record.title]).concat(phrases));
            return [record.id, record.title, phrases, text, record.main || 0];
          }),
        });
      }),
      synonyms: known.synonyms.map(packedForms),
      elsewhere: known.elsewhere.map(function (subject) { return [subject.title, packedForms([subject.title].concat(subject.words)), subject.text]; }),
    };
  }

  /** A record of a packed register, with all that it is called as lists of terms. */
  function documentOf(register, record) {
    var title = words.terms(record[1]);
    var asked = words.phrases(register.asked).map(function (phrase) { return title.concat(phrase); });
    return {
      id: record[0],
      kind: register.kind,
      register: register.title,
      title: record[1],
      href: register.place + record[0].toLowerCase() + (register.place.endsWith("#") ? "" : "/"),
      phrases: [title].concat(words.phrases(record[2]), asked),
      text: record[3] ? record[3].split(" ") : [],
      favour: 1 - RANK * (register.rank - 1),
      main: record[4],
    };
  }

  function subjectOf(subject) {
    return { id: subject[0], title: subject[0], said: subject[2], phrases: words.phrases(subject[1]), text: [], favour: 1 };
  }

  function indexed(document, byFirst) {
    var phrases = document.phrases.map(function (phrase) { return features(phrase, byFirst); });
    var head = new Map(); // how many phrases have each feature
    phrases.forEach(function (phrase) { phrase.forEach(function (feature) { head.set(feature, (head.get(feature) || 0) + 1); }); });
    return { document: document, phrases: phrases, head: head, text: features(document.text, byFirst), favour: document.favour, main: document.main };
  }

  /**
   * A question as ideas: the places of its words, and the groups of other words for them. `known` has every known
   * term.
   */
  function ideas(question, byFirst, known) {
    var typed = words.tokens(question);
    var all = typed.map(function (token, place) {
      var term = words.stem(token);
      if (words.isSmall(term) || known.has(term)) return { term: term, readings: [{ term: term, weight: 1 }] };
      return { term: term, readings: words.meant(token, term, known, place === typed.length - 1) };
    });
    var likely = all.map(function (one) { return one.readings.length ? one.readings[0].term : one.term; });
    var met = words.forms(likely, byFirst);
    var taken = new Set();
    var list = met.filter(function (one) { return one.places.length > 1; }).map(function (one) {
      one.places.forEach(function (place) { taken.add(place); });
      return { groups: ["~" + one.group], places: one.places };
    });
    all.forEach(function (one, place) {
      var groups = met.filter(function (other) { return other.places.length === 1 && other.places[0] === place; });
      if (taken.has(place) || (words.isSmall(likely[place]) && !groups.length)) return;
      list.push({ groups: groups.map(function (other) { return "~" + other.group; }), places: [place] });
    });
    return { all: all, list: merged(list) };
  }

  /** Forms over the same words are one idea. */
  function merged(list) {
    var byPlaces = new Map();
    list.forEach(function (idea) {
      var key = idea.places.join();
      if (byPlaces.has(key)) byPlaces.get(key).groups = byPlaces.get(key).groups.concat(idea.groups);
      else byPlaces.set(key, idea);
    });
    return Array.from(byPlaces.values());
  }

  /** Every term of the records and of the vocabulary. */
  function allTerms(documents, synonyms) {
    var known = new Set();
    documents.forEach(function (one) { one.phrases.concat([one.text]).forEach(function (list) { list.forEach(function (term) { known.add(term); }); }); });
    synonyms.forEach(function (group) { group.forEach(function (list) { list.forEach(function (term) { known.add(term); }); }); });
    return known;
  }

  function matcher(data) {
    var synonyms = words.unpacked(data.synonyms);
    var byFirst = words.vocabulary(synonyms);
    var records = [].concat.apply([], data.registers.map(function (register) {
      return register.records.map(function (record) { return documentOf(register, record); });
    }));
    var others = data.elsewhere.map(subjectOf);
    var spelt = allTerms(records.concat(others), synonyms);
    function index(document) { return indexed(document, byFirst); }
    var documents = records.map(index);
    var subjects = others.map(index);
    var known = new Map(); // each feature, and how many records have it
    var common = new Map(); // in how many phrases of one record each feature is at most
    documents.concat(subjects).forEach(function (one) {
      one.head.forEach(function (count, feature) { common.set(feature, Math.max(count, common.get(feature) || 0)); });
      new Set([...one.head.keys(), ...one.text]).forEach(function (feature) { known.set(feature, (known.get(feature) || 0) + 1); });
    });
    function tells(feature) { return Math.log(1 + documents.length / (0.5 + (known.get(feature) || 0))); }

    /** An idea with what it tells: `words` are the readings of each of its own words, `groups` its other words. */
    function weighed(idea, all) {
      var own = idea.places.filter(function (place) { return !words.isSmall(all[place].term); }).map(function (place) {
        return all[place].readings.filter(function (one) { return known.has(one.term); });
      });
      var groups = idea.groups.filter(function (group) { return known.has(group); });
      var most = Math.max.apply(null, own.map(function (readings) {
        return readings.length ? Math.max.apply(null, readings.map(function (one) { return one.weight * tells(one.term); })) : 0;
      }).concat(groups.map(tells)).concat([0]));
      return { words: own, groups: groups, tells: most || UNHEARD * tells("") };
    }

    /** How well one of an idea's readings is met, where `worth` says what having a feature is worth. */
    function best(idea, worth) {
      var other = 0;
      idea.groups.forEach(function (group) { other = Math.max(other, OTHER * worth(group)); });
      var sum = 0;
      idea.words.forEach(function (readings) {
        var most = 0;
        readings.forEach(function (one) { most = Math.max(most, one.weight * worth(one.term)); });
        sum += most;
      });
      return Math.max(other, idea.words.length ? sum / idea.words.length : 0);
    }

    function inRecord(one) {
      return function (feature) {
        var count = one.head.get(feature);
        if (count) return 1 - SPREAD + SPREAD * Math.sqrt(count / common.get(feature));
        return one.text.has(feature) ? TEXT : 0;
      };
    }

    function inPhrase(phrase) {
      return function (feature) { return phrase.has(feature) ? 1 : 0; };
    }

    function likeness(asked, quiet, one) {
      var record = inRecord(one);
      var total = 0;
      var sum = 0;
      var square = 0;
      asked.forEach(function (idea) {
        var worth = best(idea, record);
        total += idea.tells;
        square += idea.tells * idea.tells;
        sum += idea.tells * worth;
      });
      square += quiet.size * QUIET * QUIET;
      if (!sum) return 0;
      var nearest = 0;
      one.phrases.forEach(function (phrase) {
        var shared = 0;
        var has = inPhrase(phrase);
        asked.forEach(function (idea) { shared += idea.tells * idea.tells * best(idea, has); });
        if (!shared) return;
        var length = 0;
        quiet.forEach(function (term) { if (phrase.has(term)) shared += QUIET * QUIET; });
        phrase.forEach(function (feature) {
          if (feature[0] !== "~") length += words.isSmall(feature) ? QUIET * QUIET : tells(feature) * tells(feature);
        });
        nearest = Math.max(nearest, Math.min(1, shared / Math.sqrt(square * Math.max(length, 1))));
      });
      return ((1 - NEAR) * sum / total + NEAR * nearest) * one.favour * (one.main ? 1 + MAIN / asked.length : 1);
    }

    /** A subject with those of its phrases alone that stand in the question whole: half of one says nothing. */
    function within(subject, all) {
      var phrases = subject.phrases.filter(function (phrase) {
        var own = Array.from(phrase).filter(function (feature) { return feature[0] !== "~"; });
        var telling = own.filter(function (term) { return !words.isSmall(term); });
        return (telling.length > 1 ? telling : own).every(function (term) { return all.has(term); });
      });
      var head = new Map();
      phrases.forEach(function (phrase) { phrase.forEach(function (feature) { if (feature[0] !== "~") head.set(feature, 1); }); });
      return { phrases: phrases, head: head, text: subject.text, favour: 1 };
    }

    function named(question) {
      var id = question.trim().toLowerCase();
      return documents.filter(function (one) { return one.document.id.toLowerCase() === id; }).map(function (one) {
        return suggestion(one.document, 1);
      });
    }

    /**
     * What fits a question, of one register or of all: {suggestions, elsewhere}. `elsewhere` is a subject that others answer,
     * or null.
     */
    return function answer(question, most, register) {
      var exact = named(question);
      if (exact.length) return { suggestions: exact, elsewhere: null };
      var read = ideas(question, byFirst, spelt);
      var asked = read.list.map(function (idea) { return weighed(idea, read.all); });
      var quiet = new Set(read.all.map(function (one) { return one.term; }).filter(words.isSmall));
      if (!asked.length) return { suggestions: [], elsewhere: null };
      var sought = register ? documents.filter(function (one) { return one.document.register === register; }) : documents;
      var likely = ranked(sought, function (one) { return likeness(asked, quiet, one); });
      var all = new Set([].concat.apply([], read.all.map(function (one) { return one.readings.map(function (reading) { return reading.term; }); })));
      var elsewhere = ranked(subjects, function (one) { return likeness(asked, quiet, within(one, all)); });
      var best = likely.length ? likely[0].score : 0;
      if (elsewhere.length && elsewhere[0].score >= best * ELSEWHERE) return { suggestions: [], elsewhere: { title: elsewhere[0].one.document.title, text: elsewhere[0].one.document.said } };
      return {
        suggestions: likely.slice(0, most || MOST).map(function (fit) { return suggestion(fit.one.document, fit.score); }),
        elsewhere: null,
      };
    };
  }

  function ranked(list, likeness) {
    return list
      .map(function (one) { return { one: one, score: likeness(one) }; })
      .filter(function (fit) { return fit.score >= FLOOR; })
      .sort(function (fit, other) { return other.score - fit.score || (fit.one.document.id < other.one.document.id ? -1 : 1); });
  }

  function suggestion(document, score) {
    return { id: document.id, kind: document.kind, register: document.register, title: document.title, href: document.href, score: score };
  }

  root.KimMatch = { matcher: matcher, pack: pack };
})(typeof globalThis === "undefined" ? self : globalThis);

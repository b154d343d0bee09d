// Does somebody write of danger? The browser and `kim ask` run this same file, before anything else is matched.
// What is typed stays here: nothing is sent, and it stands in no address, no title and no store.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var GAP = 2; // other words between two words that follow each other
  var WINDOW = 14; // words within which all of a phrase stands
  var SHORT = 3; // letters up to which no slip is forgiven
  var LONG = 8; // letters from which two slips are forgiven
  var RUN = 7; // letters from which a word may be several that were run together
  var RUN_MOST = 28; // letters up to which it is tried
  var PIECES = 4; // how many they may be
  var TORN = 5; // letters from which two words may be one that was torn apart
  var DRAWN_OUT = /(\p{L})\1{2,}/gu; // "floooood"
  var UNTAUGHT = { known: new Set(), told: function () { return []; } };
  var NAMED_BY_NONE = { stems: new Set() };

  /** Every word of every phrase, by its stem: none of them is a slip of another. */
  function known(dangers) {
    var stems = new Set();
    dangers.forEach(function (lists) {
      stemsIn([].concat.apply([], lists.phrases.concat(lists.alone, lists.harmless))).forEach(function (stem) { stems.add(stem); });
    });
    return stems;
  }

  function starts(typed, word) {
    if (typed[0] === word[0]) return true;
    return typed[0] === word[1] && typed[1] === word[0];
  }

  function near(typed, word) {
    var shorter = Math.min(typed.length, word.length);
    if (shorter < SHORT || word.length <= SHORT) return false;
    var most = shorter >= LONG ? 2 : 1;
    if (Math.abs(typed.length - word.length) > most || !starts(typed, word)) return false;
    return words.steps(typed, word, most) <= most;
  }

  function stemsIn(parts) {
    var stems = new Set();
    parts.forEach(function (part) {
      part.forEach(function (step) { step.forEach(function (word) { stems.add(words.stem(word)); }); });
    });
    return stems;
  }

  /** The steps of a phrase of one part. */
  function steps(parts) { return parts[0]; }

  /** What is shown of a danger, with whom to call, and what tells of it. */
  function prepared(danger, lists, contacts) {
    return {
      danger: Object.assign({}, danger, { contacts: danger.contacts.map(function (place) { return contacts[place]; }) }),
      phrases: lists.phrases.map(function (parts) { return { parts: parts, stems: stemsIn(parts) }; }),
      alone: lists.alone.map(steps),
      harmless: lists.harmless.map(steps),
    };
  }

  /** The dangers that a text tells of, of a file: {dangers, contacts, form, letters, told, likelier}. */
  function matcher(file) {
    var told = root.KimTold.read(file);
    var learned = told.learned ? root.KimSense.reader(told.learned) : UNTAUGHT;
    var stems = known(told.dangers);
    learned.known.forEach(function (stem) { stems.add(stem); });
    var others = new Set(told.apart);
    var list = file.dangers.map(function (danger, number) { return prepared(danger, told.dangers[number], file.contacts); });

    /** Whether a typed word is one of these, or a slip of it that is no other word. */
    function isOne(typed, choices) {
      return choices.some(function (word) {
        var stem = words.stem(word);
        if (typed.word === word || typed.stem === stem) return true;
        return !typed.sure && (near(typed.word, word) || near(typed.stem, stem));
      });
    }

    function isSure(stem) { return stems.has(stem) || others.has(stem) || words.isSmall(stem); }

    /** The stem of a word, with the "g" that "smellin" lacks where that is a word of danger. */
    function stemOf(word) {
      var stem = words.stem(word);
      if (isSure(stem) || !/^[a-z]{3,}in$/.test(word)) return stem;
      var whole = words.stem(word + "g");
      return stems.has(whole) ? whole : stem;
    }

    function read(tokens) {
      return tokens.map(function (word) {
        var stem = stemOf(word);
        return { word: word, stem: stem, sure: isSure(stem), gone: false };
      });
    }

    function isPiece(letters) {
      if (letters === "2") return true; // "nowhere2sleep"
      var word = words.tokens(letters)[0];
      return letters.length > 1 && (word === "not" || words.isSmall(words.stem(word)))
        || letters.length >= SHORT && stems.has(words.stem(word));
    }

    /** The words that run of letters is made of, the fewest and the longest first, or none. */
    function pieces(letters, most) {
      if (isPiece(letters)) return [letters];
      for (var end = letters.length - 1; most > 1 && end > 0; end -= 1) {
        var rest = isPiece(letters.slice(0, end)) ? pieces(letters.slice(end), most - 1) : [];
        if (rest.length) return [letters.slice(0, end)].concat(rest);
      }
      return [];
    }

    function isUnknown(word) { return !isSure(words.stem(word)); }

    /** "killmyself" as the words that it is, or the word itself. */
    function parted(word) {
      if (word.length < RUN || word.length > RUN_MOST || !isUnknown(word)) return [word];
      var all = pieces(word, PIECES);
      return all.length ? words.tokens(all.join(" ")) : [word];
    }

    /** "new born" and "ga sleak" as the words that they are, or none. */
    function joined(word, next) {
      var letters = word + next;
      var unknown = isUnknown(word) + isUnknown(next);
      if (!unknown || letters.length < TORN || letters.length > RUN_MOST) return [];
      if (stems.has(words.stem(letters))) return [letters];
      return unknown === 2 ? pieces(letters, 2) : [];
    }

    /** The words as they may have been meant where a space is missing, too many or one letter off, or a letter drawn out. */
    function spaced(drawn) {
      var tokens = drawn.map(function (word) { return isUnknown(word) ? word.replace(DRAWN_OUT, "$1$1") : word; });
      var all = [];
      for (var at = 0; at < tokens.length; at += 1) {
        var pair = at + 1 < tokens.length ? joined(tokens[at], tokens[at + 1]) : [];
        all = all.concat(pair.length ? pair : parted(tokens[at]));
        if (pair.length) at += 1;
      }
      return all;
    }

    /** The place of the last word of a part that starts at `at`, or -1. */
    function ends(all, part, at) {
      if (!fits(all[at], part[0])) return -1;
      var place = at;
      for (var step = 1; step < part.length; step += 1) {
        var next = place + 1;
        while (next <= place + 1 + GAP && !fits(all[next], part[step])) next += 1;
        if (next > place + 1 + GAP) return -1;
        place = next;
      }
      return place;
    }

    function fits(typed, choices) { return Boolean(typed) && !typed.gone && isOne(typed, choices); }

    /** Whether all parts stand within the window, at different places. */
    function holds(all, parts) {
      var where = [];
      for (var part = 0; part < parts.length; part += 1) {
        var spans = [];
        for (var at = 0; at < all.length; at += 1) {
          var last = ends(all, parts[part], at);
          if (last >= 0) spans.push([at, last]);
        }
        if (!spans.length) return false;
        where.push(spans);
      }
      return chosen(where, 0, []);
    }

    function chosen(where, part, taken) {
      return part === where.length || where[part].some(function (span) {
        var all = taken.concat([span]);
        var first = Math.min.apply(null, all.map(function (one) { return one[0]; }));
        var last = Math.max.apply(null, all.map(function (one) { return one[1]; }));
        var meets = taken.some(function (one) { return span[0] <= one[1] && one[0] <= span[1]; });
        return !meets && last - first < WINDOW && chosen(where, part + 1, all);
      });
    }

    /** The places of words that follow each other from `at` on and that a phrase doesn't all name itself, or none. */
    function passed(all, steps, at, phrase) {
      var places = steps.map(function (_, step) { return at + step; });
      var isThere = places.every(function (place, step) { return all[place] && isOne(all[place], steps[step]); });
      var isNamed = isThere && places.every(function (place) { return phrase.stems.has(all[place].stem); });
      return isThere && !isNamed ? places : [];
    }

    /** The words without those that say something else there, such as "gas bill". */
    function left(all, harmless, phrase) {
      var gone = new Set();
      harmless.forEach(function (steps) {
        all.forEach(function (_, at) {
          passed(all, steps, at, phrase).forEach(function (place) { gone.add(place); });
        });
      });
      return all.map(function (one, at) { return gone.has(at) ? Object.assign({}, one, { gone: true }) : one; });
    }

    /** Whether nothing else is said, small words apart. */
    function isAlone(all, steps) {
      var told = all.filter(function (one) { return one.gone || !words.isSmall(one.stem) || isAny(one, steps); });
      return told.length === steps.length && steps.every(function (choices, step) { return fits(told[step], choices); });
    }

    function isAny(one, steps) { return steps.some(function (choices) { return isOne(one, choices); }); }

    function tells(one, all) {
      var rest = left(all, one.harmless, NAMED_BY_NONE);
      return one.alone.some(function (steps) { return isAlone(rest, steps); })
        || one.phrases.some(function (phrase) { return holds(left(all, one.harmless, phrase), phrase.parts); });
    }

    function stemsOf(all) { return all.filter(function (one) { return !one.gone; }).map(function (one) { return one.stem; }); }

    /** Whether what was learned tells of it, without the words that say something else there as well. */
    function isLearned(one, number, all, told) {
      if (told.indexOf(number) < 0) return false;
      var rest = left(all, one.harmless, NAMED_BY_NONE);
      return !rest.some(function (word) { return word.gone; }) || learned.told(stemsOf(rest)).indexOf(number) >= 0;
    }

    return function raised(text) {
      var tokens = words.tokens(text);
      var mended = spaced(tokens);
      var readings = (mended.join(" ") === tokens.join(" ") ? [tokens] : [tokens, mended]).map(read);
      var told = readings.map(function (all) { return learned.told(stemsOf(all)); });
      return list.filter(function (one, number) {
        return readings.some(function (all, place) { return isLearned(one, number, all, told[place]) || tells(one, all); });
      }).map(function (one) { return one.danger; });
    };
  }

  root.KimDanger = { matcher: matcher, near: near };
})(typeof globalThis === "undefined" ? self : globalThis);

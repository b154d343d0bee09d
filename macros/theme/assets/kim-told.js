// What the file of danger tells, written small by `kim-sense-learn.js` and read by `kim-danger.js` and `kim-sense.js`: all
// words once, in order; phrases as which of them; pairs of words by their numbers; and what each feature brings. Whoever
// writes and whoever reads goes the same way, as `kim-code.js` has it. Words stand whole: a slip is told by their letters.
(function (root) {
  "use strict";

  var coding = root.KimCode;
  var words = root.KimWords;
  var IS = { said: 1, itsStem: 2, known: 4, other: 8, apart: 16 }; // what a word is: it has some of these
  var FORM = 1; // of what is written here: one more with each change to it, as a page may be open while a new file comes
  var LISTS = ["phrases", "alone", "harmless"];
  var ALIKE = 12; // letters of the word before, as a context
  var LETTER = 31; // and a letter: those that are used least are one
  var OWN = 10; // how much likelier a word is that its danger had before, each time
  var FEW = 3; // words from which a step may be one that stood before
  var NONE = [-2, 1]; // levels of no danger, as a context
  var HINTS = 5; // what phrases tell of a level

  function within(number, least, most) { return Math.max(least, Math.min(most, number)); }

  function times(size, make) { return Array.from({ length: size }, function (_, at) { return make(at); }); }

  /** How many, as a number of its own. */
  function many(number, given) { return number(coding.model(1), 0, given ? given.length : 0); }

  // ------------------------------------------------------------------------------------------------ words

  function alike(one, other) {
    var at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    return at;
  }

  function isVowel(letter) { return letter !== undefined && "aeiouy".indexOf(letter) >= 0 ? 1 : 0; }

  /** The letters of words: first those that are a context, by how often they stand there, then all others in order. */
  function lettersOf(all) {
    var count = new Map();
    all.forEach(function (word) { word.split("").forEach(function (letter) { count.set(letter, (count.get(letter) || 0) + 1); }); });
    var often = Array.from(count.keys()).sort(function (one, other) { return count.get(other) - count.get(one) || (one < other ? -1 : 1); });
    return often.slice(0, LETTER).concat(often.slice(LETTER).sort()).join("");
  }

  /** Words in order with what each is, [{text, is}, ...], each by how it goes on from the one before. */
  function codedWords(number, letters, given) {
    var sames = coding.model(ALIKE + 1);
    var spelled = coding.model((LETTER + 1) * 5);
    var kinds = coding.model(32);
    var before = { text: "", is: 0 };

    function placed(letter) { return Math.min(LETTER, letters.indexOf(letter) + 1); }

    /** What stands before a letter: of the first that is its own, the letter that the word before has there. */
    function context(text, same) {
      var at = text.length;
      if (at > same) return placed(text[at - 1]) * 3 + (at > 1 ? 1 + isVowel(text[at - 2]) : 0);
      return (LETTER + 1) * 3 + (at < before.text.length ? placed(before.text[at]) : 0) * 2 + isVowel(text[at - 1]);
    }

    return times(many(number, given), function (place) {
      var word = given ? given[place] : { text: "", is: 0 };
      var same = number(sames, Math.min(ALIKE, before.text.length), alike(before.text, word.text));
      var text = before.text.slice(0, same);
      for (;;) {
        var letter = number(spelled, context(text, same), given ? letters.indexOf(word.text[text.length]) + 1 : 0);
        if (!letter) break;
        text += letters[letter - 1];
      }
      before = { text: text, is: number(kinds, before.is, word.is) };
      return before;
    });
  }

  // ------------------------------------------------------------------------------------------------ phrases

  /** Numbers by places, of which sums are asked for (Fenwick 1994). */
  function tally(size) {
    var tree = new Float64Array(size + 1);
    var own = new Float64Array(size);
    function before(at) {
      var sum = 0;
      for (var left = at; left > 0; left -= left & -left) sum += tree[left];
      return sum;
    }
    return {
      put: function (place, value) {
        for (var at = place + 1; at <= size; at += at & -at) tree[at] += value - own[place];
        own[place] = value;
      },
      sum: function (first, end) { return before(end) - before(first); },
    };
  }

  /**
   * The lists of so many dangers, each of parts of steps of the numbers of words in order, of `size` words. A word is the
   * likelier the more often it stood before, in this danger above all, and one that stood nowhere the fewer dangers are
   * left; and whole steps are said again.
   */
  function codedLists(number, dangers, size, given) {
    var counts = coding.model(LISTS.length * 3);
    var lengths = coding.model(LISTS.length * 16);
    var again = coding.model(1, true);
    var used = new Float64Array(size);
    var chances = tally(size);
    var steps = [];
    var places = new Map();

    /** How likely each word is as a danger begins. */
    function begin(danger) {
      var unused = 1 + Math.trunc(2 * danger / (dangers - danger));
      for (var place = 0; place < size; place += 1) chances.put(place, used[place] ? 1 + used[place] : unused);
    }

    function chosen(length, known) {
      var first = 0;
      return times(length, function (at) {
        var place = number.among(chances.sum, first, size - (length - 1 - at), known ? known[at] : 0);
        first = place + 1;
        return place;
      });
    }

    function repeated(length, known) {
      if (length < FEW) return null;
      var before = known ? places.get(known.join()) : undefined;
      if (!number(again, 0, before === undefined ? 0 : 1)) return null;
      return steps[number.among(function (first, end) { return end - first; }, 0, steps.length, before)];
    }

    function step(context, own, known) {
      var length = number(lengths, context, known ? known.length - 1 : 0) + 1;
      var before = repeated(length, known);
      if (before) return before;
      var all = chosen(length, known);
      if (length >= FEW) {
        places.set(all.join(), steps.length);
        steps.push(all);
      }
      all.forEach(function (place) {
        used[place] += 1;
        own.set(place, (own.get(place) || 1) + 1);
        chances.put(place, OWN * own.get(place));
      });
      return all;
    }

    /** At least one of a kind, each made of what is known of it and how many there are. */
    function several(context, known, make) {
      var length = number(counts, context, known ? known.length - 1 : 0) + 1;
      return times(length, function (at) { return make(known && known[at], Math.min(3, length)); });
    }

    function phrase(list, own, known) {
      return several(list * 3 + 1, known, function (part, parts) {
        return several(list * 3 + 2, part, function (one, inPart) { return step(list * 16 + parts * 4 + inPart, own, one); });
      });
    }

    return times(dangers, function (danger) {
      var own = new Map();
      var lists = {};
      begin(danger);
      LISTS.forEach(function (name, list) {
        var known = given && given[danger][name];
        lists[name] = times(number(counts, list * 3, known ? known.length : 0), function (at) { return phrase(list, own, known && known[at]); });
      });
      return lists;
    });
  }

  /** The words of lists in the place of their numbers. */
  function spelled(lists, said) {
    function choices(step) { return step.map(function (place) { return said[place]; }); }
    return lists.map(function (phrase) { return phrase.map(function (part) { return part.map(choices); }); });
  }

  // ------------------------------------------------------------------------------------------------ what was learned

  /** Numbers in order, by the gaps between them. */
  function codedPairs(number, given) {
    var gaps = coding.model(1);
    var last = -1;
    return times(many(number, given), function (at) {
      last += 1 + number(gaps, 0, given ? given[at] - last - 1 : 0);
      return last;
    });
  }

  /** A number from 0 on for each level: 0, 1, -1, 2, -2 and so on, and back. */
  function folded(level) { return level > 0 ? 2 * level - 1 : -2 * level; }

  function unfolded(number) { return number % 2 ? (number + 1) / 2 : -number / 2; }

  /**
   * So many rows, each the levels of a feature by the number of a danger, the last being none, which says most about the
   * others. `hint(row, danger)` is what else says something of a level, below HINTS.
   */
  function codedRows(number, size, classes, hint, given) {
    var width = NONE[1] - NONE[0] + 1;
    var levels = coding.model((1 + 3 * width) * HINTS);
    return times(size, function (place) {
      var row = new Array(classes).fill(0);
      var brings = 0;
      for (var at = classes - 1; at >= 0; at -= 1) {
        var none = within(row[classes - 1], NONE[0], NONE[1]) - NONE[0];
        var around = at === classes - 1 ? 0 : 1 + brings * width + none;
        row[at] = unfolded(number(levels, around * HINTS + hint(place, at), given ? folded(given[place][at]) : 0));
        if (row[at] > 0 && at < classes - 1) brings = Math.min(2, brings + 1);
      }
      return row;
    });
  }

  /** What phrases tell of levels: whether a feature is a word that stands in some, and how often in those of a danger. */
  function hints(names, lists, said) {
    var standing = new Map();
    lists.forEach(function (own, danger) {
      spelled(own.phrases.concat(own.alone), said).forEach(function (parts) {
        [].concat.apply([], [].concat.apply([], parts)).map(words.stem).forEach(function (stem) {
          if (!standing.has(stem)) standing.set(stem, []);
          standing.get(stem)[danger] = (standing.get(stem)[danger] || 0) + 1;
        });
      });
    });
    return function (place, danger) {
      if (place >= names.length) return HINTS - 1; // two words
      var own = standing.get(names[place]);
      return own ? 1 + Math.min(2, own[danger] || 0) : 0;
    };
  }

  // ------------------------------------------------------------------------------------------------ all of it

  /** The words that have one of these marks. */
  function marked(all, mark) { return all.filter(function (word) { return word.is & mark; }).map(function (word) { return word.text; }); }

  /** The words that are features: those that are known themselves, and of others the stem. */
  function features(all) {
    return Array.from(new Set(marked(all, IS.known).concat(marked(all, IS.itsStem).map(words.stem)))).sort();
  }

  /** All that is told of so many dangers, {words, lists, pairs, rows}, as `number` reads it or writes what is `given`. */
  function coded(number, letters, dangers, given) {
    var all = codedWords(number, letters, given && given.words);
    var lists = codedLists(number, dangers, marked(all, IS.said).length, given && given.lists);
    var pairs = codedPairs(number, given && given.pairs);
    var names = features(all);
    var hint = hints(names, lists, marked(all, IS.said));
    return { words: all, lists: lists, pairs: pairs, rows: codedRows(number, names.length + pairs.length, dangers + 1, hint, given && given.rows) };
  }

  /**
   * What a file tells: the lists of each danger as words, words that are `apart` from those, and what was `learned`, if any.
   * Throws where the file is of another form: read as this one it might never end.
   */
  function read(file) {
    if (file.form !== FORM) throw new Error("dangers.json is of form " + file.form + ", and this page reads " + FORM);
    var told = coded(coding.reader(file.told), file.letters, file.dangers.length, null);
    var said = marked(told.words, IS.said);
    return {
      dangers: told.lists.map(function (lists) {
        return { phrases: spelled(lists.phrases, said), alone: spelled(lists.alone, said), harmless: spelled(lists.harmless, said) };
      }),
      apart: marked(told.words, IS.apart),
      learned: file.likelier.length ? { names: features(told.words), others: marked(told.words, IS.other), pairs: told.pairs, rows: told.rows, likelier: file.likelier } : null,
    };
  }

  root.KimTold = { IS: IS, FORM: FORM, LISTS: LISTS, lettersOf: lettersOf, coded: coded, codedWords: codedWords, codedLists: codedLists, codedPairs: codedPairs, codedRows: codedRows, read: read };
})(typeof globalThis === "undefined" ? self : globalThis);

// A text as words that can be met: the tokens, stems and everyday forms of a vocabulary, and which word a slip of the
// keys was meant to be. The browser and `kim ask` run this same file.
(function (root) {
  "use strict";

  // What says nothing of what is asked, besides the words that a published list of English has. Negations are kept.
  var QUIET = (
    "again ago already always any anybody anyone anything away back cos cuz did does doing done dont due during else ever " +
    "every everyone everything few go goes going gone gonna gotta happen happens hello help hey hi hiya i'd i'll i'm i've ill im " +
    "ive its it's just keep keeps keeping kept kind know let lets lot lots may maybe mine need needs new nobody ok okay " +
    "old once one ones off own people person please pls plz put quite really say says see seem seems shall she some " +
    "someone something sort soon stuff tell tells thank thanks thing things think till u ur us use used using want wants wanted wanting " +
    "went what's when where's whether whom whose why will without wonder wondering yes yet youre you've your yours " +
    "bit big bloody bloke able actually around council councils landlord landlords anyway apparently asked asking asks ask " +
    "believe best better come comes coming getting give given gives good great id got guys having idea issue issues keep " +
    "keeps look looking made makes making mean means meant next nice nothing number part place possible problem problems question question " +
    "right saying she's side so something sure surely that's theres there's theyre thier til today told took trying try tried two " +
    "until whats week weeks day days month months year years time times"
  ).split(" ");

  var SHORT = 4; // letters up to which a word is short
  var stemmed = new Map();

  /** The word without its ending: "repairing" and "repairs" are "repair". What is left of "asbes" is no "asb". */
  function stem(token) {
    var known = stemmed.get(token);
    if (known === undefined) {
      known = /^[a-z]+$/.test(token) ? root.porter2(token) : token;
      if (known.length < SHORT && token !== known + "s") known = token;
      stemmed.set(token, known);
    }
    return known;
  }

  // Letters with a stroke or without a dot: people without such keys type the plain ones, and Unicode doesn't part them.
  var PLAIN = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ک": "ك", "ی": "ي", "ى": "ي" };
  var STRANGE = new RegExp("[" + Object.keys(PLAIN).join("") + "]", "g");

  /**
   * The words of a text, in small letters without accents. "can't", "cannot" and "won't" are all "not". Marks that belong
   * to one script alone, such as the vowels of Bengali, are letters; those that many share are accents.
   */
  function tokens(text) {
    return text
      .normalize("NFKD")
      .replace(/\p{Script=Inherited}/gu, "")
      .toLowerCase()
      .replace(/\p{Script=Inherited}/gu, "") // of a capital I with a dot, the dot
      .replace(STRANGE, function (letter) { return PLAIN[letter]; })
      .replace(/[’‘'`]/g, "")
      .split(/[^\p{L}\p{M}\p{N}£%]+/u)
      .filter(Boolean)
      .map(function (token) {
        return /^(is|was|are|were|do|does|did|has|have|had|wo|would|could|should|ca|ai)nt$|^cannot$/.test(token) ? "not" : token;
      });
  }

  var small = new Set(root.stopWords.concat(QUIET).map(function (word) { return stem(tokens(word)[0]); }));
  small.delete("not"); // "not working" is another thing than "working"

  function isSmall(term) { return small.has(term); }

  function terms(text) { return tokens(text).map(stem); }

  /** A form of the vocabulary: those of its terms that have to be met, in this order. */
  function form(all) {
    var own = all.filter(function (term) { return !isSmall(term); });
    return own.length > 1 || own.length === all.length ? own : all;
  }

  /** All forms of all groups, each a list of terms, by their first term. */
  function vocabulary(groups) {
    var byFirst = new Map();
    groups.forEach(function (group, number) {
      group.forEach(function (all) {
        var parts = form(all);
        if (!parts.length) return;
        if (!byFirst.has(parts[0])) byFirst.set(parts[0], []);
        byFirst.get(parts[0]).push({ terms: parts, group: number });
      });
    });
    return byFirst;
  }

  var GAP = 2; // small words between two words of a form

  /** The places of a form's terms from `at` on, or null. */
  function places(all, parts, at) {
    var met = [at];
    for (var part = 1; part < parts.length; part += 1) {
      var next = met[met.length - 1] + 1;
      var last = next + GAP;
      while (next <= last && next < all.length && all[next] !== parts[part] && isSmall(all[next])) next += 1;
      if (next > last || all[next] !== parts[part]) return null;
      met.push(next);
    }
    return met;
  }

  /** What of the vocabulary is in these terms: the group and the places of each form that is not inside a longer one. */
  function forms(all, byFirst) {
    var met = [];
    all.forEach(function (term, at) {
      (byFirst.get(term) || []).forEach(function (known) {
        var where = places(all, known.terms, at);
        if (where) met.push({ group: known.group, places: where });
      });
    });
    return met.filter(function (one) {
      return !met.some(function (other) {
        return other.places.length > one.places.length && one.places.every(function (place) { return other.places.indexOf(place) >= 0; });
      });
    });
  }

  // -------------------------------------------------------------------------------------------- slips of the keys

  var LONG = 8; // letters from which two slips are forgiven

  function vowel(letter) { return "aeiouy".indexOf(letter) >= 0; }

  /** Whether a short word is a near miss: a letter too many or too few, two in each other's place, or another vowel. */
  function nearMiss(typed, term) {
    if (typed.length !== term.length) return true;
    var other = [];
    for (var at = 0; at < typed.length; at += 1) if (typed[at] !== term[at]) other.push(at);
    return other.length === 2 || (vowel(typed[other[0]]) && vowel(term[other[0]]));
  }

  /** The letters of a word, each a bit. */
  function letters(word) {
    var bits = 0;
    for (var at = 0; at < word.length; at += 1) bits |= 1 << word.charCodeAt(at);
    return bits;
  }

  function isMore(bits, most) {
    for (var left = most; left; left -= 1) bits &= bits - 1;
    return bits !== 0;
  }

  /** How many slips lead from one word to another; more than `most` are not counted, as a slip brings one new letter at most. */
  function steps(typed, term, most) {
    var one = letters(typed);
    var other = letters(term);
    return isMore(one & ~other, most) || isMore(other & ~one, most) ? most + 1 : root.damerauLevenshtein(typed, term).steps;
  }

  /** How many slips lead from a known term to what was typed, or 0 where that is too far. */
  function slips(typed, term) {
    var most = typed.length >= LONG ? 2 : 1;
    if (typed.length < SHORT - 1 || term.length < SHORT - 1 || Math.abs(typed.length - term.length) > most) return 0;
    if (typed[0] !== term[0] && (most === 2 || Math.min(typed.length, term.length) <= SHORT)) {
      if (typed.length < LONG || typed[1] !== term[0] || typed[0] !== term[1]) return 0;
    }
    var count = steps(typed, term, most);
    if (count > most) return 0;
    return Math.min(typed.length, term.length) <= SHORT && !nearMiss(typed, term) ? 0 : count;
  }

  /** Whether one stem is a slip of another that nobody would take for a word of its own, by a letter and no more. */
  function isSlip(typed, term) { return /^[a-z]+$/.test(typed) && slips(typed, term) === 1 && nearMiss(typed, term); }

  /** How many slips lead from a term to a token or, where that is long enough to go by, to its stem. */
  function slipsOf(token, own, term) {
    var counts = [slips(token, term), own.length > SHORT ? slips(own, term) : 0].filter(Boolean);
    return counts.length ? Math.min.apply(null, counts) : 0;
  }

  /**
   * The known terms that a token may stand for: {term, weight}. Only the `last` word may be one that is still being
   * typed. Whole words come before beginnings, and these before slips, and slips before parts.
   */
  function meant(token, own, known, last) {
    var begun = [];
    var near = [];
    known.forEach(function (term) {
      if (last && token.length >= 3 && term.length > token.length && term.lastIndexOf(token, 0) === 0) begun.push({ term: term, weight: 0.8 });
      var count = /^[a-z]+$/.test(token) ? slipsOf(token, own, term) : 0;
      if (count) near.push({ term: term, weight: count === 1 ? 0.85 : 0.65 });
    });
    if (begun.length) return begun.concat(near);
    if (near.length) {
      var best = Math.max.apply(null, near.map(function (one) { return one.weight; }));
      return near.filter(function (one) { return one.weight === best; });
    }
    return token.length < 5 ? [] : Array.from(known)
      .filter(function (term) { return term.indexOf(token) > 0; })
      .map(function (term) { return { term: term, weight: 0.4 }; });
  }

  /** Names in order as one text: each begins as the one before, with as many letters as a capital says. */
  function joined(names) {
    return names.map(function (name, at) {
      var before = at ? names[at - 1] : "";
      var alike = 0;
      while (alike < 25 && alike < before.length && before[alike] === name[alike]) alike += 1;
      return String.fromCharCode(65 + alike) + name.slice(alike);
    }).join("");
  }

  /** The names in such a text. */
  function parted(text) {
    var before = "";
    return (text.match(/[A-Z][^A-Z]*/g) || []).map(function (rest) {
      before = before.slice(0, rest.charCodeAt(0) - 65) + rest.slice(1);
      return before;
    });
  }

  root.KimWords = { tokens: tokens, stem: stem, terms: terms, isSmall: isSmall, vocabulary: vocabulary, forms: forms, steps: steps, slips: slips, isSlip: isSlip, meant: meant, joined: joined, parted: parted };
})(typeof globalThis === "undefined" ? self : globalThis);

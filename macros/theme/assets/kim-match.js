// Has this been answered? The browser and `kim ask` run this same file; MiniSearch does the matching.
// What is typed stays here: nothing is sent anywhere.
(function (root) {
  "use strict";

  var MOST = 3; // suggestions
  var ENOUGH = 0.5; // share of the question's words that an answer must know
  var UNHEARD = 0.4; // weight of a word that no answer knows: it says little against the others
  var FLOOR = 4; // score below which a likeness is chance

  var SMALL = new Set(
    ("a about after again all am an and any are as at be because been but by can could did do does doing for from get " +
      "got had has have having he her here him his how i i'd i'll i'm i've if in into is it it's its just know let like long " +
      "make many me more most much must my need no not now of off on one or our out over own please put said say " +
      "see she should so some still take tell than that the their them then there these they this those through to " +
      "too up us use very want was way we were what when where which while who whom why will with would yes yet you " +
      "your council councils landlord someone something anyone thing happen happens").split(" ")
  );

  function tokens(text) {
    return text
      .toLowerCase()
      .replace(/[’]/g, "'")
      .split(/[^a-z0-9£%']+/)
      .filter(Boolean);
  }

  // Plurals and the commonest endings: enough for "repairs", "repairing" and "repaired" to meet.
  function stem(term) {
    term = term.replace(/'s?$/, "");
    if (term.length > 5) term = term.replace(/(ations|ation|ings|ing|ies|ied|ed)$/, "");
    if (term.length > 3) term = term.replace(/(?:([^s])s|e)$/, "$1");
    return term;
  }

  function termOf(token) {
    return SMALL.has(token) ? null : stem(token) || null;
  }

  function terms(text) {
    return tokens(text).map(termOf).filter(Boolean);
  }

  // Each group of synonyms as lists of terms: [["mould"], ["damp"], ["black", "spot"]].
  function groups(synonyms) {
    return synonyms.map(function (group) {
      return group.map(terms).filter(function (form) {
        return form.length;
      });
    });
  }

  function holds(all, form, at) {
    return form.every(function (term, step) {
      return all[at + step] === term;
    });
  }

  // A question as ideas: each is a list of terms that may stand for it.
  function ideas(question, families) {
    var all = terms(question);
    var found = [];
    for (var at = 0; at < all.length; ) {
      var best = null;
      families.forEach(function (family) {
        family.forEach(function (form) {
          if (holds(all, form, at) && (!best || form.length > best.form.length)) best = { form: form, family: family };
        });
      });
      var own = best ? best.form : [all[at]];
      var others = best ? [].concat.apply([], best.family.filter(function (form) { return form.length === 1; })) : [];
      found.push({ own: own, others: others.filter(function (term) { return own.indexOf(term) < 0; }) });
      at += own.length;
    }
    return found.filter(function (idea, place) {
      return found.findIndex(function (other) { return other.own.join(" ") === idea.own.join(" "); }) === place;
    });
  }

  function matcher(data) {
    var families = groups(data.synonyms);
    var index = new root.MiniSearch({
      fields: ["title", "words", "text"],
      storeFields: ["title", "href", "kind"],
      tokenize: tokens,
      processTerm: termOf,
    });
    index.addAll(data.documents);

    function search(idea) {
      var options = { boost: { title: 3, words: 2 }, prefix: false, fuzzy: function (term) { return term.length > 3 ? 0.25 : false; } };
      var own = index.search(idea.own.join(" "), Object.assign({ combineWith: "AND", tokenize: spaces, processTerm: same }, options));
      var others = idea.others.length
        ? index.search(idea.others.join(" "), { combineWith: "OR", tokenize: spaces, processTerm: same, boost: { title: 3, words: 2 } })
        : [];
      var scores = new Map();
      own.forEach(function (one) { scores.set(one.id, one); });
      others.forEach(function (one) {
        var before = scores.get(one.id);
        var score = one.score * 0.7; // another word for it counts for less than the word itself
        if (!before || before.score < score) scores.set(one.id, Object.assign({}, one, { score: score }));
      });
      return scores;
    }

    return function suggest(question) {
      var asked = 0;
      var totals = new Map();
      ideas(question, families).forEach(function (idea) {
        var found = search(idea);
        asked += found.size ? 1 : UNHEARD;
        found.forEach(function (one, id) {
          var total = totals.get(id) || { id: id, title: one.title, href: one.href, kind: one.kind, score: 0, known: 0, sure: false };
          total.score += one.score;
          total.known += 1;
          total.sure = total.sure || exact(one);
          totals.set(id, total);
        });
      });
      return Array.from(totals.values())
        .filter(function (one) { return one.sure && one.known / asked >= ENOUGH && one.score >= FLOOR; })
        .sort(function (a, b) { return b.known * b.score - a.known * a.score || (a.id < b.id ? -1 : 1); })
        .slice(0, MOST);
    };
  }

  // Whether some word was met as it was typed, and not only as a likely slip of the keys.
  function exact(one) {
    return one.queryTerms.some(function (term) { return one.terms.indexOf(term) >= 0; });
  }

  function spaces(text) { return text.split(" "); }
  function same(term) { return term; }

  root.KimMatch = { matcher: matcher };
})(typeof globalThis === "undefined" ? self : globalThis);

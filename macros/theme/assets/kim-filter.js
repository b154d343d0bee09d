// Which texts hold what was typed: the filters of tables. Everything that was typed has to be met, each word by itself, by
// another word for it, by a word that begins so, or by a slip of the keys: whichever of these comes first anywhere.
(function (root) {
  "use strict";

  var words = root.KimWords;

  function indexed(text, byFirst) {
    var tokens = words.tokens(text);
    var terms = tokens.map(words.stem);
    return {
      tokens: tokens,
      terms: new Set(terms),
      groups: new Set(words.forms(terms, byFirst).map(function (one) { return one.group; })),
      text: " " + tokens.join(" ") + " ",
    };
  }

  /** The words of a question, each with the groups of other words for it; several words that make a form are one. */
  function asked(question, byFirst) {
    var tokens = words.tokens(question);
    var terms = tokens.map(words.stem);
    var forms = words.forms(terms, byFirst);
    var taken = new Set();
    var list = forms.filter(function (one) { return one.places.length > 1; }).map(function (one) {
      one.places.forEach(function (place) { taken.add(place); });
      return { places: one.places, groups: [one.group] };
    });
    terms.forEach(function (term, place) {
      if (taken.has(place)) return;
      var groups = forms.filter(function (one) { return one.places[0] === place; }).map(function (one) { return one.group; });
      list.push({ places: [place], groups: groups });
    });
    var telling = list.filter(function (idea) { return idea.groups.length || !words.isSmall(terms[idea.places[0]]); });
    return (telling.length ? telling : list).map(function (idea) {
      return { tokens: idea.places.map(function (place) { return tokens[place]; }), groups: idea.groups };
    });
  }

  /** How a row may meet an idea, the surest way first. */
  function ways(idea) {
    function every(test) {
      return function (row) { return idea.tokens.every(function (token) { return test(row, token); }); };
    }
    var slipped = new Map(idea.tokens.map(function (token) { return [token, new Map()]; }));
    /** The same words stand in many texts: each is compared once. */
    function slips(token, known) {
      var compared = slipped.get(token);
      if (!compared.has(known)) compared.set(known, words.slips(token, known) > 0);
      return compared.get(known);
    }
    return [
      function (row) {
        return idea.groups.some(function (group) { return row.groups.has(group); })
          || every(function (one, token) { return one.terms.has(words.stem(token)); })(row);
      },
      every(function (row, token) { return row.text.indexOf(" " + token) >= 0; }),
      every(function (row, token) { return row.tokens.some(function (known) { return slips(token, known); }); }),
      every(function (row, token) { return row.text.indexOf(token) >= 0; }),
    ];
  }

  /** A function from what was typed to a list that says of each text whether it fits. `groups` are those of a vocabulary. */
  function filter(texts, groups) {
    var byFirst = words.vocabulary(groups);
    var rows = texts.map(function (text) { return indexed(text, byFirst); });
    return function (question) {
      var fits = rows.map(function () { return true; });
      asked(question, byFirst).forEach(function (idea) {
        var way = ways(idea).find(function (meets) { return rows.some(meets); });
        rows.forEach(function (row, at) { fits[at] = fits[at] && Boolean(way) && way(row); });
      });
      return fits;
    };
  }

  root.KimFilter = { filter: filter };
})(typeof globalThis === "undefined" ? self : globalThis);

// Does somebody write in another language? The browser and `kim ask` run this same file. Words of a language lead to the
// text in it, which says how to talk to us; other words and letters lead to the page that has all such texts.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var MOST = 2; // languages that a text may be in: a word can be of several

  /** Whether a text has letters that no English word has: none of the Latin alphabet. */
  function strange(text) { return /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text.normalize("NFKC")); }

  /** How many words of a text stand in phrases of a language. */
  function told(tokens, phrases) {
    var places = new Set();
    phrases.forEach(function (phrase) {
      tokens.forEach(function (_, at) {
        if (!phrase.every(function (word, step) { return tokens[at + step] === word; })) return;
        phrase.forEach(function (_, step) { places.add(at + step); });
      });
    });
    return places.size;
  }

  function phrases(list) { return list.map(words.tokens).filter(function (phrase) { return phrase.length; }); }

  function flat(lists) { return [].concat.apply([], lists); }

  /** A text with its words as phrases. A need is what is asked for in English, and the words for it. */
  function prepared(text) {
    var needs = text.needs.map(function (need) { return { asked: need.asked, phrases: phrases(need.words) }; });
    return { text: text, needs: needs, phrases: phrases(text.words).concat(flat(needs.map(function (need) { return need.phrases; }))) };
  }

  /**
   * {texts, asked}: the texts to show to whoever wrote this, where none is in the language the page of all; and what
   * answers are asked for, which is the needs in English where there are any: other words say nothing to us.
   */
  function reader(known) {
    var all = known.map(prepared);
    return function read(written) {
      var tokens = words.tokens(written);
      var texts = likely(all, tokens, written);
      var needs = flat(all.map(function (one) { return one.needs; })).filter(function (need) { return told(tokens, need.phrases); });
      var asked = Array.from(new Set(needs.map(function (need) { return need.asked; }))).join(" ");
      return { texts: texts.map(shown), asked: texts.length && asked ? asked : written };
    };
  }

  /**
   * A word of each phrase that has no word but those that English questions have as well, by `isKnown`: whoever types it may
   * write in another language. Of all other phrases a word tells that it is none of these.
   */
  function likeEnglish(known, isKnown) {
    var all = flat(known.map(function (text) { return prepared(text).phrases; })).filter(function (phrase) {
      return phrase.map(words.stem).every(isKnown);
    });
    return Array.from(new Set(all.map(function (phrase) { return phrase[phrase.length - 1]; }))).sort();
  }

  /** A reader of what a site knows, fetched from it. Where that fails, everything is read as English. */
  function fetched(site) {
    return fetch(site + "languages.json")
      .then(function (answer) { return answer.ok ? answer.json() : []; })
      .catch(function () { return []; })
      .then(reader);
  }

  function likely(all, tokens, written) {
    var counts = all.map(function (one) { return told(tokens, one.phrases); });
    var most = Math.max.apply(null, counts.concat([0]));
    var texts = all.filter(function (_, number) { return most && counts[number] === most; }).map(function (one) { return one.text; });
    var own = texts.filter(function (text) { return text.language; });
    if (own.length && own.length <= MOST) return own;
    return all.length && (texts.length || strange(written)) ? [all[all.length - 1].text] : [];
  }

  function shown(text) {
    return { id: text.id, kind: text.kind, title: text.title, text: text.text, href: text.href, language: text.language, direction: text.direction };
  }

  function listAbove(place) {
    var list = place.parentElement.querySelector(":scope > .kim-spoken");
    if (list) return list;
    list = document.createElement("ul");
    list.className = "kim-spoken";
    list.setAttribute("aria-live", "polite");
    place.before(list);
    return list;
  }

  /**
   * The ways to the texts, in a list above a place. Each is in its own language. What is shown already stays as it is:
   * somebody may have come to it with the keyboard.
   */
  function show(place, texts, site) {
    var list = listAbove(place);
    var ways = texts.map(function (text) { return text.href; }).join(" ");
    if (list.dataset.ways === ways) return;
    list.dataset.ways = ways;
    list.hidden = !texts.length;
    list.replaceChildren.apply(list, texts.map(function (text) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = site + text.href;
      link.textContent = text.text ? text.title + ": " + text.text : text.title;
      if (text.language) {
        item.lang = link.hreflang = text.language;
        item.dir = text.direction;
      }
      item.append(link);
      return item;
    }));
  }

  root.KimLanguage = { strange: strange, likeEnglish: likeEnglish, reader: reader, fetched: fetched, show: show };
})(typeof globalThis === "undefined" ? self : globalThis);

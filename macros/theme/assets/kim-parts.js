// Fetches what a question needs of the answers, and asks them: answers.json has what every question needs, and names the
// folder of its parts. The words of a question stay here; the parts that are fetched for it are ranges of the alphabet.
(function (root) {
  "use strict";

  var REST = 400; // milliseconds after which the last word is whole

  function fetched(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  function pause() { return new Promise(function (done) { setTimeout(done, REST); }); }

  /** What was typed without its last word, which may yet be going on. */
  function settled(question) { return question.replace(/[^\s.,;:!?]+$/, ""); }

  /**
   * {ready, answer}: `answer` is that of `KimMatch.matcher`, by what is there. `ready` says when all is there that a question
   * needs, and how it is read: {asked, texts}, as `KimLanguage.reader` does, which is fetched once a word may be of another
   * language. Of the last word that is `typed` it waits whether it goes on, and fetches nothing for it if the question is no
   * longer `isAsked`. Where something can't be fetched, whoever asks has to begin with a new answers.json.
   * Throws an Error where the answers are written in another form than this page reads.
   */
  function matcher(data, site) {
    if (data.form !== root.KimCounts.FORM) throw new Error("answers for another version of this page");
    var known = root.KimMatch.matcher(data);
    var parts = new Map();
    var spoken = null; // the reader, once it is there
    var waiting = null; // for it, however many questions do

    function part(name) {
      if (!parts.has(name)) {
        parts.set(name, fetched(site + data.parts + name + ".json").then(function (content) { known.add(name, content); }));
      }
      return parts.get(name);
    }

    function isForeign(question) { return root.KimLanguage.strange(question) || known.isForeign(question); }

    function complete(question, every) {
      if (!spoken && isForeign(question)) {
        waiting = waiting || root.KimLanguage.fetched(site).then(function (reader) { spoken = reader; });
        return waiting.then(function () { return complete(question, every); });
      }
      var read = spoken ? spoken(question) : { asked: question, texts: [] };
      var names = known.needed(read.asked, every);
      return names.length ? Promise.all(names.map(part)).then(function () { return complete(question, every); }) : Promise.resolve(read);
    }

    function ready(question, every, typed, isAsked) {
      if (!typed || !known.needed(question, every).length) return complete(question, every);
      return complete(settled(question), every).then(function () {
        return known.needed(question, every).length ? pause() : null;
      }).then(function () { return isAsked() ? complete(question, every) : null; });
    }

    return { ready: ready, answer: known.answer };
  }

  root.KimParts = { fetched: fetched, matcher: matcher };
})(typeof globalThis === "undefined" ? self : globalThis);

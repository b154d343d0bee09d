// The box "Has this been answered?". It fetches answers.json from this site once, when somebody starts to type, and of its
// parts those that the words need (kim-parts.js), and matches in the browser. What is typed never leaves it.
(function () {
  "use strict";
  var box = document.getElementById("kim-ask");
  if (!box || !window.KimMatch) return;
  var text = document.getElementById("kim-ask-text");
  var status = document.getElementById("kim-ask-status");
  var found = document.getElementById("kim-ask-found");
  var failed = document.getElementById("kim-ask-failed");
  var none = document.getElementById("kim-ask-none"); // whom to speak to where nothing answers
  var find = null;
  var waiting = null;

  box.hidden = false;
  box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });

  function load() {
    waiting = waiting || window.KimParts.fetched(box.dataset.kimAnswers)
      .then(function (data) { find = window.KimParts.matcher(data, box.dataset.kimRoot); });
    return waiting;
  }

  function offer(whom) { if (none) none.hidden = !whom; }

  function show(list, sure) {
    offer(false);
    found.classList.toggle("kim-ask__found--choice", !sure); // none of them stands out
    found.replaceChildren.apply(found, list.map(function (one) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = box.dataset.kimRoot + one.href;
      link.textContent = one.title;
      var kind = document.createElement("span");
      kind.className = "kim-aside";
      kind.textContent = " (" + one.kind + ")";
      item.append(link, kind);
      return item;
    }));
  }

  function speak(texts) { window.KimLanguage.show(status, texts, box.dataset.kimRoot); }

  function say(fits, texts) {
    var count = fits.suggestions.length;
    if (!fits.sure) return "We are not sure which of these " + (count === 2 ? "two" : "three") + " you mean. Choose one, or say more:";
    if (count) return count + (count === 1 ? " answer" : " answers") + " that may help:";
    if (texts.length) return "";
    return "We have not published an answer to this." + (fits.elsewhere ? " " + fits.elsewhere.text : "");
  }

  var timer = 0;
  text.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var asked = text.value.trim();
      if (asked.length < 3 && !window.KimLanguage.strange(asked)) { // a word of Chinese has two letters
        show([], true);
        if (find) speak([]);
        status.textContent = "";
        return;
      }
      function isAsked() { return text.value.trim() === asked; }
      load().then(function () {
        return find.ready(asked, false, /\S$/.test(text.value), isAsked);
      }).then(function (read) {
        if (!isAsked()) return; // an answer to what is no longer asked
        var fits = find.answer(read.asked);
        speak(read.texts);
        show(fits.suggestions, fits.sure);
        status.textContent = say(fits, read.texts);
        offer(!fits.suggestions.length && !read.texts.length);
        // The button goes away once it has worked. To leave it sooner would type its Enter into the box.
        if (failed.contains(document.activeElement)) text.focus();
        failed.hidden = true;
      }).catch(function () {
        waiting = null; // so that typing on tries again, with the answers of today where others were put there meanwhile
        if (!isAsked()) return;
        show([], true);
        status.textContent = "The answers could not be fetched. Your words are still here.";
        failed.hidden = false; // a way to try again, and ways that need no answers
      });
    }, 250);
  });

  failed.querySelector("button").addEventListener("click", function () {
    status.textContent = "Trying again.";
    text.dispatchEvent(new Event("input"));
  });
})();

// What to do in danger stands first, before any answer or search result. dangers.json and the words are fetched from
// this site before anything is typed into the question box, so that they are there even if the line is lost by then, and
// elsewhere when somebody starts to type; what is typed is sent nowhere. On the tenants' site such words stand in no
// address and title. Staff, who may have the person on the telephone, see in their search what to tell them first.
// What tells of danger and what is shown of it come in one file: a second one, asked for in danger alone, would tell whoever
// sees the line that somebody is in danger, and might not come when it is needed. Where it doesn't come, 999 stands there.
(function (root) {
  "use strict";

  var NEEDS = [
    ["porter2", "vendor/wink-porter2-stemmer-2.0.1.js"],
    ["damerauLevenshtein", "vendor/damerau-levenshtein-1.0.8.js"],
    ["stopWords", "vendor/stopword-english-3.1.5.js"],
    ["KimWords", "kim-words.js"],
    ["KimCode", "kim-code.js"],
    ["KimTold", "kim-told.js"],
    ["KimSense", "kim-sense.js"],
    ["KimDanger", "kim-danger.js"],
  ];
  var assets = new URL(".", document.currentScript.src).href;
  var site = new URL("..", assets).href;
  var forTenants = document.documentElement.dataset.kimSite === "public";
  var LABEL = forTenants ? "What to do now" : "Danger: tell the caller this first";
  var EVERY = forTenants ? "danger/" : "registers/dangers/";
  var LOST = "We could not fetch what tells us whether you write of danger. Your words are still here.";
  var UNKNOWN = "unknown"; // in the place of the ids of dangers
  var matching = null;
  var failed = false; // then every script is fetched again: one may have run without those before it

  function script(file) {
    return new Promise(function (done, fail) {
      var element = document.createElement("script");
      element.src = assets + file;
      element.async = false; // all at once, and they run in order
      element.onload = done;
      element.onerror = fail;
      document.head.append(element);
    });
  }

  /** The matching, once. Where it can't be fetched it is tried again the next time. */
  function load() {
    if (!matching) {
      var needs = NEEDS.filter(function (need) { return failed || !root[need[0]]; });
      var scripts = Promise.all(needs.map(function (need) { return script(need[1]); }));
      var data = fetch(site + "dangers.json").then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      });
      matching = Promise.all([data, scripts]).then(function (both) { return root.KimDanger.matcher(both[0]); });
      matching.catch(function () {
        matching = null;
        failed = true;
      });
    }
    return matching;
  }

  /** The dangers that a text tells of. */
  function raised(text) {
    return text.trim() ? load().then(function (tell) { return tell(text); }) : Promise.resolve([]);
  }

  // ------------------------------------------------------------------------------------------------ what is shown

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function link(href, text, className) {
    var element = make("a", className, text);
    element.href = href;
    return element;
  }

  function call(contact) {
    var item = make("li");
    item.append(make("strong", "", contact.title), contact.example ? " (example): " : ": ");
    item.append(contact.call ? link(contact.call, contact.telephone, "kim-tel") : contact.telephone);
    var when = [contact.cost, contact.answered].filter(Boolean).join(" · ");
    if (when) item.append(make("span", "kim-alarm__when", " " + when));
    return item;
  }

  function listed(name, className, items) {
    var list = make(name, className);
    list.append.apply(list, items);
    return list;
  }

  function shown(danger) {
    var part = make("div", "kim-alarm__one");
    part.append(make("h2", "", danger.title));
    part.append(listed("ul", "kim-alarm__calls", danger.contacts.map(call)));
    part.append(listed("ol", "", danger.steps.map(function (step) { return make("li", "", step); })));
    var more = make("p");
    more.append(link(site + danger.href, "More about this"), " · ", link(site + EVERY, "All dangers"));
    part.append(more);
    return part;
  }

  /** The way out, where somebody may be harmed if they are seen reading this. */
  function exit() {
    var part = make("p", "kim-exit kim-exit--inside");
    part.dataset.kimExit = "";
    part.append(link("https://www.bbc.co.uk/weather", "Exit this page", "kim-exit__button"));
    part.append(" ", link(site + "danger/private/", "Keep your visit private", "kim-exit__more"));
    part.firstChild.rel = "nofollow noreferrer";
    return part;
  }

  /** What to do where nobody knows whether it is needed, with a way to try again. */
  function unknown(again) {
    var part = make("div", "kim-alarm__one");
    part.append(make("h2", "", "In danger? Call 999"));
    var calls = make("li");
    calls.append(make("strong", "", "Police, fire and ambulance"), ": ", link("tel:999", "999", "kim-tel"));
    part.append(listed("ul", "kim-alarm__calls", [calls]), make("p", "", LOST));
    var more = make("p");
    var button = make("button", "kim-button", "Check again");
    button.type = "button";
    button.addEventListener("click", again);
    more.append(button, " ", link(site + EVERY, "All dangers"));
    part.append(more);
    return part;
  }

  function box(place) {
    var known = place.parentElement.querySelector(":scope > .kim-alarm");
    if (known) return known;
    var made = make("section", "kim-alarm");
    made.setAttribute("aria-label", LABEL);
    made.tabIndex = -1;
    made.hidden = true;
    made.append(make("p", "kim-hidden"), make("div"));
    made.firstChild.setAttribute("role", "alert");
    place.before(made);
    return made;
  }

  /** Show dangers above a place, or nothing. What is shown already stays, so that it is not read out again. */
  function show(place, dangers) {
    var part = box(place);
    var ids = dangers.map(function (danger) { return danger.id; }).join(" ");
    if (part.dataset.ids === ids) return part;
    part.dataset.ids = ids;
    part.lastChild.replaceChildren.apply(part.lastChild, dangers.map(shown));
    if (!forTenants && dangers.length) part.lastChild.prepend(make("p", "kim-alarm__first", LABEL + "."));
    if (forTenants && dangers.some(function (danger) { return danger.exit; })) part.lastChild.prepend(exit());
    part.hidden = !dangers.length;
    part.firstChild.textContent = dangers.length ? spoken(dangers[0]) : "";
    return part;
  }

  /** Say above a place that it isn't known whether the words of a field tell of danger, until it is. */
  function lose(input, place) {
    var part = box(place);
    if (part.dataset.ids === UNKNOWN) return;
    part.dataset.ids = UNKNOWN;
    part.lastChild.replaceChildren(unknown(function () {
      raised(input.value).then(function (dangers) { (dangers.length ? show(place, dangers) : (show(place, []), input)).focus(); }).catch(function () {});
    }));
    part.hidden = false;
    part.firstChild.textContent = "In danger? Call 999. " + LOST;
  }

  function spoken(danger) {
    var first = danger.contacts[0];
    return danger.title + ". " + (first ? "Call " + first.title + ", " + first.telephone + ". " : "") + "What to do now follows.";
  }

  // ------------------------------------------------------------------------------------------------ where it is typed

  function watch(input, place) {
    var turn = 0;
    input.addEventListener("focus", function () { load().catch(function () {}); }, { once: true });
    input.addEventListener("input", function () {
      var mine = (turn += 1);
      setTimeout(function () {
        if (mine !== turn) return;
        raised(input.value).then(function (dangers) { if (mine === turn) show(place, dangers); }).catch(function () { if (mine === turn) lose(input, place); });
      }, 150);
    });
  }

  /** The search field in the header: such words go to no other page. Where they can't be told, no word does. */
  function header(form) {
    var input = form.querySelector("input");
    input.addEventListener("focus", function () { load().catch(function () {}); }, { once: true });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopImmediatePropagation();
      raised(input.value).then(function (dangers) {
        if (!dangers.length) root.location.href = form.action + "#" + new URLSearchParams({ q: input.value.trim() });
        else show(document.querySelector("main > article, main > *:last-child"), dangers).focus();
      }).catch(function () { root.location.href = form.action; });
    }, true);
  }

  /** Fetch what tells of danger once the page is drawn, unless the reader saves data: then when it is needed. */
  function loadEarly() {
    var saves = root.navigator.connection && root.navigator.connection.saveData;
    var later = root.requestIdleCallback || root.setTimeout; // Safari has no other
    if (!saves) later(function () { load().catch(function () {}); });
  }

  var asked = document.getElementById("kim-ask-text");
  var searched = document.getElementById("kim-search-words");
  var find = document.querySelector("[data-kim-find-site]");
  if (asked) watch(asked, document.getElementById("kim-ask-status"));
  if (asked && forTenants) root.addEventListener("load", loadEarly);
  if (searched) watch(searched, document.querySelector("[data-kim-search-count]"));
  if (find && forTenants) header(find);

  /** What is in a field when a page opens, such as words that came in its address. */
  function look(input, place) { return raised(input.value).then(function (dangers) { show(place, dangers); }).catch(function () { lose(input, place); }); }

  if (searched && !forTenants) {
    var looked = function () { look(searched, document.querySelector("[data-kim-search-count]")); };
    root.addEventListener("hashchange", looked);
    document.addEventListener("DOMContentLoaded", looked); // the search has put the words of the address in by then
  }

  root.KimAlarm = { load: load, raised: raised, show: show };
})(window);

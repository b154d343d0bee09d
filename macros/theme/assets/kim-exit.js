// "Exit this page", as GOV.UK has it: the button, or the Shift key three times, leaves at once for a page that tells
// nothing. This page is not in the way back. Without JavaScript the button is a link.
(function (root) {
  "use strict";

  var TIMES = 3;
  var WAIT = 5000; // ms in which the next press has to come
  var SAYS = { 1: "Shift, press 2 more times to exit.", 2: "Shift, press 1 more time to exit." };
  var presses = 0;
  var timer = 0;
  var modified = false; // Shift was held for another key, as for a capital
  var status = null;
  var cover = null;

  function button() { return document.querySelector("[data-kim-exit] a"); }

  function say(words) {
    if (!status) {
      status = document.createElement("p");
      status.className = "kim-hidden";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = words;
  }

  /** Cover the page first: the other one may take a while to come. */
  function leave() {
    cover = document.createElement("div");
    cover.className = "kim-exit__cover";
    cover.setAttribute("role", "alert");
    document.body.classList.add("kim-leaving");
    document.body.append(cover);
    cover.textContent = "Loading.";
    document.title = "Loading";
    root.location.replace(button().href);
  }

  function stop(words) {
    clearTimeout(timer);
    presses = 0;
    show();
    if (words) say(words);
  }

  function show() {
    document.querySelectorAll("[data-kim-exit]").forEach(function (one) { one.dataset.kimPresses = String(presses); });
  }

  function pressed(event) {
    if (!button()) return;
    if (event.key === "Shift" && !modified) {
      presses += 1;
      show();
      if (presses >= TIMES) {
        stop("");
        leave();
      } else {
        say(SAYS[presses]);
        clearTimeout(timer);
        timer = setTimeout(function () { stop("Exit this page expired."); }, WAIT);
      }
    } else if (presses) stop("");
    modified = event.shiftKey;
  }

  /** Who comes back finds the page as it was. */
  function back() {
    document.body.classList.remove("kim-leaving");
    if (cover) cover.remove();
    stop("");
  }

  document.addEventListener("keyup", pressed, true);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-kim-exit] a");
    if (!link || link !== link.parentElement.querySelector("a")) return;
    event.preventDefault();
    leave();
  });
  root.addEventListener("pageshow", function (event) { if (event.persisted) back(); });
})(window);

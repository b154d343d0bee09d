// Asks every second which build is shown, and loads the page again when it is another one than this page is from.
// It asks and doesn't wait for an answer to come: a browser holds few connections, and open tabs would use them up.
"use strict";
(() => {
  const shown = document.currentScript.dataset.build;

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch("/kim-preview/build");
      if (answer.ok && (await answer.text()) !== shown) location.reload();
    } catch {
      // The server has stopped. It may start again.
    }
  }

  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
})();

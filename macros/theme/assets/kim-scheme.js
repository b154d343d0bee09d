// Light or dark, chosen before the first paint, so that no page flashes. It stands in <head> and blocks on purpose.
"use strict";
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const known = (name) => name === "slate" || name === "default";

  function saved() {
    try {
      return localStorage.getItem("kim-scheme"); // refused where cookies are
    } catch {
      return null;
    }
  }

  function apply() {
    const choice = saved();
    root.dataset.mdColorScheme = known(choice) ? choice : system.matches ? "slate" : "default";
    root.dispatchEvent(new Event("kim-scheme"));
  }

  root.classList.add("kim-js"); // the style sheet folds the menu only where a script can open it
  system.addEventListener("change", apply);
  window.addEventListener("storage", apply); // chosen in another tab
  apply();
})();

// The page /admin/: takes away what the editor keeps in this browser, which are the token, copies of records and drafts.
(function () {
  "use strict";

  const button = document.getElementById("kim-admin-forget");
  const status = document.getElementById("kim-admin-forgotten");
  if (!button || !window.indexedDB || !indexedDB.databases) return;

  /** Take away a database; false where a page that is open still uses it. */
  function drop(name) {
    return new Promise(function (resolve) {
      const asked = indexedDB.deleteDatabase(name);
      asked.onsuccess = function () { resolve(true); };
      asked.onerror = asked.onblocked = function () { resolve(false); };
    });
  }

  button.addEventListener("click", function () {
    Object.keys(localStorage).filter(function (key) { return key.startsWith("sveltia-"); }).forEach(function (key) { localStorage.removeItem(key); });
    indexedDB.databases().then(function (all) {
      return Promise.all(all.map(function (database) { return drop(database.name); }));
    }).then(function (gone) {
      status.textContent = gone.every(Boolean) ? "Nothing of the editor is kept on this device now." : "Close every other tab with the editor, and press this again.";
    });
  });
  button.hidden = false;
})();

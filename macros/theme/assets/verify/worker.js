// Checks a pack aside from the page, so that the page can be read and left meanwhile. It has no way to the network: the
// pack comes from the page as a file that the reader chose, and only sentences go back.
"use strict";

importScripts(
  "vendor/pako-inflate-3.0.3.js", "vendor/js-yaml-5.5.0.js",
  "zip.js", "people.js", "git.js", "registers.js", "landings.js", "history.js", "signer.js", "pack.js"
);

const PAUSE = 100; // milliseconds between two words about how far it has got

let toldAt = 0;

function steps(name) {
  return async function (done, total) {
    if (Date.now() - toldAt < PAUSE) return;
    toldAt = Date.now();
    postMessage({ step: name, done: done, total: total });
  };
}

onmessage = async function (event) {
  const asked = event.data;
  try {
    const limit = asked.table.limits.mostPacked;
    if (asked.file.size > limit) {
      postMessage({ tooLarge: true });
      return;
    }
    const bytes = new Uint8Array(await asked.file.arrayBuffer());
    postMessage({ result: await KimVerify.checkPack(bytes, asked, asked.table, steps) });
  } catch (error) {
    postMessage({ failed: String(error && error.message || error) });
  }
};

postMessage({ ready: true });

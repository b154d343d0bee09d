// The page that takes a pack, has worker.js check it, and shows what came of it in sentences. The file is read where it
// lies and goes nowhere: neither this script nor the worker has a word for the network.
(function () {
  "use strict";

  const box = document.getElementById("kim-verify");
  if (!box) return;
  const part = function (name) { return document.getElementById("kim-verify-" + name); };
  const form = part("form");
  const file = part("file");
  const status = part("status");
  const progress = part("progress");
  const result = part("result");

  const STEPS = {
    zip: "Looking at every byte of the ZIP …",
    files: "Comparing each file with the list of checksums …",
    history: "Reading the history, and working out the id of each thing in it …",
    registers: "Comparing the registers with the history …"
  };
  const GROUPS = [
    ["problem", "Problems", "Problem"],
    ["unchecked", "Not checked", "Not checked"],
    ["note", "To know", "Note"],
    ["fine", "As it should be", "OK"],
    ["elsewhere", "Not checked here", "Not checked here"]
  ];
  const SHOWS = {
    checksum: "This is the file that the sender meant: its SHA-256 is the one that you were given.",
    files: "The ZIP holds the files that its own list names, as they were when the list was made, and nothing besides. Whoever "
      + "changes a file can make the list anew: so this shows damage, and not deceit.",
    history: "The history in the pack hangs together: no commit, file or folder in it can be changed without another id. By "
      + "itself it doesn’t show whose history it is, for whoever holds the only copy can make all of it anew.",
    registers: "The registers as JSON and CSV are what that history holds: whoever opens these files sees what was recorded.",
    "asked-seal": "All that the seal holds is in the pack as it was when the seal was made, if you had its id from somebody "
      + "else than whoever gave you the pack."
  };

  let worker = null;
  let next = null;
  let step = "";

  // -------------------------------------------------------------------------------------------------- in words

  // As macros/model/text.py and outside.py have them: what turns the direction of reading or can't be seen, and the
  // blocks of letters that are read from right to left.
  const MARKS = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\u200c\u200d]/gu;
  const JOINERS = "\u200c\u200d";
  const RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}";
  const RUN = new RegExp("([" + RIGHT_TO_LEFT + "]+(?:(?:[^\\p{L}\\p{N}'\"`" + RIGHT_TO_LEFT + "]|[0-9])+[" + RIGHT_TO_LEFT + "]+)*)", "u");

  /** A text from the pack in one line: what can't be seen, or would turn other words round, is shown. */
  function plain(words) {
    const shown = words.replace(MARKS, function (mark, start) {
      if (JOINERS.includes(mark) && start && words[start - 1] > "\u024f") return mark;
      return "[U+" + mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]";
    });
    return shown.replace(/(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, "\ufffd");
  }

  /** The parts of a text: each run of letters that are read from right to left stands apart from our own words. */
  function setApart(words) {
    return words.split(RUN).map(function (piece, number) {
      if (number % 2 === 0) return piece;
      const apart = document.createElement("bdi");
      apart.textContent = piece;
      return apart;
    });
  }

  function make(name, words, kind) {
    const element = document.createElement(name);
    if (words) element.append(...setApart(plain(words)));
    if (kind) element.className = kind;
    return element;
  }

  function isolated(words) {
    return make("bdi", words);
  }

  function say(words) {
    if (status.textContent !== words) status.replaceChildren(...setApart(words));
  }

  /** Why this browser can't check anything here; empty where it can. */
  function hindrance() {
    if (location.protocol === "file:") return "This page was opened as a file. Open it from the staff site: a browser checks nothing for a page that is a file.";
    if (!window.isSecureContext || !window.crypto || !crypto.subtle) {
      return "This page was not opened over https, and browsers work out checksums on no other. Open it at its https address.";
    }
    return window.Worker && "hasOwn" in Object ? "" : "This browser is too old to check a pack.";
  }

  function unable(words) {
    form.hidden = true;
    part("off").hidden = false;
    part("off").textContent = words + " You can check the pack by hand all the same, as described below.";
  }

  // -------------------------------------------------------------------------------------------------- its result

  function counted(findings, state) {
    return findings.filter(function (finding) { return finding.state === state; }).length;
  }

  function summary(findings) {
    const problems = counted(findings, "problem");
    return problems ? problems + (problems === 1 ? " problem" : " problems") : "no problem found";
  }

  function verdict(findings) {
    if (counted(findings, "problem")) return summary(findings) + ". Don’t rely on this pack until somebody has explained each.";
    if (findings.some(function (finding) { return finding.rule === "too-large-here"; })) return "This pack was not checked.";
    if (counted(findings, "unchecked")) return "No problem found, but not all was checked: nobody can call this pack sound yet.";
    return "No problem found in what is checked here. What is not checked here stands below: until somebody has, nobody can call this pack sound.";
  }

  function shownFinding(finding, label) {
    const item = make("li");
    item.dataset.kimRule = finding.rule;
    item.dataset.kimState = finding.state;
    item.append(make("strong", label + ": ", "kim-verify__label"), isolated(finding.message));
    if (finding.hint) item.append(" ", make("span", finding.hint, "kim-verify__hint"));
    return item;
  }

  function group(findings, kind) {
    const own = findings.filter(function (finding) { return finding.state === kind[0]; });
    if (!own.length) return [];
    const list = make("ul", "", "kim-verify__list kim-verify__list--" + kind[0]);
    list.append(...own.map(function (finding) { return shownFinding(finding, kind[2]); }));
    return [make("h3", kind[1]), list];
  }

  /** What follows from what was found, in plain words. */
  function shows(findings) {
    const fine = new Set(findings.filter(function (finding) { return finding.state === "fine"; }).map(function (finding) { return finding.rule; }));
    const wrong = counted(findings, "problem");
    const sentences = Object.keys(SHOWS).filter(function (rule) { return fine.has(rule); }).map(function (rule) { return SHOWS[rule]; });
    if (!sentences.length) return [];
    const list = make("ul");
    list.append(...sentences.map(function (words) { return make("li", words); }));
    return [make("h3", wrong ? "What it shows all the same" : "What this shows"), list];
  }

  function facts(chosen, checked) {
    const manifest = checked.manifest;
    const rows = [["File", chosen.name], ["Size", chosen.size.toLocaleString("en-GB") + " bytes"], ["SHA-256", checked.sum]];
    rows.push(["Checked", new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })]);
    if (manifest) {
      rows.push(["Says that it was made on", manifest.today], ["Shows the registers", manifest.as_at ? "as at the end of " + manifest.as_at : "of the last commit"]);
      rows.push(["Of the commit", manifest.commit], ["Its history ends with", manifest.tip]);
      rows.push(["Part", manifest.expectation ? "the expectation " + manifest.expectation + ", and what belongs to it" : "all registers"]);
      rows.push(["Made up", manifest.illustrative ? "it may hold records that are made up" : "nothing, it says"], ["Made with", manifest.tool]);
    }
    const list = make("dl", "", "kim-verify__facts");
    rows.forEach(function (row) {
      const value = make("dd");
      value.append(isolated(row[1]));
      list.append(make("dt", row[0]), value);
    });
    return [make("h3", "The pack"), list];
  }

  function show(chosen, checked) {
    const findings = checked.findings;
    const good = !counted(findings, "problem") && !counted(findings, "unchecked");
    const notice = make("p", verdict(findings), "kim-notice" + (good ? "" : " kim-notice--warning"));
    notice.id = "kim-verify-verdict";
    result.replaceChildren(make("h2", "What was found"), notice);
    GROUPS.forEach(function (kind) { result.append(...group(findings, kind)); });
    result.append(...shows(findings), ...facts(chosen, checked));
    const print = make("button", "Print this page", "kim-button kim-button--quiet kim-verify__print");
    print.type = "button";
    print.addEventListener("click", function () { window.print(); });
    result.append(print);
    say("Checked: " + summary(findings) + ".");
  }

  // ------------------------------------------------------------------------------------------------ its checking

  function rest() {
    part("start").disabled = false;
    part("stop").hidden = true;
    progress.hidden = true;
    result.removeAttribute("aria-busy");
  }

  function heard(event) {
    const told = event.data;
    if (told.step) {
      if (told.step !== step) say(STEPS[told.step]);
      step = told.step;
      progress.value = told.total ? Math.min(told.done / told.total, 1) : 0;
      return;
    }
    rest();
    if (told.result) show(file.files[0], told.result);
    else if (told.tooLarge) say("This pack is larger than a browser has room for. It was not checked: ‘kim verify’ on your own machine checks it.");
    else say("This page could not finish (" + plain(told.failed) + "). That says nothing about the pack: check it by hand, or with ‘kim verify’.");
  }

  /** What checks packs, or is to go on after a stop. */
  function hire() {
    const hired = new Worker(box.dataset.kimWorker);
    hired.addEventListener("message", function (event) {
      if (event.data.ready) arrived();
      else if (hired === worker) heard(event);
    });
    hired.addEventListener("error", function () {
      if (hired === next && !form.hidden) next = null;
      else if (hired === worker || hired === next) {
        rest();
        unable("The part of this page that checks packs could not be started.");
      }
    });
    return hired;
  }

  /**
   * Everything that a check needs is loaded before a pack can be chosen, and once more for a check after a stop: no
   * network is used then.
   */
  function arrived() {
    if (!next) {
      next = hire();
      return;
    }
    part("off").hidden = true;
    form.hidden = false;
  }

  function start() {
    const chosen = file.files[0];
    result.replaceChildren();
    if (!chosen) {
      say("Choose a pack first.");
      file.focus();
      return;
    }
    part("start").disabled = true;
    part("stop").hidden = false;
    progress.hidden = false;
    progress.value = 0;
    result.setAttribute("aria-busy", "true");
    step = "";
    say("Reading the pack …");
    worker.postMessage({ file: chosen, seal: part("seal").value, sum: part("sum").value, table: JSON.parse(box.dataset.kimTable) });
  }

  function stop() {
    worker.terminate();
    worker = next || hire();
    next = hire();
    rest();
    say("Stopped. Nothing was found out about this pack.");
    part("start").focus();
  }

  /** A file that is dropped anywhere on the page is chosen: a browser would open it in the page's place. */
  function receive() {
    const drop = part("drop");
    document.addEventListener("dragover", function (event) {
      event.preventDefault();
      drop.classList.add("kim-verify__drop--over");
    });
    document.addEventListener("dragleave", function () { drop.classList.remove("kim-verify__drop--over"); });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      drop.classList.remove("kim-verify__drop--over");
      if (!event.dataTransfer.files.length || part("start").disabled) return;
      file.files = event.dataTransfer.files;
      say("Chosen: " + plain(file.files[0].name));
    });
  }

  const reason = hindrance();
  if (reason) {
    unable(reason);
    return;
  }
  worker = hire();
  receive();
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    start();
  });
  file.addEventListener("change", function () { result.replaceChildren(); say(""); });
  part("stop").addEventListener("click", stop);
})();

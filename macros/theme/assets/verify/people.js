// Names, addresses and dates of commits and tags, held against Git's form for them: what git-fsck(1) warns of, by its own
// words for it (macros/history/git/soundness.py). Old programs wrote some otherwise; it says nothing about who changed what.
(function (here) {
  "use strict";

  const LINES = { commit: /^(?:author|committer) (.*)$/gm, tag: /^tagger (.*)$/gm };
  const LATEST = 2n ** 63n;
  const plain = new TextDecoder("latin1");

  /** What Git calls a date and zone that aren't in its form; empty where they are. */
  function dateFault(text) {
    const date = /^[ \t]*([0-9]+)(.*)$/.exec(text);
    if (!date) return "badDate";
    if (text[0] === "0" && text[1] !== " ") return "zeroPaddedDate";
    if (BigInt(date[1]) >= LATEST) return "badDateOverflow";
    if (date[2][0] !== " ") return "badDate";
    return /^ [+-][0-9]{4}$/.test(date[2]) ? "" : "badTimezone";
  }

  /** The same of a whole line: the name, the address and the date. */
  function lineFault(line) {
    if (line[0] === "<") return "missingNameBeforeEmail";
    const open = line.search(/[<>]/);
    if (open < 0) return "missingEmail";
    if (line[open] === ">") return "badName";
    if (line[open - 1] !== " ") return "missingSpaceBeforeEmail";
    const close = open + 1 + line.slice(open + 1).search(/[<>]/);
    if (close <= open || line[close] !== ">") return "badEmail";
    return line[close + 1] === " " ? dateFault(line.slice(close + 2)) : "missingSpaceBeforeDate";
  }

  /** What of a commit or a tag isn't in Git's form: Git's word for each fault, once. */
  function faultsIn(kind, content) {
    if (!LINES[kind]) return [];
    const whole = plain.decode(content);
    const cut = whole.indexOf("\n\n");
    const lines = (cut < 0 ? whole : whole.slice(0, cut)).matchAll(LINES[kind]);
    return [...new Set([...lines].map(function (match) { return lineFault(match[1]); }))].filter(Boolean);
  }

  here.KimVerify = Object.assign(here.KimVerify || {}, { faultsIn: faultsIn, lineFault: lineFault });
})(globalThis);

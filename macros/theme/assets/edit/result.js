// What the form comes to: the change in words and in lines, and the ways to hand it in.
(function (here) {
  "use strict";

  const part = here.KimFields.part;

  const UNSEEN = {
    record: "What you typed has been checked by the rules of this register. Only the check on your proposal sees the rest: whether days and numbers fit each other and other records, numbers that still stand in the text, words that look like personal data, and who has to approve.",
    page: "The fields have been checked by the rules for pages. Only the check on your proposal sees the rest: whether links lead somewhere and macros work, numbers that the registers know better, words that look like personal data, and who has to approve.",
  };

  function lines(old, text) {
    const block = part("pre", "", { class: "kim-edit__lines", tabindex: "0", role: "region", "aria-label": "Lines of the file that change" });
    const names = { "-": ["del", "taken out: "], "+": ["ins", "put in: "], " ": ["span", ""] };
    here.KimSaid.lines(old, text).forEach(function (line) {
      const [name, words] = names[line[0]];
      const row = part(name);
      if (words) row.append(part("span", words, { class: "kim-hidden" }));
      row.append(line[0] + " " + line[1] + "\n");
      block.append(row);
    });
    return block;
  }

  function folded(words, inner) {
    const details = part("details");
    details.append(part("summary", words), inner);
    return details;
  }

  /** Put a text on the clipboard; where the browser doesn't let a page, select it for the reader. */
  function copy(text, area, status) {
    const done = function () { status.textContent = "The text is copied."; };
    const by_hand = function () {
      area.closest("details").open = true;
      area.focus();
      area.select();
      status.textContent = "Your browser did not copy it. The text is selected: press Ctrl+C, or Cmd+C on a Mac.";
    };
    if (!navigator.clipboard) return by_hand();
    return navigator.clipboard.writeText(text).then(done, by_hand);
  }

  function download(text, name) {
    const link = part("a", "", { download: name, hidden: "" });
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function button(words, act) {
    const element = part("button", words, { type: "button", class: "kim-button kim-button--quiet" });
    element.addEventListener("click", act);
    return element;
  }

  /** The steps from here to a proposal. */
  function ways(change) {
    const place = part("div");
    const status = part("p", "", { role: "status", class: "kim-edit__status" });
    const area = part("textarea", "", { readonly: "", rows: "12", "aria-label": "The whole text of the file", class: "kim-edit__text" });
    area.value = change.text;
    const way = here.KimForge.way(change.form, change.path, change.text, !change.old);
    const steps = part("ol");
    const buttons = part("div", "", { class: "kim-edit__buttons" });
    if (way) {
      const words = (way.filled ? "Open it on " : "Copy the text, and open the file on ") + way.name;
      const link = part("a", words, { class: "kim-button", target: "_blank", rel: "noopener noreferrer" });
      link.href = way.href;
      if (!way.filled) link.addEventListener("click", function () { copy(change.text, area, status); });
      buttons.append(link);
      steps.append(part("li", way.filled ? "Open it. It comes up in a new tab." : "Copy the text and open the file. It comes up in a new tab."));
      way.steps.forEach(function (step) { steps.append(part("li", step)); });
    } else {
      steps.append(part("li", "Copy or download the text, and put it into " + change.path + "."));
    }
    if (change.old) steps.append(part("li", "Look at what the forge shows as changed. It is the lines above and no others. Where it shows more, somebody has changed the " + change.form.noun + " since this page was made on " + here.KimSaid.day(change.form.made) + ": don't propose it, or you would undo their change."));
    steps.append(part("li", "Say in one sentence what you changed and why, and propose it on a new branch. Ask the owner of the " + change.form.noun + " to look at it."));
    buttons.append(
      button("Copy the text", function () { copy(change.text, area, status); }),
      button("Download the file", function () { download(change.text, change.path.slice(change.path.lastIndexOf("/") + 1)); status.textContent = "The file is among your downloads."; }),
    );
    place.append(part("h3", "Hand it in"), steps, buttons, status, folded("The whole text of the file", area));
    return place;
  }

  /** All of it, in a part of the page: `change` is {form, path, old, text, told}. `old` is "" of a new record. */
  function show(place, change) {
    const words = part("ul");
    change.told.forEach(function (one) { words.append(part("li", here.KimSaid.sentence(one))); });
    const head = part("h2", change.old ? "What changes" : "What the new record says", { tabindex: "-1" });
    const count = change.told.length > 12 ? [folded("In words", words)] : [words];
    place.replaceChildren(head, ...count, folded("Which lines of the file change", lines(change.old, change.text)), part("p", UNSEEN[change.form.noun], { class: "kim-aside" }), ways(change));
    place.hidden = false;
    head.focus();
  }

  here.KimResult = { show: show };
})(window);

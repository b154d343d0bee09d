// The page on which a record is changed or made. All of it happens on the reader's device; nothing is sent.
(function () {
  "use strict";

  const box = document.getElementById("kim-edit");
  if (!box || !window.KimFields || !window.KimJsonSchema) return;
  const { Context, make, part, tell } = window.KimFields;
  const status = document.getElementById("kim-edit-status");
  const place = document.getElementById("kim-edit-form");
  const heading = document.querySelector("article h1");
  const id = new URLSearchParams(window.location.search).get("id") || "";

  /** How a record's file is read and written. */
  const RECORDS = {
    ending: ".yml",
    values: function (text) { return window.KimRead.read(text).values; },
    with_fields: window.KimWithin.with_fields,
    text: function () { return id ? load("records.json").then(function (records) { return records[id]; }) : ""; },
    listed: function (form, named) { return named[form.register]; },
  };

  function load(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(address);
      return answer.json();
    });
  }

  function Editor(form, named, text) {
    this.form = form;
    this.named = named;
    this.old = text;
    this.kind = form.noun === "page" ? window.KimPages : RECORDS;
    this.before = text ? this.kind.values(text) : new Map(form.next ? [["id", form.next]] : []);
    this.drafts = window.KimDrafts.of(form.register, id);
    this.is_done = false;
    this.draw(this.before);
  }

  /** The fields that each part of the form shows. What programs alone write stays as it is, and isn't shown. */
  Editor.prototype.parts = function () {
    const { form, before } = this;
    const is_new = !this.old;
    const shown = form.fields.filter(function (field) { return !form.unshown.includes(field.name); });
    const own = shown.filter(function (field) { return !form.about.includes(field.name) && (is_new || field.name !== "id"); });
    const first = own.filter(function (field) { return field.required || (before.has(field.name) && !field.folded); });
    return [
      ["What the " + form.noun + " says", first, false],
      ["More that can be said", own.filter(function (field) { return !first.includes(field); }), true],
      ["About this " + form.noun, shown.filter(function (field) { return form.about.includes(field.name); }), false],
    ].filter(function (one) { return one[1].length; });
  };

  Editor.prototype.draw = function (values) {
    const editor = this;
    const context = new Context(this.named, this.form.fields);
    this.nodes = new Map();
    this.element = part("form", "", { class: "kim-edit__form", novalidate: "" });
    this.parts().forEach(function (one) {
      const section = part(one[2] ? "details" : "section", "", { class: "kim-edit__part" });
      section.append(one[2] ? part("summary", one[0] + " (" + one[1].length + ")") : part("h2", one[0]));
      one[1].forEach(function (field) {
        const node = make(field, context, values.get(field.name));
        editor.nodes.set(field.name, node);
        section.append(node.element);
      });
      editor.element.append(section);
    });
    this.summary = part("div", "", { class: "kim-edit__summary", tabindex: "-1", hidden: "" });
    this.result = part("div", "", { class: "kim-edit__result", hidden: "" });
    const send = part("p");
    send.append(part("button", this.old ? "Show what changes" : "Show the new record", { type: "submit", class: "kim-button" }));
    this.element.append(this.summary, send, this.drafts.element(this));
    this.element.append(context.lists);
    this.element.addEventListener("submit", function (event) { event.preventDefault(); editor.show(false); });
    this.element.addEventListener("change", function (event) { editor.changed(event.target); });
    this.element.addEventListener("input", function () { editor.result.hidden = true; editor.is_done = false; });
    place.replaceChildren(this.element, this.result);
  };

  /** What the form holds now: what it doesn't show stays as it was. */
  Editor.prototype.values = function () {
    const values = new Map(this.before);
    this.nodes.forEach(function (node, name) {
      const now = node.read();
      if (now === undefined) values.delete(name); else values.set(name, now);
    });
    return values;
  };

  Editor.prototype.faults = function () {
    const fields = this.form.fields;
    return window.KimRules.faults(this.form, this.named, this.values(), !this.old).map(function (fault) {
      return { path: fault.path, words: window.KimSaid.as_shown(fault.words, {}, fields) };
    });
  };

  /** The part of the form that a fault is about; undefined where it is about the whole record. */
  Editor.prototype.at = function (path) {
    const node = this.nodes.get(path[0]);
    return node && node.at(path.slice(1));
  };

  /** A field was left: say what is wrong with it, and take back what no longer is. */
  Editor.prototype.changed = function (target) {
    const faults = this.faults();
    const wrong = new Map();
    const editor = this;
    faults.forEach(function (fault) {
      const holder = editor.at(fault.path);
      if (holder && !wrong.has(holder)) wrong.set(holder, fault.words);
    });
    this.nodes.forEach(function (node) {
      node.all().forEach(function (holder) {
        const is_left = holder.control === target || !holder.fault.hidden;
        if (is_left) tell(holder, wrong.get(holder) || "");
      });
    });
  };

  /** Say all that is wrong above the button, each with the way to its field. */
  Editor.prototype.tell = function (faults) {
    const editor = this;
    const list = part("ul");
    this.nodes.forEach(function (node) { node.all().forEach(function (holder) { tell(holder, ""); }); });
    faults.forEach(function (fault) {
      const holder = editor.at(fault.path);
      const item = part("li");
      if (holder) {
        tell(holder, fault.words);
        const link = part("a", holder.title + ": " + fault.words, { href: "#" + (holder.control || holder.element).id });
        link.addEventListener("click", function (event) { event.preventDefault(); reach(holder); });
        item.append(link);
      } else {
        item.append(fault.words);
      }
      list.append(item);
    });
    const anyway = part("button", "Show it as it is", { type: "button", class: "kim-button kim-button--quiet" });
    anyway.addEventListener("click", function () { editor.show(true); });
    this.summary.replaceChildren(part("p", faults.length === 1 ? "One thing is not right yet" : faults.length + " things are not right yet", { class: "kim-edit__head" }), list, anyway);
    this.summary.hidden = false;
    this.summary.focus();
  };

  function reach(holder) {
    const target = holder.control || holder.element.querySelector("input, select, textarea, button");
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    target.focus();
  }

  Editor.prototype.show = function (anyway) {
    const faults = anyway ? [] : this.faults();
    this.result.hidden = true;
    this.summary.hidden = true;
    if (faults.length) return this.tell(faults);
    const values = this.values();
    const told = window.KimSaid.changes(this.form.fields, this.named, this.old ? this.before : new Map(), values);
    if (!told.length) return this.say("Nothing has changed yet.");
    const name = this.old ? id : values.get("id");
    if (!name) return this.say("Fill in the reference first: the file is called by it.");
    try {
      const text = this.written(values);
      this.is_done = true;
      return window.KimResult.show(this.result, { form: this.form, path: this.form.folder + "/" + name + this.kind.ending, old: this.old, text: text, told: told });
    } catch (error) {
      return this.say(error.message + " Open the file on the forge, and change it there.");
    }
  };

  Editor.prototype.say = function (words) {
    this.summary.replaceChildren(part("p", words));
    this.summary.hidden = false;
    this.summary.focus();
  };

  /** The text of the record's file. */
  Editor.prototype.written = function (values) {
    const names = this.form.fields.map(function (field) { return field.name; });
    if (!this.old) return window.KimWrite.record(names, values);
    const before = this.before;
    const all = Array.from(new Set(names.concat(Array.from(before.keys()))));
    const fields = all.filter(function (name) {
      return before.has(name) !== values.has(name) || (before.has(name) && !window.KimRead.same(before.get(name), values.get(name)));
    });
    return this.kind.with_fields(this.old, names, fields.map(function (name) { return [name, values.has(name) ? values.get(name) : null]; }));
  };

  Editor.prototype.is_changed = function () {
    return !window.KimRead.same(this.values(), this.before);
  };

  /** Above the form of a page stands the way back to it, by its name. */
  function lead_back(name) {
    const link = document.querySelector(".kim-kind a");
    link.textContent = name;
    link.href = box.dataset.kimRoot + encodeURI(id.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/"));
  }

  function start(form, named, text) {
    if (id ? text === undefined : form.noun === "page") {
      status.textContent = form.noun === "page" ? "There is no page “" + id + "” that somebody wrote." : "There is no record “" + id + "” in this register.";
      return;
    }
    const kind = form.noun === "page" ? window.KimPages : RECORDS;
    const name = id ? (kind.listed(form, named).find(function (record) { return record[0] === id; }) || [id, id])[1] : "";
    heading.textContent = id ? "Change “" + name + "”" : "New " + form.singular;
    document.title = document.title.replace(/^[^–]*/, function () { return heading.textContent + " "; });
    document.getElementById("kim-edit-id").textContent = id || "new";
    if (form.noun === "page" && !id.startsWith("public/")) lead_back(name);
    status.replaceChildren();
    status.append("Nothing you type leaves your device. At the end you see what changes, and hand it in as a proposal: it is checked, and somebody reads it.");
    const editor = new Editor(form, named, text);
    place.hidden = false;
    window.addEventListener("beforeunload", function (event) {
      if (editor.is_changed() && !editor.is_done) event.preventDefault();
    });
  }

  document.getElementById("kim-edit-off").hidden = true;
  status.textContent = "The form is being made …";
  Promise.all([load("form.json"), load(box.dataset.kimNamed)]).then(function (all) {
    const kind = all[0].noun === "page" ? window.KimPages : RECORDS;
    return Promise.resolve(kind.text(id, all[1], load)).then(function (text) { start(all[0], all[1], text); });
  }).catch(function () {
    document.getElementById("kim-edit-off").hidden = false;
    status.textContent = "The form could not be made: its data did not arrive.";
  });
})();

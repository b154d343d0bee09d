// Drafts of changes: kept in this browser on this device when somebody asks for it, and deleted when they ask for that.
(function (here) {
  "use strict";

  const part = here.KimFields.part;
  const START = "kim-edit ";

  function packed(value) {
    if (value instanceof Map) return { group: Array.from(value).map(function (pair) { return [pair[0], packed(pair[1])]; }) };
    return Array.isArray(value) ? value.map(packed) : value;
  }

  function unpacked(value) {
    if (Array.isArray(value)) return value.map(unpacked);
    return value && typeof value === "object" ? new Map(value.group.map(function (pair) { return [pair[0], unpacked(pair[1])]; })) : value;
  }

  /** The store of this browser; null where it has none for us. */
  function store() {
    try {
      return window.localStorage;
    } catch (error) {
      return null;
    }
  }

  function Drafts(key) {
    this.key = START + key;
  }

  Drafts.prototype.kept = function () {
    try {
      const draft = JSON.parse(store().getItem(this.key));
      return draft && { on: String(draft.on), text: String(draft.text), values: unpacked(draft.values) };
    } catch (error) {
      return null;
    }
  };

  function button(words, act) {
    const element = part("button", words, { type: "button", class: "kim-button kim-button--quiet" });
    element.addEventListener("click", act);
    return element;
  }

  /** What the form says of drafts, with what can be done. */
  Drafts.prototype.element = function (editor) {
    const drafts = this;
    const place = part("div", "", { class: "kim-edit__drafts" });
    const buttons = part("div", "", { class: "kim-edit__buttons" });
    const status = part("p", "", { role: "status", class: "kim-edit__status" });

    function keep() {
      try {
        store().setItem(drafts.key, JSON.stringify({ on: new Date().toISOString().slice(0, 10), text: editor.old, values: packed(editor.values()) }));
        status.textContent = "The draft is kept in this browser, on this device alone. Others who use it can read it: delete it when you have handed it in.";
        editor.is_done = true;
      } catch (error) {
        status.textContent = "This browser keeps no drafts.";
      }
      offer();
    }

    function remove() {
      store().removeItem(drafts.key);
      status.textContent = "The draft is deleted from this device.";
      offer();
    }

    function go_on() {
      const draft = drafts.kept();
      const is_older = draft.text !== editor.old;
      editor.draw(draft.values);
      editor.element.querySelector(".kim-edit__drafts .kim-edit__status").textContent = "This is your draft of " + here.KimSaid.day(draft.on) + "." + (is_older ? " The record has changed since: look at what you change." : "");
    }

    function offer() {
      const draft = drafts.kept();
      const own = [button("Keep a draft on this device", keep)];
      if (draft) own.push(button("Go on with the draft of " + here.KimSaid.day(draft.on), go_on), button("Delete the draft", remove));
      buttons.replaceChildren(...own);
    }

    if (!store()) return place;
    offer();
    place.append(buttons, status);
    return place;
  };

  here.KimDrafts = { of: function (register, id) { return new Drafts(register + " " + (id || "new")); } };
})(window);

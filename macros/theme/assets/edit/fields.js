// The fields of the form, each made from its schema: what it shows at first, and what it holds when it is read.
// A field that nobody touched is read as it was written, to the last space.
(function (here) {
  "use strict";

  const said = here.KimSaid;
  const LINES = ["line", "url", "email", "telephone", "page"];
  const WRITTEN = ["partial-date", "quarter", "timescale", "when"];
  const LONG = 60; // letters: a longer line is shown as several
  const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

  function part(name, text, more) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    Object.keys(more || {}).forEach(function (key) { element.setAttribute(key, more[key]); });
    return element;
  }

  /** What all fields of one form share: what records are called, the fields of the record, ids for elements, and lists to choose from. */
  function Context(named, fields) {
    this.named = named;
    this.fields = fields;
    this.count = 0;
    this.lists = part("div", "", { hidden: "" });
    this.made = new Map();
  }

  Context.prototype.id = function () {
    this.count += 1;
    return "kim-edit-" + this.count;
  };

  function with_id(record) {
    return record[1] === record[0] ? record[0] : record[1] + " (" + record[0] + ")";
  }

  /** The registers whose records a field may name. */
  function registers(field) {
    return field.format === "page" ? [""] : field.refs;
  }

  /** The id of the list of all that a field may name: made once, and without what is over. */
  Context.prototype.list_for = function (field) {
    const key = registers(field).join(" ");
    if (!this.made.has(key)) {
      const list = part("datalist", "", { id: this.id() });
      const named = this.named;
      registers(field).forEach(function (register) {
        (named[register] || []).forEach(function (record) {
          if (!record[2]) list.append(part("option", "", { value: with_id(record) }));
        });
      });
      this.lists.append(list);
      this.made.set(key, list.id);
    }
    return this.made.get(key);
  };

  // ------------------------------------------------------------------------------------------------------ one value

  function on_one_line(text) {
    return text.split(/\s+/).filter(Boolean).join(" ");
  }

  function number(text) {
    const figures = on_one_line(text).replace(/^£/, "").replace(/(\d),(?=\d{3}\b)/g, "$1");
    const parts = /^(-?\d{1,15})(?:\.(\d+))?$/.exec(figures);
    if (!parts) return on_one_line(text);
    return parts[2] && /[1-9]/.test(parts[2]) ? String(Number(figures)) : String(Number(parts[1]));
  }

  /** The id of the record that somebody means by its name, by its id or by both; else the words as they are. */
  function named_record(field, named, text) {
    const words = on_one_line(text);
    const inside = /\(([^()]+)\)$/.exec(words);
    const all = registers(field).flatMap(function (register) { return named[register] || []; });
    const lower = words.toLowerCase();
    const ways = [
      function (record) { return inside && record[0] === inside[1]; },
      function (record) { return record[0].toLowerCase() === lower; },
      function (record) { return record[1].toLowerCase() === lower; },
    ];
    for (const way of ways) {
      const record = all.find(way);
      if (record) return record[0];
    }
    return words;
  }

  function shown_record(field, named, id) {
    const record = registers(field).flatMap(function (register) { return named[register] || []; }).find(function (other) { return other[0] === id; });
    return record ? with_id(record) : id;
  }

  function select(field, options, value) {
    const element = part("select");
    const known = options.some(function (option) { return option[0] === value; });
    const all = value && !known ? options.concat([[value, value]]) : options;
    element.append(part("option", field.required ? "Choose one" : "Not stated", { value: "" }));
    all.forEach(function (option) { element.append(part("option", option[1], { value: option[0] })); });
    element.value = value || "";
    return [element, function () { return element.value; }];
  }

  function input(kind, value) {
    const element = part("input", "", Object.assign({ type: "text", autocomplete: "off" }, kind));
    element.value = value || "";
    return element;
  }

  function area(value, is_page) {
    const element = part("textarea", "", { autocomplete: "off" });
    const lines = (value || "").split("\n").reduce(function (sum, line) { return sum + 1 + Math.floor(line.length / 75); }, 0);
    element.rows = Math.min(is_page ? 30 : 16, Math.max(2, lines));
    element.value = value || "";
    const end = (value || "").endsWith("\n") ? "\n" : ""; // as it stands in the file: its lines stay as they are then
    if (is_page) return [element, function () { return element.value.replace(/^\n+|\s+$/g, ""); }];
    return [element, function () {
      const text = element.value.replaceAll("\u00a0", " ").trim();
      return text && text + end;
    }];
  }

  /** The control of a single value, and what reads it. */
  function control(field, context, value) {
    if (field.options) return select(field, field.options.map(function (option) { return [option[0], said.choice(option)]; }), value);
    if (field.kind === "boolean") return select(field, [["true", "Yes"], ["false", "No"]], value);
    if (field.refs || field.format === "page") {
      const found = input({ list: context.list_for(field) }, value ? shown_record(field, context.named, value) : "");
      return [found, function () { return named_record(field, context.named, found.value); }];
    }
    if (field.kind === "integer" || field.kind === "number") {
      const figures = input({ inputmode: field.kind === "integer" ? "numeric" : "decimal" }, value);
      return [figures, function () { return number(figures.value); }];
    }
    if (field.format === "date" && (!value || DAY.test(value))) {
      const day = input({ type: "date" }, value);
      return [day, function () { return day.value; }];
    }
    if (LINES.includes(field.format) || WRITTEN.includes(field.format) || field.format === "date" || field.short) {
      const line = value && value.length > LONG ? area(value)[0] : input({}, value);
      return [line, function () { return on_one_line(line.value); }];
    }
    return area(value, field.format === "page-text");
  }

  /** The words above a control and below its name. */
  function help(field, context, id) {
    const example = field.examples && !field.options && field.kind !== "boolean" && !field.refs ? " For example: " + field.examples.join(" or ").replace(/[.?!]?$/, function (end) { return end || "."; }) : "";
    const words = said.as_shown(field.help || "", field, context.fields) + (field.short || WRITTEN.includes(field.format) ? example : "");
    return words ? part("p", words, { class: "kim-edit__help", id: id }) : null;
  }

  function fault_line(id) {
    return part("p", "", { class: "kim-edit__fault", id: id, hidden: "" });
  }

  /** What a list or a single field is called, with what has to be known marked. */
  function title(field) {
    return field.title + (field.required ? " (required)" : "");
  }

  function tell(holder, words) {
    holder.fault.textContent = words;
    holder.fault.hidden = !words;
    if (holder.control) holder.control.setAttribute("aria-invalid", words ? "true" : "false");
  }

  function single(field, context, value, numbered) {
    const element = part("div", "", { class: "kim-edit__field" });
    const [inner, read] = control(field, context, value);
    inner.id = context.id();
    const words = numbered ? null : help(field, context, inner.id + "-help");
    const node = { element: element, control: inner, fault: fault_line(inner.id + "-fault"), title: field.title };
    inner.setAttribute("aria-describedby", (words ? words.id + " " : "") + node.fault.id);
    const label = part("label", numbered || title(field), { for: inner.id });
    if (numbered) label.className = "kim-hidden";
    const preview = here.KimMarkdown ? here.KimMarkdown.preview(inner, field.format) : null;
    element.append(...[label, words, node.fault, inner, preview].filter(Boolean));
    const first = read();
    node.read = function () {
      const now = read();
      return now === first && value !== undefined ? value : now || undefined;
    };
    node.rename = function (name) { label.textContent = name; };
    node.at = function () { return node; };
    node.all = function () { return [node]; };
    return node;
  }

  // ----------------------------------------------------------------------------------------------- groups and lists

  function frame(field, context, numbered) {
    const id = context.id();
    const element = part("fieldset", "", { class: "kim-edit__group", id: id });
    const legend = part("legend", numbered || title(field));
    const node = { element: element, fault: fault_line(id + "-fault"), title: field.title };
    const words = numbered ? null : help(field, context, id + "-help");
    element.setAttribute("aria-describedby", (words ? words.id + " " : "") + node.fault.id);
    element.append(...[legend, words, node.fault].filter(Boolean));
    node.rename = function (name) { legend.textContent = name; };
    return node;
  }

  /** What a group holds: what was there in its order, and then what is new in the order of the schema. */
  function read_group(parts, value) {
    const values = new Map(value || []);
    parts.forEach(function (one) {
      const now = one.node.read();
      if (now === undefined) values.delete(one.name); else values.set(one.name, now);
    });
    return values.size ? values : undefined;
  }

  function group(field, context, value, numbered) {
    const node = frame(field, context, numbered);
    const parts = field.parts.map(function (inner) { return { name: inner.name, node: make(inner, context, value && value.get(inner.name)) }; });
    parts.forEach(function (one) { node.element.append(one.node.element); });
    node.read = function () { return read_group(parts, value); };
    node.at = function (path) {
      const one = parts.find(function (other) { return other.name === path[0]; });
      return one ? one.node.at(path.slice(1)) : node;
    };
    node.all = function () { return [node].concat(parts.flatMap(function (one) { return one.node.all(); })); };
    return folded(node, field, value);
  }

  /** A group that needs not be there, and isn't, folds. */
  function folded(node, field, value) {
    if (field.required || value) return node;
    const details = part("details", "", { class: "kim-edit__folded" });
    details.append(part("summary", field.title + ": nothing yet"), node.element);
    return Object.assign(node, { element: details });
  }

  /** Choices of which several may be made: those that were there stay in their order. */
  function choices(field, context, value) {
    const node = frame(field, context);
    const before = value || [];
    const boxes = field.each.options.map(function (option) {
      const row = part("div", "", { class: "kim-edit__box" });
      const box = part("input", "", { type: "checkbox", id: context.id(), value: option[0], autocomplete: "off" });
      box.checked = before.includes(option[0]);
      row.append(box, part("label", said.choice(option), { for: box.id }));
      node.element.append(row);
      return box;
    });
    node.control = boxes[0];
    node.read = function () {
      const chosen = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      const kept = before.filter(function (old) { return chosen.includes(old) || !boxes.some(function (box) { return box.value === old; }); });
      const all = kept.concat(chosen.filter(function (id) { return !kept.includes(id); }));
      return all.length ? all : undefined;
    };
    node.at = function () { return node; };
    node.all = function () { return [node]; };
    return node;
  }

  /** What each value of a list is. */
  function inner_of(field) {
    if (!field.refs) return field.each;
    return { name: field.name, title: field.title, kind: "string", refs: field.refs };
  }

  function list(field, context, value) {
    const node = frame(field, context);
    const inner = inner_of(field);
    const place = part("div");
    const more = part("button", "Add " + (value ? "another" : "one"), { type: "button", class: "kim-button kim-button--quiet" });
    const items = [];
    let read = [];

    function number() {
      items.forEach(function (item, at) {
        item.node.rename(field.title + " " + (at + 1));
        item.out.setAttribute("aria-label", "Take out " + field.title + " " + (at + 1));
        item.up.setAttribute("aria-label", "Move up " + field.title + " " + (at + 1));
        item.up.hidden = at === 0;
      });
      more.textContent = items.length ? "Add another" : "Add one";
      more.setAttribute("aria-label", more.textContent + ": " + field.title);
    }

    function tell_of_change() {
      more.dispatchEvent(new Event("input", { bubbles: true }));
      more.dispatchEvent(new Event("change", { bubbles: true }));
    }

    /** Put an item before the one above it; whoever pressed the button stays with it. */
    function rise(item) {
      const at = items.indexOf(item);
      items.splice(at - 1, 2, item, items[at - 1]);
      place.insertBefore(item.row, items[at].row);
      number();
      (item.up.hidden ? item.out : item.up).focus();
      tell_of_change();
    }

    function add(part_value) {
      const row = part("div", "", { class: "kim-edit__item" });
      const item = {
        row: row,
        node: make(Object.assign({}, inner, { required: true }), context, part_value, field.title),
        up: part("button", "↑", { type: "button", class: "kim-button kim-button--quiet" }),
        out: part("button", "Take out", { type: "button", class: "kim-button kim-button--quiet" }),
      };
      const buttons = part("div", "", { class: "kim-edit__buttons" });
      buttons.append(item.up, item.out);
      row.append(item.node.element, buttons);
      item.up.addEventListener("click", function () { rise(item); });
      item.out.addEventListener("click", function () {
        items.splice(items.indexOf(item), 1);
        row.remove();
        number();
        more.focus();
        tell_of_change();
      });
      items.push(item);
      place.append(row);
      number();
      return row;
    }

    (value || []).forEach(add);
    number();
    more.addEventListener("click", function () {
      const first = add().querySelector("input, select, textarea, button");
      if (first) first.focus();
    });
    node.element.append(place, more);
    node.control = more;
    node.read = function () {
      read = items.filter(function (item) { return item.node.read() !== undefined; });
      return read.length ? read.map(function (item) { return item.node.read(); }) : undefined;
    };
    node.at = function (path) {
      const item = read[Number(path[0])];
      return path.length && item ? item.node.at(path.slice(1)) : node;
    };
    node.all = function () { return [node].concat(items.flatMap(function (item) { return item.node.all(); })); };
    return node;
  }

  /** A field as {element, read, at, all}: `read` gives its value or undefined, `at` the part of it at a path. */
  function make(field, context, value, numbered) {
    if (field.kind === "array") {
      const offers = field.each && field.each.options && !field.refs;
      return offers ? choices(field, context, value) : list(field, context, value);
    }
    return field.parts ? group(field, context, value, numbered) : single(field, context, value, numbered);
  }

  here.KimFields = { Context: Context, make: make, part: part, tell: tell };
})(window);

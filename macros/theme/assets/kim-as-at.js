// What became of the records between any two days: as-at/compare.json in, lists out.
// The same rules as macros/history/compare_days.py; a test runs both over one history.
(function (here) {
  "use strict";

  var RETIRED = "retired";

  /** The version that a record held on a day; null where it was not there. */
  function held(record, day) {
    return record.held[day] < 0 ? null : record.versions[record.held[day]];
  }

  /** The number of the name that a record had on an earlier day, where it had another; -1 for none. */
  function earlier(records, number, from, to) {
    var seen = [number];
    var was = records[number].was;
    while (was >= 0 && seen.indexOf(was) < 0) {
      if (held(records[was], from)) return held(records[was], to) ? -1 : was;
      seen.push(was);
      was = records[was].was;
    }
    return -1;
  }

  /** A version's numbers by the names of the fields. */
  function numbers(data, record, version) {
    var found = {};
    data.registers[record.register].fields.forEach(function (field, at) { found[field[0]] = version.fields[at]; });
    return found;
  }

  /** The latest of the names that a field had before, of those that an earlier version has; "" for none. */
  function before(register, name, old) {
    var seen = [name];
    for (var was = register.renamed[name]; was && seen.indexOf(was) < 0; was = register.renamed[was]) {
      if (old[was]) return was;
      seen.push(was);
    }
    return "";
  }

  /** Puts each field that differs where it belongs: what only follows the schema, and what says something else. */
  function part(found, names, register, old, now) {
    var joined = {};
    var left = [];
    names.forEach(function (name) {
      var was = old.numbers[name] ? "" : before(register, name, old.numbers);
      if (was && !now.numbers[was]) { joined[name] = was; left.push(was); }
    });
    names.forEach(function (name) {
      if (left.indexOf(name) >= 0) return;
      var then = old.forms[joined[name] || name];
      var form = now.forms[name];
      var follows = joined[name] || then && form && register.retyped.indexOf(name) >= 0 && then[0] !== form[0];
      (follows && then[1] === form[1] ? found.follows : found.fields).push(name);
    });
  }

  /** What became of a record that was there both times; null where it is the same. */
  function became(data, number, was, old, now) {
    var record = data.records[number];
    var found = { record: number, was: was, fields: [], follows: [], owners: null, retired: false, whole: false };
    if (old.text || now.text) {
      found.whole = old.text !== now.text;
      return found.whole || was >= 0 ? found : null;
    }
    found.retired = now.status === RETIRED && old.status !== RETIRED;
    var earlierNumbers = numbers(data, data.records[was < 0 ? number : was], old);
    var after = numbers(data, record, now);
    var names = Object.keys(Object.assign({}, after, earlierNumbers)).filter(function (name) {
      return (after[name] || 0) !== (earlierNumbers[name] || 0) && !(found.retired && name === "status");
    });
    part(found, names, data.registers[record.register],
      { numbers: earlierNumbers, forms: old.forms || {} }, { numbers: after, forms: now.forms || {} });
    if (old.owner !== now.owner) found.owners = [old.owner, now.owner];
    return found.fields.length || found.follows.length || found.owners || found.retired || was >= 0 ? found : null;
  }

  /** What became of the records from one day to a later one, by the numbers that they have in `data`. */
  function between(data, from, to) {
    var found = { added: [], deleted: [], became: [] };
    var taken = {};
    data.records.forEach(function (record, number) {
      var old = held(record, from);
      var now = held(record, to);
      var was = -1;
      if (now && !old) {
        was = earlier(data.records, number, from, to);
        if (was < 0) found.added.push(number);
        else { taken[was] = true; old = held(data.records[was], from); }
      }
      var one = now && old ? became(data, number, was, old, now) : null;
      if (one) found.became.push(one);
    });
    data.records.forEach(function (record, number) {
      if (held(record, from) && !held(record, to) && !taken[number]) found.deleted.push(number);
    });
    return found;
  }

  here.KimAsAt = { between: between };
  if (typeof document === "undefined") return;

  // -------------------------------------------------------------------------------------------- the page

  var box = document.getElementById("kim-compare");
  if (!box) return;
  var form = document.getElementById("kim-compare-form");
  var status = document.getElementById("kim-compare-status");
  var list = document.getElementById("kim-compare-found");
  var chosen = [document.getElementById("kim-compare-from"), document.getElementById("kim-compare-to")];
  var FEW = 20;
  var data = null;

  function make(name, words, kind) {
    var element = document.createElement(name);
    element.textContent = words || "";
    if (kind) element.className = kind;
    return element;
  }

  function counted(number) {
    return number.toLocaleString("en-GB") + (number === 1 ? " record" : " records");
  }

  function titled(one) {
    var record = data.records[one.record];
    var titles = {};
    [record, data.records[one.was]].forEach(function (each) {
      if (each) data.registers[each.register].fields.forEach(function (field) { titles[field[0]] = titles[field[0]] || field[1]; });
    });
    return one.whole ? "a version that can't be read as a record" : one.fields.map(function (name) { return titles[name]; }).join(", ");
  }

  function owner(id) {
    return id ? data.owners[id] || id : "nobody";
  }

  /** The kinds of change in the order of the static pages, each as [anchor, title, lines]. */
  function kinds(found, from, to) {
    var line = function (number, day, more) { return { record: data.records[number], version: held(data.records[number], day), more: more }; };
    var of = function (fits, more) {
      return found.became.filter(fits).map(function (one) { return line(one.record, to, more ? more(one) : ""); });
    };
    return [
      ["added", "Added", found.added.map(function (number) { return line(number, to, ""); })],
      ["changed", "Changed", of(function (one) { return one.fields.length || one.whole; }, titled)],
      ["followed", "Followed their schema", of(function (one) { return one.follows.length; }, function (one) { return one.follows; })],
      ["retired", "Retired", of(function (one) { return one.retired; })],
      ["re-owned", "New owner", of(function (one) { return one.owners; }, function (one) { return "from " + owner(one.owners[0]) + " to " + owner(one.owners[1]); })],
      ["renamed", "Renamed", of(function (one) { return one.was >= 0; }, function (one) {
        var old = data.records[one.was];
        return "it was " + old.id + (old.register === data.records[one.record].register ? "" : " in the register “" + data.registers[old.register].name + "”");
      })],
      ["deleted", "Deleted", found.deleted.map(function (number) { return line(number, from, ""); })]
    ].filter(function (kind) { return kind[2].length; });
  }

  function shown(line) {
    var item = make("li");
    var link = make("a", line.version.title);
    link.href = box.dataset.kimRoot + line.record.href;
    item.append(link);
    if (line.record.id !== line.version.title) item.append(" ", make("span", line.record.id, "kim-aside"));
    if (line.more) item.append(": " + line.more);
    return item;
  }

  /** What followed the schema of a register: each field once, with how many records. */
  function followed(register, lines) {
    var sums = {};
    lines.forEach(function (line) {
      line.more.forEach(function (name) { sums[name] = (sums[name] || 0) + 1; });
    });
    return register.fields.filter(function (field) { return sums[field[0]]; }).map(function (field) {
      return make("li", field[1] + ": the same in " + counted(sums[field[0]]) + ", under the name or in the form it has since");
    });
  }

  function section(kind) {
    var part = make("section", "", "kim-became");
    var heading = make("h2", kind[1] + ": " + counted(kind[2].length));
    heading.id = kind[0];
    part.append(heading);
    data.registers.forEach(function (register, number) {
      var lines = kind[2].filter(function (line) { return line.record.register === number; });
      if (!lines.length) return;
      var group = make("details");
      group.open = kind[0] === "followed" || kind[2].length <= FEW;
      var head = make("summary", register.title + " ");
      var items = kind[0] === "followed" ? followed(register, lines) : lines.map(shown);
      head.append(make("span", String(items.length), "kim-aside"));
      var all = make("ul");
      all.append.apply(all, items);
      group.append(head, all);
      part.append(group);
    });
    return part;
  }

  function show() {
    var places = chosen.map(function (select) { return data.days.findIndex(function (day) { return day[0] === select.value; }); });
    var from = Math.min(places[0], places[1]);
    var to = Math.max(places[0], places[1]);
    var found = kinds(between(data, from, to), from, to);
    list.replaceChildren.apply(list, found.map(section));
    var said = found.map(function (kind) { return kind[1].toLowerCase() + ": " + counted(kind[2].length); }).join("; ");
    status.textContent = "From " + data.days[from][1] + " to " + data.days[to][1] + ". "
      + (said ? said.charAt(0).toUpperCase() + said.slice(1) + "." : "Nothing: each record is as it was.");
  }

  function remember() {
    var address = new URL(location.href);
    chosen.forEach(function (select) { address.searchParams.set(select.name, select.value); });
    history.replaceState(history.state, "", address);
  }

  var fetched = null;

  /** What the days hold, which is much: fetched once, and only when somebody asks. */
  function states() {
    status.textContent = data ? status.textContent : "The states are being fetched.";
    fetched = fetched || fetch(box.dataset.kimStates)
      .then(function (answer) { return answer.json(); })
      .then(function (read) { data = read; });
    return fetched;
  }

  function compare() {
    states().then(show).catch(function () {
      fetched = null;
      status.textContent = "The states could not be fetched. The lists below lead to each day's own page.";
      document.getElementById("kim-compare-days").hidden = false;
    });
  }

  function ask() {
    remember();
    compare();
  }

  var asked = new URL(location.href).searchParams;
  chosen.forEach(function (select) {
    var wanted = asked.get(select.name);
    if ([].some.call(select.options, function (option) { return option.value === wanted; })) select.value = wanted;
    select.addEventListener("change", ask);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  document.getElementById("kim-compare-off").hidden = true;
  document.getElementById("kim-compare-days").hidden = true;
  form.hidden = false;
  if (chosen.some(function (select) { return asked.get(select.name); })) compare();
})(globalThis);

// "May I dispose of this?": three questions, answered in the browser by kim-keep.js. Nothing is sent or kept.
(function () {
  "use strict";
  var box = document.getElementById("kim-dispose");
  if (!box || !window.KimKeep || !window.Intl) return;
  var keep = window.KimKeep;
  var data = JSON.parse(box.dataset.kimClasses);
  var form = document.getElementById("kim-dispose-form");
  var find = document.getElementById("kim-dispose-find");
  var choice = document.getElementById("kim-dispose-class");
  var count = document.getElementById("kim-dispose-count");
  var days = document.getElementById("kim-dispose-days");
  var answer = document.getElementById("kim-dispose-answer");
  var place = document.getElementById("kim-dispose-others");
  var NONE = "none";
  var others = []; // the other kinds that it is of, each with its end

  var STEPS = {
    hold: [
      "Destroy nothing, and stop what deletes by itself.",
      "Tell the post that ordered the hold, or the Data Protection Officer where there is none yet.",
      "Ask again when the hold has been lifted. Its time goes on running meanwhile.",
    ],
    look: [
      "Look whether it is on hold, and ask whoever works on it what they still need it for.",
      "Then ask here again.",
    ],
    wait: [
      "Keep it until then, where it is.",
      "Note the day with the record or in your planner, so that somebody looks again.",
    ],
    open: [
      "Keep it. Nothing goes while its time hasn’t begun.",
      "Put the day on record once the event has come.",
    ],
    good: [
      "Keep it, or offer it to the archive.",
      "If it goes to the archive, enter that in the register of disposals, with the receipt.",
    ],
    example: [
      "Keep it for now. Nobody has confirmed this time, and nothing goes because of an example.",
      "Ask the owner of the information for the council’s own period.",
    ],
    go: [
      "Put it on a list: kinds, years and numbers, and no names.",
      "Have a second person check the list, and the owner of the information sign it.",
      "Do what the schedule says, and get the copies too: mail, shared drives, sheets, paper, and what a contractor has.",
      "Enter it in the register of disposals: what, under which class, when, how, on whose authority, and the certificate.",
    ],
  };

  // ------------------------------------------------------------------------------------------------------- small parts

  function part(name, text, more) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    Object.keys(more || {}).forEach(function (key) { element.setAttribute(key, more[key]); });
    return element;
  }

  function control(id, words, input) {
    var place = part("div", "", { class: "kim-control" });
    place.append(part("label", words, { for: id }), input);
    input.id = id;
    return place;
  }

  function dayField(event, words) {
    return control("kim-dispose-day-" + event, words, part("input", "", { type: "date", "data-event": event, min: "1800-01-01", max: "2200-12-31" }));
  }

  // ----------------------------------------------------------------------------------------------- what do you hold?

  function fits(one, words) {
    return words.every(function (word) { return one.words.indexOf(word) >= 0; });
  }

  function offer() {
    var words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var left = data.classes.filter(function (one) { return fits(one, words); });
    var before = choice.value;
    choice.replaceChildren.apply(choice, [part("option", left.length ? "Choose one" : "Nothing fits", { value: "" })].concat(
      left.map(function (one) { return part("option", one.title + " (" + one.id + ")", { value: one.id }); })
    ));
    var only = words.length && left.length === 1 ? left[0].id : before;
    choice.value = left.some(function (one) { return one.id === only; }) ? only : "";
    count.textContent = words.length ? left.length + (left.length === 1 ? " kind fits" : " kinds fit") : "";
    if (choice.value !== before) ask();
  }

  function chosen() {
    return data.classes.filter(function (one) { return one.id === choice.value; })[0];
  }

  // ---------------------------------------------------------------------------------------- when did its time begin?

  function condition() {
    var select = document.getElementById("kim-dispose-condition");
    return select && select.value !== NONE ? Number(select.value) : null;
  }

  /** The events whose days have to be known, each with what is asked. */
  function events(one) {
    var rule = one.rule;
    var own = rule.event ? rule.event.charAt(0).toUpperCase() + rule.event.slice(1) : data.events[one.event];
    var number = condition();
    if (number !== null) {
      var other = rule.conditions[number];
      if (other.kind === "permanent") return [];
      return other.from ? [[other.from, data.events[other.from]]] : [[one.event, own]];
    }
    var timed = ["none", "not-stated", "fixed-day"].indexOf(one.event) < 0 && rule.kind !== "not-stated";
    var second = rule.alternative ? [[rule.alternative.from, data.events[rule.alternative.from]]] : [];
    return (timed ? [[one.event, own]] : []).concat(second.filter(function (pair) { return pair[0] !== one.event; }));
  }

  function askDays(one) {
    var asked = events(one).map(function (pair) { return dayField(pair[0], pair[1]); });
    var checks = one.rule.kind === "until-n-further-events" && condition() === null ? one.rule.n : 0;
    for (var number = 1; number <= checks; number += 1) {
      asked.push(control("kim-dispose-check-" + number, "Later check " + number + ", if it has been done", part("input", "", { type: "date", "data-check": "" })));
    }
    var help = asked.length ? "Of several records, the latest day. Leave out what hasn’t happened." : "This kind of record needs no day.";
    var place = document.getElementById("kim-dispose-asked");
    place.replaceChildren.apply(place, asked.concat([part("p", help, { class: "kim-aside" })]));
  }

  function ask() {
    var one = chosen();
    answer.hidden = true;
    var legend = days.querySelector("legend");
    days.replaceChildren(legend);
    if (!one) {
      days.append(part("p", "Choose the kind of record first.", { class: "kim-aside" }));
      return;
    }
    if (one.rule.conditions) days.append(askCondition(one));
    days.append(part("div", "", { id: "kim-dispose-asked", class: "kim-dispose__asked" }));
    askDays(one);
  }

  function askCondition(one) {
    var select = part("select");
    select.append(part("option", "No", { value: NONE }));
    one.rule.conditions.forEach(function (other, number) {
      select.append(part("option", "Yes: " + other.if, { value: String(number) }));
    });
    select.addEventListener("change", function () { answer.hidden = true; askDays(one); });
    return control("kim-dispose-condition", "Is it one of these?", select);
  }

  // ------------------------------------------------------------------------------------------------------- the answer

  function today() {
    var parts = {};
    new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" })
      .formatToParts(new Date()).forEach(function (one) { parts[one.type] = one.value; });
    return parts.year + "-" + parts.month + "-" + parts.day;
  }

  function end(one) {
    var known = {};
    form.querySelectorAll("[data-event]").forEach(function (input) { if (input.value) known[input.dataset.event] = input.value; });
    var later = Array.from(form.querySelectorAll("[data-check]")).map(function (input) { return input.value; }).filter(Boolean);
    return keep.kept(one.rule, one.event, known, later, condition());
  }

  /** [the answer in a sentence, which steps follow]. */
  function verdict(one, until, holds, said, now) {
    var whole = holds.filter(function (hold) { return !hold.part; });
    var first = keep.mayGo(until, whole, now);
    if (said === "yes" || keep.holding(whole, now).length) return ["No. It is on hold, and stays.", "hold"];
    if (until.for_good) return ["No. It is kept for good.", "good"];
    if (!first[0]) return ["No, not yet. " + until.why, "open"];
    if (first[0] > now) return ["No, not before " + keep.say(first[0]) + ".", "wait"];
    if (said !== "no" && keep.holding(holds, now).length) return ["Perhaps. A part of its kind is on hold: look whether this is in it.", "look"];
    if (said !== "no") return ["Perhaps. Its time is up, but look first whether it is on hold.", "look"];
    if (one.example) return ["Not yet. Its time would be up, but that time is only an example.", "example"];
    return ["Yes, once the list is signed. Its time is up.", "go"];
  }

  function facts(one, until, holds, now) {
    var rows = [["Kept until", until.until ? keep.say(until.until) : "No day"], ["Why", until.why]];
    keep.holding(holds, now).forEach(function (hold) { rows.push([hold.part ? "On hold in part" : "On hold", hold.name + ", since " + keep.say(hold.since) + (hold.part ? ": " + hold.part : "")]); });
    until.steps.forEach(function (step) { rows.push([data.stages[step.action] || step.action, keep.say(step.day)]); });
    rows.push(["The rule", one.sentences], ["What happens then", one.action], ["Why that long", one.reason + (one.law ? ": " + one.law : "")]);
    if (one.exceptions) rows.push(["Kept longer when", one.exceptions]);
    return rows;
  }

  // ---------------------------------------------------------------------------------------------------- several kinds

  /** Draw the kinds that it is of too, each with a way to leave it out. */
  function list() {
    place.replaceChildren.apply(place, others.map(function (other) {
      var item = part("li", other.one.title + " (" + other.one.id + "): kept until " + (other.until.until ? keep.say(other.until.until) : "no day") + " ");
      var out = part("button", "Leave out", { type: "button", class: "kim-button kim-button--quiet", "aria-label": "Leave out " + other.one.title });
      out.addEventListener("click", function () {
        others = others.filter(function (left) { return left !== other; });
        answer.hidden = true;
        list();
        choice.focus();
      });
      item.append(out);
      return item;
    }));
    place.hidden = !others.length;
  }

  /** Keep one kind with its day, and ask for the next. */
  function add(one) {
    others = others.filter(function (other) { return other.one !== one; }).concat([{ one: one, until: end(one) }]);
    find.value = "";
    choice.value = "";
    offer();
    ask();
    list();
    find.focus();
  }

  /** Of all the kinds that it is of, the one by which it is kept longest, with the holds of all. */
  function winner(one) {
    var all = others.filter(function (other) { return other.one !== one; }).concat([{ one: one, until: end(one) }]);
    var ends = {};
    all.forEach(function (other) { ends[other.one.id] = other.until; });
    var best = keep.longest(ends);
    var kind = all.filter(function (other) { return other.one.id === best[0]; })[0].one;
    var holds = {};
    all.forEach(function (other) { other.one.on_hold.forEach(function (hold) { holds[hold.name] = hold; }); });
    return {
      one: Object.assign({}, kind, { example: all.some(function (other) { return other.one.example; }) }),
      until: best[1],
      holds: Object.keys(holds).sort().map(function (name) { return holds[name]; }),
    };
  }

  function show(asked) {
    var now = today();
    var said = document.getElementById("kim-dispose-hold").value;
    var chosenOne = winner(asked);
    var one = chosenOne.one, until = chosenOne.until;
    var both = verdict(one, until, chosenOne.holds, said, now);
    var list = part("dl", "", { class: "kim-fields" });
    facts(one, until, chosenOne.holds, now).forEach(function (row) {
      var field = part("div", "", { class: "kim-field" });
      field.append(part("dt", row[0]), part("dd", row[1]));
      list.append(field);
    });
    var steps = part("ol");
    STEPS[both[1]].forEach(function (step) { steps.append(part("li", step)); });
    var title = part("p");
    title.append(part("a", one.title, { href: one.href }), " (" + one.id + ")");
    var warning = one.example ? [part("p", "The time of this kind of record is an example. Nobody has confirmed it.")] : [];
    var another = part("p");
    var more = part("button", "It is of another kind too", { type: "button", class: "kim-button kim-button--quiet" });
    more.addEventListener("click", function () { add(asked); });
    another.append(more);
    answer.replaceChildren.apply(answer, [part("p", both[0], { class: "kim-dispose__verdict" }), title].concat(warning, [list, part("p", "What to do next:"), steps, another]));
    answer.hidden = false;
  }

  find.addEventListener("input", offer);
  choice.addEventListener("change", ask);
  form.addEventListener("input", function (event) { if (event.target !== find) answer.hidden = true; });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (chosen()) show(chosen());
  });
  offer();
  ask();
  document.getElementById("kim-dispose-off").hidden = true;
  form.hidden = false;
})();

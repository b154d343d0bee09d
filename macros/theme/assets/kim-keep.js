// Until when a record is kept: the arithmetic of macros/rules/disposal.py, function by function and word by word.
// Days are texts as year-month-day. tests/site/test_keeping.py holds the two to each other.
(function (root) {
  "use strict";

  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  var YEAR_ENDS = { "end-of-financial-year": [3, 31], "end-of-tax-year": [4, 5], "end-of-calendar-year": [12, 31] };
  var WITHOUT_A_DAY = {
    permanent: { until: null, why: "It is kept for good.", steps: [], for_good: true },
    "not-stated": { until: null, why: "The schedule gives no time.", steps: [], for_good: false },
    "not-stated event": { until: null, why: "The schedule names no event from which the time counts.", steps: [], for_good: false },
  };
  var NO_SUCH_DAY = "The calendar has no such day.";

  // ------------------------------------------------------------------------------------------------------------ days

  function isLeap(year) { return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0); }

  function lengthOf(year, month) { return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].indexOf(month) < 0 ? 31 : 30; }

  /** [year, month, day], or null where the text is no day in the calendar. */
  function read(text) {
    var parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(String(text));
    var day = parts && parts.slice(1).map(Number);
    return day && day[0] >= 1 && day[1] >= 1 && day[1] <= 12 && day[2] >= 1 && day[2] <= lengthOf(day[0], day[1]) ? day : null;
  }

  function padded(number, width) { return ("0000" + number).slice(-width); }

  function written(day) { return padded(day[0], 4) + "-" + padded(day[1], 2) + "-" + padded(day[2], 2); }

  function say(text) {
    var day = read(text);
    return day[2] + " " + MONTHS[day[1] - 1] + " " + day[0];
  }

  /** So many months later, on the same day of the month or on its last. */
  function monthsLater(text, months) {
    var day = read(text);
    var all = day[0] * 12 + day[1] - 1 + months;
    var year = Math.floor(all / 12);
    var month = all - year * 12 + 1;
    if (year > 9999) throw new RangeError(NO_SUCH_DAY);
    return written([year, month, Math.min(day[2], lengthOf(year, month))]);
  }

  function daysLater(text, days) {
    var day = read(text);
    var left = day[2] + days;
    while (left > lengthOf(day[0], day[1])) {
      left -= lengthOf(day[0], day[1]);
      day = day[1] === 12 ? [day[0] + 1, 1, 1] : [day[0], day[1] + 1, 1];
      if (day[0] > 9999) throw new RangeError(NO_SUCH_DAY);
    }
    return written([day[0], day[1], left]);
  }

  // ------------------------------------------------------------------------------------------------------------ times

  function number(time, name) { return Number.isInteger(time[name]) ? time[name] : 0; }

  /** Years and months first, clamped to the end of a month, and days after them. */
  function after(start, time) {
    return daysLater(monthsLater(start, 12 * number(time, "years") + number(time, "months")), number(time, "days"));
  }

  function yearsAfter(day, years) { return monthsLater(day, 12 * years); }

  function yearEnd(event, day) {
    if (!Object.prototype.hasOwnProperty.call(YEAR_ENDS, event)) return day;
    var end = written([read(day)[0]].concat(YEAR_ENDS[event]));
    return day <= end ? end : yearsAfter(end, 1);
  }

  function startOf(rule, event, days) {
    var day = read(rule.from_day) ? rule.from_day : days[event];
    return day ? yearsAfter(yearEnd(event, day), number(rule, "age")) : null;
  }

  function end(until, why, steps) { return { until: until, why: why, steps: steps || [], for_good: false }; }

  /** The end of one time from one event. */
  function endOf(rule, event, days, later) {
    var never = WITHOUT_A_DAY[rule.kind] || WITHOUT_A_DAY[event + " event"];
    if (never) return never;
    var start = startOf(rule, event, days);
    if (!start) return end(null, "The time has not started: there is no day for the event '" + event.replace(/-/g, " ") + "'.");
    if (rule.kind === "until-n-further-events") return afterChecks(rule, start, later);
    var last = yearsAfter(after(start, rule), number(rule, "plus_years"));
    var why = "The time counts from " + say(start) + ".";
    var audit = number(rule, "audit_years");
    if (audit) return end(yearsAfter(last, audit), why, [{ day: last, action: "audit" }]);
    return end(last, why, rule.kind === "review-at" ? [{ day: last, action: "review" }] : []);
  }

  function afterChecks(rule, start, later) {
    var needed = number(rule, "n");
    var done = later.filter(function (day) { return day > start; }).sort();
    if (done.length < needed) return end(null, done.length + " of " + needed + " later checks have been done.");
    var last = done[needed - 1];
    var least = after(start, rule);
    return end(last > least ? last : least, "The last of " + needed + " later checks was on " + say(last) + ".");
  }

  function ofTwo(first, second, days) {
    var other = endOf(Object.assign({ kind: "period" }, second), second.from, days, []);
    var which = second.whichever;
    if (which === "later" && !other.until) return other;
    if (!first.until || !other.until) return which === "earlier" && !first.until ? other : first;
    var isOther = which === "later" ? other.until >= first.until : other.until < first.until;
    var chosen = isOther ? other : first;
    return Object.assign({}, chosen, { why: chosen.why + " It is the " + which + " of two.", steps: first.steps });
  }

  function keptOf(rule, event, days, later, condition) {
    if (condition !== null) {
      var term = Object.assign({ kind: "period" }, rule.conditions[condition]);
      return endOf(term, term.from || event, days, later);
    }
    var first = endOf(rule, event, days, later);
    var start = startOf(rule, event, days);
    var stages = start ? rule.stages || [] : [];
    var steps = stages.map(function (stage) { return { day: after(start, stage), action: stage.action }; });
    var chosen = rule.alternative ? ofTwo(first, rule.alternative, days) : first;
    return Object.assign({}, chosen, { steps: steps.concat(chosen.steps) });
  }

  /** Until when a record is kept: {until, why, steps, for_good}. `days` has a day for each event that has come. */
  function kept(rule, event, days, later, condition) {
    try {
      return keptOf(rule, event, days, later || [], condition === undefined ? null : condition);
    } catch (error) {
      if (error instanceof RangeError) return end(null, NO_SUCH_DAY);
      throw error;
    }
  }

  // ------------------------------------------------------------------------------------------- several classes, and holds

  /** [name, end] of the class by which a record is kept longest. For good is longest, then a time without a day. */
  function longest(classes) {
    var names = Object.keys(classes).sort();
    var length = function (one) { return (one.for_good ? "2" : one.until === null ? "1" : "0") + (one.until || "9999-12-31"); };
    var name = names.reduce(function (best, next) { return length(classes[next]) > length(classes[best]) ? next : best; });
    var others = names.filter(function (other) { return other !== name; });
    if (!others.length) return [name, classes[name]];
    var why = classes[name].why + " " + name + " is the longest; it is under " + others.join(" and ") + " too.";
    return [name, Object.assign({}, classes[name], { why: why })];
  }

  /** The holds that run on a day. One that was lifted on a day still holds on that day. */
  function holding(holds, day) {
    return holds.filter(function (hold) { return hold.since <= day && (!hold.lifted || hold.lifted >= day); });
  }

  /** [the first day on which a record may go, why], or [null, why not]. */
  function mayGo(until, holds, today) {
    var running = holding(holds, today).sort(function (one, other) { return one.name < other.name ? -1 : 1; });
    var whole = running.filter(function (hold) { return !hold.part; });
    var names = function (some) { return some.map(function (hold) { return hold.name + (hold.part ? " (" + hold.part + ")" : ""); }).join(" and "); };
    if (whole.length) return [null, "It is on hold: " + names(whole) + "."];
    if (running.length) return [null, "A part of its kind is on hold: look whether this is in it. " + names(running) + "."];
    if (!until.until) return [null, until.why];
    return until.until === "9999-12-31" ? [null, NO_SUCH_DAY] : [daysLater(until.until, 1), until.why];
  }

  root.KimKeep = { kept: kept, longest: longest, holding: holding, mayGo: mayGo, read: read, say: say };
})(typeof globalThis === "undefined" ? self : globalThis);

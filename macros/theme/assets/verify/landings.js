// When each commit came onto the main line, by dates of which some can't be so: macros/history/landings.py in the
// browser, in whole seconds. A test runs both over the same dates.
(function (here) {
  "use strict";

  const FIRST = Date.UTC(2005, 3, 7) / 1000;
  const DAY = 86400;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit"
  });

  /** Year, month, day and hour of an instant in the United Kingdom. */
  function local(seconds) {
    const parts = {};
    clock.formatToParts(seconds * 1000).forEach(function (part) { parts[part.type] = Number(part.value); });
    return parts;
  }

  /** The day on which an instant falls in the United Kingdom, as year-month-day. */
  function localDay(seconds) {
    const parts = local(seconds);
    return [String(parts.year).padStart(4, "0"), String(parts.month).padStart(2, "0"), String(parts.day).padStart(2, "0")].join("-");
  }

  /** The last second of a day in the United Kingdom; null where the text names no day. */
  function endOfDay(text) {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!match || match[1] === "0000") return null;
    const day = new Date(0);
    day.setUTCFullYear(Number(match[1]), match[2] - 1, Number(match[3]));
    if (day.toISOString().slice(0, 10) !== text) return null;
    const midnight = day.getTime() / 1000 + DAY; // clocks change at one, never at midnight
    return midnight - (local(midnight).hour === 1 ? 3600 : 0) - 1;
  }

  /** The first place in what is in order that is greater, found by halving. */
  function above(ordered, value) {
    let low = 0;
    let high = ordered.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (ordered[middle] > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The most of these places whose dates are in order; of runs alike in length the first. */
  function longestRun(dates, places) {
    const piles = [];
    const tops = [];
    places.forEach(function (place) {
      const height = above(tops, dates[place]);
      (piles[height] = piles[height] || []).push(place);
      tops[height] = dates[place];
    });
    const run = piles.length ? [piles[piles.length - 1][0]] : [];
    piles.slice(0, -1).reverse().forEach(function (pile) {
      const latest = dates[run[run.length - 1]];
      run.push(pile.find(function (place) { return dates[place] <= latest; }));
    });
    return new Set(run);
  }

  function latest(dates) {
    return dates.reduce(function (most, when) { return Math.max(most, when); }, -Infinity);
  }

  /** For each commit the latest date that can be so: a day after the next in the longest run. */
  function limitsOf(dates, likely) {
    const run = longestRun(dates, [...dates.keys()].filter(function (number) { return likely[number]; }));
    let limit = latest(dates);
    const limits = [];
    for (let number = dates.length - 1; number >= 0; number -= 1) {
      limits[number] = limit;
      if (run.has(number)) limit = dates[number] + DAY;
    }
    return limits;
  }

  /** When each commit landed, by the committer dates along the main line, oldest first. */
  function landings(dates, readOn) {
    let end = readOn;
    let likely = dates.map(function (when) { return when >= FIRST && (end === null || when <= end); });
    if (!likely.includes(true)) {
      likely = dates.map(function () { return true; });
      end = null;
    }
    const limits = limitsOf(dates, likely);
    let running = null;
    const landed = dates.map(function (when, number) {
      const says = likely[number] && when <= limits[number];
      if (says) running = running === null ? when : Math.max(when, running);
      return !says && (running === null || when > running) ? null : running;
    });
    let last = end !== null ? end : running !== null ? running : latest(dates);
    for (let number = dates.length - 1; number >= 0; number -= 1) {
      if (landed[number] === null) landed[number] = last;
      last = landed[number];
    }
    return landed;
  }

  here.KimVerify = Object.assign(here.KimVerify || {}, { endOfDay: endOfDay, landings: landings, localDay: localDay });
})(globalThis);

// What two lists share, as difflib finds it, so that a list is written as macros/catalogue/write_within.py writes it.
(function (here) {
  "use strict";

  /** The longest run that both share between bounds, the earliest of several: [start, start in the second, size]. */
  function longest(first, places, bounds) {
    let best = [bounds[0], bounds[2], 0];
    let sizes = new Map();
    for (let at = bounds[0]; at < bounds[1]; at += 1) {
      const next = new Map();
      for (const place of places.get(first[at]) || []) {
        if (place < bounds[2]) continue;
        if (place >= bounds[3]) break;
        const size = (sizes.get(place - 1) || 0) + 1;
        next.set(place, size);
        if (size > best[2]) best = [at - size + 1, place - size + 1, size];
      }
      sizes = next;
    }
    return best;
  }

  /** Every run that two lists of texts share, in order, and one of no size at their ends. */
  function blocks(first, second) {
    const places = new Map();
    second.forEach(function (text, at) { places.set(text, (places.get(text) || []).concat([at])); });
    const waiting = [[0, first.length, 0, second.length]];
    const shared = [];
    while (waiting.length) {
      const bounds = waiting.pop();
      const [at, place, size] = longest(first, places, bounds);
      if (!size) continue;
      shared.push([at, place, size]);
      if (bounds[0] < at && bounds[2] < place) waiting.push([bounds[0], at, bounds[2], place]);
      if (at + size < bounds[1] && place + size < bounds[3]) waiting.push([at + size, bounds[1], place + size, bounds[3]]);
    }
    shared.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1]; });
    return shared.concat([[first.length, second.length, 0]]);
  }

  /** How the first list becomes the second: [is it the same, start, end, new start, new end], in order. */
  function steps(first, second) {
    const told = [];
    let at = 0, place = 0;
    blocks(first, second).forEach(function (block) {
      if (at < block[0] || place < block[1]) told.push([false, at, block[0], place, block[1]]);
      at = block[0] + block[2];
      place = block[1] + block[2];
      if (block[2]) told.push([true, block[0], at, block[1], place]);
    });
    return told;
  }

  here.KimMatching = { steps: steps };
})(window);

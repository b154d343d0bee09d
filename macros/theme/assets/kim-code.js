// Numbers written small, each bit by how likely it is after those before it (adaptive binary arithmetic coding, Rissanen
// and Langdon 1981). Whoever writes and whoever reads goes the same way over the same numbers: `number` gives what was
// read, or writes what it is given. Whole numbers alone decide, so every browser reads alike. `kim-encode.js` writes.
(function (root) {
  "use strict";

  var FIRST = 35; // the letter of 0
  var BACKSLASH = 92; // no letter: it would be written twice
  var DIGIT = 6; // bits of a letter
  var WIDTH = 30; // bits of what is divided
  var MOST = (1 << WIDTH) - 1;
  var ONE = 12; // bits of a likelihood
  var EVEN = 32768; // as likely as not, of 65536
  var EXACT = 3; // bits after the first of a number that hang on the context
  var ALL = 256; // likelihoods of numbers in one context
  var DIGITS = 64; // and of those below 8
  var STEADY = 250; // from so many bits on a likelihood moves no slower

  /** What is known of numbers in so many contexts, or of such digits: how likely each bit of them is 1. */
  function model(contexts, ofDigits) {
    var nodes = ofDigits ? DIGITS : ALL;
    return { nodes: nodes, chances: new Uint16Array(contexts * nodes).fill(EVEN), times: new Uint8Array(contexts * nodes) };
  }

  function copy(known) {
    return { nodes: known.nodes, chances: known.chances.slice(), times: known.times.slice() };
  }

  function learn(known, at, bit) {
    known.chances[at] += Math.trunc((bit * 65535 - known.chances[at]) / (known.times[at] + 1.6));
    if (known.times[at] < STEADY) known.times[at] += 1;
  }

  /** `code(likelihood, bit)` reads a bit, or writes it, and gives it. */
  function coder(code) {
    function likely(chance, value) { return code(Math.max(1, Math.min((1 << ONE) - 1, chance)), value); }

    function coded(known, at, value) {
      var bit = likely(known.chances[at] >> (16 - ONE), value);
      learn(known, at, bit);
      return bit;
    }

    /** A number from 0 on: how long it is without its first bit, and these bits. */
    function number(known, context, value) {
      var first = context * known.nodes;
      var length = 0;
      while (coded(known, first + length, (value + 1) >> (length + 1) ? 1 : 0)) length += 1;
      var bits = 1;
      for (var left = length - 1; left >= 0; left -= 1) {
        var exact = left >= length - EXACT;
        bits = bits * 2 + coded(known, exact ? first + 32 + length * 8 + bits : 224 + left, ((value + 1) >> left) & 1);
      }
      return bits - 1;
    }

    /** One of the places from `first` on and before `end`, as likely as its share of what `sum(first, end)` says of them. */
    number.among = function (sum, first, end, value) {
      while (end - first > 1) {
        var middle = (first + end) >> 1;
        if (likely(Math.trunc((1 << ONE) * sum(first, middle) / sum(first, end)), value < middle ? 1 : 0)) end = middle;
        else first = middle;
      }
      return first;
    };
    return number;
  }

  /** What goes on after a bit: {low, high} without what both begin with, of which `told` is called once a letter. */
  function narrowed(span, likelihood, bit, told) {
    var middle = span.low + ((span.high - span.low) >>> ONE) * likelihood;
    if (bit) span.high = middle;
    else span.low = middle + 1;
    while (span.low >>> (WIDTH - DIGIT) === span.high >>> (WIDTH - DIGIT)) {
      told(span.high >>> (WIDTH - DIGIT));
      span.low = (span.low << DIGIT) & MOST;
      span.high = ((span.high << DIGIT) & MOST) | ((1 << DIGIT) - 1);
    }
  }

  function digit(text, at) {
    var code = at < text.length ? text.charCodeAt(at) : FIRST;
    return code - FIRST - (code > BACKSLASH ? 1 : 0);
  }

  /** What reads the numbers of a text. */
  function reader(text) {
    var span = { low: 0, high: MOST };
    var told = 0;
    var at = 0;
    function next() {
      told = ((told << DIGIT) & MOST) | digit(text, at);
      at += 1;
    }
    while (at < WIDTH / DIGIT) next();
    return coder(function (likelihood) {
      var bit = told <= span.low + ((span.high - span.low) >>> ONE) * likelihood ? 1 : 0;
      narrowed(span, likelihood, bit, next);
      return bit;
    });
  }

  /** How large a number from 1 on is, in four steps a doubling: a context. */
  function size(number) {
    var length = 31 - Math.clz32(number);
    return length * 4 + (((number << 2) >>> length) & 3);
  }

  var SIZES = 128; // more than there are of them

  root.KimCode = { model: model, copy: copy, coder: coder, narrowed: narrowed, reader: reader, size: size, SIZES: SIZES, FIRST: FIRST, BACKSLASH: BACKSLASH, DIGIT: DIGIT, WIDTH: WIDTH, MOST: MOST };
})(typeof globalThis === "undefined" ? self : globalThis);

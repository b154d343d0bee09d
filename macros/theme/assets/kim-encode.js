// Writes what `kim-code.js` reads. Only a build and `kim ask` run this file.
(function (root) {
  "use strict";

  var code = root.KimCode;

  function letter(number) {
    var at = code.FIRST + number;
    return String.fromCharCode(at >= code.BACKSLASH ? at + 1 : at);
  }

  /** The text of the numbers that `write(number)` goes over. */
  function written(write) {
    var text = "";
    var span = { low: 0, high: code.MOST };
    function told(digit) { text += letter(digit); }
    write(code.coder(function (likelihood, bit) {
      code.narrowed(span, likelihood, bit, told);
      return bit;
    }));
    told(span.high >>> (code.WIDTH - code.DIGIT)); // the letters after it are 0, as far as they are read
    return text;
  }

  root.KimEncode = { written: written };
})(typeof globalThis === "undefined" ? self : globalThis);

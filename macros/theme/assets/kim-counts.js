// What the sentences of each record have in common with a question. All that is known of a record, its title, its text
// and how people ask for it, is taken as sentences; counted is in which of them each feature stands: a stem, or a group
// of the vocabulary. Likely is what has a question's features more often than others have (multinomial naive Bayes,
// McCallum and Nigam 1998, with each sentence weighing the same however long it is), each feature going for what it
// tells. `kim-pack.js` writes the file that is read here, and `kim-learn.js` learns what stands in it.
(function (root) {
  "use strict";

  var words = root.KimWords;
  var coding = root.KimCode;
  var FORM = 2; // of the files that are written; to be raised with every change of them, since an old page may read a new one
  var SMALL = 0.25; // what a small word weighs, against one that tells something
  var UNSEEN = 0.02; // of a feature that a record has in no sentence: measured, see tests/answers
  var EVEN = 0.5; // how far a record of which much is known counts like one of which little is
  var LENGTH = 2.4; // the root of the features that most sentences have
  var LEVELS = [0.12, 0.3, 0.8, 2, 5, 14]; // what the file tells of a count
  var FINE = 0.2; // how finely it is told what a feature tells, in logarithms
  var MIDDLE = 25; // the letter of what tells as much as any
  var FIRST = 35; // the first letter that stands for a number
  var SKIPPED = [92, 127, 161]; // a backslash, and from and up to where no letters are

  /** What is in a list of stems, each once: the stems, and the groups of the vocabulary as "~number". */
  function features(stems, byFirst) {
    var groups = words.forms(stems, byFirst).map(function (form) { return "~" + form.group; });
    return { stems: new Set(stems), groups: new Set(groups) };
  }

  function weight(feature) { return words.isSmall(feature) ? SMALL : 1; }

  function lengthOf(shares) { return Math.sqrt(shares.reduce(function (sum, share) { return sum + share * share; }, 0)) || 1; }

  // ------------------------------------------------------------------------------------------------ what a file tells

  /** The number that a letter stands for. */
  function number(text, at) {
    var code = text.charCodeAt(at);
    if (code >= SKIPPED[2]) code -= SKIPPED[2] - SKIPPED[1];
    return code - (code > SKIPPED[0] ? 1 : 0) - FIRST;
  }

  function numbers(text) { return Array.from(text, function (_, at) { return number(text, at); }); }

  /** Of letters that stand for logarithms around nothing, the numbers. */
  function logarithms(text) { return numbers(text).map(function (step) { return (step - MIDDLE) * FINE; }); }

  /** How much is known of each record. */
  function amounts(text) { return numbers(text).map(function (step) { return Math.exp(step * FINE); }); }

  /** The records by how much is known of them, the most first: then the next of a row is seldom far. */
  function ranked(text) {
    var known = numbers(text);
    return known.map(function (_, record) { return record; }).sort(function (one, other) { return known[other] - known[one] || one - other; });
  }

  /** What is known of rows before the first is read. */
  function untaught() {
    return { lengths: coding.model(coding.SIZES), gaps: coding.model(coding.SIZES), levels: coding.model(coding.SIZES * (LEVELS.length + 1)) };
  }

  /** The same as rows of one file have taught it: those of another begin with it. */
  function taught(models) {
    return { lengths: coding.copy(models.lengths), gaps: coding.copy(models.gaps), levels: coding.copy(models.levels) };
  }

  /**
   * So many rows, each [[place of a record, level], ...] by place, as `number` reads them or writes those that are `known`.
   * How far it is to the next of a row hangs on how many are left, and a level on the one before it. `models` learn from them.
   */
  function codedRows(number, size, records, known, models) {
    var lengths = models.lengths;
    var gaps = models.gaps;
    var levels = models.levels;
    var before = 1;
    return Array.from({ length: size }, function (_, row) {
      var own = known ? known[row] : [];
      var length = before = 1 + number(lengths, coding.size(before), own.length - 1);
      var last = [-1, 0];
      return Array.from({ length: length }, function (_, at) {
        var far = coding.size(Math.max(1, Math.floor((records - last[0] - 1) / (length - at))));
        var told = own[at] || [0, 0];
        var place = last[0] + 1 + number(gaps, far, told[0] - last[0] - 1);
        last = [place, 1 + number(levels, coding.size(length) * (LEVELS.length + 1) + last[1], told[1] - 1)];
        return last;
      });
    });
  }

  /** The counts of a file: by feature a list of [number of a record, count]. */
  function unpackedRows(packed) {
    var order = ranked(packed.amounts);
    var names = words.parted(packed.names);
    var rows = codedRows(coding.reader(packed.rows), names.length, order.length, null, untaught());
    return new Map(names.map(function (name, at) {
      return [name, rows[at].map(function (pair) { return [order[pair[0]], LEVELS[pair[1] - 1]]; })];
    }));
  }

  // ------------------------------------------------------------------------------------------------ the vocabulary

  /** The terms of a file, in order: stems that are counted, and others that stand in its vocabulary alone. */
  function termsOf(names, others) {
    return words.parted(names).filter(function (name) { return name[0] !== "~"; }).concat(words.parted(others)).sort();
  }

  /** How many digits of three bits a number up to this one has. */
  function digitsOf(most) { return Math.ceil((32 - Math.clz32(most)) / 3); }

  /** A number below so many as digits of three bits, each of which hangs on those before it. */
  function codedPlace(number, places, digits, value) {
    var place = 0;
    var context = 0;
    for (var left = digits - 1; left >= 0; left -= 1) {
      var digit = number(places, context, (value >> (3 * left)) & 7);
      place = place * 8 + digit;
      context = context * 8 + 1 + digit;
    }
    return place;
  }

  /**
   * So many groups of forms, each form the places of its terms among all of that size, as `number` reads them or writes those
   * that are `known`. The forms of a group are in the order of their first terms.
   */
  function codedGroups(number, size, terms, known) {
    var digits = digitsOf(terms);
    var lengths = coding.model(2);
    var gaps = coding.model(2);
    var places = coding.model((Math.pow(8, digits) - 1) / 7, true);
    function form(own, before) {
      var length = 1 + number(lengths, 1, own.length - 1);
      var first = Math.max(0, before) + number(gaps, before < 0 ? 1 : 0, own[0] - Math.max(0, before));
      return [first].concat(Array.from({ length: length - 1 }, function (_, at) { return codedPlace(number, places, digits, own[at + 1]); }));
    }
    return Array.from({ length: size }, function (_, group) {
      var own = known ? known[group] : [];
      var before = -1;
      return Array.from({ length: number(lengths, 0, own.length) }, function (_, at) {
        var all = form(own[at] || [0], before);
        before = all[0];
        return all;
      });
    });
  }

  /** The groups of a file's vocabulary, each a list of forms, each a list of terms. */
  function groups(file) {
    var terms = termsOf(file.counts.names, file.synonyms.terms);
    return codedGroups(coding.reader(file.synonyms.forms), file.synonyms.groups, terms.length, null).map(function (group) {
      return group.map(function (form) { return form.map(function (place) { return terms[place]; }); });
    });
  }

  /** Of each of so many words the forms that begin with it, each [group, places of its other words among `others`], as `number` reads them or writes those that are `known`. */
  function codedForms(number, size, groups, others, known) {
    var lengths = coding.model(2);
    function places(digits) {
      var model = coding.model((Math.pow(8, digits) - 1) / 7, true);
      return function (value) { return codedPlace(number, model, digits, value); };
    }
    var group = places(digitsOf(groups));
    var other = places(digitsOf(others));
    return Array.from({ length: size }, function (_, at) {
      var own = known ? known[at] : [];
      return Array.from({ length: number(lengths, 0, own.length) }, function (_, place) {
        var form = own[place] || [0, []];
        var first = group(form[0]);
        return [first, Array.from({ length: number(lengths, 1, form[1].length) }, function (_, step) { return other(form[1][step]); })];
      });
    });
  }

  /** The words of a part, and what of the vocabulary begins with each: a map to lists of {terms, group}. */
  function vocabularyOf(part, groups) {
    var terms = termsOf(part.counts.names, part.words.terms);
    var others = words.parted(part.words.others);
    var forms = codedForms(coding.reader(part.words.forms), terms.length, groups, others.length, null);
    return new Map(terms.map(function (term, at) {
      return [term, forms[at].map(function (form) {
        return { terms: [term].concat(form[1].map(function (place) { return others[place]; })), group: form[0] };
      })];
    }));
  }

  // ------------------------------------------------------------------------------------------------ what is likely

  /** How much a count brings a record, and `none`, what one without it takes: of so many features, with so much `known` of each record. */
  function measure(known, size) {
    var mean = known.reduce(function (all, sum) { return all + sum; }, 0) / (known.length || 1);
    var scale = known.map(function (sum) { return Math.pow(mean / sum, EVEN); });
    return {
      brings: function (record, count) { return Math.log(1 + (count * scale[record]) / UNSEEN); },
      count: function (record, brought) { return ((Math.exp(brought) - 1) * UNSEEN) / scale[record]; },
      none: known.map(function (sum, at) { return Math.log(UNSEEN) - Math.log(sum * scale[at] + UNSEEN * size); }),
    };
  }

  /** What a row brings: {records, brings}. */
  function feature(row, brings) {
    return {
      records: Uint16Array.from(row, function (pair) { return pair[0]; }),
      brings: Float64Array.from(row, function (pair) { return brings(pair[0], pair[1]); }),
    };
  }

  /** What counts bring: each feature to its records, and `none`, what one without it takes from each record. */
  function table(rows, known) {
    var measured = measure(known, rows.size);
    return {
      brings: measured.brings,
      count: measured.count,
      places: new Map(Array.from(rows.keys()).map(function (name, place) { return [name, place]; })),
      none: measured.none,
      features: Array.from(rows.values()).map(function (row) { return feature(row, measured.brings); }),
    };
  }

  /**
   * The counts of a file that is cut into parts, of which the file itself holds the first: {rows, add, likely}. `add` takes
   * a further part; `likely` makes of [[feature, share], ...] how likely each record is by those parts that are there.
   */
  function unpacked(file) {
    var order = ranked(file.amounts);
    var measured = measure(amounts(file.amounts), file.features);
    var likelier = logarithms(file.likelier);
    var rows = new Map();
    var features = new Map();
    var models = untaught();

    function put(part, own) {
      var names = words.parted(part.names);
      var tells = logarithms(part.tells).map(Math.exp);
      codedRows(coding.reader(part.rows), names.length, order.length, null, own).forEach(function (places, at) {
        var row = places.map(function (pair) { return [order[pair[0]], LEVELS[pair[1] - 1]]; });
        rows.set(names[at], row);
        features.set(names[at], { tells: tells[at], row: feature(row, measured.brings) });
      });
    }

    function likely(asked) {
      var own = asked.filter(function (pair) { return features.has(pair[0]); });
      var length = lengthOf(own.map(function (pair) { return pair[1]; }));
      var scores = likelier.slice();
      own.forEach(function (pair) {
        var known = features.get(pair[0]);
        var share = (pair[1] / length) * known.tells;
        measured.none.forEach(function (none, at) { scores[at] += share * none; });
        known.row.records.forEach(function (record, at) { scores[record] += share * known.row.brings[at]; });
      });
      return scores;
    }

    put(file, models);
    return { rows: rows, likely: likely, add: function (part) { put(part, taught(models)); } };
  }

  /** In how many sentences a feature with this row stands, about. */
  function standing(feature, row) {
    return (row.reduce(function (all, pair) { return all + pair[1]; }, 0) / weight(feature)) * LENGTH;
  }

  /** What a feature tells of `sentences`: much if few have it. */
  function telling(rows, sentences) {
    return function (feature) { return 1 + Math.max(0, Math.log((1 + sentences) / (1 + standing(feature, rows.get(feature) || [])))); };
  }

  // ------------------------------------------------------------------------------------------------ every word

  /** How often a word with this row stands in so many records, in fiftieths: every level is some of them. */
  function often(row, records) {
    return Math.round(50 * row.reduce(function (sum, pair) { return sum + (pair[0] < records ? pair[1] : 0); }, 0));
  }

  /** How often each of so many words stands, as `number` reads it or writes what is `known`. */
  function codedOften(number, size, known) {
    var model = coding.model(1);
    return Array.from({ length: size }, function (_, at) { return number(model, 0, known ? known[at] : 0); });
  }

  /** The words of the file that has all, each with how often it stands. */
  function every(part) {
    var names = words.parted(part.names);
    var times = codedOften(coding.reader(part.often), names.length, null);
    return new Map(names.map(function (name, at) { return [name, times[at]]; }));
  }

  root.KimCounts = {
    FORM: FORM,
    features: features, weight: weight, lengthOf: lengthOf, unpacked: unpacked, untaught: untaught, taught: taught, codedRows: codedRows, unpackedRows: unpackedRows, standing: standing, telling: telling, often: often, codedOften: codedOften, every: every, termsOf: termsOf,
    codedGroups: codedGroups, codedForms: codedForms, groups: groups, vocabularyOf: vocabularyOf,
    amounts: amounts, ranked: ranked, table: table, LEVELS: LEVELS, FINE: FINE, MIDDLE: MIDDLE, FIRST: FIRST, SKIPPED: SKIPPED,
  };
})(typeof globalThis === "undefined" ? self : globalThis);

"""Numbers written small: what was written is what is read, whatever the numbers are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.site.matching import loaded

SCRIPTS = (
    *("vendor/wink-porter2-stemmer-2.0.1.js", "vendor/stopword-english-3.1.5.js"),
    *("vendor/damerau-levenshtein-1.0.8.js", "kim-words.js", "kim-code.js", "kim-encode.js"),
    *("kim-counts.js", "kim-vectors.js", "kim-told.js"),
)
BACK = """
function back(values) {
  function go(number, given) {
    const known = KimCode.model(4);
    return values.map((_, at) => number(known, at % 4, given ? given[at] : 0));
  }
  const text = KimEncode.written((number) => go(number, values));
  return { text: text, read: go(KimCode.reader(text), null) };
}
function both(go, known) {
  const text = KimEncode.written((number) => go(number, known));
  return go(KimCode.reader(text), null);
}
function rows(known, records) {
  const coded = KimCounts.codedRows;
  const taught = KimCounts.untaught;
  return both((number, given) => coded(number, known.length, records, given, taught()), known);
}
function groups(known, terms) {
  const coded = KimCounts.codedGroups;
  return both((number, given) => coded(number, known.length, terms, given), known);
}
function forms(known, groups, others) {
  const coded = KimCounts.codedForms;
  return both((number, given) => coded(number, known.length, groups, others, given), known);
}
function vectors(rows, pairs) {
  const of = KimVectors.untaught;
  return both((number, given) => {
    const models = of();
    const read = KimVectors.codedRows(number, rows.length, 4, given && rows, models);
    return [read, KimVectors.codedPairs(number, pairs.length, 4, given && pairs, models)];
  }, [rows, pairs]);
}
function nearest(numbers) {
  const [size, ...levels] = KimVectors.row(numbers);
  return size ? KimVectors.numbers([size, ...levels], numbers.length) : numbers.map(() => 0);
}
function levels(known, pairs) {
  const coded = KimTold.codedRows;
  const hint = (place, at) => place < pairs ? (place + at) % 4 : 4;
  return both((number, given) => coded(number, known.length, 5, hint, given), known);
}
function pairs(known) { return both(KimTold.codedPairs, known); }
function words(known) {
  const letters = KimTold.lettersOf(known.map((word) => word.text));
  return both((number, given) => KimTold.codedWords(number, letters, given), known);
}
function lists(known, size) {
  const coded = KimTold.codedLists;
  return both((number, given) => coded(number, known.length, size, given), known);
}
function among(weights, chosen) {
  function sum(first, end) { return weights.slice(first, end).reduce((one, other) => one + other); }
  function go(number, given) {
    return chosen.map((_, at) => number.among(sum, 0, weights.length, given ? given[at] : 0));
  }
  const text = KimEncode.written((number) => go(number, chosen));
  return { text: text, read: go(KimCode.reader(text), null) };
}
"""
Run = Callable[..., object]
NUMBERS = st.lists(st.integers(0, 20) | st.integers(0, 2**22), max_size=300)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with loaded(SCRIPTS) as running:
        running.eval(BACK)

        def call(name: str, *given: object) -> object:
            text = ", ".join(map(json.dumps, given))
            return json.loads(str(running.eval(f"JSON.stringify({name}({text}))")))

        yield call


@given(NUMBERS)
@example([])
@example([0] * 300)
@example([2**22, 0])
def test_numbers_are_read_as_they_were_written(run: Run, numbers: list[int]) -> None:
    back = run("back", numbers)
    assert isinstance(back, dict)
    assert back["read"] == numbers
    assert all("#" <= letter <= "c" and letter not in '"\\' for letter in back["text"])


def test_what_is_likely_takes_little_room(run: Run) -> None:
    back = run("back", [0, 1, 2, 3] * 500)
    assert isinstance(back, dict)
    assert len(back["text"]) < 60


PLACES = st.dictionaries(st.integers(0, 79), st.integers(1, 6), min_size=1)
ROWS = PLACES.map(lambda levels: [[place, levels[place]] for place in sorted(levels)])


@given(st.lists(ROWS, max_size=20))
def test_rows_of_counts_are_read_as_they_were_written(run: Run, rows: list[list[int]]) -> None:
    assert run("rows", rows, 80) == rows


FORMS = st.lists(st.lists(st.integers(0, 69), min_size=1, max_size=4), max_size=6)


@given(st.lists(FORMS, max_size=6))
def test_a_vocabulary_is_read_as_it_was_written(run: Run, groups: list[list[list[int]]]) -> None:
    known = [sorted(group) for group in groups]
    assert run("groups", known, 70) == known


BEGUN = st.lists(st.tuples(st.integers(0, 92), st.lists(st.integers(0, 8), max_size=4)), max_size=4)


@given(st.lists(BEGUN, max_size=20))
def test_forms_that_begin_with_words_are_read_as_they_were_written(
    run: Run, forms: list[list[tuple[int, list[int]]]]
) -> None:
    known = [[list(form) for form in forms_of_word] for forms_of_word in forms]
    assert run("forms", known, 93, 9) == known


NUMBERED = st.lists(st.integers(0, 7), min_size=4, max_size=4)
VECTOR = st.just([0]) | st.tuples(st.integers(1, 60), NUMBERED).map(lambda row: [row[0], *row[1]])
BESIDE = st.dictionaries(st.integers(0, 8191), VECTOR, max_size=5).map(
    lambda pairs: [[place, pairs[place]] for place in sorted(pairs)]
)


@given(st.lists(VECTOR, max_size=9), st.lists(BESIDE, max_size=9))
def test_numbers_of_words_are_read_as_they_were_written(
    run: Run, rows: list[list[int]], pairs: list[list[object]]
) -> None:
    assert run("vectors", rows, pairs) == [rows, pairs]


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=4))
def test_numbers_are_told_to_a_third_of_the_root_of_their_mean_square(
    run: Run, numbers: list[float]
) -> None:
    told = run("nearest", numbers)
    assert isinstance(told, (list, dict))
    values = list(told.values()) if isinstance(told, dict) else told
    mean = (sum(number**2 for number in numbers) / len(numbers)) ** 0.5
    for number, value in zip(numbers, values, strict=True):
        assert abs(number - value) <= max(0.31 * mean, abs(number) - 1.7 * mean) + 0.001


@given(
    st.lists(st.lists(st.integers(-13, 12), min_size=5, max_size=5), max_size=20),
    st.integers(0, 20),
)
def test_levels_are_read_as_they_were_written(run: Run, rows: list[list[int]], pairs: int) -> None:
    assert run("levels", rows, pairs) == rows


@given(st.sets(st.integers(0, 2**17 - 1)))
def test_numbers_in_order_are_read_as_they_were_written(run: Run, numbers: set[int]) -> None:
    assert run("pairs", sorted(numbers)) == sorted(numbers)


WORDS = st.dictionaries(st.text("abceждü😀ßz", min_size=1, max_size=20), st.integers(1, 31))


@given(WORDS)
@example({"gas": 1, "gases": 3, "gasleak": 16, "gaz": 2, "ga": 31})
def test_words_are_read_as_they_were_written(run: Run, kinds: dict[str, int]) -> None:
    known = [{"text": word, "is": kinds[word]} for word in sorted(kinds)]
    assert run("words", known) == known


STEPS = st.sets(st.integers(0, 30), min_size=1, max_size=6).map(sorted)
PHRASE = st.lists(STEPS, min_size=1, max_size=4)
PHRASES = st.lists(st.lists(PHRASE, min_size=1, max_size=3), max_size=3)
LISTS = st.fixed_dictionaries({"phrases": PHRASES, "alone": PHRASES, "harmless": PHRASES})


@given(st.lists(LISTS, max_size=3))
@example([{"phrases": [[[[1, 2, 3]], [[1, 2, 3], [30]]]], "alone": [], "harmless": [[[[0]]]]}])
def test_phrases_are_read_as_they_were_written(run: Run, dangers: list[object]) -> None:
    assert run("lists", dangers, 31) == dangers


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=40), st.data())
def test_one_of_many_is_read_as_it_was_written(
    run: Run, weights: list[int], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(weights) - 1)))
    back = run("among", weights, chosen)
    assert isinstance(back, dict)
    assert back["read"] == chosen

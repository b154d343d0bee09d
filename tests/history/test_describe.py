"""Changes and old values in words: fields by their titles, references and choices by theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from macros.history.describe import (
    LONG,
    by_sentence,
    describe_change,
    heading,
    in_words,
    labelled,
    users,
    values_in_words,
)
from macros.history.word_diff import LONGEST, beside, word_by_word, word_diff
from macros.model import Change, Commit, Field, Key, Kind, Path, Person, Reference, Revision, Value
from tests.conftest import make_schema

PARTS = (
    Field("part", "Page", "", "string"),
    Field("seen_on", "Seen On", "", "string", format="date"),
    Field("who", "Who", "", "array", refs=("roles",)),
)
STEP = Field("", "Step", "", "object", parts=PARTS)
YEARS = Field("years", "Years", "", "integer")
FIELDS = [
    Field("title", "Title", "", "string"),
    Field("kind", "Kind", "", "string", options=("one-off", "re-run"), labels={"one-off": "Once"}),
    Field("owner", "Owner", "", "string", refs=("roles", "teams")),
    Field("helpers", "Helpers", "", "array", refs=("roles",)),
    Field("see", "See", "", "array", each=Field("", "One", "", "string", refs=("roles",))),
    Field("steps", "Steps", "", "array", each=STEP),
    Field("place", "Place", "", "object", parts=PARTS),
    Field("urgent", "Urgent", "", "boolean"),
    Field("due", "Due", "", "string", format="timescale"),
    Field("met", "Met", "", "string", format="date"),
    Field("keep", "Kept for", "", "object", format="retention-rule", parts=(YEARS,)),
]
SCHEMA = make_schema("tasks", FIELDS)
LABELS = {Key("teams", "T"): "The team", Key("roles", "R"): "The keeper"}
LABEL_OF = labelled(LABELS)


def words(path: Path, value: Value | None) -> str:
    return in_words(SCHEMA, path, value, labelled(LABELS))


# ------------------------------------------------------------------------------------ headings


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ((), "The whole file"),
        (("title",), "Title"),
        (("steps", 1), "Steps"),
        (("steps", 1, "part"), "Steps 2, page"),
        (("place", "seen_on"), "Place, seen On"),
        (("gone",), "gone"),
        (("gone", 0, "part"), "gone[0].part"),
        (("steps", 0, "gone"), "steps[0].gone"),
        (("sections", "Start"), "sections.Start"),
    ],
)
def test_a_path_is_called_by_titles_and_by_itself_where_no_field_has_it(
    path: Path, title: str
) -> None:
    assert heading(SCHEMA, path) == title


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ((), "The whole file"),
        (("sections", "Two\n lines"), "Section 'Two lines'"),
        (("sections",), "sections"),
        (("sections", "A", "b"), "sections.A.b"),
        (("title",), "title"),
        (("sections", "\u202eA"), "Section '[U+202E]A'"),
        (("sections", "x" * 20_000), "Section '" + "x" * 111 + " …"),
        (("sections", "x" * 110 + " yy"), "Section '" + "x" * 110 + " …"),
        (("sections", "x" * 111), "Section '" + "x" * 111 + " …"),
        (("sections", "x" * 110), "Section '" + "x" * 110 + "'"),
    ],
)
def test_a_part_of_a_page_is_a_section_however_long_its_heading(path: Path, title: str) -> None:
    assert heading(None, path) == title


# -------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("title",), None, ""),
        (("title",), "Check it", "Check it"),
        (("gone",), ["a", "b"], "a, b"),
        (("gone",), {"a": "b", "c": ["d", "e"]}, "a: b; c: d, e"),
        (("kind",), "one-off", "Once"),
        (("kind",), "re-run", "Re run"),
        (("owner",), "T", "The team (T)"),
        (("owner",), "R", "The keeper (R)"),
        (("owner",), "X", "X"),
        (("helpers",), ["R", "T"], "The keeper (R), T"),
        (("helpers", 0), "R", "The keeper (R)"),
        (("see",), ["R"], "The keeper (R)"),
        (("see", 0), "R", "The keeper (R)"),
        (("steps",), [{"part": "2", "more": "x"}], "Page: 2; more: x"),
        (("steps", 0), {"part": "2"}, "Page: 2"),
        (("steps", 0, "part"), "2", "2"),
        (("place",), {"seen_on": "2024-12-01"}, "Seen On: 1 December 2024"),
        (("place", "who", 0), "R", "The keeper (R)"),
        (("urgent",), "true", "yes"),
        (("urgent",), "false", "no"),
        (("urgent",), "maybe", "maybe"),
        (("due",), "2024-12-01", "1 December 2024"),
        (("due",), "Q3 2024/25", "Q3 2024/25"),
        (("met",), "2024-12-01", "1 December 2024"),
        (("met",), "2024-02-30", "2024-02-30"),
        (("title",), "2024-12-01", "2024-12-01"),
        (("keep",), {"kind": "period", "years": "6"}, "6 years"),
        (("keep",), {"kind": "period", "years": "six"}, ""),
        (("keep", "years"), "6", "6"),
        ((), "the text", "the text"),
    ],
)
def test_an_old_value_is_said_as_its_field_is_today(
    path: Path, value: Value, expected: str
) -> None:
    assert words(path, value) == expected


def test_without_a_schema_values_are_what_they_are() -> None:
    assert in_words(None, ("sections", "A"), "One\n\nTwo", LABEL_OF) == "One\n\nTwo"
    assert in_words(None, ("tags",), ["a", {"b": "c"}], LABEL_OF) == "a, b: c"


def test_a_change_s_values_are_two_lines_that_can_be_printed() -> None:
    change = Change(("title",), "One\n  two\x1b", "\u202eThree")
    assert values_in_words(SCHEMA, change, LABEL_OF) == ("One two\ufffd", "[U+202E]Three")
    assert values_in_words(SCHEMA, Change(("owner",), None, "T"), LABEL_OF) == ("", "The team (T)")


# ------------------------------------------------------------------------------------- changes

HUNDRED = " ".join(f"w{number:03}" for number in range(40))


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("changed", "6 years", "7 years", "<6 years> → <7 years>"),
        ("changed", "6 years", "6 years", "only spaces or line ends changed"),
        ("changed", "", "7 years", "added: <7 years>"),
        ("changed", "6 years", "", "taken out: <6 years>"),
        ("created", "", "7 years", "<7 years>"),
        ("deleted", "6 years", "", "<6 years>"),
        ("restored", "", "7 years", "added: <7 years>"),
        ("changed", "", "", "taken out: <>"),
        ("left out", "6 years", "7 years", "<7 years> was left out, <6 years> stays"),
        ("left out", "", "7 years", "<7 years> was left out, <nothing> stays"),
        ("left out", "6 years", "", "<nothing> was left out, <6 years> stays"),
        ("left out", "", "a" * LONG, f"<{'a' * LONG}> was left out, <nothing> stays"),
        ("changed", "a" * 100, "b" * 100, f"<{'a' * 100}> → <{'b' * 100}>"),
        ("changed", "a" * 100, "b" * 101, f"<[-{'a' * 100}-] {{+{'b' * 101}+}}>"),
        ("created", "", "a" * LONG, f"<{'a' * LONG}>"),
        ("created", "", f"{'a' * 150} {'b' * 50}", f"<{'a' * 150} …>"),
    ],
)
def test_what_became_of_a_value(kind: Kind, old: str, new: str, expected: str) -> None:
    assert describe_change(kind, old, new, lambda text: f"<{text}>") == expected


def test_nothing_sets_a_value_apart_unless_it_is_asked_for() -> None:
    assert describe_change("changed", "6 years", "7 years") == "6 years → 7 years"


# ---------------------------------------------------------------------------------- word by word


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [-b-] {+x+} c"),
        ("a b", "a b c", "a b {+c+}"),
        ("a b c", "b c", "[-a-] b c"),
        ("a b c d", "a x y d", "a [-b c-] {+x y+} d"),
        ("a m b c d", "z m x y d", "[-a-] {+z+} m [-b c-] {+x y+} d"),
        ("", "a", "{+a+}"),
        ("a", "", "[-a-]"),
        (HUNDRED, HUNDRED + " x", "… w036 w037 w038 w039 {+x+}"),
        (HUNDRED, "x " + HUNDRED, "{+x+} w000 w001 w002 w003 …"),
        (
            f"{HUNDRED} a {HUNDRED}",
            f"{HUNDRED} b {HUNDRED}",
            "… w036 w037 w038 w039 [-a-] {+b+} w000 w001 w002 w003 …",
        ),
        (
            f"a {HUNDRED} a",
            f"b {HUNDRED} b",
            "[-a-] {+b+} w000 w001 w002 w003 … w036 w037 w038 w039 [-a-] {+b+}",
        ),
    ],
)
def test_two_texts_are_told_as_one(old: str, new: str, expected: str) -> None:
    assert word_by_word(old, new) == expected


def test_a_stretch_is_whole_where_its_middle_is_no_longer_than_the_mark() -> None:
    eight = "a b c d e f g h"
    assert word_by_word(f"x {eight} x", f"y {eight} y") == f"[-x-] {{+y+}} {eight} [-x-] {{+y+}}"
    assert word_by_word("x a b c x", "y a b c y", around=1) == "[-x-] {+y+} a … c [-x-] {+y+}"
    assert word_by_word("a b c x", "a b c y", around=1) == "… c [-x-] {+y+}"
    assert word_by_word("x a b x", "y a b y", around=1) == "[-x-] {+y+} a b [-x-] {+y+}"


def test_how_much_two_texts_share_is_counted_in_pieces() -> None:
    difference = word_diff("a b c", "a b d")
    assert (difference.alike, difference.pieces) == (0.8, 5)
    assert [(part.kept, part.gone, part.come) for part in difference.stretches] == [
        (True, "a b ", "a b "),
        (False, "c", "d"),
    ]
    assert beside(difference.stretches, 0, 0) == " … "


def test_a_very_long_text_is_compared_by_its_lines_where_it_has_any() -> None:
    lines = [f"a b {number}\n" for number in range(LONGEST)]
    difference = word_diff("".join(lines), "".join([*lines[:-1], "a b c\n"]))
    assert difference.pieces == LONGEST
    assert difference.stretches[-1].gone == lines[-1]
    short = "a\n" * (LONGEST // 2)
    assert word_diff(short, short).pieces == LONGEST
    apart = word_diff("".join([*lines, "p\n\n\nq\n"]), "".join([*lines, "r\n\n\ns\n"]))
    assert apart.stretches[-1].gone == "p\n\n\nq\n"
    one_line = " ".join(f"w{number}" for number in range(LONGEST))
    assert word_diff(f"{one_line}\nlast", "first\nlast").pieces == 2
    shorter = word_diff("".join(lines), "".join(lines[: LONGEST // 8]))
    assert [part.kept for part in shorter.stretches] == [True, False]
    assert word_diff(one_line, f"{one_line} x").stretches[-1].come == " x"


# --------------------------------------------------------------------------------- who names it


def test_who_names_a_record_is_counted_by_register_in_the_schemas_order() -> None:
    def reference(register: str, id_: str, field: str = "owner") -> Reference:
        return Reference(Key(register, id_), (field,), Key("roles", "R"))

    schemas = {name: make_schema(name, []) for name in ("b", "a", "c")}
    used_by = [reference("b", "1"), reference("a", "2"), reference("a", "2", "helpers")]
    first = schemas["a"]
    assert users(used_by, schemas) == (f"1 {first.singular} and 1 {schemas['b'].singular}")
    assert users([*used_by, reference("a", "3")], schemas).startswith(f"2 {first.plural}")
    schemas["a"] = replace(schemas["a"], plural="people")
    assert users([*used_by, reference("a", "3")], schemas).startswith("2 people")
    assert users([], schemas) == ""


# -------------------------------------------------------------------- groups that are a sentence

PERSON = Person("A post", "a@example.org", "A post")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
COMMIT = Commit("0" * 40, (), PERSON, PERSON, WHEN, WHEN, "Why", "")


def revision(kind: Kind, *changes: Change, readable: bool = True) -> Revision:
    key = Key("tasks", "T-1")
    return Revision(key, kind, COMMIT, WHEN, changes, "a.yml", readable=readable)


def test_a_rule_that_is_one_sentence_changes_as_a_whole() -> None:
    six, seven = {"kind": "period", "years": "6"}, {"kind": "period", "years": "7", "n": "1"}
    title = Change(("title",), "One", "Two")
    trail = (
        revision(
            "created",
            Change(("keep",), None, six),
            Change(("title",), None, "One"),
            Change(("place",), None, {"part": "1"}),
        ),
        revision(
            "changed",
            Change(("keep", "years"), "6", "7"),
            title,
            Change(("keep", "n"), None, "1"),
            Change(("place", "part"), "1", "2"),
        ),
        revision("deleted", Change(("keep",), seven, None), Change(("title",), "Two", None)),
        revision("restored", Change(("keep",), None, six)),
        revision("changed", Change((), None, "broken"), readable=False),
        revision("left out", Change(("keep", "years"), "6", "9")),
        revision("changed", Change(("keep", "years"), "6", "8")),
    )
    told = [list(step.changes) for step in by_sentence(SCHEMA, trail)]
    assert told[0] == list(trail[0].changes)
    assert told[1] == [Change(("keep",), six, seven), title, Change(("place", "part"), "1", "2")]
    assert told[2:6] == [list(step.changes) for step in trail[2:6]]
    assert told[6] == [Change(("keep",), six, {"kind": "period", "years": "8"})]


def test_what_has_no_such_rule_is_told_as_it_is() -> None:
    trail = (revision("changed", Change(("keep", "years"), "6", "7")),)
    assert list(by_sentence(None, trail)) == list(trail)
    assert list(by_sentence(make_schema("tasks", FIELDS[:3]), trail)) == list(trail)

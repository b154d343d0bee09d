from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from macros.catalogue import text_files
from macros.catalogue import yaml_reader as module
from macros.catalogue.text_files import LARGEST, decode
from macros.catalogue.yaml_reader import DEEPEST, parse
from macros.model import START, Document, Mark, Path, Problem, Value

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

SEEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")).filter(
    lambda character: not text_files.INVISIBLE.match(character)
)
"""Characters that a reader can see, or at least sees the space of."""

TEXTS = st.text(SEEN | st.just("\n"), max_size=12)
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
TREES: st.SearchStrategy[dict[str, Tree]] = st.dictionaries(
    TEXTS,
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)
PLAIN_TREES: st.SearchStrategy[dict[str, Tree]] = st.dictionaries(
    WORDS,
    st.recursive(
        TEXTS.map(lambda text: text.strip() or "x"),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(
    params=[module.LOADER, yaml.SafeLoader], ids=["libyaml", "without libyaml"], scope="module"
)
def loader(request: pytest.FixtureRequest) -> object:
    return request.param


def read(text: str, loader: object = module.LOADER) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LOADER", loader)
        document, problems = parse(text.encode(), "T-1.yml")
    assert document is not None, problems
    assert problems == []
    return document


def faults(content: str | bytes) -> list[Problem]:
    document, problems = parse(content.encode() if isinstance(content, str) else content, "T-1.yml")
    assert document is None
    assert problems
    return problems


def leaves(value: Value, path: Path = ()) -> list[tuple[Path, Value]]:
    """Every value inside a value, itself too, with the way to it."""
    inner = [leaf for key, part in parts_of(value) for leaf in leaves(part, (*path, key))]
    return [(path, value), *inner]


def parts_of(value: Any) -> Iterable[tuple[str | int, Any]]:
    """What stands in a group or a list, each with its name or number."""
    if isinstance(value, list):
        return enumerate(value)
    return value.items() if isinstance(value, Mapping) else ()


def rest(text: str, mark: Mark) -> str:
    """What stands in a text from a mark on."""
    lines = text.split("\n")
    return "\n".join([lines[mark.line - 1][mark.column - 1 :], *lines[mark.line :]])


# ----------------------------------------------------------------------- what is written comes back


@given(tree=TREES)
def test_what_yaml_writes_in_quotes_comes_back_and_each_mark_points_at_its_value(
    tree: dict[str, Tree], loader: object
) -> None:
    text = yaml.safe_dump(tree, default_style='"', allow_unicode=True, width=10**6, sort_keys=False)
    document = read(text, loader)
    assert document.value == tree
    assert set(document.marks) == {path for path, _ in leaves(document.value)}
    assert set(document.keys) == {
        path for path in document.marks if path and isinstance(path[-1], str)
    }
    for path, value in leaves(document.value):
        assert points_at(rest(text, document.marks[path]), value)
    for path, mark in document.keys.items():
        assert points_at(rest(text, mark), str(path[-1]))


def points_at(text: str, value: Value) -> bool:
    """Whether a text starts with a value, as `yaml.safe_dump` writes it in quotes."""
    if isinstance(value, str):
        quoted = re.match(r'"(?:[^"\\]|\\.)*"', text, re.DOTALL)
        return quoted is not None and yaml.safe_load(quoted[0]) == value
    if not value:
        return text.startswith("{}" if isinstance(value, Mapping) else "[]")
    if isinstance(value, list):
        return text.startswith("- ")
    assert isinstance(value, Mapping)
    first = next(iter(value))
    return points_at(text.removeprefix("? "), first)


@given(tree=PLAIN_TREES)
def test_what_people_write_in_lines_comes_back_and_each_mark_points_at_its_value(
    tree: dict[str, Tree], loader: object
) -> None:
    places: dict[Path, Mark] = {}
    text = "\n".join(["# A record", "", *written(tree, (), 0, places)]) + "\n"
    document = read(text, loader)
    assert document.value == tree
    for path, mark in places.items():
        assert document.mark(path) == Mark(mark.line + 2, mark.column)


def written(value: Tree, path: Path, indent: int, places: dict[Path, Mark]) -> list[str]:
    """A group or list as a person would lay it out; `places` takes down where each text starts."""
    lines: list[str] = []
    for key, inner in parts_of(value):
        head = " " * indent + ("-" if isinstance(key, int) else f"{key}:")
        if isinstance(inner, str):
            places[*path, key] = Mark(len(lines) + 1, len(head) + 2)
            lines += (
                [f"{head} {laid_out(inner)}"]
                if "\n" not in inner
                else [f"{head} |-", *literal(inner, indent + 2)]
            )
            continue
        below: dict[Path, Mark] = {}
        lines.append(head)
        lines_of_it = written(inner, (*path, key), indent + 2, below)
        places.update(
            {where: Mark(mark.line + len(lines), mark.column) for where, mark in below.items()}
        )
        lines += lines_of_it
    return lines


def laid_out(text: str) -> str:
    return (
        text
        if re.fullmatch(r"[a-z0-9][a-z0-9 ]*", text) and text != "null"
        else "'" + text.replace("'", "''") + "'"
    )


def literal(text: str, indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in text.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "1.10",
        "2024-11-11",
        "12:30",
        "0x1F",
        "1_000",
        "1e3",
        "=",
        ".inf",
        "NULL",
        "True",
    ],
)
def test_text_stays_the_text_that_it_looks_like(text: str) -> None:
    assert read(f"title: {text}\n").value == {"title": text}


def test_windows_line_ends_change_neither_values_nor_marks() -> None:
    text = "title: Keys\nsteps:\n  - |\n    one\n    two\n  - three\n"
    assert read(text.replace("\n", "\r\n")) == read(text)


def test_a_mark_is_that_of_the_nearest_thing_around() -> None:
    document = read("title: Keys\nsteps:\n  - what: Look\n")
    assert document.mark(("steps", 0, "by")) == document.mark(("steps", 0)) == Mark(3, 5)
    assert document.mark(("steps", 7)) == document.mark(("steps",)) == Mark(3, 3)
    assert document.mark(("nothing",)) == START
    assert Document({}, {}, {}).mark(("nothing",)) == START


def test_a_comment_with_a_space_after_the_hash_is_a_comment() -> None:
    assert read("title: Keys # to be found\n# number: 7\ncode: a#b\n").value == {
        "title": "Keys",
        "code": "a#b",
    }


def test_a_record_may_start_and_end_with_document_marks() -> None:
    assert read("---\ntitle: Keys\n...\n").value == {"title": "Keys"}


# --------------------------------------------------------------------------- nothing makes it raise

PIECES = (
    ": ",
    "- ",
    "\n",
    "\n  ",
    "title",
    "'",
    '"',
    "#",
    " #x",
    "&a ",
    "*a",
    "!t ",
    "---\n",
    "...\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    ">",
)
ODD = (
    "? ",
    "%YAML 1.1\n",
    "\r",
    "\r\n",
    "\t",
    "\x85",
    "\u2028",
    "\ufffe",
    "\uffff",
    "\ufeff",
    "\x00",
    "é",
    "\\",
    "@",
    "`",
    "~",
    "<<",
    "😀",
)
LIKE_YAML = st.lists(st.sampled_from(PIECES + ODD), max_size=12).map("".join)


@given(
    content=st.binary(max_size=60)
    | LIKE_YAML.map(str.encode)
    | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@example(content=b"title: Keys\rcode: ABC")
@example(content="title: Keys\x85code: ABC".encode())
@example(content="title: \ufffe".encode())
@example(content="title: \uffff".encode())
@example(content=b"[" * 2000)
@example(content=b"title: {")
@example(content=b"a: {" * 2000)
@example(content=b"- " * 2000)
@example(content=b'"\\ud800": 1')
@example(content=b"\xff\xfe\x00\x00")
@example(content=b"?")
def test_whatever_a_file_holds_it_is_read_or_told_and_never_thrown(content: bytes) -> None:
    document, problems = parse(content, "T-1.yml")
    assert (document is None) == bool(problems)
    assert all(
        problem.severity == "error" and problem.rule and problem.message and problem.hint
        for problem in problems
    )
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marks = (
        (*document.marks.values(), *document.keys.values())
        if document
        else tuple(Mark(problem.line, problem.column) for problem in problems)
    )
    assert all(
        1 <= mark.line <= len(lines) and 1 <= mark.column <= len(lines[mark.line - 1]) + 1
        for mark in marks
    )


@given(content=LIKE_YAML)
def test_without_libyaml_nothing_is_thrown_either(content: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LOADER", yaml.SafeLoader)
        document, problems = parse(content.encode(), "T-1.yml")
    assert (document is None) == bool(problems)


def test_a_character_that_only_the_parser_refuses_is_told_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_files, "INVISIBLE", re.compile("(?!)"))
    assert [problem.rule for problem in faults("title: \ufffe")] == ["yaml"]


# ------------------------------------------------------------------------ each refusal, by its rule


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        ("", "empty-file", 1, 1),
        (" \n\n", "empty-file", 1, 1),
        ("# nothing\n", "empty-file", 1, 1),
        ("title:\tKeys", "tab", 1, 7),
        ("title: K\u200bys", "invisible-character", 1, 9),
        ('title: "K\\u200bys"', "invisible-character", 1, 8),
        ("title: K\x85ys", "invisible-character", 1, 9),
        ("title: K\ufffeys", "invisible-character", 1, 9),
        ("title Keys\ncode: ABC", "missing-colon", 1, 1),
        ("id: T-1\ntitle\ncode: ABC", "missing-colon", 2, 1),
        ("title: Keys: found", "unquoted-colon", 1, 12),
        ("title: 'Keys", "unclosed", 1, 8),
        ("title: [Keys", "unclosed", 1, 8),
        ("title: {Keys", "unclosed", 1, 8),
        ("title: 'Keys' found", "indent", 1, 15),
        ("steps:\n  - one\n - two", "indent", 3, 2),
        ("title: @Keys", "character", 1, 8),
        ("title: >x\n  Keys", "character", 1, 8),
        ("title: Keys\ntitle: Locks", "duplicate-key", 2, 1),
        ("title: *keys", "alias", 1, 8),
        ("title: &keys Keys", "anchor", 1, 8),
        ("title: !keys Keys", "tag", 1, 8),
        ("title:", "empty-value", 1, 7),
        ("title: null", "empty-value", 1, 8),
        ("title: ~", "empty-value", 1, 8),
        ("title: Keys #7", "hash", 1, 13),
        ("? [title]\n: Keys", "key", 1, 3),
        ("Keys", "not-a-record", 1, 1),
        ("- title: Keys", "not-a-record", 1, 1),
        ("title: Keys\n---\ntitle: Locks", "second-document", 2, 1),
        ("title: " + "[" * 30, "too-deep", 1, 28),
        (b"\xff\xfet\x00", "not-utf8", 1, 1),
        (b"\xef\xbb\xbftitle: Keys", "byte-order-mark", 1, 1),
        (b"id: T-1\ntitle: Caf\xe9", "not-utf8", 2, 11),
        (b"title: Keys\n" * (LARGEST // 12 + 1), "too-large", 1, 1),
    ],
)
def test_each_refusal_has_its_rule_and_place(
    content: str | bytes, rule: str, line: int, column: int
) -> None:
    first = faults(content)[0]
    assert (first.rule, first.line, first.column) == (rule, line, column)


def test_several_things_are_told_at_once() -> None:
    problems = faults("title: &a Keys\nstatus: *a\ndue: !x now\nnotes:\ntitle: Locks\n")
    rules = ["anchor", "alias", "tag", "empty-value", "duplicate-key"]
    assert [problem.rule for problem in problems] == rules
    assert [problem.field for problem in problems] == ["title", "status", "due", "notes", "title"]


def test_of_a_key_that_stands_twice_the_first_place_is_named() -> None:
    assert "line 1" in faults("title: Keys\ncode: ABC\ntitle: Locks")[0].message


def test_lists_and_groups_may_be_nested_to_the_limit_and_no_deeper() -> None:
    read("a: " + "[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1))
    assert faults("a: " + "[" * DEEPEST + "x" + "]" * DEEPEST)[0].rule == "too-deep"


def test_a_file_may_have_just_so_many_bytes() -> None:
    assert decode(b"x" * LARGEST, "T-1.yml")[1] == []
    assert "257 kB" in decode(b"x" * (LARGEST + 1024), "T-1.yml")[1][0].message
    assert "5.0 MB" in decode(b"x" * 5 * 1024 * 1024, "T-1.yml")[1][0].message


def test_a_byte_of_a_windows_editor_is_shown_as_what_it_was_there() -> None:
    assert "92 here looks like '\u2019'" in faults(b"title: Tenant\x92s keys")[0].message


def test_the_hint_for_a_missing_colon_is_the_line_with_one() -> None:
    assert faults("id: T-1\nstatus planned\ntitle: Keys")[0].hint == "Write 'status: planned'."
    assert (
        faults("id: T-1\nstatus\ntitle: Keys")[0].hint
        == "Each line is a field, a colon, a space and a value."
    )


def test_the_parsers_own_name_for_a_tag_is_shortened() -> None:
    assert "'!!str'" in faults("title: !!str Keys")[0].message

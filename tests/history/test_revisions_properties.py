"""What holds for every history, every change and every old text, shown over many made at random."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from macros.catalogue.yaml_plain import read_plainly
from macros.history.diff import applied, at, changes
from macros.history.git import open_repository
from macros.history.load import load_history
from macros.history.load_part import load_made_days, load_part_at
from macros.history.made import made_days
from macros.history.replay import snapshots_at, versions_at
from macros.history.revisions import History
from macros.history.versions import Reader
from macros.model import Change, Value
from tests.history.test_revisions import (
    agrees_with_the_naive_way,
    replays_to_what_each_commit_holds,
)
from tests.repositories import FILE, CommitPlan, build

# -------------------------------------------------------------------------------------- changes

TEXTS = some.sampled_from(["", "a", "b", "[]", "{}", '["a"]', "'a", "true", "1"])
VALUES: some.SearchStrategy[Value] = some.recursive(
    TEXTS,
    lambda inner: (
        some.lists(inner, max_size=5)
        | some.dictionaries(some.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=12,
)
RECORDS = some.dictionaries(some.sampled_from("abcde"), VALUES, max_size=5)


@given(RECORDS, RECORDS)
@settings(max_examples=settings().max_examples * 4)
@example({"a": ["[]"]}, {"a": [[]]})
@example({"a": ["a"] * 500}, {"a": ["b", *["a"] * 499, "c"]})
@example(
    {"a": [str(number) for number in range(900)]},
    {"a": [str(number) for number in range(899, 0, -1)]},
)
def test_changes_make_the_new_from_the_old_and_are_none_where_nothing_changed(
    old: Mapping[str, Value], new: Mapping[str, Value]
) -> None:
    made = changes(old, new)
    assert applied(old, made) == new
    assert applied(new, changes(new, old)) == old
    assert (made == ()) == (old == new)
    for change in made:
        assert change.old != change.new
        assert change.new is None or at(new, change.path) == change.new


def test_a_long_list_with_one_value_more_is_one_change() -> None:
    long = [str(number) for number in range(5000)]
    assert changes({"a": long}, {"a": [*long[:2500], "new", *long[2500:]]}) == (
        Change(("a", 2500), None, "new"),
    )


# --------------------------------------------------------------------------------- old versions

LINES = some.sampled_from(
    [
        "a: 1", "b: x y", "a:", "c: |", "c: |+", "c: >-", "c: |2", "  text", "    deeper", "", " ",
        "# comment", "  # inside", "- one", "  - two", "- a: b", "  c: d", 'd: "open', 'closed"',
        "d: 'it''s'", "e: [1,", "2]", "f: {a: 1,", "b: 2}", "---", "...", "%YAML 1.1", "\tg: 1",
        "h:\t1", "i: &x 1", "j: *x", "k: !!str 1", "? l", ": m", "é: n", '"o": 1', "p: q: r", "s",
        "t: 'a", "b: c'", "<<: {a: 1}", "u: x\x85b: y", "v: x\u2028a: y", "w: \ufeff", "x: \x00",
        "y: a\rb: c", "z: '", "n: ~", "0: 1", "a : 1", "b:1", "[a]: 1", "{a: b}: c", "aa: - b",
        "bb: ? c", "- - - d", "m: !", "m: ! a", "m: &", "m: a*b &c", "l: @x", "l: `x", "q: %x",
        "r: a #b", "r: a#b", "A: >-", "B: plain", "C:", "  words, and", "  more. ", "  - word",
        "  why?", "- word", "  - v: w", "  # x", "...\u2028a: 1", "o: x\u2028---", "o: x\u2029...",
    ]
)  # fmt: skip
DOCUMENTS = some.builds(
    lambda lines, end: "\n".join(lines) + end,
    some.lists(LINES, max_size=7),
    some.sampled_from(["\n", "", "\n\n"]),
)


@given(some.lists(DOCUMENTS, min_size=1, max_size=4))
@settings(max_examples=settings().max_examples * 30)
def test_a_reader_that_remembers_parts_reads_as_one_that_reads_the_whole(
    texts: Sequence[str],
) -> None:
    reader = Reader()
    for text in texts:
        assert reader.values(text) == read_plainly(text), text


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 90_000,
        "- " * 90_000,
        "a: " + "[" * 90_000 + "]" * 90_000,
        "? " * 90_000,
        "a: " + "{a: " * 30_000,
        "".join(" " * depth + "a:\n" for depth in range(400)),
    ],
)  # fmt: skip
def test_a_text_however_deep_ends_no_program(text: str) -> None:
    assert Reader().values(text) is None
    assert read_plainly(text + "\n") is None


# ------------------------------------------------------------------------------------ histories

CONTENTS = some.sampled_from(
    [
        "id: {0}\ntitle: One\n", "id: {0}\ntitle: Two\n", "id: {0}\ntitle: One\nsteps: [a, b, c]\n",
        "id: {0}\nsteps: [c, a]\ntitle: One\n",
        "id: {0}\nsteps:\n- {{do: a, by: x}}\n- {{do: b}}\n",
        "id: {0}\nsteps:\n- {{do: z}}\n- {{do: a, by: y}}\n", "id: [{0}\n", "- {0}\n", "",
        "id: other\ntitle: One\n",
    ]
)  # fmt: skip
PATHS = some.sampled_from(
    [
        "registers/t/A.yml",
        "registers/t/B.yml",
        "registers/u/A.yml",
        "registers/t/in/A.yml",
        "registers/t/A.yaml",
        "docs/a.md",
        "docs/b.md",
    ]
)


@some.composite
def histories(draw: Any) -> list[CommitPlan]:
    """Commits on the tip or on something older, and merges of two or three.

    In a merge every file may come out any way.
    """
    plans: list[CommitPlan] = []
    for number in range(draw(some.integers(3, 12))):
        first: CommitPlan | None = None
        more: list[CommitPlan] = []
        if plans:
            on_the_tip = draw(some.booleans())
            first = plans[-1] if on_the_tip else plans[draw(some.integers(0, number - 1))]
            if draw(some.booleans()):
                more = draw(some.lists(some.sampled_from(plans), max_size=2))
        parents = list({plan.name: plan for plan in (first, *more) if plan}.values())
        tree = dict(first.tree) if first else {}
        for other in parents[1:]:
            tree.update({path: file for path, file in other.tree.items() if draw(some.booleans())})
        for path in draw(some.lists(PATHS, max_size=3, unique=True)):
            tree.pop(path.encode(), None)
            if draw(some.booleans()):
                content = draw(CONTENTS).format(Path(path).stem)
                tree[path.encode()] = (
                    FILE,
                    f"# {content}{content}".encode() if path.endswith(".md") else content.encode(),
                )
        when = 1_700_000_000 + number * 3600 + draw(some.sampled_from([0, 0, 0, -90_000, 90_000]))
        plans.append(
            CommitPlan(
                str(number),
                tuple(plan.name for plan in parents),
                tree,
                b"A change",
                committed=b"%d +0000" % when,
            )
        )
    return plans


def a_part_says_the_same_of_what_is_asked_for(past: History, folder: Path) -> None:
    repository = open_repository(folder)
    told = list(dict.fromkeys((*past.trails, *past.left_out)))
    for asked in (told[:1], told[1::2]):
        part = load_part_at(repository, "HEAD", None, asked.__contains__)
        made = load_made_days(repository, "HEAD", None, asked.__contains__)
        assert (part.line, part.landed) == (past.line, past.landed)
        for key in asked:
            assert part.told(key) == past.told(key)
            assert part.deleted(key) == past.deleted(key)
            assert made.get(key) == made_days(past).get(key)


@given(histories())
@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_replaying_a_trail_gives_what_the_file_holds_at_every_commit(
    plans: list[CommitPlan],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder), plans)
        past = load_history(built.folder)
        replays_to_what_each_commit_holds(past, built.folder)
        agrees_with_the_naive_way(past, built.folder)
        a_part_says_the_same_of_what_is_asked_for(past, built.folder)
        for key in past.trails:
            met = [(revision.key, revision.commit.id) for revision in past.trail(key)]
            assert len(met) == len(set(met))
            assert met[-1] == (key, past.trails[key][-1].commit.id)
        snapshots = snapshots_at(past, [commit.id for commit in past.line])
        for commit, when, records in zip(past.line, past.landed, snapshots, strict=True):
            # where a clock was wrong, several commits land in one instant
            if past.commit_at(when) == commit:
                versions = {key: record.version for key, record in records.items()}
                assert versions == versions_at(past, when)
        for trail in past.trails.values():
            for change in (change for revision in trail for change in revision.changes):
                assert not (change.by and change.merged)

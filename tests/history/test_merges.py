"""Which commit of a side branch set a value that a merge brought: no Git, and lists above all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from macros.history.git import CommitEntry
from macros.history.git.commits import ChangedFile
from macros.history.merges import SideBranch, SideBranches
from macros.model import Change, Commit, Key, Person, Unreadable, Value, Values, Version

WHEN = datetime(2026, 1, 1, tzinfo=UTC)

Files = Mapping[str, "Version | None"]
"""What a commit made of files, by the record's id. None: it took the file away."""


def commit(id_: str, *parents: str) -> Commit:
    nobody = Person("", "", "")
    return Commit(id_, parents, nobody, nobody, WHEN, WHEN, "", "")


class Story:
    """A side branch off a commit "0", of commits "1", "2" ..., and the merge that brought it."""

    def __init__(self, start: Files, *steps: Files) -> None:
        self._blobs: dict[str, Version] = {}
        state = {id_: self._blob(version) for id_, version in start.items()}
        entries: list[CommitEntry] = []
        for number, step in enumerate(steps, 1):
            after = {**state, **{id_: self._blob(version) for id_, version in step.items()}}
            files = tuple(
                ChangedFile(f"registers/t/{id_}.yml", state.get(id_, ""), after[id_])
                for id_ in step
            )
            entries.append(CommitEntry(commit(str(number), str(number - 1)), files))
            state = after
        merge = commit("merge", "0", str(len(steps)))
        self.branch = SideBranch(merge, entries, lambda path, blob: self._blobs[blob])

    def _blob(self, version: Version | None) -> str:
        """One name for one content, as Git has it."""
        if version is None:
            return ""
        self._blobs.setdefault(str(version), version)
        return str(version)

    def setter(self, change: Change, id_: str = "A") -> str:
        credited = self.branch.credit(Key("t", id_), change)
        assert credited._replace(by=None, merged=False) == change
        assert credited.merged == (credited.by is None)
        return credited.by.id if credited.by else "the merge"


def fields(**values: Value) -> Files:
    return {"A": values}


def lists(*values: Value) -> Files:
    return fields(l=list(values))


# --------------------------------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("steps", "change", "setter"),
    [
        ([fields(t="y"), fields(t="y", u="1")], Change(("t",), "x", "y"), "1"),
        ([fields(t="y"), fields(t="z"), fields(t="y")], Change(("t",), "x", "y"), "3"),
        ([fields(t="y"), fields(u="1")], Change(("t",), "x", None), "2"),
        ([fields(t="y"), fields(t="x")], Change(("t",), "x", "y"), "the merge"),
        ([fields(t="y")], Change(("t",), "x", "z"), "the merge"),
        ([fields(t="x", g={"a": "1"})], Change(("g", "a"), None, "1"), "1"),
        ([fields(t="x", u="1")], Change(("v",), None, "1"), "the merge"),
        # what can't be read
        ([{"A": Unreadable("t: [")}], Change((), None, "t: ["), "1"),
        ([{"A": Unreadable("t: [")}, fields(t="x")], Change((), None, "t: ["), "the merge"),
        ([{"A": Unreadable("t: [")}], Change((), None, "t: {"), "the merge"),
        ([{"A": Unreadable("t: [")}, fields(t="y")], Change(("t",), "x", "y"), "2"),
        # a record that the branch took away
        ([{"A": None}], Change(("t",), "x", None), "1"),
        ([{"A": None}, fields(t="x")], Change(("t",), "x", None), "the merge"),
    ],
)
def test_who_set_a_field(steps: Sequence[Files], change: Change, setter: str) -> None:
    assert Story(fields(t="x"), *steps).setter(change) == setter


def test_a_record_that_the_branch_did_not_touch_is_the_merges_own() -> None:
    story = Story(fields(t="x"), {"B": {"t": "y"}})
    assert story.setter(Change(("t",), "x", "y")) == "the merge"
    assert story.setter(Change(("t",), None, "y"), "B") == "1"


# ---------------------------------------------------------------------------------------- lists

INSERTED, REMOVED = Change(("l", 3), None, "y"), Change(("l", 0), "x", None)
"""As the merge has them, which may count other places than the branch."""

MOVED = Change(("l", 3), None, "x")
"""What goes to another place is taken out and put in."""


@pytest.mark.parametrize(
    ("start", "steps", "change", "setter"),
    [
        # put in: by itself, for another, with its list
        (lists("a"), [lists("a", "y"), lists("a", "y", "c")], INSERTED, "1"),
        (lists("a", "x"), [lists("a", "y"), lists("c", "a", "y")], INSERTED, "1"),
        (fields(t="x"), [fields(l=["y"]), fields(l=["y", "c"])], INSERTED, "1"),
        (lists("a"), [lists("a", "y"), lists("a", "y", "y")], INSERTED, "2"),
        (lists("a"), [lists("a", "y"), lists("a")], INSERTED, "the merge"),
        (lists("a"), [lists("a", "c")], INSERTED, "the merge"),
        # taken out: by itself, for another, once of twice, with its list
        (lists("x", "a"), [lists("a"), lists("a", "c")], REMOVED, "1"),
        (lists("x", "a"), [lists("c", "a"), lists("c", "a", "b")], REMOVED, "1"),
        (lists("x", "x"), [lists("x"), lists("x", "c")], REMOVED, "1"),
        (lists("x", "z"), [lists("z"), lists()], REMOVED, "1"),
        (lists("x"), [fields(t="x"), fields(t="y")], REMOVED, "1"),
        (lists("x", "a"), [lists("x", "a", "c")], REMOVED, "the merge"),
        # moved: as much of it as before
        (lists("y", "x"), [lists("x", "y"), lists("x", "y", "c")], MOVED, "1"),
        (lists("y", "x"), [lists("x", "y"), lists("x", "y", "c"), lists("x", "y")], MOVED, "1"),
        (lists("y", "x"), [lists("y", "x", "c"), lists("y", "x"), lists("x", "y")], MOVED, "3"),
        # inside a group of a list
        (
            lists({"do": "a", "by": "x"}),
            [lists({"do": "a", "by": "y"}), lists({"do": "b", "by": "y"})],
            Change(("l", 5, "by"), "x", "y"),
            "1",
        ),
        (
            lists({"do": "a", "by": "x"}),
            [lists({"do": "a"}), lists({"do": "b"})],
            Change(("l", 5, "by"), "x", None),
            "1",
        ),
        (
            lists({"do": "a"}, ["y"], "y"),
            [lists({"do": "y"}, ["y"], "y")],
            Change(("l", 0, "by"), None, "y"),
            "the merge",
        ),
    ],
)
def test_who_changed_a_list(
    start: Files, steps: Sequence[Files], change: Change, setter: str
) -> None:
    assert Story(start, *steps).setter(change) == setter


# -------------------------------------------------------------------------------- other names

MORE: Values = {"id": "r", "t": "x", "u": "1"}


@pytest.mark.parametrize(
    ("change", "setter"),
    [
        (Change(("t",), "x", "y"), "1"),
        (Change(("u",), "1", "2"), "2"),
        (Change(("v",), None, "1"), "3"),
        (Change(("id",), None, "r"), "0"),
    ],
)
def test_a_record_under_another_name_is_followed(change: Change, setter: str) -> None:
    story = Story(
        {"A": MORE},
        {"A": {**MORE, "t": "y"}},
        {"A": None, "B": {**MORE, "t": "y", "u": "2"}},
        {"B": {**MORE, "t": "y", "u": "2", "v": "1"}},
    )
    created = "2"  # what the record had all along came with its new name
    assert story.setter(change, "B") == (created if setter == "0" else setter)


# --------------------------------------------------------------------------- which commits come


def branches(*entries: tuple[str, str]) -> SideBranches:
    """Commits with their parents, each of which sets a field of its own name."""
    log = {
        id_: CommitEntry(
            commit(id_, *parents.split()), (ChangedFile("registers/t/A.yml", "", id_),)
        )
        for id_, parents in entries
    }
    return SideBranches(log, lambda path, blob: {"t": blob})


def test_a_merge_brings_what_had_not_landed() -> None:
    """The main line is z, y, x, and names say nothing of the order."""
    sides = branches(("z", ""), ("c", "z"), ("b", "c"), ("a", "b"), ("y", "z b"), ("x", "y a"))
    key = Key("t", "A")
    assert sides.merged_by(commit("z")) is None
    first = sides.merged_by(commit("y", "z", "b"))
    second = sides.merged_by(commit("x", "y", "a"))
    assert first
    assert second
    set_by_b, set_by_a = (Change(("t",), "z", id_) for id_ in "ba")
    assert first.credit(key, set_by_b).by == commit("b", "c")
    assert first.credit(key, set_by_a).merged
    assert second.credit(key, set_by_a).by == commit("a", "b")
    assert second.credit(key, set_by_b).merged


def test_the_last_commit_that_set_a_value_is_the_last_in_the_log() -> None:
    """Both tips of a merge of three set the same; "a" comes later, whatever it is called."""
    log = {
        entry.id: entry
        for entry in (
            CommitEntry(commit("z"), ()),
            CommitEntry(commit("b", "z"), (ChangedFile("registers/t/A.yml", "0", "1"),)),
            CommitEntry(commit("a", "z"), (ChangedFile("registers/t/A.yml", "0", "1"),)),
            CommitEntry(commit("m", "z", "b", "a"), ()),
        )
    }
    sides = SideBranches(log, lambda path, blob: {"t": blob})
    sides.merged_by(log["z"].commit)
    branch = sides.merged_by(log["m"].commit)
    assert branch
    assert branch.credit(Key("t", "A"), Change(("t",), "0", "1")).by == log["a"].commit


def test_a_commit_that_is_no_merge_itself_is_credited_before_one_that_is() -> None:
    entries = [
        CommitEntry(commit("1", "0"), (ChangedFile("registers/t/A.yml", "0", "1"),)),
        CommitEntry(commit("2", "0", "1"), (ChangedFile("registers/t/A.yml", "0", "1"),)),
    ]
    branch = SideBranch(commit("m", "0", "2"), entries, lambda path, blob: {"t": blob})
    credited = branch.credit(Key("t", "A"), Change(("t",), "0", "1"))
    assert credited.by == entries[0].commit
    alone = SideBranch(commit("m", "0", "2"), entries[1:], lambda path, blob: {"t": blob})
    assert alone.credit(Key("t", "A"), Change(("t",), "0", "1")).by == entries[1].commit


# ----------------------------------------------------------------------------- moved on a branch


@pytest.mark.parametrize(
    ("gone", "come", "expected"),
    [
        ("A", "C", {"A": "C"}),
        ("B", "C", {"B": "C"}),
        ("AB", "C", {"B": "C"}),  # the nearest of its names that the merge took away
        ("A", "B", {"A": "B"}),
        ("A", "BC", {"A": "C"}),
        ("C", "A", {}),
        ("A", "D", {}),
        ("", "C", {}),
        ("A", "", {}),
    ],
)
def test_what_moved_step_by_step_moved(gone: str, come: str, expected: Mapping[str, str]) -> None:
    story = Story({"A": MORE}, {"A": None, "B": MORE}, {"B": None, "C": MORE})
    keys = [[Key("t", id_) for id_ in ids] for ids in (gone, come)]
    moved = story.branch.moved(*keys)
    assert {old.id: new.id for old, new in moved.items()} == expected


def test_names_that_come_round_in_a_circle_end() -> None:
    story = Story({"A": MORE}, {"A": None, "B": MORE}, {"B": None, "A": {**MORE, "t": "y"}})
    assert story.branch.moved([Key("t", "B")], [Key("t", "A")]) == {Key("t", "B"): Key("t", "A")}
    assert story.setter(Change(("t",), "x", "y")) == "2"

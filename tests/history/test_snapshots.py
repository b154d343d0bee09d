"""Old states: which days there are, what stood then, and what changed in between.

Over histories made with real Git.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import mini_racer

from macros.catalogue.load import load
from macros.history import git
from macros.history.compare_days import Changes, DaysCompared, RecordChange, compare_days, lineage
from macros.history.load import load_history, load_history_at
from macros.history.old_registers import catalogue
from macros.history.replay import RecordVersion, snapshots_at, versions_at
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, days, first_to_come, on, skew, snapshots_of
from macros.model import PAGES, Catalogue, Key, SchemaChange, SchemaRevision, Unreadable, Values
from macros.pages.as_at import comparison, listing, pages
from macros.pages.as_at_files import compare_json
from macros.view.view import View, view
from tests.conftest import PROJECT, lay_base
from tests.projects import NO_UPKEEP, last_commit

TASKS = "registers/tasks"
PLAIN = "title: {title}\nowner_role: ROLE-keeper\nkind: routine\nstatus: planned\n"


class Made:
    """A project with commits on days that a test chooses."""

    def __init__(self, root: Path) -> None:
        self.root = lay_base(root)
        self.git("init", "--quiet", "--template=", "--initial-branch=main")

    def copied(self, root: Path) -> Made:
        """The same in another folder, with the commits that there are."""
        copy = object.__new__(Made)
        copy.root = Path(shutil.copytree(self.root, root))
        return copy

    def git(self, *words: str, when: str = "2025-01-01T00:00:00+00:00") -> None:
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "A post"), ("EMAIL", "a@example.org"), ("DATE", when))
        }
        subprocess.run(
            ["git", *NO_UPKEEP, *words],
            cwd=self.root,
            check=True,
            env={**os.environ, **who},
            stdout=subprocess.DEVNULL,
        )

    def commit(self, when: str, message: str = "Change", **files: str | None) -> str:
        """Commit tasks by their id; None takes one away."""
        for name, text in files.items():
            self.write(
                f"{TASKS}/{name.replace('_', '-')}.yml",
                None if text is None else f"id: {name.replace('_', '-')}\n{text}",
            )
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, when=when)
        return last_commit(self.root)

    def write(self, path: str, text: str | None) -> None:
        place = self.root / path
        if text is None:
            place.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")

    def past(self) -> History:
        return load_history_at(git.open_repository(self.root), "HEAD")

    def view(self, today: date) -> View:
        return view(load(self.root)[0], "staff", today, load_history(self.root))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def state(past: History, day: str) -> Snapshot:
    snapshot_day = on(past, date.fromisoformat(day))
    assert snapshot_day
    return snapshots_of(past, [snapshot_day])[0]


def plain(title: str = "A task", **more: str) -> str:
    return PLAIN.format(title=title) + "".join(f"{name}: {value}\n" for name, value in more.items())


# ----------------------------------------------------------------------------------------- days


def test_the_days_are_the_quarters_ends_the_tags_and_now(made: Made) -> None:
    made.commit("2026-01-10T12:00:00+00:00")
    made.git("tag", "v1.0")
    made.commit("2026-05-10T12:00:00+00:00", T_1=plain())
    made.git("tag", "--annotate", "seal/May", "--message", "Sealed")
    made.git("switch", "--quiet", "--create", "aside")
    made.commit("2026-05-11T12:00:00+00:00", T_2=plain())
    made.git("tag", "aside-only")
    made.git("switch", "--quiet", "main")
    past = load_history(made.root)
    listed = days(past, date(2026, 10, 1))
    assert [day.address for day in listed] == [
        "v1-0",
        "2026-03-31",
        "seal-may",
        "2026-06-30",
        "2026-09-30",
        "now",
    ]
    assert [day.called for day in listed][:3] == ["tag v1.0", "31 March 2026", "tag seal/May"]
    assert [day.address for day in days(past, date(2026, 9, 30))][-2:] == [
        "2026-06-30",
        "now",
    ]  # a day that isn't over is not listed


def test_tags_whose_names_make_one_address_get_two(made: Made) -> None:
    made.commit("2026-01-10T12:00:00+00:00")
    for name in ("v1.0", "v1-0", "2026-03-31", "now", "compare", "½"):
        made.git("tag", name)
    addresses = [day.address for day in days(load_history(made.root), date(2026, 4, 1))]
    assert len(set(addresses)) == len(addresses)
    assert sorted(addresses) == sorted(
        ["v1-0", "v1-0-2", "2026-03-31", "2026-03-31-2", "now", "now-2", "compare-2", "tag"]
    )


def test_without_a_quarter_that_is_over_there_is_only_now(made: Made) -> None:
    made.commit("2026-11-22T12:00:00+00:00")
    assert [day.address for day in days(made.past(), date(2026, 12, 31))] == ["now"]
    assert first_to_come(date(2026, 11, 22)) == date(2026, 12, 31)
    assert "31 December 2026" in listing(made.view(date(2026, 11, 22))).html
    assert "only one state so far" in comparison(made.view(date(2026, 11, 22))).html


def test_a_day_before_the_first_commit_has_no_state(made: Made) -> None:
    made.commit("2026-03-31T23:30:00+00:00")
    assert on(made.past(), date(2026, 3, 31)) is None
    assert on(made.past(), date(2026, 4, 1)) is not None


def test_a_day_ends_with_summer_time(made: Made) -> None:
    """23:30 in universal time is 1 April in London on 31 March, and still December on the 31st."""
    made.commit("2026-01-01T12:00:00+00:00")
    made.commit("2026-03-31T22:59:59+00:00", T_1=plain("In March"))
    made.commit("2026-03-31T23:30:00+00:00", T_1=plain("In April"))
    made.commit("2026-12-31T23:30:00+00:00", T_1=plain("In December"))
    titles = [
        values(state(made.past(), day).records, "T-1")["title"]
        for day in ("2026-03-31", "2026-04-01", "2026-12-31")
    ]
    assert titles == ["In March", "In April", "In December"]


def values(records: Mapping[Key, RecordVersion], id_: str) -> Values:
    version = records[Key("tasks", id_)].version
    assert not isinstance(version, Unreadable)
    return version


def test_a_clock_that_was_slow_moves_nothing_into_an_earlier_day(made: Made) -> None:
    made.commit("2026-01-10T12:00:00+00:00", T_1=plain("First"))
    made.commit("2026-05-10T12:00:00+00:00", T_1=plain("In May"))
    slow = made.commit("2026-02-10T12:00:00+00:00", "Slow", T_1=plain("After May, by a slow clock"))
    past = made.past()
    march, june = state(past, "2026-03-31"), state(past, "2026-06-30")
    assert values(march.records, "T-1")["title"] == "First"
    assert values(june.records, "T-1")["title"] == "After May, by a slow clock"
    for snapshot, counted in ((march, False), (june, True)):
        skewed = skew(past, snapshot.day)
        assert [(commit.commit.id, commit.counted) for commit in skewed] == [(slow, counted)]


def test_a_tag_is_its_commit_also_where_later_ones_landed_in_the_same_instant(made: Made) -> None:
    made.commit("2026-05-10T12:00:00+00:00", T_1=plain("By a fast clock"))
    made.git("tag", "sealed")
    made.commit("2026-02-10T12:00:00+00:00", T_1=plain("Later"))
    past = load_history(made.root)
    snapshots = snapshots_of(past, days(past, date(2026, 5, 11)))
    records = {snapshot.day.address: snapshot.records for snapshot in snapshots}
    assert values(records["sealed"], "T-1")["title"] == "By a fast clock"
    assert values(records["now"], "T-1")["title"] == "Later"


def test_one_walk_gives_what_each_day_by_itself_gives(made: Made) -> None:
    made.commit("2026-01-01T12:00:00+00:00")
    made.commit("2026-02-01T12:00:00+00:00", T_1=plain(), T_2=None)
    made.write(f"{TASKS}/T-1.yml", "id: T-1\n  title: [broken")
    made.commit("2026-03-01T12:00:00+00:00")
    made.commit("2026-04-01T12:00:00+00:00", T_1=plain("Mended"), T_2=plain("Back again"))
    past = made.past()
    snapshots = snapshots_at(past, [commit.id for commit in past.line])
    for commit, when, records in zip(past.line, past.landed, snapshots, strict=True):
        versions = {key: record.version for key, record in records.items()}
        assert versions == versions_at(past, when), commit.subject
        assert all(record.last.landed <= when for record in records.values())


# --------------------------------------------------------------------------------- what changed


@pytest.fixture
def told(made: Made) -> Made:
    """A record for each thing that can become of one, between the ends of two quarters."""
    same = {f"T_{number}": plain(f"Task {number}") for number in range(1, 11)}
    made.commit("2026-02-01T12:00:00+00:00", **same)
    made.write("registers/risks/R-1.yml", "id: R-1\ntitle: Damp\nlevel: high\n")
    made.commit("2026-03-01T12:00:00+00:00", T_8=None)
    made.git("rm", "-r", "--quiet", "registers/risks")
    made.commit(
        "2026-04-05T12:00:00+00:00",
        T_1=plain("Task one"),
        T_2=plain("Task 2").replace("planned", "retired"),
        T_3=plain("Task 3").replace("keeper", "officer"),
        T_4=None,
    )
    made.commit("2026-04-06T12:00:00+00:00", T_5=None, T_55=plain("Task 5"))
    made.write(f"{TASKS}/T-6.yml", "id: T-6\n  title: [broken")
    made.commit("2026-04-07T12:00:00+00:00", T_7=None, T_8=plain("Task 8, again"))
    made.commit("2026-04-08T12:00:00+00:00", T_7=plain("Task 7"), T_11=plain("Task 11"))
    made.commit(
        "2026-04-09T12:00:00+00:00", T_9=plain("Task 9", homes="12").replace("planned", "done")
    )
    return made


def compared(made: Made, old: str = "2026-03-31", new: str = "2026-06-30") -> DaysCompared:
    past = made.past()
    return compare_days(state(past, old).records, state(past, new).records, lineage(past))


def test_what_changed_is_told_by_kind(told: Made) -> None:
    days_compared = compared(told)
    became = {change.key.id: change for change in days_compared.changes}
    assert days_compared.added == (Key("tasks", "T-8"), Key("tasks", "T-11"))
    assert days_compared.deleted == (Key("risks", "R-1"), Key("tasks", "T-4"))
    assert sorted(became) == [
        "T-1",
        "T-2",
        "T-3",
        "T-55",
        "T-6",
        "T-9",
    ]  # T-7 went and came back as it was
    assert became["T-1"].fields == ("title",)
    assert (became["T-2"].retired, became["T-2"].fields) == (True, ())
    assert (became["T-3"].owners, became["T-3"].fields) == (("ROLE-keeper", "ROLE-officer"), ())
    assert (became["T-55"].was, became["T-55"].fields) == (Key("tasks", "T-5"), ())
    assert became["T-6"].whole
    assert set(became["T-9"].fields) == {"homes", "status"}
    assert [change.key.id for change in days_compared.renamed] == ["T-55"]


def test_nothing_changes_from_a_day_to_itself(told: Made) -> None:
    assert compared(told, "2026-06-30", "2026-06-30") == DaysCompared((), (), ())


def test_a_record_that_moved_to_another_register_is_one_record(made: Made) -> None:
    made.commit("2026-02-01T12:00:00+00:00", T_20=plain("A longer task that moves"))
    made.git("mv", f"{TASKS}/T-20.yml", "registers/documents/T-20.yml")
    made.commit("2026-04-05T12:00:00+00:00")
    days_compared = compared(made)
    assert (days_compared.added, days_compared.deleted) == ((), ())
    assert [(change.key, change.was) for change in days_compared.changes] == [
        (Key("documents", "T-20"), Key("tasks", "T-20"))
    ]


def by_browser(data: str, pairs: Sequence[tuple[int, int]]) -> list[Mapping[str, Any]]:
    script = (PROJECT / "macros/theme/assets/kim-as-at.js").read_text("utf-8")
    with mini_racer() as engine:
        engine.eval(script)
        engine.eval(f"var data = {data};")
        return [
            json.loads(str(engine.eval(f"JSON.stringify(KimAsAt.between(data, {old}, {new}))")))
            for old, new in pairs
        ]


def test_the_browser_finds_what_the_pages_say(told: Made) -> None:
    """For every two days: one set of rules, written twice."""
    told.git("mv", f"{TASKS}/T-10.yml", "registers/documents/T-10.yml")
    told.commit(
        "2026-07-05T12:00:00+00:00",
        T_1=plain("Task 1"),
        T_9=None,
        T_99=plain("Task 9", homes="13").replace("planned", "retired"),
        T_55=None,
        T_56=plain("Task 5"),
    )
    told.write(f"{TASKS}/T-6.yml", "id: T-6\n  title: [broken again")
    told.commit("2026-10-05T12:00:00+00:00")
    past = load_history(told.root)
    seen = View("staff", date(2027, 1, 1), _real(told).registers, {}, {}, {}, past)
    data = json.loads(compare_json(seen))
    names = [register["name"] for register in data["registers"]]
    keys = [Key(names[record["register"]], record["id"]) for record in data["records"]]
    pairs = list(combinations(range(len(seen.snapshots)), 2))
    assert len(pairs) == 10
    made: Mapping[int, Changes] = {new: Changes() for _, new in pairs}
    for (old, new), by_js in zip(pairs, by_browser(json.dumps(data), pairs), strict=True):
        states = seen.snapshots[old].records, seen.snapshots[new].records
        by_us = compare_days(*states, lineage(past))
        assert compare_days(*states, lineage(past), made[new]) == by_us
        assert {keys[number] for number in by_js["added"]} == set(by_us.added)
        assert {keys[number] for number in by_js["deleted"]} == set(by_us.deleted)
        assert {_change(keys, change) for change in by_js["became"]} == {
            _in_order(change) for change in by_us.changes
        }


RESHAPED = (
    SchemaChange("renamed", ("homes",), "Homes", "dwellings", "homes", ("dwellings",)),
    SchemaChange("renamed", ("dwellings",), "Homes", "units", "dwellings", ("units",)),
    SchemaChange("retyped", ("cost",), "Cost", "text", "list", ("cost",)),
)
HOMES: Sequence[Mapping[str, str]] = (
    {"units": "12"},
    {"dwellings": "12"},
    {"homes": "12"},
    {"homes": "13"},
    {"units": "x"},
    {},
)
COSTS: Sequence[Mapping[str, str]] = (
    {"cost": "5"},
    {"cost": "\n  - 5"},
    {"cost": "6"},
    {"cost": "\n  - 5\n  - 6"},
    {},
)


def test_the_browser_tells_what_followed_a_schema_as_the_pages_do(made: Made) -> None:
    """Each value of two reshaped fields beside each other, before and after."""
    pairs = [*product(HOMES, repeat=2), *product(COSTS, repeat=2)]
    for side, month in ((0, 2), (1, 5)):
        files = {f"T_{number}": plain(**pair[side]) for number, pair in enumerate(pairs, 1)}
        made.commit(f"2026-0{month}-01T12:00:00+00:00", **files)
    past = load_history(made.root)
    followed = SchemaRevision("", "tasks", "", (), RESHAPED, past.tip, past.landed[-1])
    past = replace(past, schemas=(followed,))
    seen = View("staff", date(2026, 6, 1), _real(made).registers, {}, {}, {}, past)
    data = json.loads(compare_json(seen))
    keys = [Key("tasks", record["id"]) for record in data["records"]]
    (by_js,) = by_browser(json.dumps(data), [(0, 1)])
    old, new = (snapshot.records for snapshot in seen.snapshots)
    by_us = compare_days(old, new, lineage(past))
    assert {_change(keys, change) for change in by_js["became"]} == set(
        map(_in_order, by_us.changes)
    )
    assert len(by_us.following) == 3 + 2


def _in_order(change: RecordChange) -> RecordChange:
    fields, follows = (tuple(sorted(names)) for names in (change.fields, change.follows))
    return change._replace(fields=fields, follows=follows)


def _change(keys: Sequence[Key], change: Mapping[str, Any]) -> RecordChange:
    """What the browser says of a record, as we say it."""
    return RecordChange(
        key=keys[change["record"]],
        was=keys[change["was"]] if change["was"] >= 0 else None,
        fields=tuple(sorted(change["fields"])),
        owners=tuple(change["owners"]) if change["owners"] else None,
        retired=change["retired"],
        whole=change["whole"],
        follows=tuple(sorted(change["follows"])),
    )


def _real(made: Made) -> Catalogue:
    """Today's registers, whatever a test did to the records."""
    return load(lay_base(made.root / "today"))[0]


# -------------------------------------------------------------------- old values, today's shape


def test_a_register_that_is_no_more_has_its_name_ids_and_titles(told: Made) -> None:
    standing = state(told.past(), "2026-03-31")
    register = catalogue(load(told.root)[1].registers, standing.records).registers["risks"]
    assert (register.schema.title, register.schema.columns, register.schema.label) == (
        "Risks",
        ("id", "title"),
        ("title",),
    )
    assert register.records[0].values == {"id": "R-1", "title": "Damp", "level": "high"}


def test_references_are_those_of_then(made: Made) -> None:
    made.commit("2026-01-01T12:00:00+00:00")
    made.commit("2026-04-05T12:00:00+00:00", T_2=None)
    schemas = load(made.root)[1].registers
    past = made.past()
    then, now = (
        catalogue(schemas, state(past, day).records) for day in ("2026-03-31", "2026-06-30")
    )
    users = {reference.source for reference in then.used_by[Key("tasks", "T-2")]}
    assert Key("tasks", "T-1") in users
    assert Key("tasks", "T-2") not in now.used_by


def test_no_page_of_old_states_is_made_for_the_public(made: Made) -> None:
    made.commit("2026-01-10T12:00:00+00:00")
    seen = view(load(made.root)[0], "public", date(2026, 11, 22), load_history(made.root))
    assert list(pages(seen)) == []
    assert seen.snapshots == ()


def test_pages_that_people_write_are_not_among_the_records(told: Made) -> None:
    past = told.past()
    assert any(key.register == PAGES for key in past.trails)
    assert all(key.register != PAGES for key in state(past, "2026-03-31").records)

"""What somebody who approves should look at, of a record before and after."""

from __future__ import annotations

from functools import lru_cache

import pytest

from macros.catalogue.schemas import read_schemas
from macros.history.approvals import Approval, approvals
from macros.history.diff import changes, kind_of
from macros.history.look_at import Sides, Users, look_at
from macros.model import Schema, SchemaDifference, Values
from tests.conftest import BASE, PROJECT

TASK: Values = {
    "id": "T-1",
    "title": "Check the boilers",
    "status": "planned",
    "owner_role": "ROLE-a",
    "keep": {"kind": "period", "years": "6"},
    "homes": "12",
    "finished": "2026-11-03",
    "notes": "Kept for six years, until 3 November 2026.",
    "sources": [{"document": "DOC-plan", "part": "6 years"}],
}
USERS = Users("12 assets and 2 notices", "Keeper (ROLE-k)")


@lru_cache(maxsize=1)
def schema() -> Schema:
    files = {path.name: path for path in (PROJECT / "schemas").glob("common.*")}
    files |= {path.name: path for path in (BASE / "schemas").glob("*.json")}
    schemas, *_ = read_schemas({name: path.read_bytes() for name, path in files.items()})
    return schemas.registers["tasks"]


def points(old: Values | None, new: Values | None, users: Users = USERS) -> list[tuple[str, str]]:
    sides = Sides(schema(), kind_of(old, new), changes(old, new), old, new)
    told = look_at(sides, users, lambda field, text: {"ROLE-a": "Clerk"}.get(text, ""))
    return [(point.about, point.says(lambda text: f"<{text}>")) for point in told]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (
            {"keep": {"kind": "period", "years": "7"}},
            ("still says", "<Kept for, years> is now <7>, but <Notes> still says <six years>."),
        ),
        (
            {"keep": {"kind": "permanent"}},
            ("still says", "<Kept for, years> is gone, but <Notes> still says <six years>."),
        ),
        (
            {"finished": "2026-12-03"},
            (
                "still says",
                "<Finished> is now <3 December 2026>, but <Notes> still says <3 November 2026>.",
            ),
        ),
        ({"homes": "120"}, ("large", "<Homes>: <12> → <120>, about 10 times as much.")),
        ({"homes": "2"}, ("large", "<Homes>: <12> → <2>, about 1/6 of what it was.")),
        (
            {"finished": "2062-11-03", "notes": ""},
            ("large", "<Finished>: <2026-11-03> → <2062-11-03>, 36 years later."),
        ),
        ({"status": "done"}, ("status", "<Status> changes: <Planned> → <Done>.")),
        ({"owner_role": "ROLE-b"}, ("owner", "<Owner> changes: <Clerk (ROLE-a)> → <ROLE-b>.")),
        (
            {"publish": "public"},
            (
                "audience",
                "It becomes public: everybody may see the fields that are meant for everybody.",
            ),
        ),
    ],
)
def test_each_kind_of_change_has_its_point(change: Values, wanted: tuple[str, str]) -> None:
    assert points(TASK, {**TASK, **change}) == [wanted]


def test_six_years_that_become_seventy_are_about_12_times_as_long() -> None:
    new = {**TASK, "keep": {"kind": "period", "years": "70"}, "notes": "Kept."}
    assert points(TASK, new) == [
        ("large", "<Kept for, years>: <6> → <70>, about 12 times as long.")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"homes": "50", "title": "Other boilers"},
        {"homes": "not a number"},
        {"cost": "0"},
        {"finished": "2028-11-03", "notes": "Kept for six years."},
        {"keep": {"kind": "period", "years": "7"}, "notes": "Kept for seven years, not six years."},
        {"notes": "Kept for six years, it says."},
    ],
)
def test_other_changes_have_none(change: Values) -> None:
    assert points(TASK, {**TASK, **change}) == []


def test_what_goes_or_retires_while_others_name_it_is_told_with_their_owners() -> None:
    naming = "<12 assets and 2 notices>; their owners: <Keeper (ROLE-k)>."
    assert points(TASK, None) == [("gone", f"It goes while others name it: {naming}")]
    told = points(TASK, {**TASK, "status": "retired"})
    assert told[0] == ("gone", f"It is retired while others name it: {naming}")
    assert points(TASK, None, Users("1 task")) == [
        ("gone", "It goes while others name it: <1 task>.")
    ]
    assert points(TASK, None, Users()) == []


def test_a_new_record_that_everybody_may_see_and_one_that_nobody_may_any_more() -> None:
    public = {**TASK, "publish": "public"}
    (told,) = points(None, public)
    assert told[1].startswith("It is public from the start: ")
    assert points(None, TASK) == []
    assert points(public, TASK) == [("audience", "It is no longer public: only staff may see it.")]
    assert points(public, None, Users()) == []


def test_who_approves_is_each_owner_before_and_after_and_the_digital_team_for_the_rest() -> None:
    told = SchemaDifference("schemas/tasks.schema.json", "tasks", "Tasks", (), ())
    owned = [("T-1", ("ROLE-a", "ROLE-b")), ("T-2", ("ROLE-b",)), ("T-3", ())]
    program = ["Makefile", "macros/cli/new.py", "macros/a.py"]
    assert approvals(owned, [told], program, "ROLE-digital") == [
        Approval("ROLE-b", ("T-1", "T-2")),
        Approval("ROLE-a", ("T-1",)),
        Approval("ROLE-digital", (told.file, "macros/", "Makefile"), is_digital=True),
        Approval("", ("T-3",)),
    ]
    assert approvals([], [], [], "ROLE-digital") == []

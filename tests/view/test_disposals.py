"""What waits for disposal, and `kim due --disposals`: the list of a quarter in each form."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.cli.disposals import as_csv, as_markdown
from macros.model import Catalogue, Field, GoneFields, Register, Value
from macros.rules.calendar import Quarter
from macros.rules.disposal import Hold
from macros.view.disposals import Waiting, by_quarter, waiting
from macros.view.due import all_due
from macros.view.due_thing import Due
from tests.conftest import make_register
from tests.rules.test_kept_records import CLASSES, FILES, HOLDS, ID

TODAY = date(2026, 11, 22)
HOLD = Hold("H-1", date(2026, 1, 5))
GONE = GoneFields("how", ("destroyed",), "files")
LOTS = [
    ID,
    Field("class", "Class", "", "array", refs=("classes",), kept=FILES[1].kept),
    Field("files", "Files", "", "array", refs=("files",)),
    Field("on", "On", "", "string", gone=GONE),
]


def registers(*lots: dict[str, Value]) -> dict[str, Register]:
    files = make_register(
        "files",
        FILES,
        [
            {"id": "F-1", "class": "C-6", "closed": "2020-09-29", "owner_role": "ROLE-a"},
            {"id": "F-2", "class": "C-6", "closed": "2020-09-30", "owner_role": "ROLE-b"},
            {"id": "F-3", "class": "C-6", "closed": "2020-12-30"},
            {"id": "F-4", "class": "C-6", "closed": "2020-12-31"},
            {"id": "F-5", "class": "C-7", "ends": "2019-11-01"},
            {"id": "F-6", "class": "C-6"},
            {"id": "F-7", "class": "C-good"},
            {"id": "F-8", "class": "C-6", "closed": "2018-01-31", "status": "retired"},
        ],
    )
    return {
        "classes": CLASSES,
        "holds": HOLDS,
        "files": files,
        "lots": make_register("lots", LOTS, list(lots)),
    }


def of_quarter(*lots: dict[str, Value], number: int = 3) -> list[Waiting]:
    return by_quarter(waiting(registers(*lots), TODAY), Quarter(2026, number).last)


def test_a_quarter_has_what_may_go_by_its_last_day_also_from_before() -> None:
    assert [waits.key.id for waits in of_quarter()] == ["F-8", "F-1", "F-2", "F-5", "F-3"]
    assert [waits.key.id for waits in of_quarter(number=2)] == ["F-8", "F-1"]
    first = of_quarter()[1]
    assert (first.until, first.first) == (date(2026, 9, 29), date(2026, 9, 30))
    assert (first.of.id, first.owner_role) == ("C-6", "ROLE-a")


def test_what_is_on_hold_is_listed_with_its_hold() -> None:
    (waits,) = (waits for waits in of_quarter() if waits.holds)
    assert (waits.key.id, waits.holds, waits.stays) == ("F-5", (HOLD,), True)
    assert "1 of them on hold" in as_markdown(of_quarter(), Quarter(2026, 3))


def test_what_may_be_in_a_part_that_is_on_hold_is_to_be_looked_at_and_no_hold_of_all() -> None:
    own = registers()
    first, *rest = own["holds"].records
    part = replace(first, values={**first.values, "part": "one block"})
    holds = replace(own["holds"], records=(part, *rest))
    catalogue = Catalogue({**own, "holds": holds}, {}, {}, (), ())
    (waits,) = (waits for waits in waiting(catalogue.registers, TODAY) if waits.holds)
    assert (waits.stays, [hold.part for hold in waits.parts]) == (False, ["one block"])
    due = {thing.key.id: thing for thing in all_due(catalogue, TODAY) if thing.what == "disposal"}
    assert "look whether this is in it. H-1 (one block)." in due["F-5"].reason
    text = as_markdown([waits], Quarter(2026, 3))
    assert "1 of them to be looked at, as a part of their kind is on hold" in text
    assert "| H-1, in part: one block |" in text


@pytest.mark.parametrize(
    ("lot", "left"),
    [
        ({"how": "destroyed", "on": "2026-10-05"}, ["F-8", "F-2", "F-5", "F-3"]),
        ({"how": "kept", "on": "2026-10-05"}, ["F-8", "F-1", "F-2", "F-5", "F-3"]),
        ({"how": "destroyed"}, ["F-8", "F-1", "F-2", "F-5", "F-3"]),
        (
            {"how": "destroyed", "on": "2026-10-05", "status": "retired"},
            ["F-8", "F-1", "F-2", "F-5", "F-3"],
        ),
    ],
)
def test_what_a_disposal_names_as_gone_waits_no_longer(
    lot: dict[str, Value], left: list[str]
) -> None:
    whole: dict[str, Value] = {"id": "L-1", "files": ["F-1"], "class": "C-6", **lot}
    assert [waits.key.id for waits in of_quarter(whole)] == left


def test_what_is_due_has_the_disposals_of_this_quarter_and_none_on_hold() -> None:
    catalogue = Catalogue(registers(), {}, {}, (), ())
    things = [thing for thing in all_due(catalogue, TODAY) if thing.what == "disposal"]
    assert [(thing.key.id, thing.due, thing.field) for thing in things] == [
        (id_, date(2026, 12, 31), "class") for id_ in ("F-1", "F-2", "F-3", "F-8")
    ]
    assert {thing.state for thing in things} == {"later"}
    assert of_day(date(2026, 12, 5), catalogue) == {"due"}


def of_day(day: date, catalogue: Catalogue) -> set[str]:
    things: list[Due] = all_due(catalogue, day)
    return {thing.state for thing in things if thing.what == "disposal"}


# ------------------------------------------------------------------------------------ kim due


@pytest.fixture
def project(shared_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shared_project)
    return shared_project


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, ["due", "--today", "2026-11-22", *words])


def test_the_list_of_a_quarter_comes_in_four_forms_with_a_place_to_sign(project: Path) -> None:
    forms = {
        form: kim("--disposals", "Q4 2026/27", "--format", form)
        for form in ("text", "md", "csv", "json")
    }
    assert {result.exit_code for result in forms.values()} == {0}
    row = json.loads(forms["json"].stdout)["records"]
    assert [(waits["id"], waits["kept_until"], waits["may_go_from"]) for waits in row] == [
        ("FOI-2024-0001", "2027-02-09", "2027-02-10")
    ]
    table = list(csv.reader(forms["csv"].stdout.splitlines()))
    assert table[0][:4] == ["Reference", "What", "Class", "Kept until"]
    assert table[1][3] == "2027-02-09"
    assert "| FOI-2024-0001 |" in forms["md"].stdout
    assert "(post, signature, day)" in forms["md"].stdout
    assert "its time is an example" in forms["text"].stdout


def test_the_quarter_needs_no_quotes(project: Path) -> None:
    quoted = kim("--disposals", "Q4 2026/27", "--format", "csv")
    assert kim("--disposals", "Q4", "2026/27", "--format", "csv").stdout == quoted.stdout
    assert "2027-02-09" in quoted.stdout


def test_an_empty_quarter_is_said_to_be_empty(project: Path) -> None:
    result = kim("--disposals", "Q3 2026/27", "--format", "md")
    assert "Nothing that a register has a day for may go" in result.stdout
    assert "signature" not in result.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--disposals", "Q5 2026/27"), "a year has four"),
        (("--disposals", "Q3 26/27"), "'Q3 26/27' is not a quarter."),
        (("--disposals", "Q3 2026/27", "--owner", "ROLE-siro"), "goes with neither"),
        (("--disposals", "Q3 2026/27", "--within", "3"), "goes with neither"),
        (("--format", "csv"), "--format csv goes with --disposals"),
    ],
)
def test_a_call_that_means_nothing_is_refused(
    project: Path, words: tuple[str, ...], says: str
) -> None:
    result = kim(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_no_title_of_a_record_breaks_the_table_or_runs_as_a_formula() -> None:
    waits = of_quarter()[1]._replace(label="=1+1 | *a* [b](c)\nd <i>")
    text = as_markdown([waits], Quarter(2026, 3))
    assert r"| =1+1 \| \*a\* \[b\](c) d \<i\> |" in text
    assert next(csv.reader(as_csv([waits]).splitlines()[1:]))[1] == "'=1+1 | *a* [b](c) d <i>"

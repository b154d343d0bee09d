"""What is due: `kim due` over small projects whose days are known."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from macros.catalogue.load import load
from macros.catalogue.references import link
from macros.cli import main
from macros.model import PAGES, AgainFields, BackRef, Catalogue, Field, Key, Value
from macros.pages.due_counts import KINDS
from macros.pages.record_dates import passed
from macros.pages.records import record_page
from macros.view.due import all_due
from macros.view.due_record import Owned, of_record
from macros.view.due_thing import Clock
from macros.view.missing_links import missing_links
from macros.view.view import view
from tests.conftest import make_register
from tests.projects import change, commit

TODAY = "2024-09-15"


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    lay(base, "T-20", "due: 2024-09-14")
    lay(base, "T-21", "due: 2024-09-15\nhelpers:\n  - ROLE-officer")
    lay(base, "T-22", "due: 2024-10-15")
    lay(base, "T-23", "due: 2024-10-16")
    lay(base, "T-24", "due: 2024-09-14\nevidence:\n  - In the store", status="done")
    lay(base, "T-25", "due: 2024-09-14\nnext_review: 2024-01-01", status="retired")
    lay(base, "T-26", "due: To be determined")
    lay(base, "T-27", "last_reviewed: 2024-02-29\nreview_cycle: annual")
    return base


def lay(root: Path, name: str, more: str, status: str = "planned") -> None:
    text = (
        f"id: {name}\ntitle: Task {name}\nkind: one-off\nstatus: {status}\n"
        f"owner_role: ROLE-keeper\nillustrative: true\n{more}\n"
    )
    (root / f"registers/tasks/{name}.yml").write_text(text, "utf-8")


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def rows(*words: str) -> list[dict[str, Any]]:
    result = kim("due", "--today", TODAY, "--format", "json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_what_is_due_is_listed_by_day_and_id_with_its_state(project: Path) -> None:
    things = rows()
    assert [(thing["id"], thing["what"], thing["due"], thing["state"]) for thing in things] == [
        ("T-20", "deadline", "2024-09-14", "overdue"),
        ("T-21", "deadline", "2024-09-15", "due"),
        ("T-2", "deadline", "2024-09-30", "due"),
        ("T-4", "deadline", "2024-09-30", "due"),
        ("T-22", "deadline", "2024-10-15", "due"),
        ("T-23", "deadline", "2024-10-16", "later"),
        ("T-27", "review", "2025-02-28", "later"),
        ("docs/about/accessibility.md", "review", "2027-05-22", "later"),
        ("docs/index.md", "review", "2027-05-22", "later"),
    ]
    assert {thing["owner_role"] for thing in things} == {"ROLE-keeper"}
    assert next(thing for thing in things if thing["id"] == "T-21")["by"] == ["ROLE-officer"]


def test_nothing_is_due_of_what_is_retired_or_in_a_final_status(project: Path) -> None:
    assert {"T-1", "T-24", "T-25"}.isdisjoint(
        thing["id"] for thing in rows()
    )  # T-1 is done, and has a deadline and a review


def test_within_says_what_counts_as_due_and_leaves_out_the_rest(project: Path) -> None:
    assert [thing["id"] for thing in rows("--within", "0")] == ["T-20", "T-21"]
    wide = rows("--within", "31")
    assert [thing["id"] for thing in wide] == ["T-20", "T-21", "T-2", "T-4", "T-22", "T-23"]
    assert wide[-1]["state"] == "due"
    assert kim("due", "--within", "-1").exit_code == 2


@pytest.mark.parametrize(
    "owner", ["ROLE-officer", "role-OFFICER", "Housing officer", "housing OFFICER"]
)
def test_an_owner_is_named_by_id_or_title_and_sees_what_the_post_does(
    project: Path, owner: str
) -> None:
    assert [thing["id"] for thing in rows("--owner", owner)] == ["T-21"]


@pytest.mark.parametrize(
    ("owner", "guess"), [("ROLE-oficer", "ROLE-officer"), ("Housing ofcer", "Housing officer")]
)
def test_a_post_that_is_not_there_is_answered_with_the_nearest(
    project: Path, owner: str, guess: str
) -> None:
    result = kim("due", "--owner", owner)
    assert result.exit_code == 1
    assert result.stderr == f"There is no post '{owner}'. Did you mean '{guess}'?\n"


def test_a_link_to_be_looked_at_is_due_from_now_and_has_no_day(project: Path) -> None:
    kim("confirm", "T-21", "--today", "2024-09-01")
    file = project / "registers/roles/ROLE-officer.yml"
    file.write_text(file.read_text("utf-8").replace("Housing officer", "Home officer"), "utf-8")
    things = rows("--within", "0")
    assert [
        (thing["what"], thing["id"], thing["due"], thing["state"], thing["target"])
        for thing in things
    ] == [
        ("deadline", "T-20", "2024-09-14", "overdue", None),
        ("deadline", "T-21", "2024-09-15", "due", None),
        ("link", "T-21", None, "due", "ROLE-officer"),
    ]
    text = kim("due", "--today", TODAY, "--within", "0").stdout
    assert (
        "due: T-21 Task T-21: ROLE-officer has changed (ROLE-keeper). "
        "It has changed since the link was confirmed on 1 September 2024." in text
    )
    assert text.endswith("3 things to do: 1 overdue and 2 due.\n")


def test_links_of_one_record_come_in_the_order_of_what_they_lead_to(project: Path) -> None:
    lay(project, "T-21", "helpers:\n  - ROLE-officer\n  - DOC-plan")
    kim("confirm", "T-21", "--today", "2024-09-01")
    change(project, "registers/roles/ROLE-officer.yml", "Housing officer", "Home officer")
    change(project, "registers/documents/DOC-plan.yml", "title: The plan", "title: Our plan")
    links = [row for row in rows("--within", "0") if row["what"] == "link"]
    assert [row["target"] for row in links] == ["DOC-plan", "ROLE-officer"]
    labels = [due.label for due in all_due(load(project)[0], date(2024, 9, 15))]
    assert labels.count("Task T-21") == 2
    assert {(row["owner_role"], *row["by"], row["field"]) for row in links} == {
        ("ROLE-keeper", "ROLE-keeper", "helpers")
    }


def test_a_review_is_for_the_post_that_owns_the_record_or_page(project: Path) -> None:
    """A page has its title and a record its label, or nothing where neither says."""
    whole = load(project)[0]
    reviews = {
        due.key.id: (due.label, due.owner_role, due.by, due.field)
        for due in all_due(whole, date(2024, 9, 15))
        if due.what == "review"
    }
    keeper = ("ROLE-keeper", ("ROLE-keeper",), "next_review")
    assert reviews["T-27"] == ("Task T-27", *keeper)
    assert reviews["docs/index.md"] == ("Tasks: what there is to do", *keeper)
    page = whole.pages[0]
    bare = replace(page, values={"next_review": page.values["next_review"]})
    (review,) = (
        due
        for due in all_due(replace(whole, pages=(bare,)), date(2024, 9, 15))
        if due.key.register == PAGES
    )
    assert (review.label, review.owner_role, review.by) == ("", "", ("",))


def test_no_work_is_said_and_files_with_errors_are(project: Path) -> None:
    assert kim("due", "--owner", "ROLE-clerk").stdout == "Nothing is due.\n"
    (project / "registers/tasks/T-20.yml").write_text("id: [", "utf-8")
    assert "Some files have errors" in kim("due").stderr


def let_planned_mean_that_nobody_has_reported(root: Path) -> None:
    change(
        root,
        "schemas/tasks.schema.json",
        '"final": ["done"]',
        '"final": ["done"], "unreported": ["planned"]',
    )


def test_a_deadline_that_nobody_has_reported_on_is_not_overdue(project: Path) -> None:
    let_planned_mean_that_nobody_has_reported(project)
    lay(project, "T-28", "due: 2024-09-14", status="planned")
    lay(project, "T-29", "next_review: 2024-09-14")
    states = {(row["id"], row["what"]): row["state"] for row in rows("--within", "0")}
    assert states == {
        ("T-20", "deadline"): "no-report",
        ("T-21", "deadline"): "due",
        ("T-28", "deadline"): "no-report",
        ("T-29", "review"): "overdue",  # that nobody looked at a record again is known
    }
    text = kim("due", "--today", TODAY, "--within", "0").stdout
    assert "no report since 2024-09-14: T-20 Task T-20: deadline (ROLE-keeper). Due: " in text
    assert text.endswith("4 things to do: 1 overdue, 2 without a report since then and 1 due.\n")


def test_an_owner_may_be_named_by_a_recorded_alias_and_two_posts_of_one_name_are_told_apart(
    project: Path,
) -> None:
    let_roles_have_aliases(project)
    for post in ("officer", "keeper"):
        file = project / f"registers/roles/ROLE-{post}.yml"
        names = f"aliases:\n  - The {post}\n  - Somebody\n"
        file.write_text(file.read_text("utf-8") + names, "utf-8")
    assert [row["id"] for row in rows("--owner", "the OFFICER")] == ["T-21"]
    assert kim("due", "--owner", "The oficer").stderr.endswith("Did you mean 'The officer'?\n")
    several = kim("due", "--owner", "somebody")
    assert several.exit_code == 1
    assert several.stderr == (
        "'somebody' is the name of several posts: ask for 'ROLE-keeper' or 'ROLE-officer'.\n"
    )


def let_roles_have_aliases(root: Path) -> None:
    file = root / "schemas/roles.schema.json"
    source = json.loads(file.read_text("utf-8"))
    source["x-register"]["names"] = ["aliases"]
    source["properties"]["aliases"] = {
        "title": "Also called",
        "description": "Other names.",
        "type": "array",
        "items": {"$ref": "common.schema.json#/$defs/line"},
    }
    file.write_text(json.dumps(source), "utf-8")


def test_in_the_real_registers_no_action_is_called_late_that_nobody_has_reported_on(
    real: Catalogue,
) -> None:
    deadlines = [due for due in all_due(real, date(2026, 11, 22)) if due.what == "deadline"]
    actions = [due for due in deadlines if due.key.register == "actions"]
    assert {due.state for due in actions if due.due and due.due < date(2026, 11, 22)} == {
        "no-report"
    }


def test_a_page_says_that_there_is_no_report_and_calls_late_only_what_was_reported(
    base: Path,
) -> None:
    let_planned_mean_that_nobody_has_reported(base)
    lay(base, "T-20", "due: 2024-09-14")
    lay(base, "T-21", "due: 2024-09-14\nevidence:\n  - None", status="done")
    assert passed_on_page(base, "T-20") == ["Due: 14 September 2024. No report since then."]
    assert passed_on_page(base, "T-21") == []
    let_planned_be_a_report(base)
    assert passed_on_page(base, "T-20") == ["Due: overdue since 14 September 2024."]


def let_planned_be_a_report(root: Path) -> None:
    change(root, "schemas/tasks.schema.json", ', "unreported": ["planned"]', "")


def passed_on_page(root: Path, name: str) -> list[str]:
    """The sentences that the staff page of a task shows, which are on it as they are."""
    catalogue, _ = load(root)
    seen = view(catalogue, "staff", date.fromisoformat(TODAY))
    record = seen.records[Key("tasks", name)]
    sentences = list(passed(seen.schema(record.key), record, seen.today))
    html = str(record_page(seen, record).html)
    assert ("<dt>Deadline</dt>" in html) == bool(sentences)
    assert all(sentence in html for sentence in sentences)
    return sentences


def test_in_the_real_registers_deadlines_are_those_of_what_is_not_over(real: Catalogue) -> None:
    things = [due for due in all_due(real, date(2026, 11, 22)) if due.what == "deadline"]
    assert {due.key.register for due in things} == {
        *("actions", "holds", "planner", "review-programmes", "survey-programmes")
    }
    assert all(due.by for due in things)


def test_a_quarter_without_an_entry_is_owed_by_its_work_area_and_not_called_late(
    real: Catalogue,
) -> None:
    day = date(2027, 1, 10)
    owed = [due for due in all_due(real, day) if due.what == "entry"]
    assert {due.key.register for due in owed} == {"work-areas"}
    assert {due.state for due in owed} == {"no-report"}
    own = [due.detail for due in owed if due.key.id == "WA-repairs"]
    assert own == ["KIM log entry for 1 September 2026 to 30 November 2026"]
    assert all(due.due and due.due < day for due in owed)


def test_every_work_area_has_an_entry_for_each_quarter_that_is_over(real: Catalogue) -> None:
    assert [due for due in all_due(real, date(2026, 11, 22)) if due.what == "entry"] == []


def test_a_request_that_nobody_has_answered_is_due_by_the_law_and_an_answered_one_is_not(
    real: Catalogue,
) -> None:
    limits = [due for due in all_due(real, date(2026, 11, 22)) if due.what == "clock"]
    records = {record.key: record for record in real.registers["requests"].records}
    waiting = {key for key, record in records.items() if "responded" not in record.values}
    assert limits
    assert {due.key for due in limits} <= waiting
    days = {due.key.id: str(due.due) for due in limits}
    assert days == {"FOI-2026-0012": "2026-12-08", "FOI-2026-0013": "2026-12-15"}


def test_what_nobody_has_ever_reviewed_is_due_a_cycle_after_it_was_made(project: Path) -> None:
    lay(project, "T-28", "review_cycle: annual")
    lay(project, "T-29", "review_cycle: annual\nlast_reviewed: 2024-02")
    lay(project, "T-30", "next_review: Q3 2024/25")
    lay(project, "T-31", "next_review: '2025'")
    commit(project, "Start", first=True, day="2024-01-31T23:30:00+00:00")
    reviews = {row["id"]: row for row in rows() if row["what"] == "review"}
    days = {id_: row["due"] for id_, row in reviews.items()}
    assert days["T-28"] == "2025-01-31"
    assert days["T-29"] == "2025-02-28"
    shown = json.loads(kim("show", "T-28", "--today", TODAY, "--format", "json").stdout)
    assert shown["computed"]["next_review"] == days["T-28"]  # and as `kim show` has it
    then = kim("show", "T-28", "--as-at", "2024-02-01", "--today", TODAY, "--format", "json")
    assert json.loads(then.stdout)["computed"]["next_review"] == days["T-28"]
    assert days["T-30"] == "2024-12-31"
    assert days["T-31"] == "2025-12-31"
    assert [reviews[id_]["reason"] for id_ in ("T-28", "T-29", "T-30", "T-31")] == [
        "Never checked since it was made on 31 January 2024. To be checked each year.",
        "Last checked: February 2024. To be checked each year.",
        "The record says: October to December 2024.",
        "The record says: 2025.",
    ]


def test_without_a_history_it_is_said_that_what_was_never_reviewed_is_left_out(
    project: Path,
) -> None:
    lay(project, "T-28", "review_cycle: annual")
    answer = kim("due", "--today", TODAY)
    assert "T-28" not in answer.stdout
    assert answer.stderr.endswith(
        "What nobody has ever reviewed is left out: the history says since when it is due.\n"
    )


MADE = date(2024, 1, 15)
DONE = Field("done", "Done", "", "string", format="date")
OFTEN = Field(
    *("often", "How often", "", "string"), again=AgainFields("Count again", "done", "by", "next")
)
COUNTED = replace(OFTEN, again=AgainFields("Count again", "counts.on", "by"))


@pytest.mark.parametrize(
    ("field", "values", "day", "state", "why"),
    [
        (OFTEN, {"often": "annual"}, "2025-01-15", "later", "No day on record on which it was"),
        (OFTEN, {"often": "monthly"}, "2024-02-15", "no-report", "No day on record"),
        (
            OFTEN,
            {"often": "annual", "done": "2023-09-01"},
            "2024-09-01",
            "overdue",
            "Last done on 1 September 2023. To be done each year.",
        ),
        (OFTEN, {"often": "annual", "done": "2023"}, "2024-12-31", "later", "Last done on"),
        (OFTEN, {"often": "annual", "next": "2027-01-01"}, None, "", ""),
        (OFTEN, {"often": "not-stated"}, None, "", ""),
        (
            COUNTED,
            {"often": "annual", "counts": [{"on": "2023-09-20"}, {"on": "2022-01-01"}]},
            "2024-09-20",
            "due",
            "Last done on 20 September 2023",
        ),
        (COUNTED, {"often": "annual", "counts": []}, "2025-01-15", "later", "No day"),
    ],
)
def test_what_is_done_again_is_due_a_cycle_after_the_last_time_or_after_it_was_made(
    field: Field, values: dict[str, Value], day: str | None, state: str, why: str
) -> None:
    register = make_register("rounds", [field, DONE], [{"id": "R-1", "owner_role": "X", **values}])
    (record,) = register.records
    every = of_record(register.schema, record, Clock(date(2024, 9, 15)), MADE)
    things = [thing for thing in every if thing.what == "again"]
    assert [str(thing.due) for thing in things] == ([day] if day else [])
    for thing in things:
        assert (thing.what, thing.state, thing.detail) == ("again", state, "Count again")
        assert thing.reason.startswith(why)
        assert thing.by == ("X",)  # nobody is named in 'by', so it is for the owner


def test_a_record_that_says_that_what_it_is_about_is_missing_is_due_now() -> None:
    field = Field("stage", "Stage", "", "string", options=("none", "there"), missing=("none",))
    register = make_register("plans", [field], [{"id": "P-1", "stage": "none"}, {"id": "P-2"}])
    clock = Clock(date(2024, 9, 15))
    own = (of_record(register.schema, record, clock) for record in register.records)
    things = chain.from_iterable(own)
    assert [(thing.key.id, thing.what, thing.due, thing.reason) for thing in things] == [
        ("P-1", "missing", None, "Stage: None.")
    ]


ASKS = BackRef(
    *("Assessed in", "Nothing assesses it.", (("checks", "things"),), ("elsewhere",)),
    due="See that it is assessed",
    when={"data": ("secret",)},
)


@pytest.mark.parametrize(
    ("values", "check", "missing"),
    [
        ({"data": "secret"}, None, True),
        ({"data": "open"}, None, False),
        ({}, None, False),
        ({"data": "secret", "why_not": "Too small."}, None, False),
        ({"data": "secret", "elsewhere": "Binder 7"}, None, False),
        ({"data": "secret", "status": "retired"}, None, False),
        ({"data": "secret"}, {"things": ["A-1"]}, False),
        ({"data": "secret"}, {"things": ["A-2"]}, True),
        ({"data": "secret"}, {"things": ["A-1"], "status": "retired"}, True),
    ],
)
def test_what_no_link_leads_to_is_due_where_its_register_asks_for_one(
    values: dict[str, Value], check: dict[str, Value] | None, missing: bool
) -> None:
    why = Field("why_not", "Why not", "", "string", back_ref=ASKS)
    naming = Field("things", "Things", "", "array", refs=("assets",))
    others = [{"id": "A-2", "data": "open"}]
    registers = {
        "assets": make_register("assets", [why], [{"id": "A-1", **values}, *others]),
        "checks": make_register("checks", [naming], [{"id": "C-1", **check}] if check else []),
    }
    live = dict[Key, Owned]()
    for register in registers.values():
        own = (record for record in register.records if not record.retired)
        live |= {record.key: Owned(register.schema, record) for record in own}
    told = [(due.key.id, due.detail, due.reason) for due in missing_links(live, link(registers))]
    wanted = [("A-1", "See that it is assessed", "Nothing assesses it.")]
    assert told == (wanted if missing else [])


def test_a_plan_that_prints_two_days_has_two_deadlines_and_says_each_once() -> None:
    parts = [
        Field(name, name.title(), "", "string", format=form, deadline="owner_role")
        for name, form in (("month", "partial-date"), ("quarter", "quarter"))
    ]
    group = Field("", "", "", "object", parts=tuple(parts))
    field = Field("by_when", "By when", "", "array", each=group)
    days = [{"month": "2025-09"}, {"quarter": "Q3 2025/26"}, {"month": "2025-09"}]
    register = make_register("plans", [field], [{"id": "P-1", "by_when": days}])
    things = of_record(register.schema, register.records[0], Clock(date(2024, 9, 15)))
    assert [(thing.field, str(thing.due), thing.reason) for thing in things] == [
        ("by_when.0.month", "2025-09-30", "Month: September 2025."),
        ("by_when.1.quarter", "2025-12-31", "Quarter: October to December 2025."),
    ]


def test_in_the_real_registers_every_kind_that_the_schemas_ask_for_is_there(
    real: Catalogue,
) -> None:
    records = chain.from_iterable(register.records for register in real.registers.values())
    made = dict.fromkeys((record.key for record in records), MADE)
    registers = {what: set[str]() for what in KINDS}
    for thing in all_due(real, date(2030, 1, 1), made=made):
        registers[thing.what].add(thing.key.register)
    assert {"assets", "retention", "contacts"} <= registers["review"]
    assert {"training", "planner"} <= registers["again"]
    in_words = {"dpias", "sharing-agreements", "recording-standards"}
    assert in_words | {"assets", "datasets", "contracts"} == registers["missing"]
    assert {"review-programmes", "survey-programmes", "actions"} <= registers["deadline"]

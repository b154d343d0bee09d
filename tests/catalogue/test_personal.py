"""Personal data in a project: where it is told, what may stand until when, and no print of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.catalogue.personal import Search, shown_path
from macros.catalogue.reporter import as_github, as_json, as_text
from macros.model import Permitted, Problem
from macros.rules.personal.data import KINDS
from tests.conftest import CASES, PROJECT, lay_base, lay_over
from tests.projects import change

TODAY, LAST_DAY, AFTER = date(2026, 11, 22), date(2027, 3, 31), date(2027, 4, 1)
PUBLIC = """id: T-6
title: Check the boilers
kind: one-off
status: planned
owner_role: ROLE-keeper
text: >-
  {}
publish: {}
sources:
  - document: DOC-plan
"""


def personal(root: Path, today: date = date.max) -> list[Problem]:
    rules = ("personal-data", "personal-context", "allowance", "reference-form")
    return [problem for problem in load(root, today)[0].problems if problem.rule in rules]


def write(root: Path, text: str, publish: str = "public") -> None:
    (root / "registers/tasks/T-6.yml").write_text(PUBLIC.format(text, publish), "utf-8")


def severities(root: Path) -> list[str]:
    return [problem.severity for problem in personal(root)]


@pytest.mark.parametrize("case", ["personal-data", "personal-data-in-messages"])
def test_no_form_prints_what_was_found(tmp_path: Path, case: str) -> None:
    root = lay_base(tmp_path)
    lay_over(root, CASES / case / "before")
    problems = load(root)[0].problems
    printed = as_text(problems, 1) + as_json(problems, 1) + as_github(problems, 1)
    names = ["Whitfield", "Sarah", "Jamie", "Okafor", "Yetunde", "Cartwright", "cartwright", "Haq"]
    numbers = ["07812", "345678", "34 56", "AB123456C", "1984", "4095", "9944", "20-47", "10101565"]
    words = [*names, *numbers, "asthma", "dementia", "FX21", "Elm"]
    assert [word for word in words if word in printed] == []


def test_what_identifies_is_an_error_everywhere_and_the_rest_only_in_public(base: Path) -> None:
    write(base, "Mrs Haq has asthma.")
    assert severities(base) == ["error", "error"]
    write(base, "Mrs Haq has asthma.", "staff")
    assert severities(base) == ["warning", "warning"]
    write(base, "Ring 07812 345678.", "staff")
    assert severities(base) == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring the tenant.\n  # Mrs Haq asked\n",
        '\n"Ring Mrs\\u0020Haq"',
        "Ring Mrs\u00a0H\u00adaq",
        "Ring Mrs **Haq**",
        "'Mrs Haq'",
        "Ring Mrs\n  Haq.",
    ],
)
def test_it_is_seen_however_the_file_writes_it(base: Path, text: str) -> None:
    write(base, text)
    assert [problem.rule for problem in personal(base)] == ["personal-data"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("docs/public/pictures/plan.svg", "<svg><desc>Mr Zhou&#8217;s flat</desc></svg>"),
        ("docs/public/pictures/plan.svg", "<svg><!-- ring 07812 345678 --></svg>"),
        ("docs/public/pictures/plan.png", "\0" * 9 + "Author: Mrs Haq of Lettings" + "\0"),
        ("docs/notes.txt", "Ring 07812 345678"),
        ("schemas/tasks.schema.json", '{"description": "Ask Mrs Haq"}'),
        ("mkdocs.yml", "site_name: Ask Mrs Haq\n"),
        ("registers/tasks/T-6.yml", "title: [Mrs Haq\n"),
    ],
)
def test_it_is_seen_in_every_file_that_holds_words(base: Path, file: str, content: str) -> None:
    (base / file).parent.mkdir(parents=True, exist_ok=True)
    (base / file).write_text(content, "utf-8")
    problems = [problem for problem in personal(base) if problem.severity == "error"]
    assert [problem.file for problem in problems] == [file]


def test_a_drawing_s_figures_are_nobody_s_account(base: Path) -> None:
    picture = base / "docs/public/pictures/plan.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text('<svg><path d="M 20 47 47 85 36 44 36 c 07812 345678"/></svg>', "utf-8")
    assert personal(base) == []


def test_a_folder_that_is_called_after_somebody_is_told_without_its_name(base: Path) -> None:
    (base / "docs/mrs-haq").mkdir()
    (base / "docs/mrs-haq/plan.txt").write_text("A plan", "utf-8")
    assert [problem.file for problem in personal(base)] == ["docs/•••-•••"]
    assert shown_path("docs/mrs-haq/plan.txt") == "docs/•••-•••/plan.txt"


# --------------------------------------------------------------------------------- what may stand


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my husband had a stroke", []),
        ("he was arrested for assault", []),
        ("Mrs Haq can't open the door", ["error"]),
        ("ring me on 07812 345678", ["error"]),
    ],
)
def test_what_is_made_up_may_tell_of_health_and_crime_and_name_nobody(
    base: Path, text: str, told: list[str]
) -> None:
    write(base, text)
    assert severities(base) == ["error"]
    title = '"title": "Text",'
    change(base, "schemas/tasks.schema.json", title, f'{title} "x-of-nobody": true,')
    assert severities(base) == told


@pytest.fixture
def allowing(tmp_path: Path) -> Path:
    """A project in which a name is allowed until the end of March."""
    root = lay_base(tmp_path)
    lay_over(root, CASES / "allowance" / "before")
    (root / "registers/allowances/APD-001.yml").unlink()
    return root


@pytest.mark.parametrize("today", [date.max, TODAY, LAST_DAY])
def test_what_is_allowed_is_not_told_until_its_last_day(allowing: Path, today: date) -> None:
    assert personal(allowing, today) == []
    catalogue = load(allowing, today)[0]
    assert ("name", "sarahwhitfield") in catalogue.permitted.data


def test_after_its_last_day_it_is_told_with_the_allowance(allowing: Path) -> None:
    rules = [(problem.rule, problem.severity) for problem in personal(allowing, AFTER)]
    assert rules == [("allowance", "warning"), ("personal-data", "error")]
    assert "until 31 March 2027" in personal(allowing, AFTER)[0].message
    assert load(allowing, AFTER)[0].permitted.data == frozenset()


def test_an_allowance_is_for_one_file_one_kind_and_one_datum(allowing: Path) -> None:
    record = allowing / "registers/tasks/T-6.yml"
    record.write_text(record.read_text("utf-8").replace("Sarah Whitfield", "Priya Nair"), "utf-8")
    assert [problem.rule for problem in personal(allowing)] == ["allowance", "personal-data"]


def test_a_retired_allowance_allows_nothing(allowing: Path) -> None:
    allowance = allowing / "registers/allowances/APD-002.yml"
    text = allowance.read_text("utf-8").replace("status: current", "status: retired")
    allowance.write_text(text, "utf-8")
    assert [problem.rule for problem in personal(allowing)] == ["personal-data"]


def test_an_allowance_holds_nothing_of_what_it_allows(allowing: Path) -> None:
    text = (allowing / "registers/allowances/APD-002.yml").read_text("utf-8")
    assert "Whitfield" not in text
    assert "Sarah" not in text


def test_the_register_of_allowances_knows_every_kind() -> None:
    schema = json.loads((PROJECT / "schemas/allowed-personal-data.schema.json").read_text("utf-8"))
    kind = schema["properties"]["kind"]
    assert kind["enum"] == list(KINDS)
    assert set(kind["x-labels"]) == set(KINDS)


def test_a_number_among_the_contacts_may_stand_everywhere(base: Path) -> None:
    write(base, "Ring 01522 873500.")
    assert severities(base) == ["error"]
    for file in ("schemas/contacts.schema.json", "registers/contacts/CON-01.yml"):
        text = (PROJECT / file).read_text("utf-8").replace("01632 960123", "01522 873500")
        (base / file).parent.mkdir(exist_ok=True)
        text = text.replace("ROLE-business-support-manager", "ROLE-keeper")
        (base / file).write_text(text, "utf-8")
    assert personal(base) == []


def test_what_the_settings_say_of_the_landlord_may_stand_everywhere(base: Path) -> None:
    write(base, "Write to j.smith@example.org, and not to k.smith@example.org.")
    settings = "extra:\n  landlord:\n    contact: j.smith@example.org\n"
    (base / "mkdocs.yml").write_text(settings, "utf-8")
    assert severities(base) == ["error"]


@pytest.mark.parametrize(
    "page",
    [
        b'<div data-kim-words="asb, noise, nuisance, harassment, neighbour, hate crime"></div>',
        b'<th data-sort="000000002.00 housing act 0000001996">Housing Act 1996</th>',
        b"<tr><th>My neighbour</th><td>harassment</td><td>noise</td></tr>",
        b"<td>asb, noise, noisy neighbour, nuisance, harassment, hate crime, threats</td>",
    ],
)
def test_words_that_lead_to_a_page_and_cells_of_a_row_tell_of_nobody(page: bytes) -> None:
    search = Search(Permitted())
    assert list(search.in_file("page.html", page)) == []
    named = page.replace(b"noise", b"Mrs Haq, noise").replace(b">Housing", b">Mrs Haq, Housing")
    assert [data.kind for data in search.in_file("page.html", named)][:1] == ["name"]

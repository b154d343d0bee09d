"""What tenants read of a plan whose time is past: on its page, and where another names it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.model import Audience, Key
from macros.pages.records import record_page
from macros.view.view import view
from tests.conftest import lay_base

PLAN = """id: T-20
title: Start the form
kind: one-off
status: {status}
owner_role: ROLE-keeper
due: {due}
evidence:
  - A minute
illustrative: true
publish: public
"""
OTHER = """id: T-21
title: Report it online
kind: one-off
status: done
owner_role: ROLE-keeper
see_also:
  - T-20
evidence:
  - A minute
illustrative: true
publish: public
"""
WORDS = "planned for April to June 2025; we have not said yet whether it happened"
FIRST_DAY_AFTER = date(2025, 7, 1)


def lay(root: Path, status: str, due: str, unreported: Sequence[str] = ("planned",)) -> None:
    """Two tasks, of which the other names the plan, and the statuses that report nothing."""
    lay_base(root)
    schema = root / "schemas/tasks.schema.json"
    source = json.loads(schema.read_text("utf-8"))
    source["properties"]["due"]["x-plan"] = True
    source["x-register"] |= {"unreported": list(unreported)} if unreported else {}
    schema.write_text(json.dumps(source), "utf-8")
    (root / "registers/tasks/T-20.yml").write_text(PLAN.format(status=status, due=due), "utf-8")
    (root / "registers/tasks/T-21.yml").write_text(OTHER, "utf-8")


def pages(
    root: Path,
    today: date,
    *,
    audience: Audience = "public",
    status: str = "planned",
    due: str = "Q1 2025/26",
) -> tuple[list[str], str]:
    """The notices on the plan's own page, and what the other page says of it."""
    lay(root, status, due)
    seen = view(load(root)[0], audience, today)
    own, other = (
        html.document_fromstring(record_page(seen, seen.records[Key("tasks", id_)]).html)
        for id_ in ("T-20", "T-21")
    )
    notices = [element.text_content().strip() for element in own.cssselect(".kim-notice")]
    named = other.cssselect(".kim-field--see_also dd")[0].text_content()
    return [text for text in notices if "lanned" in text], " ".join(named.split())


def test_once_its_time_is_past_a_plan_says_so_by_itself(tmp_path: Path) -> None:
    expected = [f"P{WORDS[1:]}."], f"Start the form ({WORDS})"
    assert pages(tmp_path, FIRST_DAY_AFTER) == expected


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2025-06-30", "planned for 30 June 2025; we have not said yet whether it happened"),
        ("Q4 2024/25", WORDS.replace("April to June", "January to March")),
    ],
)
def test_it_says_the_time_as_tenants_read_times(tmp_path: Path, due: str, words: str) -> None:
    assert pages(tmp_path, FIRST_DAY_AFTER, due=due)[1] == f"Start the form ({words})"


def test_until_its_last_day_is_over_nothing_is_said(tmp_path: Path) -> None:
    assert pages(tmp_path, date(2025, 6, 30)) == ([], "Start the form")


@pytest.mark.parametrize("due", ["Ongoing", "To be determined", "2025-07-01"])
def test_a_plan_without_a_time_that_is_past_says_nothing(tmp_path: Path, due: str) -> None:
    assert pages(tmp_path, FIRST_DAY_AFTER, due=due) == ([], "Start the form")


def test_once_somebody_has_reported_nothing_is_said(tmp_path: Path) -> None:
    assert pages(tmp_path, FIRST_DAY_AFTER, status="done") == ([], "Start the form")


def test_staff_read_of_deadlines_instead(tmp_path: Path) -> None:
    notices, named = pages(tmp_path, FIRST_DAY_AFTER, audience="staff")
    assert (notices, named) == ([], "Start the form (T-20)")


def test_where_no_status_is_unreported_nothing_is_said(tmp_path: Path) -> None:
    lay(tmp_path, "planned", "Q1 2025/26", unreported=())
    seen = view(load(tmp_path)[0], "public", FIRST_DAY_AFTER)
    page = record_page(seen, seen.records[Key("tasks", "T-20")]).html
    assert "whether it happened" not in page

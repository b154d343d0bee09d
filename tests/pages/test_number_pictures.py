"""Pictures of sums, of groups' answers, of holes and of ages: each number against the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain

import pytest
from lxml import html
from markupsafe import Markup

from macros.model import Catalogue, Field, Register, Value
from macros.pages.coverage import rows
from macros.pages.coverage_picture import coverage_picture
from macros.pages.freshness import NEVER, band, freshness
from macros.pages.group_answers import answers
from macros.pages.group_sums import group_sums
from macros.pages.sums import sums
from macros.pages.waits import waits
from macros.view.view import View, view
from tests.conftest import make_register
from tests.projects import TODAY


@pytest.fixture(scope="module")
def seen(real: Catalogue) -> View:
    return view(real, "staff", TODAY)


def numbers(figure: Markup) -> int:
    page = html.fromstring(figure)
    return sum(int(cell.text_content()) for cell in page.iterfind(".//tbody//td"))


def field(register: Register, name: str) -> Field:
    own = register.schema.field(name)
    assert own
    return own


@pytest.mark.parametrize("by", ["work_area", ""])
def test_each_principle_that_an_entry_assessed_counts_once(seen: View, by: str) -> None:
    log = seen.registers["kim-log"]
    group, across = field(log, "principles"), field(log, "period_end")
    drawn = answers(seen, log, group, across, field(log, by) if by else None, "Assessed")
    groups = [record.values.get("principles") for record in log.records if not record.retired]
    parts = list(chain.from_iterable(own.values() for own in groups if isinstance(own, Mapping)))
    assert 0 < numbers(drawn) < len(parts)
    yes = [part for part in parts if isinstance(part, Mapping) and part["assessed"] == "yes"]
    assert numbers(drawn) == len(yes)


def test_sums_are_what_the_records_say(seen: View) -> None:
    audits = seen.registers["audits"]
    parts = [field(audits, name) for name in ("records_right", "records_with_findings")]
    drawn = sums(seen, audits, audits.records, field(audits, "area"), parts, "Checked")
    samples = [record.values["sample"] for record in audits.records]
    assert numbers(drawn) == sum(sample for sample in samples if isinstance(sample, int)) > 0


def test_sums_of_groups_are_those_of_the_latest_day(seen: View) -> None:
    counts = Field(
        *("counts", "Counts", "", "array"),
        each=Field(
            *("counts", "Counts", "", "object"),
            parts=(
                Field("group", "Group", "", "string", refs=("roles",)),
                Field("on", "On", "", "string", format="date"),
                Field("done", "Done", "", "integer", adds_up_to="all"),
            ),
        ),
    )
    told: list[Value] = [
        {"group": "officers", "on": "2026-01-01", "done": 9},
        {"group": "officers", "on": "2025-01-01", "done": 5},
        {"group": "managers", "on": "2025-01-01", "done": 7},
    ]
    others: list[Value] = [{"group": "officers", "on": "2025-01-01", "done": 20}]
    records: list[dict[str, Value]] = [
        {"id": "C-1", "counts": told},
        {"id": "C-2", "counts": others},
        {"id": "C-3", "counts": others, "status": "retired"},
    ]
    register = make_register("courses", [counts], records)
    drawn = group_sums(seen, register, counts, "Done")
    cells = {row[0]: row[1] for row in table_of(drawn)}
    assert cells == {"officers": "29", "managers": "7"}


def table_of(figure: Markup) -> list[list[str]]:
    rows = html.fromstring(figure).iterfind(".//tbody/tr")
    return [[cell.text_content().strip() for cell in row] for row in rows]


WAITS = Field("after", "Waits for", "", "array", refs=("steps",), acyclic=True, due_by="due")


def steps(*pairs: tuple[str, list[Value]]) -> Register:
    return make_register("steps", [WAITS], [{"id": id_, "after": after} for id_, after in pairs])


def test_what_waits_stands_behind_all_that_it_waits_for_and_in_the_table() -> None:
    register = steps(("S-1", []), ("S-2", ["S-1"]), ("S-3", ["S-1", "S-2"]), ("S-4", []))
    seen = view(Catalogue({"steps": register}, {}, {}, (), ()), "staff", TODAY)
    drawn = waits(seen, register, WAITS, "What waits")
    page = html.fromstring(drawn)
    places = page.xpath("//svg/g/rect/@x")
    left = dict(zip(page.xpath("//svg/g/text/text()"), map(int, places), strict=True))
    assert left["S-1 S-1"] < left["S-2 S-2"] < left["S-3 S-3"]
    assert len(left) == 3
    assert len(page.findall(".//svg/line")) == len(table_of(drawn)) == 3
    assert "S-3 waits for S-1 and S-2" in str(page.findtext(".//svg/desc"))


def test_where_nothing_waits_that_is_said(seen: View) -> None:
    drawn = waits(seen, steps(("S-1", [])), WAITS, "What waits")
    assert "Nothing waits for anything else." in drawn
    assert "<svg" not in drawn


def test_each_record_has_one_hole_or_none(seen: View) -> None:
    register = seen.registers["recommendations"]
    drawn = coverage_picture(seen, register, "Covered", small=False)
    assert numbers(drawn) == len(rows(seen, register)) > 0


def test_each_record_that_is_not_over_has_an_age(seen: View) -> None:
    live = [record for record in seen.records.values() if not record.retired]
    assert numbers(freshness(seen, "Fresh", small=True)) == len(live)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "In the last year"),
        (365, "In the last year"),
        (366, "1 to 2 years ago"),
        (730, "1 to 2 years ago"),
        (731, "Longer ago"),
        (30_000, "Longer ago"),
    ],
)
def test_an_age_is_said_in_bands(days: int, words: str) -> None:
    assert band(TODAY - timedelta(days=days), TODAY) == words


def test_what_nobody_looked_at_is_no_age() -> None:
    assert band(None, TODAY) == NEVER
    assert band(date(1990, 1, 1), date(2026, 1, 1)) == "Longer ago"

"""What reviews came to is counted from the history: a review that only moved the date shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.history.reviews_done import reviews_done
from macros.pages.reviews_page import reviews
from macros.view.view import View, view
from tests.projects import change, commit, copy_small

TODAY = date(2026, 11, 22)
ANSWER = "registers/faqs/FAQ-001.yml"
CLASS = "registers/retention/RET-001.yml"
WORD = "registers/definitions/DEF-benchmarking.yml"
CHECKED = """\
review_outcome:
  outcome: no-change
  checked: The answer against what the team does
  by_role: ROLE-housing-services-manager
"""


def _reviewed(project: Path, file: str, day: str, more: str = "") -> None:
    """Write into a record that it was looked at on a day, as somebody by hand would."""
    path = project / file
    kept = [line for line in path.read_text("utf-8").splitlines() if "last_reviewed" not in line]
    path.write_text("\n".join([*kept, f'last_reviewed: "{day}"', more]).rstrip() + "\n", "utf-8")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The small project after three reviews, of which each came to something else."""
    project = copy_small(
        tmp_path_factory.mktemp("reviews") / "project", day="2026-01-12T09:00:00+00:00"
    )
    _reviewed(project, WORD, "2026-02-01")
    commit(project, "Look at a word again", day="2026-02-01T09:00:00+00:00")
    _reviewed(project, ANSWER, "2026-02-02", CHECKED)
    commit(project, "Hold the answer against practice", day="2026-02-02T09:00:00+00:00")
    _reviewed(project, CLASS, "2026-02-03")
    change(project, CLASS, "years: 6", "years: 7")
    commit(project, "Keep tenancy files for longer", day="2026-02-03T09:00:00+00:00")
    change(project, ANSWER, "A broken leg heals.", "A broken arm heals.")
    commit(project, "No review: arms", day="2026-02-04T09:00:00+00:00")
    return view(load(project)[0], "staff", TODAY, load_history(project, TODAY))


def test_a_review_is_what_set_another_day_and_its_result_is_what_else_changed(seen: View) -> None:
    assert seen.past
    done = reviews_done(seen.past)
    assert sorted((review.key.id, str(review.on), review.result) for review in done) == [
        ("DEF-benchmarking", "2026-02-01", "only-the-date"),
        ("FAQ-001", "2026-02-02", "no-change"),
        ("RET-001", "2026-02-03", "changed"),
    ]


def test_the_page_counts_them_by_register_and_shows_the_latest_first(seen: View) -> None:
    page = html.fromstring(f"<div>{reviews(seen).html}</div>")
    assert page.findtext("p") == "1 of 3 reviews only moved the date (33 per cent)."
    numbers = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]]
        for row in page.iterfind(".//tbody/tr")
    }
    assert sorted(numbers.values()) == [
        ["0", "0", "1", "1", "100"],
        ["0", "1", "0", "1", "0"],
        ["1", "0", "0", "1", "0"],
    ]
    assert numbers["Retention schedule"] == ["1", "0", "0", "1", "0"]
    latest = [item.text_content().strip() for item in page.iterfind(".//li")]
    assert latest[0].startswith("3 February 2026")
    assert "put right" in latest[0]
    assert latest[-1].startswith("1 February 2026")
    assert "Only the date" in latest[-1]

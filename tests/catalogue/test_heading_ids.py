from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify

from macros.catalogue.heading_ids import heading_id
from macros.evidence.authored_pages import authored_pages
from tests.projects import build_staff, commit
from tests.tiny import copy_tiny


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("How long we keep it", "how-long-we-keep-it"),
        ("Café & crème", "cafe-creme"),
        ("\u65b0\u5e74\u5feb\u4e50", "\u65b0\u5e74\u5feb\u4e50"),
        ("\u65b0\u5e74 (2)", "\u65b0\u5e74-2"),
        ("Łódź", "łódź"),
        ("\u0627\u0644\u0633\u0644\u0627\u0645", "\u0627\u0644\u0633\u0644\u0627\u0645"),
        ("\U0001f389", "party-popper"),
        ("\u26a0\ufe0f \u26a0\ufe0f", "warning-sign-warning-sign"),
        ("\U0001f389 Party", "party"),
        ("???", "question-mark-question-mark-question-mark"),
    ],
)
def test_the_id_of_a_heading_is_made_from_its_text(heading: str, id_: str) -> None:
    assert heading_id(heading, "-") == id_


@given(st.text(st.characters(codec="ascii")))
def test_an_id_in_ascii_is_as_it_always_was(heading: str) -> None:
    plain = slugify(heading, "-")
    assert not plain or heading_id(heading, "-") == plain


PAGE = "docs/guides/history.md"
HEADINGS = "\n\n## \u65b0\u5e74\u5feb\u4e50\n\nText.\n\n## \U0001f389\n\nText.\n"


def test_the_site_and_the_pack_give_headings_lasting_ids(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "project")
    path = project / PAGE
    path.write_text(path.read_text("utf-8") + HEADINGS, "utf-8")
    commit(project, "Wish a happy new year")
    html = (build_staff(project) / "guides/history/index.html").read_text("utf-8")
    (page,) = authored_pages({PAGE: path.read_text("utf-8")})
    for id_ in ("\u65b0\u5e74\u5feb\u4e50", "party-popper"):
        assert f'id="{id_}"' in html
        assert f'--{id_}"' in page.html
    assert 'id="_1"' not in html

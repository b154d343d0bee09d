"""A revision in words: many changes at once fold, and say whether new or old."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.model import Change, Pending
from macros.model.revisions import Kind
from macros.pages.revision_words import Chapter, pending_chapter
from macros.view.view import view
from tests.conftest import lay_base
from tests.projects import TODAY


def told(root: Path, kind: Kind, many: int) -> Chapter:
    """The chapter of a revision that put so many entries into a list."""
    lay_base(root)
    seen = view(load(root)[0], "staff", TODAY)
    changes = tuple(Change(("needs", number), None, f"tool {number}") for number in range(many))
    return pending_chapter(seen, seen.registers["tasks"].schema, Pending(kind, changes))


@pytest.mark.parametrize(
    ("kind", "many", "folded", "is_edit"),
    [
        ("changed", 12, "", True),
        ("changed", 13, "What changed (13)", True),
        ("created", 1, "What it said then (1 field)", False),
        ("created", 0, "", False),
    ],
)
def test_many_changes_fold_and_those_of_an_edit_say_which_way_they_go(
    tmp_path: Path, kind: Kind, many: int, folded: str, is_edit: bool
) -> None:
    chapter = told(tmp_path, kind, many)
    assert (chapter.folded, chapter.is_edit) == (folded, is_edit)
    assert len(chapter.changes) == many

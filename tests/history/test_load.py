"""What is read of a repository, apart from what comes of it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from macros.history import git
from macros.history.load import load_history
from macros.model import PAGES, Key
from tests.repositories import FILE, CommitPlan, build


def test_one_content_is_read_as_a_record_and_as_a_page(tmp_path: Path) -> None:
    content = (FILE, b"title: One\n")
    files = {b"registers/tasks/T-1.yml": content, b"docs/a.md": content, b"docs/b.md": content}
    built = build(tmp_path, [CommitPlan("first", (), files)])
    past = load_history(built.folder)
    paths = {
        key: [change.path for change in trail[0].changes] for key, trail in past.trails.items()
    }
    assert paths.pop(Key("tasks", "T-1")) == [("title",)]
    assert sorted(paths) == [Key(PAGES, "docs/a.md"), Key(PAGES, "docs/b.md")]
    assert ("title",) not in [path for own in paths.values() for path in own]


def test_a_log_that_is_read_in_pieces_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [
        CommitPlan(
            str(number),
            (str(number - 1),) if number else (),
            {b"registers/tasks/T-1.yml": (FILE, b"title: Number %d\n" % number)},
        )
        for number in range(5)
    ]
    built = build(tmp_path, plans)
    whole = load_history(built.folder)
    monkeypatch.setattr(git, "BATCH", 2)
    assert load_history(built.folder) == whole
    assert len(whole.line) == 5


@pytest.mark.parametrize("collects", [True, False])
def test_the_search_for_rubbish_goes_on_afterwards_where_it_went_on_before(
    tmp_path: Path, collects: bool
) -> None:
    built = build(tmp_path, [CommitPlan("first", (), {b"docs/a.md": (FILE, b"A page.\n")})])
    went_on = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        load_history(built.folder)
        assert gc.isenabled() == collects
    finally:
        (gc.enable if went_on else gc.disable)()

"""Where a page that moved is today, as far as the history knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.history.revisions import History
from macros.model import PAGES, Audience, Catalogue, Key, Kind, Revision
from macros.view.moved_pages import moved_pages
from macros.view.view import view
from tests.view.test_page_addresses import trail
from tests.view.test_view import TODAY

Steps = tuple[tuple[Kind, str], ...]
"""What happened to a page, and the page that it went on as."""

STANDS: Steps = (("created", ""),)


def page(name: str) -> Key:
    return Key(PAGES, f"docs/{name}")


def past_of(pages: dict[str, Steps], register: str = PAGES) -> History:
    trails = {}
    for name, steps in pages.items():
        key = page(name)._replace(register=register)
        trails[key] = tuple(_step(key, *step) for step in steps)
    return History((), (), trails)


def _step(key: Key, kind: Kind, to: str) -> Revision:
    (revision,) = trail(key, kind)
    return replace(revision, moved=page(to)._replace(register=key.register) if to else None)


def moved(to: str) -> Steps:
    """A page that has been moved before, elsewhere, and came back."""
    return (("created", "first.md"), ("restored", "second.md"), ("deleted", to))


@pytest.mark.parametrize(
    ("pages", "staff"),
    [
        ({"old.md": moved("new.md"), "new.md": STANDS}, {"old.md": "new.md"}),
        (
            {"old.md": moved("new.md"), "new.md": moved("newest.md"), "newest.md": STANDS},
            {"old.md": "newest.md", "new.md": "newest.md"},
        ),
        ({"old.md": moved("")}, {}),
        ({"old.md": moved("new.md")}, {}),
        ({"old.md": moved("new.md"), "new.md": moved("")}, {}),
        ({"old.md": moved("new.md"), "new.md": moved("old.md")}, {}),
        ({"old.md": moved("old.md")}, {}),
        ({"old.md": (*moved("new.md"), ("restored", "")), "new.md": STANDS}, {}),
        ({".old/a.md": moved("new.md"), "new.md": STANDS}, {}),
        ({"a/.old.md": moved("new.md"), "new.md": STANDS}, {}),
        ({"a\\old.md": moved("new.md"), "new.md": STANDS}, {}),
        ({"a.old.md": moved("new.md"), "new.md": STANDS}, {"a.old.md": "new.md"}),
        ({"old.md": moved("public/new.md"), "public/new.md": STANDS}, {}),
        ({"public/old.md": moved("new.md"), "new.md": STANDS}, {}),
    ],
)
def test_a_page_is_followed_over_all_its_moves_to_one_that_the_same_readers_have(
    pages: dict[str, Steps], staff: dict[str, str]
) -> None:
    past = past_of(pages)
    assert moved_pages(past, "staff") == {page(old): page(new) for old, new in staff.items()}
    assert moved_pages(past, "public") == {}


def test_a_tenants_page_that_moved_is_the_tenants_alone() -> None:
    past = past_of({"public/old.md": moved("public/new.md"), "public/new.md": STANDS})
    assert moved_pages(past, "public") == {page("public/old.md"): page("public/new.md")}
    assert moved_pages(past, "staff") == {}


@pytest.mark.parametrize(("audience", "folder"), [("staff", ""), ("public", "public/")])
def test_a_view_says_where_its_own_readers_pages_are(audience: Audience, folder: str) -> None:
    old, new = f"{folder}old.md", f"{folder}new.md"
    past = past_of({old: moved(new), new: STANDS})
    empty = Catalogue({}, {}, {}, (), ())
    assert view(empty, audience, TODAY, past).moved == {page(old): page(new)}
    assert view(empty, audience, TODAY).moved == {}


def test_a_record_that_moved_is_no_page() -> None:
    past = past_of({"old.md": moved("new.md"), "new.md": STANDS}, register="tasks")
    assert moved_pages(past, "staff") == {}

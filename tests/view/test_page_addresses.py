"""What has a page of its own on a site, at which address, and what only staff are shown of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.history.revisions import History
from macros.model import (
    PAGES,
    Audience,
    Catalogue,
    Commit,
    Key,
    Kind,
    Person,
    PublicName,
    Revision,
    Trail,
)
from macros.view.view import View, view
from tests.conftest import make_register
from tests.view.test_due import kim, lay
from tests.view.test_view import ID, TODAY

WHEN = datetime(2026, 10, 1, tzinfo=UTC)
SOMEBODY = Person("Somebody", "somebody@example.org", "Somebody")
COMMIT = Commit("0" * 40, (), SOMEBODY, SOMEBODY, WHEN, WHEN, "Begin", "")


def trail(key: Key, *kinds: Kind) -> Trail:
    return tuple(Revision(key, kind, COMMIT, WHEN, (), key.id) for kind in kinds)


def staff_view(*ids: str, past: History | None = None) -> View:
    """A register with these records, and what happened."""
    register = make_register("tasks", [ID], [{"id": id_} for id_ in ids])
    return view(Catalogue({"tasks": register}, {}, {}, (), ()), "staff", TODAY, past)


THERE, LEFT_OUT, GONE = (Key(PAGES, f"docs/{name}.md") for name in ("there", "drafts", "gone"))
TENANTS, GONE_RECORD = Key(PAGES, "docs/public/bins.md"), Key("tasks", "T-1")


@pytest.mark.parametrize(
    ("key", "elsewhere"),
    [(THERE, False), (LEFT_OUT, True), (GONE, True), (TENANTS, True), (GONE_RECORD, False)],
)
def test_only_the_history_stands_here_of_pages_that_are_gone_left_out_or_for_tenants(
    key: Key, elsewhere: bool
) -> None:
    trails = {
        THERE: trail(THERE, "created", "deleted", "restored"),
        LEFT_OUT: trail(LEFT_OUT, "created"),
        GONE: trail(GONE, "created", "deleted"),
        TENANTS: trail(TENANTS, "created"),
        GONE_RECORD: trail(GONE_RECORD, "created", "deleted"),
    }
    shown = replace(staff_view(past=History((), (), trails)), left_out=frozenset({LEFT_OUT}))
    assert shown.elsewhere(key) is elsewhere
    unknown = replace(shown, past=None)
    assert unknown.elsewhere(key) is (elsewhere and key is not GONE)


def test_of_those_that_have_one_address_what_is_there_today_comes_first() -> None:
    """A page that is there, and nothing else of its register's, has its own address."""
    names = ("docs/guides.md", "docs/guides/index.md", "docs/guides/README.md", "docs/Guides.md")
    pages = [Key(PAGES, name) for name in names]
    records = [Key("tasks", name) for name in ("t-9", "T-9", "T-10")]
    odd = [Key("tasks", "notes.md"), Key("tasks", "notes"), Key("people", "T-9")]
    trails = {key: trail(key, "created", "deleted") for key in (*pages, *records, *odd)}
    trails[THERE] = trail(THERE, "created")
    shown = staff_view("T-9", "T-10", past=History((), (), trails))
    assert shown.after_others == {
        **dict(zip(pages, (0, 1, 2, 0), strict=True)),
        **dict(zip(records, (1, 0, 0), strict=True)),
        **dict.fromkeys(odd, 0),
    }
    assert staff_view("T-9").after_others == {}


@pytest.mark.parametrize(
    ("page", "audience", "home"),
    [
        ("public/tasks.md", "public", "public/tasks.md"),
        ("public/tasks.md", "staff", "registers/tasks/index.md"),
        ("", "public", "registers/tasks/index.md"),
        ("", "staff", "registers/tasks/index.md"),
        (None, "public", "registers/tasks/index.md"),
    ],
)
def test_a_register_is_listed_on_the_page_written_for_tenants_where_there_is_one(
    page: str | None, audience: Audience, home: str
) -> None:
    schema = make_register("tasks", [ID], []).schema
    name = None if page is None else PublicName("Tasks", "", "", "", (), (), page)
    assert replace(staff_view(), audience=audience).home(replace(schema, public=name)) == home


def test_a_register_that_is_not_for_reading_is_for_staff_to_read() -> None:
    schema = make_register("tasks", [ID], []).schema
    name = PublicName("Tasks", "", "", "", (), ())
    staff = staff_view()
    public = replace(staff, audience="public")
    for public_name, is_listed in (
        (None, True),
        (name, True),
        (name._replace(listed=False), False),
    ):
        named = replace(schema, public=public_name)
        assert (public.listed(named), staff.listed(named)) == (is_listed, True)


def test_only_staff_are_shown_links_to_be_looked_at(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public's schemas know of none; were they to, it would be shown none."""
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    lay(base, "T-21", "due: 2024-09-15\nhelpers:\n  - ROLE-officer")
    assert kim("confirm", "T-21", "--today", "2024-09-01").exit_code == 0
    role = base / "registers/roles/ROLE-officer.yml"
    role.write_text(role.read_text("utf-8").replace("Housing officer", "Home officer"), "utf-8")
    staff = view(load(base)[0], "staff", date(2024, 9, 15))
    task, officer = Key("tasks", "T-21"), Key("roles", "ROLE-officer")
    assert set(staff.suspect_links) == {task, officer}
    assert replace(staff, audience="public").suspect_links == {}

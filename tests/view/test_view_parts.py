"""What a view holds beside records: tables, texts made from earlier ones, and what has pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.references import link
from macros.history.load import load_history
from macros.model import Audience, Catalogue, Field, PublicName, Register
from macros.model.asking import Asking
from macros.view.public import public_schema
from macros.view.view import view
from tests.conftest import make_register
from tests.history.test_snapshots import Made

TODAY = date(2026, 11, 22)
ID = Field("id", "Reference", "", "string", public=True)
TITLE = Field("title", "Title", "", "string", public=True)
PUBLISH = Field("publish", "Who may see it", "", "string")
ORIGINAL = Field(
    *("original", "Original", "", "string"),
    public=True,
    refs=("texts",),
    confirm=("title",),
    earlier="title",
)


def catalogue(*, together: bool) -> Catalogue:
    """An original and two texts made from it, of which staff alone see the second."""
    rows = [
        {"id": "X-1", "title": "How we look after homes", "publish": "public"},
        {"id": "X-2", "title": "Jak dbamy", "original": "X-1", "publish": "public"},
        {"id": "X-3", "title": "Kaip prižiūrime", "original": "X-1", "publish": "staff"},
    ]
    register = make_register("texts", [ID, TITLE, PUBLISH, ORIGINAL], rows)
    name = PublicName("Texts", "", "", "What we say.", (), (), "public/texts.md", together=together)
    named = Register(replace(register.schema, public=name), register.records)
    links = link({"texts": named})
    return Catalogue({"texts": named}, links.references, links.used_by, (), ())


@pytest.mark.parametrize(("audience", "earlier"), [("public", {"X-2"}), ("staff", {"X-2", "X-3"})])
def test_a_view_holds_tables_and_what_nobody_confirmed_since_its_original_changed(
    audience: Audience, earlier: set[str]
) -> None:
    tables = {"repairs.csv": (("Kind", "Number"), ("Roofs", "12"))}
    shown = view(replace(catalogue(together=False), tables=tables), audience, TODAY)
    assert shown.tables == tables
    assert {key.id: name for key, name in shown.earlier.items()} == dict.fromkeys(earlier, "title")


@pytest.mark.parametrize(
    ("audience", "together", "paged"),
    [
        ("public", True, []),
        ("public", False, ["texts"]),
        ("staff", True, ["texts"]),
        ("staff", False, ["texts"]),
    ],
)
def test_records_that_stand_together_have_no_pages_of_their_own_for_tenants(
    audience: Audience, together: bool, paged: list[str]
) -> None:
    assert list(view(catalogue(together=together), audience, TODAY).paged) == paged


def test_what_a_schema_asks_and_names_is_public_where_its_fields_are() -> None:
    schema = make_register("texts", [ID, TITLE, PUBLISH], []).schema
    asking = Asking(("title", "publish"), ("papers",), 2, "title")
    name = PublicName("Texts", "", "", "What we say.", (), (), asking=asking)
    shown = public_schema(replace(schema, names=("title", "publish")), name)
    assert shown.names == ("title",)
    assert shown.asking == Asking(("title",), ("papers",), 2, "title")
    hidden = name._replace(asking=asking._replace(main="publish"))
    assert public_schema(schema, hidden).asking.main == ""


def test_staff_see_the_registers_of_earlier_days_where_there_is_a_history(tmp_path: Path) -> None:
    project = Made(tmp_path / "project")
    project.commit("2026-01-05T12:00:00+00:00")
    shown = view(catalogue(together=False), "staff", TODAY, load_history(project.root))
    assert shown.snapshots
    assert view(catalogue(together=False), "staff", TODAY).snapshots == ()

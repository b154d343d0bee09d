"""Rows of assets and requests as others keep them, the whole way: YAML, check, page, pack."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from macros.catalogue.load import load
from macros.evidence.collect import collect
from macros.evidence.contents import PackScope
from macros.evidence.tables import cell_text, register_csv
from macros.history import git
from macros.model import Key
from macros.pages.records import record_page
from macros.view.view import View, view
from tests.catalogue.test_retention_rows import lines
from tests.projects import TODAY, commit, lay_small

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("other_rows.yml").read_text("utf-8")
)
IDS = {"assets": "IAR-{}", "requests": "FOI-2025-0{}"}
KEYS = [
    Key(row["register"], IDS[row["register"]].format(101 + place)) for place, row in enumerate(ROWS)
]
OF_THE_TEST = ("register", "without", "page")
REQUEST = {
    "regime": "foi",
    "received": "2025-01-06",
    "categories": ["FOC-repairs"],
    "question": "How many homes have a heat pump?",
    "previously_answered": "no",
    "owner_role": "ROLE-business-support-manager",
    "status": "current",
    "illustrative": True,
}


class Landlord(NamedTuple):
    """A small landlord with all rows, as staff see it, and the tables of its pack."""

    staff: View
    tables: Mapping[Key, Mapping[str, str]]


@pytest.fixture(scope="module")
def landlord(tmp_path_factory: pytest.TempPathFactory) -> Landlord:
    root = lay_small(tmp_path_factory.mktemp("rows"))
    asset = yaml.safe_load((root / "registers/assets/IAR-001.yml").read_text("utf-8"))
    base = {"assets": asset, "requests": REQUEST}
    for key, row in zip(KEYS, ROWS, strict=True):
        fields = {**base[key.register], **row, "id": key.id}
        for name in (*OF_THE_TEST, *row.get("without", ())):
            fields.pop(name, None)
        file = root / f"registers/{key.register}/{key.id}.yml"
        file.write_text("\n".join(lines(fields)) + "\n", "utf-8")
    commit(root, "Put in the rows", first=True)
    catalogue = load(root, TODAY)[0]
    assert catalogue.errors == ()
    contents = collect(git.Repository(root), PackScope(TODAY, None, ""), "main")
    tables: dict[Key, Mapping[str, str]] = {}
    for name in IDS:
        text = register_csv(contents, name).decode("utf-8-sig")
        tables |= {Key(name, cells["id"]): cells for cells in csv.DictReader(io.StringIO(text))}
    return Landlord(view(catalogue, "staff", TODAY), tables)


@pytest.mark.parametrize(
    ("key", "row"), list(zip(KEYS, ROWS, strict=True)), ids=[row["title"] for row in ROWS]
)
def test_a_row_stands_on_its_page_and_in_a_packs_table(
    key: Key, row: Mapping[str, Any], landlord: Landlord
) -> None:
    record = landlord.staff.records[key]
    page = " ".join(record_page(landlord.staff, record).html.striptags().split())
    assert [words for words in row["page"] if words not in page] == []
    for name in row.keys() - {*OF_THE_TEST, "title"}:
        assert landlord.tables[key][name] == cell_text(record.document.value[name])

"""Rows of every kind that real schedules have, the whole way: YAML, check, sentence, page, pack."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from click.testing import CliRunner

from macros.catalogue.load import load
from macros.cli import main
from macros.evidence.collect import collect
from macros.evidence.contents import PackScope
from macros.evidence.tables import cell_text, register_csv
from macros.history import git
from macros.model import Key
from macros.model.text import upper_first
from macros.pages.records import record_page
from macros.pages.tenants import how_long
from macros.view.view import View, view
from tests.projects import TODAY, commit, lay_small

REGISTER = "retention"
WORDS_OF_A_ROW = ("said", "told")
ROWS: list[dict[str, object]] = yaml.safe_load(
    Path(__file__).with_name("retention_rows.yml").read_text("utf-8")
)
NUMBERED = [(f"RET-{101 + place}", row) for place, row in enumerate(ROWS)]
COMMON = {
    "function": "tenancy",
    "basis": "business-need",
    "personal_data": "true",
    "special_data": "false",
    "owner_role": "ROLE-business-support-manager",
    "status": "current",
    "publish": "public",
    "illustrative": "true",
}


class Landlord(NamedTuple):
    """A small landlord with all rows in its schedule, as everybody and as staff see it."""

    root: Path
    staff: View
    public: View
    table: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def landlord(tmp_path_factory: pytest.TempPathFactory) -> Landlord:
    root = lay_small(tmp_path_factory.mktemp("rows"))
    for name, row in NUMBERED:
        fields = {part: value for part, value in row.items() if part not in WORDS_OF_A_ROW}
        text = "\n".join(lines({"id": name, **COMMON, **fields})) + "\n"
        (root / f"registers/{REGISTER}/{name}.yml").write_text(text, "utf-8")
    commit(root, "Put in the whole schedule", first=True)
    catalogue = load(root, TODAY)[0]
    assert catalogue.errors == ()
    contents = collect(git.Repository(root), PackScope(TODAY, None, ""), "main")
    rows = csv.DictReader(io.StringIO(register_csv(contents, REGISTER).decode("utf-8-sig")))
    table = {cells["id"]: cells for cells in rows}
    staff, public = view(catalogue, "staff", TODAY), view(catalogue, "public", TODAY)
    return Landlord(root, staff, public, table)


def lines(fields: object, indent: str = "") -> list[str]:
    """Values as people write them into a file."""
    written: list[str] = []
    if isinstance(fields, Mapping):
        for name, value in fields.items():
            inner = lines(value, indent + "  ")
            is_group = isinstance(value, Mapping | list)
            written += [f"{indent}{name}:", *inner] if is_group else [f"{indent}{name}: {inner[0]}"]
        return written
    if isinstance(fields, list):
        for value in fields:
            first, *rest = lines(value, indent + "  ")
            written += [f"{indent}- {first.lstrip()}", *rest]
        return written
    return [str(fields).lower() if isinstance(fields, bool) else str(fields)]


def test_the_66_rows_use_every_part_of_a_rule_and_every_kind(landlord: Landlord) -> None:
    assert len(ROWS) == 66
    rule = landlord.staff.schema(Key(REGISTER, "RET-101")).field("rule")
    assert rule
    kinds = rule.part("kind")
    assert kinds
    used = {str(word) for row in ROWS for word in words_of(row)}
    assert {*(part.name for part in rule.parts), *kinds.options} - used == set()


def words_of(value: object) -> Sequence[object]:
    """Every name and value in a row."""
    if isinstance(value, Mapping):
        return [word for name, part in value.items() for word in (name, *words_of(part))]
    if isinstance(value, list):
        return [word for part in value for word in words_of(part)]
    return [value]


@pytest.mark.parametrize(("name", "row"), NUMBERED, ids=[name for name, _ in NUMBERED])
def test_a_row_reads_the_same_on_its_page_and_in_a_packs_table(
    name: str, row: Mapping[str, str], landlord: Landlord
) -> None:
    record = landlord.staff.records[Key(REGISTER, name)]
    page = " ".join(record_page(landlord.staff, record).html.striptags().split())
    assert f"How long we keep it {upper_first(row['said'])} " in page
    assert landlord.table[name]["rule"] == cell_text(record.values["rule"])
    if "source_number" in row:
        assert f"Number in the source {row['source_number']}" in page
        assert landlord.table[name]["source_number"] == row["source_number"]
    if row.get("personal_data") == "not-known":
        assert "Personal data Not known" in page


def test_tenants_read_every_row_in_whole_sentences(landlord: Landlord) -> None:
    register = landlord.public.registers[REGISTER]
    told = " ".join(how_long(landlord.public, register).html.striptags().split())
    assert [row["told"] for row in ROWS if str(row["told"]) not in told] == []


@pytest.mark.parametrize(("name", "row"), NUMBERED[29:31], ids=["one condition", "two"])
def test_a_row_is_printed_as_its_sentence(
    name: str, row: Mapping[str, str], landlord: Landlord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(landlord.root)
    printed = CliRunner().invoke(main, ["show", name]).stdout.splitlines()
    assert f"How long we keep it: {row['said']}" in printed

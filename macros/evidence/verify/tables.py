"""The tables in a pack, cell by cell, against the files of the commit that they are from.

A spreadsheet is what most people open. What a cell of each kind of value holds is part of the form
of packs, so any version's table can be read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from macros.evidence.format import REGISTERS
from macros.evidence.verify.findings import Finding, Findings, problem
from macros.history.versions import key_of
from macros.model import Unreadable, Value, Version, is_list
from macros.model.mappings import grouped
from macros.model.text import both, few

REMADE = "Trust the bundle and not this table."

Row: TypeAlias = Mapping[str, str]
"""The cells of a record by the names of their columns, those that are empty left out."""


def check_table(
    name: str, content: bytes, versions: Mapping[str, Version], whole: bool
) -> Findings:
    """A register's table. `whole`: whether it should show every record of its register."""
    register = unquote(name.removeprefix(REGISTERS).removesuffix(".csv"))
    known = _versions_by_id(register, versions)
    rows = _read(content)
    if not rows or rows[0][:1] != ["id"] or len(set(rows[0])) < len(rows[0]):
        yield problem("table-changed", f"'{name}' can't be read as a register's table.", REMADE)
        return
    heading, shown = rows[0], set[str]()
    for row in rows[1:]:
        id_ = row[0] if row else ""
        if id_ in shown or id_ not in known:
            message = f"'{name}' shows '{id_}', which the commit doesn't hold, or shows it twice."
            yield problem("table-changed", message, REMADE)
        else:
            shown.add(id_)
            yield from _check_row(name, heading, row, known[id_])
    if whole and (missing := sorted(known.keys() - shown)):
        yield _left_out(name, missing)


def _left_out(name: str, missing: Sequence[str]) -> Finding:
    return problem("table-changed", f"'{name}' leaves out {few(missing)}.", REMADE)


def _versions_by_id(register: str, versions: Mapping[str, Version]) -> Mapping[str, list[Version]]:
    """What each record's file held: more than one where two files bear its name."""
    keys = ((key_of(path), version) for path, version in versions.items())
    return grouped((key.id, version) for key, version in keys if key and key.register == register)


def _read(content: bytes) -> list[list[str]]:
    """The rows of a table, cells without the sign that guards them; none where it is no table.

    Python's reader takes a cell of more than 131,072 letters for no table, and a record may have
    more, so a cell may be as long as its table. The archive says how long that can be.
    """
    usual = csv.field_size_limit(len(content))
    try:
        text = content.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        return [[cell.removeprefix("'") for cell in row] for row in rows]
    except (UnicodeDecodeError, csv.Error):
        return []
    finally:
        csv.field_size_limit(usual)


# ----------------------------------------------------------------------------------------- a row


def _check_row(
    name: str, heading: Sequence[str], row: Sequence[str], versions: Sequence[Version]
) -> Findings:
    """A record's row, which is right where any file of its name held that."""
    cells = dict(zip(heading, row, strict=False))
    differing = [_differing(cells, heading, row[0], version) for version in versions]
    if len(row) > len(heading) or all(differing):
        fields = both(sorted(differing[0])) if differing[0] else "more cells than columns"
        message = f"'{name}' shows {row[0]} otherwise than the commit has it: {fields}."
        yield problem("table-changed", message, REMADE)


def _differing(cells: Row, heading: Sequence[str], id_: str, version: Version) -> set[str]:
    """The columns in which a row isn't what a version gives, and the fields that have none."""
    if isinstance(version, Unreadable):
        expected = {"id": id_, **dict.fromkeys(heading[1:2], f"(unreadable) {version.text}")}
    else:
        expected = {field: _text(value) for field, value in version.items()} | {"id": id_}
    names = {*heading, *(field for field, text in expected.items() if text)}
    return {field for field in names if cells.get(field, "") != expected.get(field, "")}


def _text(value: Value) -> str:
    """What a cell holds of a value: a list has a line for each, a group its names."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(part)}" for name, part in value.items())
    if is_list(value):
        return "\n".join(map(_text, value))
    return str(value)

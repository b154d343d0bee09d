"""What sounds personal in a field whose texts are made up, as a schema says with `x-of-nobody`.

How people ask or call for help is written of nobody: 'my husband had a stroke' tells of no husband.
What leads to a person, and a name, is looked for there as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from macros.catalogue.personal import PersonalData
from macros.model import Key, Record, Register

MADE_UP = frozenset(("crime", "health"))
"""Kinds that are of somebody only where somebody is meant."""


def meant(
    every: Iterable[PersonalData], records: Mapping[Key, Record], registers: Mapping[str, Register]
) -> list[PersonalData]:
    """What is personal of all that sounds so: without what stands where texts are of nobody."""
    return [data for data in every if not _is_made_up(data, records, registers)]


def _is_made_up(
    data: PersonalData, records: Mapping[Key, Record], registers: Mapping[str, Register]
) -> bool:
    path = PurePosixPath(data.file)
    record = records.get(Key(path.parent.name, path.stem))
    if data.kind not in MADE_UP or record is None or record.file != data.file:
        return False
    field = registers[record.key.register].schema.field(_field_at(record, data.line))
    return bool(field and field.of_nobody)


def _field_at(record: Record, line: int) -> str:
    """The field of a record in whose lines this one is."""
    starts = {mark.line: str(path[0]) for path, mark in record.document.keys.items() if path}
    above = [start for start in starts if start <= line]
    return starts[max(above)] if above else ""

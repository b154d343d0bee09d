"""Links that remember: which references somebody confirmed, and which have another record behind them by now.

A register says with `x-confirm` which fields of the other record matter. Confirming a link keeps a fingerprint
of them in the record's own file. When they change, the link is to be looked at, until it is confirmed again.
A change to the list in `x-confirm` does the same: what was confirmed was something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from macros.model import Catalogue, Key, Record, Reference, Register, Value, field_at
from macros.rules.calendar import day_in

CONFIRMED = "confirmed"
"""The field in which a record says which of its links somebody confirmed."""

State = Literal["not confirmed", "confirmed", "to be looked at"]


class Link(NamedTuple):
    """One record naming another in fields that can be confirmed.

    `field` is the first such field. `fingerprint` is the other record's as it stands now, `on` the day on which
    the link was confirmed, where that is recorded.
    """

    source: Key
    target: Key
    field: str
    fingerprint: str
    state: State
    on: date | None


def fingerprint(values: Mapping[str, Value], fields: Iterable[str]) -> str:
    """The first twelve figures of SHA-256 over the chosen fields, as JSON with sorted names and every value as text.

    How a text is folded over lines in its file makes no difference; a field that isn't there is left out.
    """
    chosen = {name: _as_text(values[name]) for name in fields if name in values}
    canonical = json.dumps(chosen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _as_text(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: _as_text(one) for name, one in value.items()}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return [_as_text(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def links(
    registers: Mapping[str, Register], references: Mapping[Key, Sequence[Reference]]
) -> Iterator[Link]:
    """Every link that can be confirmed, in the order of registers, records and fields. A retired record's links rest."""
    records = {record.key: record for register in registers.values() for record in register.records}
    for register in registers.values():
        for record in register.records:
            if not record.retired:
                yield from _links(register, record, references.get(record.key, ()), records)


def _links(
    register: Register,
    record: Record,
    references: Sequence[Reference],
    records: Mapping[Key, Record],
) -> Iterator[Link]:
    chosen: dict[Key, dict[str, str]] = {}
    for reference in references:
        field = field_at(register.schema.fields, reference.path)
        if field and field.confirm:
            for name in field.confirm:
                chosen.setdefault(reference.target, {}).setdefault(name, str(reference.path[0]))
    stated = _stated(record)
    for target, fields in chosen.items():
        now = fingerprint(records[target].document.value, fields)
        then = stated.get(target.id, {})
        state: State = (
            "not confirmed"
            if not then
            else "confirmed"
            if then.get("fingerprint") == now
            else "to be looked at"
        )
        yield Link(
            record.key, target, next(iter(fields.values())), now, state, day_in(then.get("on"))
        )


def _stated(record: Record) -> Mapping[str, Mapping[str, Value]]:
    """What the record says is confirmed, by the id at the other end."""
    stated = record.values.get("confirmed")
    groups = (
        [one for one in stated if isinstance(one, Mapping)]
        if isinstance(stated, list | tuple)
        else []
    )
    return {str(one.get("record")): one for one in groups}


def of_record(catalogue: Catalogue, record: Record) -> tuple[Link, ...]:
    """The links of one record that can be confirmed."""
    return tuple(
        link
        for link in links(catalogue.registers, catalogue.references)
        if link.source == record.key
    )


def suspect_links(found: Iterable[Link]) -> Mapping[Key, tuple[Link, ...]]:
    """The links to be looked at, by the record that makes them and by the record that they name."""
    by_record: dict[Key, list[Link]] = {}
    for link in found:
        if link.state == "to be looked at":
            for key in dict.fromkeys((link.source, link.target)):
                by_record.setdefault(key, []).append(link)
    return {key: tuple(some) for key, some in by_record.items()}

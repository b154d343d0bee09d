"""Links that remember: which references somebody confirmed, and which are suspect by now.

A register says with `x-confirm` which fields of the other record matter. Confirming a link keeps
a fingerprint of them in the record's own file. When they change, the link is suspect until it is
confirmed again. A change to the list in `x-confirm` does the same: what was confirmed was
something else. Of a written page, fields of its heading can matter, and its text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from macros.model import (
    PAGES,
    Catalogue,
    Field,
    Key,
    Page,
    Path,
    Record,
    Reference,
    Register,
    Schema,
    Value,
    Values,
    each,
    field_at,
    groups,
    is_list,
)
from macros.model.mappings import grouped
from macros.model.seen import as_seen
from macros.rules.calendar import day_in

CONFIRMED = "confirmed"
"""The field in which a record says which of its links somebody confirmed."""

State: TypeAlias = Literal["not confirmed", "confirmed", "suspect"]


class Link(NamedTuple):
    """One record naming another in fields that can be confirmed.

    `field` is the first such field. `fingerprint` is the other record's as it stands now, `on` the
    day on which the link was confirmed, where that is recorded.
    """

    source: Key
    target: Key
    field: str
    fingerprint: str
    state: State
    on: date | None

    @property
    def ends(self) -> Iterable[Key]:
        """The records at both ends, each once."""
        return dict.fromkeys((self.source, self.target))


def fingerprint(values: Values, fields: Iterable[str]) -> str:
    """The first twelve figures of SHA-256 over the chosen fields.

    They are hashed as JSON with sorted names and every value as the text that people see: what
    `kim tidy` mends makes no difference, nor how a text is folded over lines. A field that isn't
    there is left out.
    """
    chosen = {name: _as_text(values[name]) for name in fields if name in values}
    canonical = json.dumps(chosen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _as_text(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: _as_text(inner) for name, inner in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return as_seen(value)
    if isinstance(value, int | float):
        return str(value)
    return [_as_text(inner) for inner in value]


def links(
    registers: Mapping[str, Register],
    references: Mapping[Key, Sequence[Reference]],
    pages: Iterable[Page] = (),
    made_by: Iterable[Register] | None = None,
) -> Iterator[Link]:
    """Every link that can be confirmed, register by register. A retired record's links rest.

    Those that the records of some registers make, where `made_by` says which.
    """
    every = (record for register in registers.values() for record in register.records)
    ends = {record.key: record.document.value for record in every}
    ends |= {Key(PAGES, page.file): {**page.values, "text": page.text} for page in pages}
    for register in registers.values() if made_by is None else made_by:
        for record in register.records:
            if not record.retired:
                chosen = _chosen(register, references.get(record.key, ()))
                yield from _links(record, {**chosen, **_pages(register.schema, record, ends)}, ends)


def _chosen(register: Register, references: Sequence[Reference]) -> Mapping[Key, Mapping[str, str]]:
    """The records named in fields that can be confirmed, and of each the fields that matter.

    With each of these stands the field that names the record and asks for it.
    """
    chosen: dict[Key, dict[str, str]] = {}
    for reference in references:
        field = field_at(register.schema.fields, reference.path)
        for name in field.confirm if field else ():
            chosen.setdefault(reference.target, {}).setdefault(name, str(reference.path[0]))
    return chosen


def _pages(schema: Schema, record: Record, ends: Container[Key]) -> Mapping[Key, Mapping[str, str]]:
    """The pages that a record names and that are there, in the same form."""
    named = ((Key(PAGES, page.file), page.field) for page in pages_named(schema, record))
    return {
        key: dict.fromkeys(field.confirm, field.name)
        for key, field in named
        if field.confirm and key in ends
    }


class NamedPage(NamedTuple):
    """A page that a record names: the field, the way to it, and the file as it is written."""

    field: Field
    path: Path
    file: str


def pages_named(schema: Schema, record: Record) -> Iterator[NamedPage]:
    """Each page that a record names in a field of its own."""
    for field in schema.fields:
        value = record.values.get(field.name) if field.names_pages else None
        for number, text in enumerate(each(value)):
            path = (field.name, number) if is_list(value) else (field.name,)
            yield NamedPage(field, path, str(text))


def _links(
    record: Record, chosen: Mapping[Key, Mapping[str, str]], ends: Mapping[Key, Values]
) -> Iterator[Link]:
    stated = _stated(record)
    for target, fields in chosen.items():
        now = fingerprint(ends[target], fields)
        then = stated.get(target.id, {})
        naming, on = next(iter(fields.values())), day_in(then.get("on"))
        yield Link(record.key, target, naming, now, _state(then, now), on)


def _state(then: Values, now: str) -> State:
    """What a confirmation is worth that was made `then`, beside the fingerprint of `now`."""
    if not then:
        return "not confirmed"
    return "confirmed" if then.get("fingerprint") == now else "suspect"


def _stated(record: Record) -> Mapping[str, Values]:
    """What the record says is confirmed, by the id of the record that it names."""
    return {str(group.get("record")): group for _, group in groups(record.values.get(CONFIRMED))}


def made_earlier(
    registers: Mapping[str, Register], references: Mapping[Key, Sequence[Reference]]
) -> Iterator[Link]:
    """Links from a text to what it was made from, which nobody confirmed as it stands now.

    Such as those from a translation to its original: `x-earlier` in the schema says which.
    """
    translated = [register for register in registers.values() if _is_made_earlier(register)]
    for link in links(registers, references, made_by=translated) if translated else ():
        field = registers[link.source.register].schema.field(link.field)
        if field and field.earlier and link.state != "confirmed":
            yield link


def _is_made_earlier(register: Register) -> bool:
    return any(field.earlier for field in register.schema.fields)


def of_record(catalogue: Catalogue, record: Record) -> tuple[Link, ...]:
    """The links of one record that can be confirmed."""
    every = links(catalogue.registers, catalogue.references, catalogue.pages)
    return tuple(link for link in every if link.source == record.key)


def suspect_links(every: Iterable[Link]) -> Mapping[Key, tuple[Link, ...]]:
    """The suspect links, by the record that makes them and by the record that they name."""
    suspects = (link for link in every if link.state == "suspect")
    by_record = grouped((key, link) for link in suspects for key in link.ends)
    return {key: tuple(suspect) for key, suspect in by_record.items()}

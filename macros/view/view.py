"""What one audience sees on one day: the boundary that everything shown has to pass.

Deny by default. For the public, a record is there only where it says `publish: public`, and of it only the
fields that the schema marks `x-audience: public`. A reference to a record that the audience can't see is
absent, both its text and its arrow: pages, exports and search are made from a View and from nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as part
from datetime import date
from functools import cached_property

from macros.catalogue.confirmations import Link, links, suspect_links
from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.references import label
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, days, snapshots_of
from macros.model import (
    PAGES,
    Audience,
    Catalogue,
    Field,
    Key,
    PublicName,
    Record,
    Reference,
    Register,
    Schema,
    Value,
    field_at,
)
from macros.view.last_changed import Changed, pages_changed, records_changed

_HOME = re.compile(r"/(?:index|README)\.md$|\.md$")
"""The end of a page's file that its address doesn't have."""


@dataclass(frozen=True)
class View:
    """The registers as one audience sees them on one day."""

    audience: Audience
    today: date
    registers: Mapping[str, Register]
    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]
    warnings: Mapping[str, tuple[tuple[str, str], ...]]
    """For staff: by file, what a check warns of, as (message, hint)."""
    past: History | None = None
    """For staff: everything that happened. The public never sees a name, a message, a commit or an old value."""
    forge: str = ""
    """For staff: the address at which the repository can be read on the web."""
    left_out: frozenset[Key] = frozenset()
    """For staff: pages that are there, and that the generator leaves out of this site."""
    changed: Mapping[Key, tuple[Changed, ...]] = part(default_factory=dict)
    """For the public: when a record's published fields changed, newest first."""

    @cached_property
    def records(self) -> Mapping[Key, Record]:
        """Every record that can be seen, by key."""
        return {
            record.key: record
            for register in self.registers.values()
            for record in register.records
        }

    @cached_property
    def suspect_links(self) -> Mapping[Key, tuple[Link, ...]]:
        """For staff: links confirmed before the other record changed, by the record at either end."""
        return (
            suspect_links(links(self.registers, self.references))
            if self.audience == "staff"
            else {}
        )

    @cached_property
    def ids(self) -> Mapping[str, tuple[Key, ...]]:
        """The keys that an id can mean, by id."""
        found: dict[str, list[Key]] = {}
        for key in self.records:
            found.setdefault(key.id, []).append(key)
        return {name: tuple(keys) for name, keys in found.items()}

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """For staff: the registers as they stood at the end of each quarter, at each tag, and now; oldest first."""
        return tuple(snapshots_of(self.past, days(self.past, self.today))) if self.past else ()

    def elsewhere(self, key: Key) -> bool:
        """For staff: whether only the history of a page stands on this site. The tenants' pages are on their own."""
        return key.register == PAGES and (
            key.id.startswith(PUBLIC)
            or key in self.left_out
            or bool(self.past and self.past.deleted(key))
        )

    @cached_property
    def after_others(self) -> Mapping[Key, int]:
        """For staff: how many others have the address that a record or page would have had, and come first.

        T-9 and t-9 have one address, and so have guides.md and guides/index.md. What is there today comes first.
        """
        trails = self.past.trails if self.past else {}
        there = [key for key in trails if key in self.records]
        gone = [
            key
            for key in trails
            if key not in self.records and (key.register != PAGES or self.elsewhere(key))
        ]
        taken: dict[Key, int] = {}
        found: dict[Key, int] = {}
        for key in [*there, *gone]:
            alike = Key(
                key.register, _HOME.sub("", key.id) if key.register == PAGES else key.id.lower()
            )
            found[key] = taken.get(alike, 0)
            taken[alike] = found[key] + 1
        return found

    def schema(self, key: Key) -> Schema:
        """The schema of the register that a record is in."""
        return self.registers[key.register].schema

    def label(self, key: Key) -> str:
        """What a record that can be seen is called."""
        return label(self.schema(key), self.records[key].values)

    def home(self, schema: Schema) -> str:
        """The page that lists a register: the one written for tenants, where its schema names one, or the register's own."""
        written = schema.public.page if schema.public and self.audience == "public" else ""
        return written or f"registers/{schema.name}/index.md"

    def listed(self, schema: Schema) -> bool:
        """Whether a register is for this audience to read, and not only for the site to work with."""
        return self.audience == "staff" or schema.public is None or schema.public.listed

    def find(self, field: Field, text: str) -> Key | None:
        """The record that a reference field means, if this audience can see it."""
        return next(
            (Key(register, text) for register in field.refs if Key(register, text) in self.records),
            None,
        )


def view(
    catalogue: Catalogue,
    audience: Audience,
    today: date,
    past: History | None = None,
    forge: str = "",
) -> View:
    """The catalogue, and what happened to it, cut down to what `audience` may see.

    `past` is needed for pages; what only asks about the present does without.
    """
    if audience == "staff":
        return View(
            audience,
            today,
            catalogue.registers,
            catalogue.references,
            catalogue.used_by,
            _warnings(catalogue),
            past,
            forge,
        )
    published = published_keys(catalogue)
    registers = {
        name: cut
        for name, register in catalogue.registers.items()
        if register.schema.public
        and (cut := _public(register, register.schema.public, published)).records
    }

    def visible(references: Sequence[Reference]) -> tuple[Reference, ...]:
        return tuple(
            one
            for one in references
            if one.source in published
            and one.target in published
            and field_at(registers[one.source.register].schema.fields, one.path)
        )

    references = {
        key: visible(found) for key, found in catalogue.references.items() if key in published
    }
    used_by = {key: visible(found) for key, found in catalogue.used_by.items() if key in published}
    return View(
        audience,
        today,
        registers,
        references,
        used_by,
        {},
        changed=_lately(registers, past, published) if past else {},
    )


def published_keys(catalogue: Catalogue) -> frozenset[Key]:
    """The keys of the records that everybody may see."""
    return frozenset(
        record.key for register in catalogue.registers.values() for record in register.published
    )


def _lately(
    registers: Mapping[str, Register], past: History, published: frozenset[Key]
) -> Mapping[Key, tuple[Changed, ...]]:
    """When what everybody may see of published records and pages changed."""

    def seen(values: Mapping[str, Value], schema: Schema) -> Mapping[str, Value]:
        return _public_values(values, schema.fields, published)

    return {**records_changed(registers, past, seen), **pages_changed(past)}


def _warnings(catalogue: Catalogue) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for problem in catalogue.problems:
        if problem.severity == "warning":
            found.setdefault(problem.file, []).append((problem.message, problem.hint))
    return {file: tuple(words) for file, words in found.items()}


def _public(register: Register, name: PublicName, published: frozenset[Key]) -> Register:
    """A register with its public name, its public fields and its published records."""
    fields = _public_fields(register.schema.fields)
    known = {field.name for field in fields}
    schema = replace(
        register.schema,
        title=name.title,
        singular=name.singular or register.schema.singular,
        plural=name.plural or (f"{name.singular}s" if name.singular else register.schema.plural),
        description=name.description,
        fields=fields,
        source={},
        guidance="",
        columns=_kept(name.columns or register.schema.columns, known),
        facets=_kept(name.facets, known),
        label=_kept(register.schema.label, known),
        sort=_kept(register.schema.sort, known),
    )
    return Register(
        schema,
        tuple(
            _public_record(record, schema, published)
            for record in register.records
            if record.key in published
        ),
    )


def _kept(names: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _public_fields(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(
        replace(
            field,
            after="",
            not_before="",
            year_in="",
            due_by="",
            parts=_public_fields(field.parts),
            each=_public_part(field.each) if field.each else None,
        )
        for field in fields
        if field.public
    )


def _public_part(field: Field) -> Field:
    """What a list holds is as public as the list, but of a group's fields only those that say so."""
    return replace(
        field,
        parts=_public_fields(field.parts),
        each=_public_part(field.each) if field.each else None,
    )


def _public_record(record: Record, schema: Schema, published: frozenset[Key]) -> Record:
    values = _public_values(record.values, schema.fields, published)
    document = replace(record.document, value={}, marks={}, keys={})
    return Record(record.key, values, "", document)


def _public_values(
    values: Mapping[str, Value], fields: Sequence[Field], published: frozenset[Key]
) -> Mapping[str, Value]:
    kept: dict[str, Value] = {}
    for field in fields:
        if field.name in values:
            value = _public_value(values[field.name], field, published)
            if value is not None:
                kept[field.name] = value
    return kept


def _public_value(value: Value, field: Field, published: frozenset[Key]) -> Value | None:
    """A value without what isn't public in it; None where nothing of it is left."""
    if isinstance(value, Mapping):
        return _public_values(value, field.parts, published) or None
    if isinstance(value, list | tuple):
        inner = field if field.refs else field.each or field
        return [
            one
            for one in (_public_value(each, inner, published) for each in value)
            if one is not None
        ] or None
    if field.refs and not any(Key(register, str(value)) in published for register in field.refs):
        return None
    return value

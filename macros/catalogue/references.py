"""References between records, both ways, and the rules that span records.

Each rule is a pure function of what was read; it has an id, a severity and one message of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.model import (
    Field,
    Key,
    Page,
    Path,
    Problem,
    Record,
    Reference,
    Register,
    Schema,
    Severity,
    Value,
    dotted,
    public_at,
)
from macros.model.text import nearest
from macros.rules import easy_read
from macros.rules.calendar import day_in, last_day_in


class Links(NamedTuple):
    """Every reference, from the record that makes it and from the record that it names."""

    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]
    problems: list[Problem]


class Named(NamedTuple):
    """A reference as it is written, before anybody knows whether it leads anywhere."""

    path: Path
    field: Field
    text: str


def link(registers: Mapping[str, Register], unread: Collection[Key] = ()) -> Links:
    """Follow every reference and check every rule that needs more than one record or field.

    `unread` are records whose files can't be read: what is wrong is said there, not where they are named.
    """
    index = _Index(registers, unread)
    references: dict[Key, tuple[Reference, ...]] = {}
    used_by: dict[Key, list[Reference]] = {}
    problems: list[Problem] = []
    for register in registers.values():
        for record in register.records:
            found: list[Reference] = []
            for named in names(register.schema.fields, record.values):
                target = index.find(named)
                problems += index.faults(record, named, target)
                if target:
                    found.append(Reference(record.key, named.path, target.key))
            references[record.key] = tuple(found)
            for one in found:
                used_by.setdefault(one.target, []).append(one)
        for rule in RULES:
            problems += rule(register, index)
    return Links(references, {key: tuple(found) for key, found in used_by.items()}, problems)


def names(fields: Sequence[Field], values: Mapping[str, Value], path: Path = ()) -> Iterator[Named]:
    """Every reference that a group of values makes, in schema order."""
    for field in fields:
        if field.name in values:
            yield from _names(field, values[field.name], (*path, field.name))


def _names(field: Field, value: Value, path: Path) -> Iterator[Named]:
    if isinstance(value, Mapping):
        yield from names(field.parts, value, path)
    elif isinstance(value, str):
        if field.refs:
            yield Named(path, field, value)
    elif isinstance(value, Sequence):
        for number, one in enumerate(value):
            inner = field if field.refs else field.each
            if inner:
                yield from _names(inner, one, (*path, number))


def link_pages(
    pages: Sequence[Page],
    fields: Sequence[Field],
    registers: Mapping[str, Register],
    unread: Collection[Key] = (),
) -> Iterator[Problem]:
    """What is wrong with the records that pages name in their headings.

    Where the registers are empty there is nothing to name yet, so nothing is wrong.
    """
    index = _Index(registers, unread)
    for page in pages:
        for named in names(fields, page.values):
            if any(index.records.get(register) for register in named.field.refs):
                yield from index.faults(page, named, index.find(named))


class _Index:
    """Records by register and id."""

    def __init__(self, registers: Mapping[str, Register], unread: Collection[Key] = ()) -> None:
        self.unread = frozenset(unread)
        self.records = {
            name: {record.key.id: record for record in register.records}
            for name, register in registers.items()
        }
        self.shown = frozenset(
            record.key for register in registers.values() for record in register.published
        )

    def published(self, record: Record) -> bool:
        """Whether everybody may see a record."""
        return record.key in self.shown

    def find(self, named: Named) -> Record | None:
        return next(
            (
                self.records[one][named.text]
                for one in named.field.refs
                if named.text in self.records.get(one, {})
            ),
            None,
        )

    def faults(
        self, record: Record | Page, named: Named, target: Record | None
    ) -> Iterator[Problem]:
        if target is None:
            if any(register not in self.records for register in named.field.refs):
                return  # that register's own schema is broken, which is said already
            if any(Key(register, named.text) in self.unread for register in named.field.refs):
                return  # so is the record
            yield _problem(
                record, named.path, "reference-to-nothing", "error", *self._nothing(named)
            )
        elif isinstance(record, Record) and target.key == record.key and not named.field.itself:
            yield _problem(
                record,
                named.path,
                "reference-to-itself",
                "error",
                f"'{named.text}' is this record itself.",
                "Name another record, or take it out.",
            )
        elif (
            target.retired
            and not (isinstance(record, Record) and record.retired)
            and named.path != ("superseded_by",)
        ):
            yield _problem(
                record, named.path, "reference-to-retired", "warning", *self._retired(target)
            )

    def _nothing(self, named: Named) -> tuple[str, str]:
        where = " or ".join(f"registers/{one}" for one in named.field.refs)
        guess = nearest(
            named.text,
            [one for register in named.field.refs for one in self.records.get(register, {})],
        )
        return (
            f"There is no record '{named.text}' in {where}.",
            f"Did you mean '{guess}'?"
            if guess
            else "Write the id of a record that is there, or add the record first.",
        )

    def _retired(self, target: Record) -> tuple[str, str]:
        successor = target.values.get("superseded_by")
        hint = (
            f"It was replaced by '{successor}': name that one."
            if successor
            else "No record says that it took its place: choose another, or take it out."
        )
        return f"'{target.key.id}' is retired.", hint


def _problem(
    record: Record | Page, path: Path, rule: str, severity: Severity, message: str, hint: str
) -> Problem:
    mark = record.document.mark(path)
    return Problem(record.file, mark.line, mark.column, dotted(path), rule, severity, message, hint)


# ------------------------------------------------------------------------------------------------ rules


def _cycles(register: Register, index: _Index) -> Iterator[Problem]:
    """A reference that must not come back to where it started does (`x-acyclic`)."""
    for field in register.schema.fields:
        if field.acyclic:
            yield from _cycles_of(register, field.name)


def _cycles_of(register: Register, field: str) -> Iterator[Problem]:
    arrows = {record.key.id: tuple(_texts(record.values.get(field))) for record in register.records}
    for record in register.records:
        loop = _loop(record.key.id, arrows)
        if loop and record.key.id == min(loop):  # said once, at the first record of the loop
            yield _problem(
                record,
                (field,),
                "cycle",
                "error",
                f"These wait for each other: {' → '.join([*loop, loop[0]])}.",
                "Take one of the arrows out.",
            )


def _loop(start: str, arrows: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a record back to itself through another, if there is one."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        for step in arrows.get(way[-1], ()):
            if step == start and len(way) > 1:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []


def _due_before_prerequisite(register: Register, index: _Index) -> Iterator[Problem]:
    """Something is due before what it waits for (`x-due-by` names the field with the time)."""
    for field in register.schema.fields:
        if field.due_by:
            for record in register.records:
                for number, other in enumerate(_texts(record.values.get(field.name))):
                    yield from _too_early(
                        record,
                        (field.name, number),
                        index.records[register.schema.name].get(other),
                        field.due_by,
                    )


def _too_early(record: Record, path: Path, first: Record | None, by: str) -> Iterator[Problem]:
    if first is None:
        return
    here, there = (last_day_in(one.values.get(by)) for one in (record, first))
    if here and there and here < there:
        message = f"{record.key.id} is due {record.values[by]}, before {first.key.id} ({first.values[by]}), which it waits for."
        yield _problem(
            record,
            path,
            "due-before-prerequisite",
            "warning",
            message,
            "Check both timescales with the owners.",
        )


def _not_after(register: Register, index: _Index) -> Iterator[Problem]:
    """A date that must be later than another is not (`x-after`), or one that must not be before another is (`x-not-before`)."""
    for field in register.schema.fields:
        for other in (field.after, field.not_before):
            for record in register.records if other else ():
                later, earlier = (day_in(record.values.get(name)) for name in (field.name, other))
                if (
                    later
                    and earlier
                    and (later < earlier or (later == earlier and other == field.after))
                ):
                    first = register.schema.field(other)
                    wrong = "is not later than" if other == field.after else "is before"
                    message = f"'{field.title}' {wrong} '{first.title if first else other}' ({earlier.isoformat()})."
                    yield _problem(
                        record,
                        (field.name,),
                        "not-after",
                        "error",
                        message,
                        "Check which of the two dates is wrong.",
                    )


def _another_year(register: Register, index: _Index) -> Iterator[Problem]:
    """A date is of another year than the one that stands in its record's id or other text (`x-year-in`)."""
    for field in register.schema.fields:
        for record in register.records if field.year_in else ():
            day, text = day_in(record.values.get(field.name)), record.values.get(field.year_in)
            years = (
                re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text) if isinstance(text, str) else []
            )
            if day and years and years[0] != f"{day.year:04d}":
                message = f"'{field.title}' is in {day.year}, and '{text}' says {years[0]}."
                yield _problem(
                    record,
                    (field.name,),
                    "another-year",
                    "error",
                    message,
                    "Check which of the two is wrong. An id never changes once it is public.",
                )


def _not_unique(register: Register, index: _Index) -> Iterator[Problem]:
    """A value that no two records may share stands in two (`x-unique`)."""
    for field in register.schema.fields:
        if not field.unique:
            continue
        first: dict[str, Record] = {}
        for record in register.records:
            for text in _texts(record.values.get(field.name)):
                other = first.setdefault(text.casefold(), record)
                if other is not record:
                    message = f"'{text}' in '{field.title}' stands in {other.key.id} already, and no two may share it."
                    yield _problem(
                        record,
                        (field.name,),
                        "not-unique",
                        "error",
                        message,
                        "Change one of the two.",
                    )


def _not_for_public(register: Register, index: _Index) -> Iterator[Problem]:
    """A record is to be published, and its register is not one that the public sees."""
    if register.schema.public:
        return
    for record in register.records:
        if record.public:
            message = f"'{register.schema.title}' is not shown to the public, so this record can't be published."
            yield _problem(
                record,
                ("publish",),
                "not-for-public",
                "error",
                message,
                "Take the line out, or write 'publish: staff'.",
            )


def _leans_on_staff(register: Register, index: _Index) -> Iterator[Problem]:
    """A published record names, in a public field, a record that is not published: the public sees neither."""
    for record in register.records:
        if not (register.schema.public and record.public) or record.retired:
            continue
        for named in names(register.schema.fields, record.values):
            target = index.find(named)
            if (
                target
                and not target.retired
                and public_at(register.schema.fields, named.path)
                and not index.published(target)
            ):
                message = f"This record is public, and '{named.text}' is not: on the public site the name is left out."
                yield _problem(
                    record,
                    named.path,
                    "leans-on-staff",
                    "warning",
                    message,
                    f"Publish {target.file} too, or leave it so.",
                )


def _easy_read(register: Register, index: _Index) -> Iterator[Problem]:
    """What a leaflet must be, as far as it can be measured (`x-format: easy-read`)."""
    for field in register.schema.fields:
        if field.format != "easy-read":
            continue
        for record in register.records:
            statements = record.values.get(field.name)
            for number, statement in enumerate(
                statements if isinstance(statements, list | tuple) else ()
            ):
                if isinstance(statement, Mapping):
                    for part, fault in easy_read.faults(statement):
                        yield _problem(
                            record,
                            (field.name, number, part),
                            "easy-read",
                            "error",
                            fault.message,
                            fault.hint,
                        )


def link_pictures(
    registers: Mapping[str, Register], pictures: Collection[str]
) -> Iterator[Problem]:
    """Pictures that an easy read text names and that are not there. `pictures` are the names of those that are."""
    for register in registers.values():
        for field in (one for one in register.schema.fields if one.format == "easy-read"):
            for record in register.records:
                statements = record.values.get(field.name)
                for number, statement in enumerate(
                    statements if isinstance(statements, list | tuple) else ()
                ):
                    picture = statement.get("picture") if isinstance(statement, Mapping) else None
                    if isinstance(picture, str) and picture not in pictures:
                        guess = nearest(picture, pictures)
                        hint = (
                            f"Did you mean '{guess}'?"
                            if guess
                            else "Put the picture there, or name one that is there."
                        )
                        message = f"There is no picture '{picture}' in docs/public/pictures."
                        yield _problem(
                            record,
                            (field.name, number, "picture"),
                            "no-picture",
                            "error",
                            message,
                            hint,
                        )


def _confirms_nothing(register: Register, index: _Index) -> Iterator[Problem]:
    """A link is confirmed that the record doesn't have, or that is confirmed twice. That it is out of date is no mistake."""
    if not register.schema.field("confirmed"):
        return
    for record in register.records:
        linked = {
            named.text
            for named in names(register.schema.fields, record.values)
            if named.field.confirm
        }
        seen: set[object] = set()
        stated = record.values.get("confirmed")
        for number, one in enumerate(stated if isinstance(stated, list | tuple) else ()):
            name = one.get("record") if isinstance(one, Mapping) else None
            path: Path = ("confirmed", number, "record")
            if not isinstance(name, str):
                continue  # said already
            if name in seen:
                yield _problem(
                    record,
                    path,
                    "confirmed-twice",
                    "error",
                    f"The link to '{name}' is confirmed twice.",
                    "Keep the later one.",
                )
            elif name not in linked:
                guess = nearest(name, linked)
                hint = (
                    f"Did you mean '{guess}'? Otherwise take these lines out."
                    if guess
                    else "Take these lines out."
                )
                message = f"This record doesn't refer to '{name}' in a field that can be confirmed."
                yield _problem(record, path, "confirms-nothing", "error", message, hint)
            seen.add(name)


def _texts(value: Value | None) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


Rule = Callable[[Register, _Index], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    _cycles,
    _due_before_prerequisite,
    _not_after,
    _another_year,
    _not_unique,
    _not_for_public,
    _leans_on_staff,
    _easy_read,
    _confirms_nothing,
)
"""The rules that span records or fields and that JSON Schema can't say."""


def label(schema: Schema, values: Mapping[str, Value]) -> str:
    """What a record is called, from the fields that its schema names for it."""
    return " ".join(str(values[name]) for name in schema.label if name in values) or str(
        values.get("id", "")
    )

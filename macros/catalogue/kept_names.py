"""Names in `x-kept`, `x-gone` and `x-hold` that lead nowhere: fields, parts of them, choices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from macros.catalogue.schema_fields import SchemaSet
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.catalogue.schema_names import ENDING
from macros.model import Field, Fields, GoneFields, HoldFields, KeptFields, Path, whole
from macros.model.text import did_you_mean
from macros.rules.kept_records import EVENT


def loose_kept(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Names of fields that aren't there, and of choices that the field in `by` doesn't have."""
    fields = schemas.fields(name)
    for field in fields:
        way = ("properties", field.name)
        if field.kept:
            yield from _loose((*way, "x-kept"), _in_kept(field.kept), fields)
            yield from _loose_events((*way, "x-kept", "days"), field, field.kept, schemas)
        if field.on_hold:
            yield from _loose((*way, "x-hold"), _in_hold(field.on_hold), fields)
        if field.gone:
            yield from _loose((*way, "x-gone"), _in_gone(field.gone), fields)
            yield from _loose_choices((*way, "x-gone"), field.gone, fields)


def _in_kept(names: KeptFields) -> Iterator[tuple[Path, str]]:
    """The way to each name inside an annotation, and the field that it names."""
    for event, days in names.days.items():
        yield from ((("days", event, number), day) for number, day in enumerate(days))
    for start, end in names.open.items():
        yield from ((("open", start), start), (("open", start), end))
    if names.events:
        listed = names.events.field
        yield ("events", "field"), listed
        yield ("events", "event"), f"{listed}.{names.events.event}"
        yield ("events", "day"), f"{listed}.{names.events.day}"
    yield ("checks",), names.checks
    yield ("condition",), names.condition
    yield from ((("within", number), name) for number, name in enumerate(names.within))


def _in_hold(names: HoldFields) -> Iterator[tuple[Path, str]]:
    yield ("start",), names.start
    yield ("end",), names.end
    yield ("part",), names.part


def _in_gone(names: GoneFields) -> Iterator[tuple[Path, str]]:
    yield ("by",), names.by
    yield ("records",), names.records


def _loose(path: Path, names: Iterator[tuple[Path, str]], fields: Fields) -> SchemaFaults:
    known = {field.name for field in fields}
    for way, name in names:
        if way[0] == "events" and way != ("events", "field") and name.split(".")[0] not in known:
            continue  # the list itself isn't there, which is told
        around = whole("", fields)
        for step in name.split(".") if name else ():
            inner = (around.each or around).part(step)
            if inner is None:
                yield _no_field((*path, *way), step, around)
                break
            around = inner


def _no_field(path: Path, name: str, around: Field) -> SchemaFault:
    known = [part.name for part in (around.each or around).parts]
    return SchemaFault(path, f"There is no field '{name}'.", did_you_mean(name, known, ""))


def _loose_events(path: Path, field: Field, names: KeptFields, schemas: SchemaSet) -> SchemaFaults:
    """Events that no class has from which a time counts."""
    sources = [name + ENDING for name in field.refs if name + ENDING in schemas.sources]
    theirs = chain.from_iterable(schemas.fields(name) for name in sources)
    starts = (other.options for other in theirs if other.name == EVENT)
    known = list(chain.from_iterable(starts))
    for event in names.days:
        if known and event not in known:
            hint = did_you_mean(event, known, "")
            yield SchemaFault((*path, event), f"No time counts from the event '{event}'.", hint)


def _loose_choices(path: Path, names: GoneFields, fields: Fields) -> SchemaFaults:
    known = list(chain.from_iterable(field.options for field in fields if field.name == names.by))
    for number, choice in enumerate(names.choices):
        if known and choice not in known:
            message = f"'{choice}' is no choice of '{names.by}'."
            hint = did_you_mean(choice, known, "")
            yield SchemaFault((*path, "choices", number), message, hint)

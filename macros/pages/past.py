"""Old values in words. They are text as it was, and need not fit today's schema: what fits is said as today, the rest as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from macros.changes import applied
from macros.model import Change, Field, Key, Path, Revision, Schema, Trail, Value, field_at
from macros.pages.values import humanise
from macros.rules.calendar import read_date, say_date
from macros.rules.retention import say_rule
from macros.view import View


def heading(schema: Schema | None, path: Path) -> str:
    """What a place in a record is called: the titles of its fields, and the number in a list of groups."""
    words: list[str] = []
    for number, step in enumerate(path):
        if isinstance(step, int):
            if number < len(path) - 1:
                words[-1] += f" {step + 1}"
        else:
            words.append(_title(schema, path[: number + 1], step))
    return ", ".join(words)


def _title(schema: Schema | None, path: Path, name: str) -> str:
    if path[:1] == ("sections",) and schema is None:
        return f"“{name}”" if len(path) > 1 else "Section"
    field = field_at(schema.fields, path) if schema else None
    plain = name.replace("_", " ")
    return field.title if field else plain[:1].upper() + plain[1:]


def said(view: View, schema: Schema | None, path: Path, value: Value) -> str:
    """An old value as plain text: references by title, choices and days as they are said today."""
    return _said(view, field_at(schema.fields, path) if schema else None, value)


def by_sentence(schema: Schema | None, trail: Trail) -> Iterator[Revision]:
    """A trail in which a group that is said as one sentence changes as a whole: '6 years', not 'Years: 6'."""
    whole = [field.name for field in schema.fields if field.format in SENTENCES] if schema else []
    values: Mapping[str, Value] = {}
    for revision in trail:
        if not whole or not revision.readable:
            yield revision
            continue
        before = {} if revision.kind in ("created", "restored") else values
        values = {} if revision.kind == "deleted" else applied(before, revision.changes)
        yield replace(revision, changes=tuple(_as_wholes(revision.changes, whole, before, values)))


def _as_wholes(made: Sequence[Change], whole: Sequence[str], before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[Change]:
    seen: set[str] = set()
    for change in made:
        name = str(change.path[0])
        if name not in whole or len(change.path) == 1:
            yield change
        elif name not in seen:
            seen.add(name)
            yield change._replace(path=(name,), old=before.get(name), new=after.get(name))


def _typed(values: Mapping[str, Value]) -> Mapping[str, object]:
    """A group in which what were numbers are numbers again."""
    return {name: int(one) if isinstance(one, str) and one.isascii() and one.isdigit() else one for name, one in values.items()}


SENTENCES: Mapping[str, Callable[[Mapping[str, object]], str]] = {"retention-rule": say_rule}
"""Formats of groups that are said as one sentence."""


def _said(view: View, field: Field | None, value: Value) -> str:
    if isinstance(value, Mapping) and field and field.format in SENTENCES:
        return SENTENCES[field.format](_typed(value))
    if isinstance(value, Mapping):
        return "; ".join(f"{_part(field, name)}: {_said(view, field.part(name) if field else None, one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        inner = field if field and field.refs else field.each if field else None
        return ", ".join(_said(view, inner, one) for one in value)
    return _text_said(view, field, str(value))


def _part(field: Field | None, name: str) -> str:
    part = field.part(name) if field else None
    return part.title if part else name.replace("_", " ")


def _text_said(view: View, field: Field | None, text: str) -> str:
    if field is None:
        return text
    if field.refs:
        return _named(view, field, text)
    if text in field.options:
        return humanise(field, text)
    if field.kind == "boolean":
        return {"true": "Yes", "false": "No"}.get(text, text)
    day = read_date(text) if field.format == "date" else None
    return say_date(day) if isinstance(day, date) else text


def _named(view: View, field: Field, text: str) -> str:
    """A reference by the title that its record has today, with its id; by its id alone where it is gone."""
    key = view.find(field, text)
    label = view.label(key) if key else text
    return f"{label} ({text})" if label != text and not text.startswith("ROLE-") else label


def title_of(view: View, key: Key) -> str:
    """What a record was last called, whether it is still there or not."""
    if key in view.records:
        return view.label(key)
    values = last_values(view, key)
    register = view.registers.get(key.register)
    names = register.schema.label if register else ("title", "name")
    return " ".join(str(values[name]) for name in names if isinstance(values.get(name), str)) or key.id


def last_values(view: View, key: Key) -> Mapping[str, Value]:
    """What a deleted record held before it was deleted."""
    trail = view.past.trails.get(key, ()) if view.past else ()
    gone = trail[-1].changes if trail and trail[-1].kind == "deleted" else ()
    return {str(change.path[0]): change.old for change in gone if change.path and change.old is not None}

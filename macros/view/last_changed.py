"""When what everybody may see last changed: days, titles of fields, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.catalogue.front_matter import PUBLIC
from macros.history.diff import applied
from macros.history.revisions import History
from macros.model import Key, Register, Revision, Schema, Trail, Values
from macros.rules.calendar import local_day
from macros.view.public import Published, public_values

Seen = Callable[[Values, Schema], Values]
"""What of a record's values everybody may see."""


class Changed(NamedTuple):
    """A day on which a published record changed, and the titles of the fields that did."""

    day: date
    fields: tuple[str, ...]


def last_changed(public: Published, past: History) -> Mapping[Key, tuple[Changed, ...]]:
    """When what everybody may see of published records and pages changed."""

    def seen(values: Values, schema: Schema) -> Values:
        return public_values(values, schema.fields, public.keys)

    return {**records_changed(public.registers, past, seen), **pages_changed(past)}


def records_changed(
    registers: Mapping[str, Register], past: History, seen: Seen
) -> Mapping[Key, tuple[Changed, ...]]:
    """For each published record, the days on which what everybody may see of it changed.

    Newest first, and only while it was published.
    """
    changed: dict[Key, tuple[Changed, ...]] = {}
    for register in registers.values():
        for record in register.records:
            days: dict[date, dict[str, None]] = {}
            for day, titles in _published_changes(past.trail(record.key), register.schema, seen):
                days.setdefault(day, {}).update(dict.fromkeys(titles))
            changed[record.key] = tuple(
                Changed(day, tuple(titles)) for day, titles in sorted(days.items(), reverse=True)
            )
    return changed


def _published_changes(
    trail: Trail, schema: Schema, seen: Seen
) -> Iterator[tuple[date, list[str]]]:
    """Each revision's day and titles of published fields, from when it was last published.

    Compared is what the view would show: a part of a group that is for staff, or a reference to
    what isn't published, moves no date.
    """
    before: Values | None = None
    for revision, values in _states(trail):
        now = seen(values, schema) if _is_published(values) else None
        if now is not None and now != before:
            old = now if before is None else before
            yield local_day(revision.landed), _titles_that_differ(schema, old, now)
        before = now


def _states(trail: Trail) -> Iterator[tuple[Revision, Values]]:
    """Each revision and the values after it; an unreadable version changed none."""
    values: Values = {}
    for revision in trail:
        if revision.kind != "changed":
            values = {}
        if revision.kind != "deleted" and revision.readable:
            values = applied(values, revision.changes)
        yield revision, values


def _is_published(values: Values) -> bool:
    return values.get("publish") == "public" and values.get("status") != "retired"


def _titles_that_differ(schema: Schema, old: Values, new: Values) -> list[str]:
    return [field.title for field in schema.fields if old.get(field.name) != new.get(field.name)]


WORDS = ("title", "description", "sections")
"""What of a page its readers read; the rest of its heading is for those who keep it."""


def pages_changed(past: History) -> Mapping[Key, tuple[Changed, ...]]:
    """For each page of the tenants' site, the day on which its words last changed."""
    pages = (
        key
        for key in past.trails
        if key.is_page and key.id.startswith(PUBLIC) and not past.deleted(key)
    )
    return {key: (Changed(_words_changed(past.trails[key]), ()),) for key in pages}


def _words_changed(trail: Trail) -> date:
    """When a page's words last changed. The trail begins with a page that is new."""
    revisions = (revision for revision in reversed(trail) if _changed_words(revision))
    return local_day(next(revisions).landed)


def _changed_words(revision: Revision) -> bool:
    names = {change.path[0] for change in revision.changes if change.path}
    return revision.kind != "changed" or not names.isdisjoint(WORDS)

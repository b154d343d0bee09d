"""What somebody who approves a change should look at: a few points on a record that differs.

Pure: what a record held before and after comes in, and sentences go out. A number or a day that
changed in a field and still stands in a text; a number that became many times as large; who answers
for it, who may see it and whether it is over; and that others name what goes. What comes from the
record is kept apart from our words, so that each door can mark it as its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from macros.history.describe import LabelOf, heading, values_in_words
from macros.history.large_changes import many_times, years_away
from macros.history.still_says import day_in_text, number_in
from macros.model import Change, Field, Kind, Path, Schema, Value, Values, field_at, texts_in
from macros.model.outside import cut
from macros.model.text import one_line
from macros.rules.calendar import last_day_in, say_date

OWNERS = ("owner_role", "owner_roles")
"""The fields that say which posts answer for a record, or carry out what it says."""

AUDIENCE = ("publish", "audience")
"""The fields that say who may see a record or a page."""

STATUS, RETIRED, PUBLIC = "status", "retired", "public"

DAYS = ("date", "partial-date", "quarter", "timescale", "when")
"""The formats of fields that hold a day, or a time that ends with one."""

CITED = "sources"
"""What a source says doesn't change with us."""


class Point(NamedTuple):
    """Something to look at: what it is about, in which field, and a sentence.

    `form` is ours, with a place for each of `fills`, which come from the record.
    """

    about: str
    path: Path
    form: str
    fills: tuple[str, ...] = ()

    def says(self, mark: Callable[[str], str] = str) -> str:
        """The sentence; `mark` sets apart what comes from the record."""
        return self.form.format(*map(mark, self.fills))


class Sides(NamedTuple):
    """A record before and after: None where it isn't there, or can't be read as a record."""

    schema: Schema | None
    kind: Kind
    changes: tuple[Change, ...]
    before: Values | None
    after: Values | None


class Users(NamedTuple):
    """Who names a record: in words, and the posts that own those records."""

    words: str = ""
    owners: str = ""


def look_at(sides: Sides, users: Users, label_of: LabelOf) -> tuple[Point, ...]:
    """All points on a record, the gravest first."""
    return (*_gone(sides, users), *_turned(sides, label_of), *_sizes(sides), *_left(sides))


# ------------------------------------------------------------------ what goes, and who has it


def _gone(sides: Sides, users: Users) -> Iterator[Point]:
    retires = any(
        _is_field(change, (STATUS,)) and change.new == RETIRED for change in sides.changes
    )
    if not users.words or not (sides.kind == "deleted" or retires):
        return
    verb = "goes" if sides.kind == "deleted" else "is retired"
    owners = "; their owners: {}" if users.owners else ""
    fills = (users.words, users.owners) if users.owners else (users.words,)
    yield Point("gone", (), f"It {verb} while others name it: {{}}{owners}.", fills)


def _turned(sides: Sides, label_of: LabelOf) -> Iterator[Point]:
    """Status, owner and audience."""
    for change in sides.changes:
        if _is_field(change, AUDIENCE):
            yield from _audience(sides.kind, change)
        elif sides.kind == "changed":
            yield from _status_or_owner(sides.schema, change, label_of)


def _is_field(change: Change, names: tuple[str, ...]) -> bool:
    return bool(change.path) and change.path[0] in names


def _audience(kind: Kind, change: Change) -> Iterator[Point]:
    everybody = "everybody may see the fields that are meant for everybody"
    if change.new == PUBLIC:
        verb = "is public from the start" if kind == "created" else "becomes public"
        yield Point("audience", change.path, f"It {verb}: {everybody}.")
    elif change.old == PUBLIC and kind == "changed":
        yield Point("audience", change.path, "It is no longer public: only staff may see it.")


def _status_or_owner(schema: Schema | None, change: Change, label_of: LabelOf) -> Iterator[Point]:
    old, new = (word or "nothing" for word in values_in_words(schema, change, label_of))
    name = heading(schema, change.path)
    if _is_field(change, (STATUS,)):
        yield Point("status", change.path, "{} changes: {} → {}.", (name, old, new))
    elif _is_field(change, OWNERS):
        yield Point("owner", change.path, "{} changes: {} → {}.", (name, cut(old), cut(new)))


# ---------------------------------------------------------------------- numbers, days and texts


class _Step(NamedTuple):
    """A single value that changed, with its field. `new` is empty where there is none any more."""

    path: Path
    field: Field
    old: str
    new: str


def _steps(sides: Sides) -> Iterator[_Step]:
    if sides.kind != "changed" or sides.schema is None:
        return
    for change in sides.changes:
        for path, old in _leaves(change.old, change.path):
            field = field_at(sides.schema.fields, path)
            is_whole = path == change.path and not isinstance(change.new, Mapping | list)
            if field and (is_whole or change.new is None):
                new = "" if change.new is None else str(change.new)
                yield _Step(path, field, old, new)


def _leaves(value: Value | None, path: Path) -> Iterator[tuple[Path, str]]:
    """The single values inside one, as text: old versions have no other kind."""
    if isinstance(value, Mapping | list):
        yield from texts_in(value, path)
    elif value is not None:
        yield path, str(value)


def _is_number(field: Field) -> bool:
    return field.inner.kind in ("integer", "number")


def _is_day(field: Field) -> bool:
    return field.inner.format in DAYS


def _sizes(sides: Sides) -> Iterator[Point]:
    """What became many times as large or as small, and days that moved by years."""
    for step in _steps(sides):
        words = ""
        if _is_number(step.field):
            words = many_times(step.old, step.new, step.field.inner)
        elif _is_day(step.field):
            words = years_away(last_day_in(step.old), last_day_in(step.new))
        if words:
            name = heading(sides.schema, step.path)
            yield Point(
                "large", step.path, f"{{}}: {{}} → {{}}, {words}.", (name, step.old, step.new)
            )


def _left(sides: Sides) -> Iterator[Point]:
    """Texts that still say what a field said before."""
    texts = list(_texts(sides))
    for step in _steps(sides):
        looked_for = _looked_for(step)
        if looked_for is None:
            continue
        for path, text in texts:
            words = looked_for(text, step.old)
            is_told = text not in _before(sides, path) and step.new and looked_for(text, step.new)
            if words and not is_told:
                names = heading(sides.schema, step.path), heading(sides.schema, path)
                yield _still(step, names, words)


def _still(step: _Step, names: tuple[str, str], words: str) -> Point:
    day = last_day_in(step.new) if _is_day(step.field) else None
    new = say_date(day) if day and day.isoformat() == step.new else one_line(step.new)
    is_now = "is now {}" if new else "is gone"
    fills = (names[0], *([cut(new)] if new else []), names[1], one_line(words))
    return Point("still says", step.path, f"{{}} {is_now}, but {{}} still says {{}}.", fills)


def _looked_for(step: _Step) -> Callable[[str, str], str] | None:
    """How an old value of a field is looked for in a text; None where it isn't."""
    if _is_day(step.field):
        return day_in_text
    if _is_number(step.field):
        field = step.field.inner
        return lambda text, number: number_in(text, number, field)
    return None


def _texts(sides: Sides) -> Iterator[tuple[Path, str]]:
    """What somebody wrote in words, as it is by now."""
    if sides.schema is None:
        return
    for path, text in texts_in(sides.after or {}):
        field = field_at(sides.schema.fields, path)
        if field and path[0] != CITED and _is_prose(field):
            yield path, text


def _is_prose(field: Field) -> bool:
    """Whether a field holds words: no choice, no reference, no number and no form."""
    is_form = field.format in (*DAYS, "url", "page", "telephone", "email") or field.pattern
    return field.kind == "string" and not (is_form or field.options or field.refs)


def _before(sides: Sides, path: Path) -> set[str]:
    """The texts that a field held before."""
    return {text for way, text in texts_in(sides.before or {}) if way[:1] == path[:1]}

"""Two versions of a register's schema compared by what they mean, whatever way they are written.

Pure. A field that has another name or another type is one change and not two, where the schema or
the records tell that it is the same field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from macros.catalogue.published_list import Names
from macros.history.old_schemas import Declared, Registers
from macros.model import Field, SchemaChange
from macros.model.guesses import nearest

SameValues: TypeAlias = Callable[[Names, Names], bool]
"""Whether records say that what stood in one field went on in another."""


def no_records(old: Names, new: Names) -> bool:
    """For whoever compares schemas without records."""
    return False


def register_changes(
    old: Registers, new: Registers, same: Mapping[str, SameValues]
) -> Iterator[tuple[str, Sequence[SchemaChange]]]:
    """What each register's schema says otherwise, by the register's name."""
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before is after:
            continue
        if before is None or after is None:
            changes = list(_came_or_went(name, old, new))
        else:
            changes = list(schema_changes(before, after, same.get(name, no_records)))
        if changes:
            yield name, changes


def _came_or_went(name: str, old: Registers, new: Registers) -> Iterator[SchemaChange]:
    before, after = old.get(name), new.get(name)
    if name in new and after is None and before is not None:
        yield SchemaChange("unreadable", (), before.title)
    elif name in old and before is None and after is not None:
        yield SchemaChange("unreadable", (), after.title)
        yield from _openness(None, after)
    elif after is not None:
        yield SchemaChange("created", (), after.title)
        yield from _openness(None, after)
    elif before is not None:
        yield SchemaChange("deleted", (), before.title)
        yield from _openness(before, None)


def _openness(old: Declared | None, new: Declared | None) -> Iterator[SchemaChange]:
    """Whether the register as a whole was opened or closed."""
    was, now = bool(old and old.public), bool(new and new.public)
    if now and not was and new:
        yield SchemaChange("opened", (), new.title, new=str(len(new.open)))
    elif was and not now and old:
        yield SchemaChange("closed", (), old.title, old=str(len(old.open)))


def schema_changes(old: Declared, new: Declared, same: SameValues) -> Iterator[SchemaChange]:
    """What the newer version says otherwise: first of the register, then of each field."""
    if old.title != new.title:
        yield SchemaChange("titled", (), new.title, old.title, new.title)
    yield from _openness(old, new)
    former = _former_names(old, new, same)
    for way in new.fields:
        before = former.get(way, way)
        if before in old.fields:
            yield from _field_changes(old, new, before, way)
        elif way[:-1] not in new.fields or former.get(way[:-1], way[:-1]) in old.fields:
            yield _added(new, way)
    gone = [way for way in old.fields if way not in new.fields and way not in former.values()]
    for way in gone:
        if way[:-1] not in gone:
            was_open = "everybody" if way in old.open else "staff"
            yield SchemaChange("removed", way, titles(old, way), old=was_open)
    yield from _other_changes(old, new)


def _added(new: Declared, way: Names) -> SchemaChange:
    return SchemaChange("added", way, titles(new, way), new=_audience(new, way))


def _audience(declared: Declared, way: Names) -> str:
    return "everybody" if way in declared.open else "staff"


def _other_changes(old: Declared, new: Declared) -> Iterator[SchemaChange]:
    names = [name for name in {**old.settings, **new.settings} if _setting_differs(old, new, name)]
    if names:
        yield SchemaChange("settings", (), new.title, new=", ".join(names))
    if old.rules != new.rules:
        yield SchemaChange("rules", (), new.title)


def _setting_differs(old: Declared, new: Declared, name: str) -> bool:
    """That a register is opened or closed is told by itself."""
    if name == "public" and old.public != new.public:
        return False
    return bool(old.settings.get(name) != new.settings.get(name))


# -------------------------------------------------------------------------------------- one field


def _field_changes(old: Declared, new: Declared, was: Names, way: Names) -> Iterator[SchemaChange]:
    """What is said otherwise of a field that both versions have."""
    before, after = old.fields[was], new.fields[way]
    is_opened = way in new.open
    if before == after and was == way and (was in old.open) == is_opened:
        return
    title = titles(new, way)
    if was[-1] != way[-1]:
        yield SchemaChange("renamed", way, title, was[-1], way[-1], was)
    if before.title != after.title:
        yield SchemaChange("titled", way, title, before.title, after.title)
    if old.public and new.public and (was in old.open) != is_opened:
        yield SchemaChange("opened" if is_opened else "closed", way, title)
    if type_in_words(before) != type_in_words(after):
        words = type_in_words(before), type_in_words(after)
        yield SchemaChange("retyped", way, title, *words, was=was)
    if before.required != after.required:
        yield SchemaChange("required" if after.required else "optional", way, title)
    if _choices(before) != _choices(after):
        gone = [word for word in _choices(before) if word not in _choices(after)]
        come = [word for word in _choices(after) if word not in _choices(before)]
        if gone or come:
            yield SchemaChange("allowed", way, title, ", ".join(gone), ", ".join(come))
    if _wording(before) != _wording(after):
        yield SchemaChange("worded", way, title)


def titles(declared: Declared, way: Names) -> str:
    """What a field is called, with those around it: 'Source, document'."""
    names = [declared.fields[way[:length]].title for length in range(1, len(way) + 1)]
    return ", ".join([*names[:1], *(name[:1].lower() + name[1:] for name in names[1:])])


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "object": "a group",
    "array": "a list",
}


def type_in_words(field: Field) -> str:
    """What kind of value a field holds, as far as two versions can differ in it."""
    if field.kind == "array":
        inner = type_in_words(field.each) if field.each else "anything"
        refs = f" that names records of {', '.join(field.refs)}" if field.refs else ""
        return f"a list of {inner}{refs}"
    if field.refs:
        return f"the name of a record of {', '.join(field.refs)}"
    if field.format and field.kind == "string":
        return f"text in the form '{field.format}'"
    return _TYPES.get(str(field.kind), str(field.kind))


def _choices(field: Field) -> Sequence[str]:
    inner = field.each if field.each and not field.options else field
    return [str(choice) for choice in inner.options]


def _wording(field: Field) -> Field:
    """A field without what is told by itself: its help, examples, form and what it does."""
    plain = replace(field, name="", title="", kind="", required=False, public=False, options=())
    return replace(plain, parts=(), each=None, refs=(), format="")


# ----------------------------------------------------------------------------- under another name


def _former_names(old: Declared, new: Declared, same: SameValues) -> dict[Names, Names]:
    """The fields that have another name since, each with the way that led to it before.

    What stands inside a renamed group goes on inside it.
    """
    former: dict[Names, Names] = {}
    for way in new.fields:
        around = former.get(way[:-1], way[:-1])
        before = (*around, way[-1])
        if before in old.fields:
            if before != way:
                former[way] = before
            continue
        taken = {*former.values()}
        gone = [
            other
            for other in old.fields
            if other[:-1] == around and (*way[:-1], other[-1]) not in new.fields
        ]
        match = _match(old, new, way, [other for other in gone if other not in taken], same)
        if match:
            former[way] = match
    return former


def _match(
    old: Declared, new: Declared, way: Names, gone: Sequence[Names], same: SameValues
) -> Names | None:
    """The field that is gone and that this one is, by its records, its words, or its name."""
    after = new.fields[way]
    for other in gone:
        if same(other, way):
            return other
    alike = [other for other in gone if _is_alike(old.fields[other], after)]
    for other in alike:
        before = old.fields[other]
        if after.description and before.description == after.description:
            return other
    for other in alike:
        if old.fields[other].title == after.title:
            return other
    name = nearest(way[-1], [other[-1] for other in alike])
    return next((other for other in alike if other[-1] == name), None)


def _is_alike(before: Field, after: Field) -> bool:
    return type_in_words(before) == type_in_words(after) and _choices(before) == _choices(after)

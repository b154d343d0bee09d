"""Old values in words, and what records and registers are called that may be gone.

Old values are text as it was, and need not fit today's schema: what fits is said as today, the rest
as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import quote

from macros.history.describe import in_words
from macros.history.old_registers import gone_register
from macros.history.told_once import UNCHANGED, Reshaped
from macros.model import Field, Key, Path, Schema, Unreadable, Value, Values, Version
from macros.model.mappings import present
from macros.model.outside import cut
from macros.model.text import marks_shown
from macros.pages.fragments import ROOT, page_address, place
from macros.view.view import View

LONGEST = 300
"""Letters of a title that no check has seen."""


def say_old_value(view: View, schema: Schema | None, path: Path, value: Value | None) -> str:
    """An old value as plain text: references by today's titles, choices and days as we say them."""

    def label_of(field: Field, text: str) -> str:
        key = view.find(field, text)
        return view.label(key) if key else ""

    return in_words(schema, path, value, label_of)


def title_of(view: View, key: Key) -> str:
    """What a record was last called, whether it is still there or not."""
    if key in view.records:
        return view.label(key)
    return called(view, key, last_values(view, key))


def called(view: View, key: Key, values: Values) -> str:
    """What a record with these values is called: by the label that its register has today.

    In a register that is no more, by what a title mostly is.
    """
    schema = schema_of(view, key)
    names = schema.label if schema else ("title", "name")
    words = " ".join(text for name in names if isinstance(text := values.get(name), str))
    return marks_shown(cut(words, LONGEST)) or key.id


def title_then(view: View, key: Key, version: Version) -> str:
    """What a record was called then; where its version can't be read, what it was called last."""
    return title_of(view, key) if isinstance(version, Unreadable) else called(view, key, version)


def schema_of(view: View, key: Key) -> Schema | None:
    """Today's schema of a record; None for a page, and for a register that is no more."""
    register = view.registers.get(key.register)
    return register.schema if register else None


def reshaped_fields(view: View, key: Key) -> Reshaped:
    """The fields of a record's register that ever got another name or another kind."""
    return view.past.shapes.get(key.register, UNCHANGED) if view.past else UNCHANGED


def register_schema(view: View, name: str) -> Schema:
    """Today's schema of a register; for one that is no more, a stand-in."""
    register = view.registers.get(name)
    return register.schema if register else gone_register(name)


def todays_schemas(view: View) -> Mapping[str, Schema]:
    """The schema of each register, by its name."""
    return {name: register.schema for name, register in view.registers.items()}


def todays_order(view: View, names: Collection[str]) -> list[str]:
    """Registers as the site orders them; those that are no more come last."""
    there = [name for name in view.registers if name in names]
    return [*there, *sorted(set(names).difference(there))]


def page_of(view: View, key: Key) -> str:
    """Where a record or page, or what is kept of it, is read, from the site's root; not quoted."""
    is_page = key.is_page
    address = page_address(key.id.removeprefix("docs/")) if is_page else place(key)
    if is_page and not view.elsewhere(key):
        return address or "./"
    if before := view.after_others.get(key, 0):
        return f"history/{address.removesuffix('/')}-{before + 1}/"
    return f"history/{address}" if is_page else address


def href_of(view: View, key: Key) -> str:
    """The same as a link from any page."""
    return f"{ROOT}{quote(page_of(view, key))}"


def last_values(view: View, key: Key) -> Values:
    """What a deleted record held before it was deleted, and what a merge left out that was new."""
    if view.past is None:
        return {}
    trail = view.past.trails.get(key, ())
    if trail and trail[-1].kind == "deleted":
        gone = (change for change in trail[-1].changes if change.path)
        return present({str(change.path[0]): change.old for change in gone})
    new = view.past.left_out[key][-1].changes if key in view.past.never_there else ()
    return present({str(change.path[0]): change.new for change in new if change.path})

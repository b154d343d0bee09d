"""Old values in words. They are text as it was, and need not fit today's schema: what fits is said as today, the rest as it stands."""

from __future__ import annotations

from collections.abc import Mapping

from macros.history.describe import in_words
from macros.model import PAGES, Field, Key, Path, Schema, Value
from macros.pages.fragments import page_address, place
from macros.view.view import View


def said(view: View, schema: Schema | None, path: Path, value: Value) -> str:
    """An old value as plain text: references by the title that they have today, choices and days as they are said today."""

    def label_of(field: Field, text: str) -> str:
        key = view.find(field, text)
        return view.label(key) if key else ""

    return in_words(schema, path, value, label_of)


def title_of(view: View, key: Key) -> str:
    """What a record was last called, whether it is still there or not."""
    if key in view.records:
        return view.label(key)
    return called(view, key, last_values(view, key))


def called(view: View, key: Key, values: Mapping[str, Value]) -> str:
    """What a record with these values is called: by its register's label of today, or what a title mostly is."""
    schema = schema_of(view, key)
    names = schema.label if schema else ("title", "name")
    return " ".join(text for name in names if isinstance(text := values.get(name), str)) or key.id


def schema_of(view: View, key: Key) -> Schema | None:
    """Today's schema of a record; None for a page, and for a register that is no more."""
    register = view.registers.get(key.register)
    return register.schema if register else None


def page_of(view: View, key: Key) -> str:
    """Where a record or page, or what is kept of it, is read, from the site's root; not quoted."""
    if key.register == PAGES:
        here = page_address(key.id.removeprefix("docs/"))
        if not view.elsewhere(key):
            return here or "./"
    else:
        here = place(key)
    before = view.after_others.get(key, 0)
    kept = f"{here.removesuffix('/')}-{before + 1}/" if before else here
    return f"history/{kept}" if before or key.register == PAGES else kept


def last_values(view: View, key: Key) -> Mapping[str, Value]:
    """What a deleted record held before it was deleted."""
    trail = view.past.trails.get(key, ()) if view.past else ()
    gone = trail[-1].changes if trail and trail[-1].kind == "deleted" else ()
    return {
        str(change.path[0]): change.old for change in gone if change.path and change.old is not None
    }

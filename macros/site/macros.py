"""The macros that pages may call. Each returns a token, never data: the press swaps it for the finished piece.

What each is called and takes stands in `catalogue.macro_table`; the two are compared at every start.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence

from markupsafe import escape

from macros.catalogue.macro_table import MACROS, Macro
from macros.model import Key, Register, Value
from macros.pages import (
    as_at,
    counting,
    dictionary,
    macros_list,
    months,
    overview,
    pictures,
    register_text,
    tables,
    tenants,
)
from macros.pages.fragments import Fragment
from macros.pages.values import Html, say_field
from macros.site.placeholders import Placeholders
from macros.view.view import View

Calls = Mapping[str, Callable[..., str]]
Values = Mapping[str, Value] | None
Names = Sequence[str] | None


def page_macros(view: View, placeholders: Placeholders) -> Calls:
    """Every macro, by name, over one view. Raises TypeError where the table says something else."""
    there = {
        **_of_register(view, placeholders),
        **_of_numbers(view, placeholders),
        **_of_record(view, placeholders),
        **_of_all(view, placeholders),
    }
    if there.keys() != MACROS.keys():
        raise TypeError(
            f"These macros are in the table or here alone: {sorted(there.keys() ^ MACROS.keys())}."
        )
    for name, macro in MACROS.items():
        _compare(macro, there[name])
    return {name: there[name] for name in MACROS}


def _compare(macro: Macro, call: Callable[..., str]) -> None:
    """A macro takes what the table says, in that order, and needs what the table says."""
    parameters = inspect.signature(call).parameters.values()
    takes = [(parameter.name, parameter.default is parameter.empty) for parameter in parameters]
    if takes != [(argument.name, argument.needed) for argument in macro.takes]:
        raise TypeError(f"The macro '{macro.name}' takes {takes}, and the table says otherwise.")


def _of_register(view: View, placeholders: Placeholders) -> Calls:
    """Macros that show the records of a register."""

    def register_table(
        name: str,
        columns: Names = None,
        where: Values = None,
        caption: str = "",
        filters: bool = True,
    ) -> str:
        if (register := _seen(view, name)) is None:
            return placeholders.store(_nothing())
        records = counting.matching(register, _chosen(where)) if where else None
        return placeholders.store(
            tables.table(view, register, columns or (), records, caption, filters)
        )

    def register_groups(name: str, by: str, columns: Names = None) -> str:
        register = _seen(view, name)
        return placeholders.store(
            tables.groups(view, register, by, columns or ()) if register else _nothing()
        )

    def reading(name: str, body: str, lists: Names = None) -> str:
        register = _seen(view, name)
        return placeholders.store(
            register_text.reading(view, register, body, lists or ()) if register else _nothing()
        )

    def chain_picture(name: str, by: str, title: str, more: str = "") -> str:
        register = _seen(view, name)
        return placeholders.store(
            pictures.chain(view, register, by, more, title) if register else _nothing()
        )

    def lanes_picture(name: str, by: str, title: str) -> str:
        register = _seen(view, name)
        return placeholders.store(
            pictures.lanes(view, register, by, title) if register else _nothing()
        )

    def listing(name: str, text: str, by: str = "") -> str:
        register = _seen(view, name)
        return placeholders.store(
            tenants.listing(view, register, text, by) if register else _nothing()
        )

    def how_long(name: str) -> str:
        register = _seen(view, name)
        return placeholders.store(tenants.how_long(view, register) if register else _nothing())

    return {
        "register_table": register_table,
        "register_groups": register_groups,
        "reading": reading,
        "chain_picture": chain_picture,
        "lanes_picture": lanes_picture,
        "listing": listing,
        "how_long": how_long,
    }


def _of_numbers(view: View, placeholders: Placeholders) -> Calls:
    """Macros that say how many records there are, in the words of a page."""

    def chosen(
        name: str, where: Values, unless: Values, filled: Names, empty: Names
    ) -> counting.Count:
        return counting.count_records(view, name, _chosen(where, unless, filled, empty))

    def count(
        name: str,
        where: Values = None,
        unless: Values = None,
        filled: Names = None,
        empty: Names = None,
    ) -> str:
        records = chosen(name, where, unless, filled, empty)
        return placeholders.store(escape(counting.say_count(records)))

    def number(
        name: str,
        where: Values = None,
        unless: Values = None,
        filled: Names = None,
        empty: Names = None,
    ) -> str:
        records = chosen(name, where, unless, filled, empty)
        return placeholders.store(escape(counting.say_number(view, records)))

    def share(
        name: str,
        where: Values = None,
        unless: Values = None,
        filled: Names = None,
        empty: Names = None,
        singular: str = "",
        plural: str = "",
        capital: bool = False,
    ) -> str:
        records = chosen(name, where, unless, filled, empty)
        return placeholders.store(
            escape(counting.say_share(view, records, singular, plural, capital))
        )

    def sentence(
        name: str,
        where: Values = None,
        unless: Values = None,
        filled: Names = None,
        empty: Names = None,
        if_all: str = "",
        if_some: str = "",
        if_none: str = "",
    ) -> str:
        records = chosen(name, where, unless, filled, empty)
        return placeholders.store(
            escape(counting.say_sentence(view, records, if_all, if_some, if_none))
        )

    return {"count": count, "number": number, "share": share, "sentence": sentence}


def _chosen(
    where: Values = None, unless: Values = None, filled: Names = None, empty: Names = None
) -> counting.Chosen:
    return counting.Chosen(where or {}, unless or {}, filled or (), empty or ())


def _of_record(view: View, placeholders: Placeholders) -> Calls:
    """Macros that name a record."""

    def record(name: str, register: str = "") -> str:
        keys = [key for key in view.ids.get(name, ()) if register in ("", key.register)]
        return placeholders.store(_link(view, keys[0]) if len(keys) == 1 else escape(name))

    def field(name: str, of: str) -> str:
        keys = view.ids.get(of, ())
        text = say_field(view, view.records[keys[0]], name) if len(keys) == 1 else ""
        return placeholders.store(escape(text))

    def whole_record(name: str) -> str:
        keys = view.ids.get(name, ())
        return placeholders.store(tenants.whole(view, keys[0]) if len(keys) == 1 else _nothing())

    return {"record": record, "field": field, "whole_record": whole_record}


def _of_all(view: View, placeholders: Placeholders) -> Calls:
    """Macros about everything that the reader may see."""
    return {
        "ask_box": lambda: placeholders.store(tenants.ask_box()),
        "registers_list": lambda: placeholders.store(overview.registers_list(view)),
        "dictionary": lambda: placeholders.store(dictionary.dictionary(view)),
        "provenance": lambda: placeholders.store(overview.provenance(view)),
        "warnings": lambda: placeholders.store(overview.warnings(view)),
        "changes": lambda: placeholders.store(months.changes(view)),
        "all_pages": lambda: placeholders.store(overview.all_pages(view)),
        "as_at": lambda: placeholders.store(as_at.listing(view)),
        "as_at_compare": lambda: placeholders.store(as_at.comparison(view)),
        "macros_list": lambda: placeholders.store(macros_list.macros_list(view)),
    }


def _seen(view: View, name: str) -> Register | None:
    register = view.registers.get(name)
    return register if register and register.records else None


def _nothing() -> Fragment:
    return overview.nothing()


def _link(view: View, key: Key) -> Html:
    return overview.link(view, key)

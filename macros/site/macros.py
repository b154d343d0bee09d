"""The macros that pages may call: each returns a token, never data.

What each is called and takes stands in `catalogue.macro_table`; the two are compared at each start.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from macros.catalogue.macro_parts import Macro
from macros.catalogue.macro_table import MACROS
from macros.evidence.browser.form import verify_form
from macros.evidence.report.on_site import board_report
from macros.model import Key
from macros.pages import (
    as_at,
    dictionary,
    disposing,
    due_pages,
    example_records,
    macros_list,
    months,
    overview,
    reviews_page,
    tenants,
)
from macros.pages.first_records import nothing
from macros.pages.fragments import Fragment
from macros.pages.values import say_field
from macros.pages.where import link
from macros.site.number_macros import NumberMacros
from macros.site.picture_macros import PictureMacros
from macros.site.placeholders import Placeholders
from macros.site.register_macros import RegisterMacros
from macros.view.view import View

Calls = Mapping[str, Callable[..., str]]

OF_ALL: Mapping[str, Callable[[View], Fragment | Markup]] = {
    "ask_box": tenants.ask_box,
    "registers_list": overview.registers_list,
    "verify_pack": lambda _: verify_form(),
    "dictionary": dictionary.dictionary,
    "provenance": overview.provenance,
    "warnings": overview.warnings,
    "changes": months.changes,
    "all_pages": overview.all_pages,
    "what_is_due": due_pages.what_is_due,
    "board_report": board_report,
    "disposal_list": disposing.disposal_list,
    "due_first": due_pages.due_first,
    "reviews": reviews_page.reviews,
    "as_at": as_at.listing,
    "as_at_compare": as_at.comparison,
    "macros_list": macros_list.macros_list,
}
"""Macros about everything that the reader may see; they take nothing."""


def page_macros(view: View, placeholders: Placeholders) -> Calls:
    """Every macro, by name, over one view. Raises TypeError where the table says something else."""
    calls = {
        **_methods(RegisterMacros(view, placeholders)),
        **_methods(NumberMacros(view, placeholders)),
        **_methods(PictureMacros(view, placeholders)),
        **_methods(RecordMacros(view, placeholders)),
        **{name: _of_all(show, view, placeholders) for name, show in OF_ALL.items()},
    }
    if calls.keys() != MACROS.keys():
        names = sorted(calls.keys() ^ MACROS.keys())
        raise TypeError(f"These macros are in the table or here alone: {names}.")
    for name, macro in MACROS.items():
        _compare(macro, calls[name])
    return {name: calls[name] for name in MACROS}


def _methods(macros: RegisterMacros | NumberMacros | PictureMacros | RecordMacros) -> Calls:
    """Every public method is a macro."""
    names = [name for name in vars(type(macros)) if not name.startswith("_")]
    return {name: getattr(macros, name) for name in names}


def _of_all(
    show: Callable[[View], Fragment | Markup], view: View, placeholders: Placeholders
) -> Callable[[], str]:
    return lambda: placeholders.store(show(view))


def _compare(macro: Macro, call: Callable[..., str]) -> None:
    """A macro takes what the table says, in that order, and needs what the table says."""
    parameters = inspect.signature(call).parameters.values()
    takes = [(parameter.name, parameter.default is parameter.empty) for parameter in parameters]
    if takes != [(argument.name, argument.needed) for argument in macro.takes]:
        raise TypeError(f"The macro '{macro.name}' takes {takes}, and the table says otherwise.")


class RecordMacros:
    """Macros that name a record. An id that several records have names none of them."""

    def __init__(self, view: View, placeholders: Placeholders) -> None:
        self._view = view
        self._store = placeholders.store

    def record(self, name: str, register: str = "") -> str:
        """A link to the record, or its name where there is no such record."""
        key = self._only(name, register)
        return self._store(link(self._view, key) if key else escape(name))

    def field(self, name: str, of: str) -> str:
        """One field of the record, in words."""
        key = self._only(of)
        text = say_field(self._view, self._view.records[key], name) if key else ""
        return self._store(escape(text))

    def whole_record(self, name: str) -> str:
        """The record as a page of its own would show it."""
        key = self._only(name)
        return self._store(tenants.whole(self._view, key) if key else nothing())

    def example_id(self, name: str, like: str = "") -> str:
        """The reference of a record, for an example."""
        register = self._view.registers.get(name)
        id_ = example_records.example_id(register, like) if register else name
        return self._store(escape(id_))

    def example_file(self, name: str, like: str = "") -> str:
        """The file of such a record, or what to add first."""
        register = self._view.registers.get(name)
        view = self._view
        file = example_records.example_file(view, register, like) if register else nothing()
        return self._store(file)

    def _only(self, name: str, register: str = "") -> Key | None:
        keys = [key for key in self._view.ids.get(name, ()) if register in ("", key.register)]
        return keys[0] if len(keys) == 1 else None

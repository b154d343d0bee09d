"""The macros that show the records of a register."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from macros.model import Register, Values
from macros.pages import (
    contact_page,
    counting,
    coverage,
    disposing,
    register_files,
    register_text,
    tables,
    tenants,
    time_gaps,
    together,
    translations,
)
from macros.pages.first_records import no_records
from macros.pages.fragments import Fragment
from macros.site.placeholders import Placeholders
from macros.view.view import View

Names = Sequence[str] | None


class RegisterMacros:
    """Each takes the register's name first. A register without records has nothing to show."""

    def __init__(self, view: View, placeholders: Placeholders) -> None:
        self._view = view
        self._store = placeholders.store

    def register_table(
        self,
        name: str,
        columns: Names = None,
        where: Values | None = None,
        caption: str = "",
        filters: bool = True,
        unnamed_by: str = "",
    ) -> str:
        """The records in a table, or those that hold some values or that nobody names."""

        def show(register: Register) -> Markup:
            chosen = counting.Chosen(where or {}, {}, (), ())
            records = counting.matching(register, chosen)
            if unnamed_by:
                records = counting.unnamed(self._view, records, unnamed_by)
            return tables.table(self._view, register, columns or (), records, caption, filters)

        return self._show(name, show)

    def register_groups(
        self, name: str, by: str, columns: Names = None, last_first: bool = False
    ) -> str:
        """A table for each value of a field."""
        return self._show(
            name,
            lambda register: tables.groups(self._view, register, by, columns or (), last_first),
        )

    def reading(self, name: str, body: str, lists: Names = None) -> str:
        """The records as a text to be read from top to bottom."""
        return self._show(
            name, lambda register: register_text.reading(self._view, register, body, lists or ())
        )

    def listing(self, name: str, text: str, by: str = "") -> str:
        """The records as tenants read them."""
        return self._show(name, lambda register: tenants.listing(self._view, register, text, by))

    def cards(self, name: str, by: str = "") -> str:
        """The records in full, and how to reach whom they name."""
        return self._show(name, lambda register: contact_page.cards(self._view, register, by))

    def whole_register(self, name: str, by: str = "") -> str:
        """The records in full, one after the other."""
        return self._show(name, lambda register: together.whole_register(self._view, register, by))

    def each_language(self, name: str, own: str) -> str:
        """The records in full, each under a language's own name."""
        return self._show(
            name, lambda register: translations.each_language(self._view, register, own)
        )

    def take_away(self, name: str) -> str:
        """Where the register's files are."""
        return self._show(name, lambda register: register_files.take_away(self._view, register))

    def how_long(self, name: str) -> str:
        """How long records are kept, as tenants read it."""
        return self._show(name, lambda register: tenants.how_long(self._view, register))

    def may_i_dispose(self, name: str) -> str:
        """The form that says whether something may go."""
        return self._show(name, lambda register: disposing.may_i_dispose(self._view, register))

    def coverage(self, name: str) -> str:
        """The register against what meets its records, the holes first."""
        return self._show(name, lambda register: coverage.coverage(self._view, register))

    def time_gaps(self, name: str, by: str, start: str, end: str) -> str:
        """The time for which the register has no record, of each that it should tell of."""
        fields = time_gaps.TimeFields(by, start, end)
        return self._show(name, lambda register: time_gaps.time_gaps(self._view, register, fields))

    def _show(self, name: str, show: Callable[[Register], Fragment | Markup]) -> str:
        register = self._view.registers.get(name)
        if register is None or not register.records:
            return self._store(no_records(self._view, register))
        return self._store(show(register))

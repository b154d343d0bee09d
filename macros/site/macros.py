"""The macros that pages may call. Each returns a token, never data: the press swaps it for the finished piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import escape

from macros.model import Key, Register, Value
from macros.model.text import counted
from macros.pages import as_at, months, overview, pictures, tables, tenants
from macros.pages.fragments import Fragment
from macros.pages.values import Html
from macros.site.placeholders import Placeholders
from macros.view.view import View

Calls = Mapping[str, Callable[..., str]]


def page_macros(view: View, placeholders: Placeholders) -> Calls:
    """Every macro, by name, over one view."""
    return {
        **_of_register(view, placeholders),
        **_of_record(view, placeholders),
        **_of_all(view, placeholders),
    }


def _of_register(view: View, placeholders: Placeholders) -> Calls:
    """Macros whose first argument is the name of a register."""

    def register_table(
        name: str,
        columns: list[str] | None = None,
        where: dict[str, Value] | None = None,
        caption: str = "",
        filters: bool = True,
    ) -> str:
        """A register, or the records whose fields hold the values in `where`, as a table."""
        if (register := _seen(view, name)) is None:
            return placeholders.store(_nothing())
        records = tables.matching(register, where) if where else None
        return placeholders.store(
            tables.table(view, register, columns or (), records, caption, filters)
        )

    def register_groups(name: str, by: str, columns: list[str] | None = None) -> str:
        """A register in groups by one field, with a heading and a table for each."""
        register = _seen(view, name)
        return placeholders.store(
            tables.groups(view, register, by, columns or ()) if register else _nothing()
        )

    def reading(name: str, body: str, lists: list[str] | None = None) -> str:
        """A register as a text to read from top to bottom."""
        register = _seen(view, name)
        return placeholders.store(
            overview.reading(view, register, body, lists or ()) if register else _nothing()
        )

    def chain_picture(name: str, by: str, title: str, more: str = "") -> str:
        """Records in a line, in the order of the numbers in a field."""
        register = _seen(view, name)
        return placeholders.store(
            pictures.chain(view, register, by, more, title) if register else _nothing()
        )

    def lanes_picture(name: str, by: str, title: str) -> str:
        """Records in columns, one for each choice of a field."""
        register = _seen(view, name)
        return placeholders.store(
            pictures.lanes(view, register, by, title) if register else _nothing()
        )

    def count(name: str, where: dict[str, Value] | None = None) -> str:
        """How many records a register holds, in words: '27 actions'."""
        register = view.registers.get(name)
        records = tables.matching(register, where or {}) if register else []
        return placeholders.store(
            escape(
                counted(
                    len(records),
                    *(
                        (register.schema.singular, register.schema.plural)
                        if register
                        else ("record",)
                    ),
                )
            )
        )

    def listing(name: str, text: str, by: str = "") -> str:
        """The records of a register as links, each with one field in full; under headings where `by` names a field."""
        register = _seen(view, name)
        return placeholders.store(
            tenants.listing(view, register, text, by) if register else _nothing()
        )

    def how_long(name: str = "retention") -> str:
        """The retention schedule in sentences."""
        register = _seen(view, name)
        return placeholders.store(tenants.how_long(view, register) if register else _nothing())

    return {
        "register_table": register_table,
        "register_groups": register_groups,
        "reading": reading,
        "chain_picture": chain_picture,
        "lanes_picture": lanes_picture,
        "count": count,
        "listing": listing,
        "how_long": how_long,
    }


def _of_record(view: View, placeholders: Placeholders) -> Calls:
    """Macros that name a record."""

    def record(name: str, register: str = "") -> str:
        """A link to a record, by its id."""
        keys = [key for key in view.ids.get(name, ()) if register in ("", key.register)]
        return placeholders.store(_link(view, keys[0]) if len(keys) == 1 else escape(name))

    def field(name: str, of: str) -> str:
        """One field of one record, in words: the timescale of IA3."""
        keys = view.ids.get(of, ())
        return placeholders.store(
            escape(overview.say(view, keys[0], name) if len(keys) == 1 else "")
        )

    def whole_record(name: str) -> str:
        """All of a record's page, inside this one."""
        keys = view.ids.get(name, ())
        return placeholders.store(tenants.whole(view, keys[0]) if len(keys) == 1 else _nothing())

    return {"record": record, "field": field, "whole_record": whole_record}


def _of_all(view: View, placeholders: Placeholders) -> Calls:
    """Macros about everything that the reader may see."""
    return {
        "ask_box": lambda: placeholders.store(tenants.ask_box()),
        "registers_list": lambda: placeholders.store(overview.registers_list(view)),
        "dictionary": lambda: placeholders.store(overview.dictionary(view)),
        "provenance": lambda: placeholders.store(overview.provenance(view)),
        "warnings": lambda: placeholders.store(overview.warnings(view)),
        "changes": lambda: placeholders.store(months.changes(view)),
        "all_pages": lambda: placeholders.store(overview.all_pages(view)),
        "as_at": lambda: placeholders.store(as_at.listing(view)),
        "as_at_compare": lambda: placeholders.store(as_at.comparison(view)),
    }


def _seen(view: View, name: str) -> Register | None:
    register = view.registers.get(name)
    return register if register and register.records else None


def _nothing() -> Fragment:
    return overview.nothing()


def _link(view: View, key: Key) -> Html:
    return overview.link(view, key)

"""Every macro that a page may call: what it shows, what it takes, and what each argument names. Plain data.

The checks of pages, the guide's list, an evidence pack's words and the macros themselves are made from this one
table; `site.macros` holds what they do, and doesn't start where the two disagree. To add a macro, add it here and
there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Names: TypeAlias = Literal[
    "register", "record", "field", "fields", "values", "text", "sentence", "yes or no"
]
"""What an argument is: the name of something in the registers, values of fields, or words for the page."""

Fits: TypeAlias = Literal["", "groups", "text", "choices", "number", "references", "retention-rule"]
"""Which field suits an argument; of a register, that it has such a field. Any field does for groups and text."""

SAYS: Mapping[Names, str] = {
    "register": "the name of a register, in quotes",
    "record": "the reference of a record, in quotes",
    "field": "the name of a field, in quotes",
    "fields": "a list of names of fields",
    "values": "fields and their values",
    "text": "a text in quotes",
    "sentence": "a sentence in quotes",
    "yes or no": "true or false",
}
"""What is to be written for each, in words."""


class Argument(NamedTuple):
    """One value that a macro takes. `example` is what the guide shows where nothing in the registers gives one."""

    name: str
    names: Names
    needed: bool = True
    fits: Fits = ""
    example: str = ""
    in_guide: bool = True


class Macro(NamedTuple):
    """A macro: what stands in its place, what it takes in which order, and whether a public page may call it.

    `printed` is what an evidence pack's document says in its place; {} is the first value that is written.
    """

    name: str
    shows: str
    takes: tuple[Argument, ...] = ()
    public: bool = False
    printed: str = ""

    def argument(self, name: str) -> Argument | None:
        """The argument called `name`, if the macro takes it."""
        return next((argument for argument in self.takes if argument.name == name), None)


_RECORDS = "[On the site, records of the register '{}' stand here. This document has them under Registers.]"
_RECORD = "[On the site, the record {} stands here. This document has it under Registers.]"
_NUMBER = "[on the site: how many, counted in the register '{}']"

_REGISTER = Argument("name", "register")
_RECORD_ID = Argument("name", "record")
_COLUMNS = Argument("columns", "fields", needed=False, in_guide=False)
_CHOSEN = (
    Argument("where", "values", needed=False),
    Argument("unless", "values", needed=False, in_guide=False),
    Argument("filled", "fields", needed=False, in_guide=False),
    Argument("empty", "fields", needed=False, in_guide=False),
)
"""Which records are meant: those that hold these values, that don't, that have a field filled in or left empty."""

_TABLE = (
    Macro(
        "count",
        "How many records a register holds, or how many of them fit, as a figure with its word",
        (_REGISTER, *_CHOSEN),
        public=True,
        printed=_NUMBER,
    ),
    Macro(
        "number",
        "The same as a number alone: for tenants as a figure",
        (_REGISTER, *_CHOSEN),
        public=True,
        printed=_NUMBER,
    ),
    Macro(
        "share",
        "How many of a register's records fit, out of how many, as the beginning of a sentence, and what the sentence goes on with",
        (
            _REGISTER,
            *_CHOSEN,
            Argument("one", "text", needed=False, example="has"),
            Argument("many", "text", needed=False, example="have"),
            Argument("capital", "yes or no", needed=False, example="true"),
        ),
        public=True,
        printed=_NUMBER,
    ),
    Macro(
        "sentence",
        "A sentence of yours, by whether all records fit, some or none. {number} stands for those that fit, {rest} for the"
        " others and {total} for all; a sentence that is left out says nothing",
        (
            _REGISTER,
            *_CHOSEN,
            Argument("if_all", "sentence", needed=False, example="That is so everywhere."),
            Argument(
                "if_some", "sentence", needed=False, example="That is so in {number} of {total}."
            ),
            Argument("if_none", "sentence", needed=False, example="That is so nowhere."),
        ),
        public=True,
        printed="[on the site: a sentence that depends on the register '{}']",
    ),
    Macro(
        "record",
        "A link to a record",
        (_RECORD_ID, Argument("register", "register", False, in_guide=False)),
        True,
        "{}",
    ),
    Macro(
        "field",
        "One field of a record, in words",
        (Argument("name", "field"), Argument("of", "record")),
        public=True,
    ),
    Macro("whole_record", "All of a record's page inside this one", (_RECORD_ID,), True, _RECORD),
    Macro(
        "register_table",
        "A register as a table that can be sorted and filtered; with columns of your choice, start with 'id', which holds the link",
        (
            _REGISTER,
            _COLUMNS._replace(in_guide=True),
            Argument("where", "values", needed=False, in_guide=False),
            Argument("caption", "text", needed=False, in_guide=False),
            Argument("filters", "yes or no", needed=False, example="false"),
        ),
        True,
        _RECORDS,
    ),
    Macro(
        "register_groups",
        "A heading and a table for each value of a field",
        (_REGISTER, Argument("by", "field", fits="groups"), _COLUMNS),
        True,
        _RECORDS,
    ),
    Macro(
        "reading",
        "A register as a text, with what each record names",
        (
            _REGISTER,
            Argument("body", "field", fits="text"),
            Argument("lists", "fields", needed=False, fits="references"),
        ),
        True,
        _RECORDS,
    ),
    Macro(
        "listing",
        "Records as links, each with one field in full, under headings",
        (
            _REGISTER,
            Argument("text", "field", fits="text"),
            Argument("by", "field", needed=False, fits="groups"),
        ),
        True,
        _RECORDS,
    ),
    Macro(
        "chain_picture",
        "Records in a line, in the order of a number",
        (
            _REGISTER,
            Argument("by", "field", fits="number"),
            Argument("title", "text", example="From the top"),
            Argument("more", "field", needed=False, in_guide=False),
        ),
        True,
        _RECORDS,
    ),
    Macro(
        "lanes_picture",
        "Records in columns, one for each choice of a field",
        (
            _REGISTER,
            Argument("by", "field", fits="choices"),
            Argument("title", "text", example="By kind"),
        ),
        True,
        _RECORDS,
    ),
    Macro(
        "how_long",
        "A retention schedule in sentences",
        (Argument("name", "register", fits="retention-rule"),),
        True,
        _RECORDS,
    ),
    Macro(
        "ask_box",
        "The box in which people see whether their question has been answered",
        public=True,
    ),
    Macro("registers_list", "All registers, with what each is for"),
    Macro("all_pages", "All registers and records as a plain list", public=True),
    Macro("changes", "What changed in the newest month, and all months"),
    Macro("as_at", "The days on which the registers can be seen as they stood"),
    Macro("as_at_compare", "What became of the registers between any two of these days"),
    Macro("dictionary", "All fields of all registers"),
    Macro("provenance", "What is sourced and what is illustrative"),
    Macro("warnings", "What the checks warn of"),
    Macro("macros_list", "This list"),
)

MACROS: Mapping[str, Macro] = {macro.name: macro for macro in _TABLE}
"""Every macro, by its name, in the order in which the guide shows them."""

BLANKS = ("number", "rest", "total")
"""What a sentence may hold in curly brackets."""

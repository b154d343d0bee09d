"""Every macro that a page may call: what it shows, what it takes, what its arguments name.

Plain data. The checks of pages, the guide's list, an evidence pack's words and the macros
themselves are made from this one table. `site.macros` holds what they do, and doesn't start where
the two disagree. To add a macro, add it here and there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Words: TypeAlias = Literal["text", "sentence", "yes or no"]
Names: TypeAlias = Words | Literal["register", "record", "field", "fields", "values"]
"""What an argument is: the name of something in the registers, or words for the page."""

Fits: TypeAlias = Literal[
    "", "groups", "text", "choices", "number", "references", "retention-rule", "coverage", "date"
]
"""Which field suits an argument. For groups and text any does; of a register, it has such a one."""

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
    """One value that a macro takes.

    `example` is what the guide shows where the registers give no example.
    """

    name: str
    names: Names
    needed: bool = True
    fits: Fits = ""
    example: str = ""
    in_guide: bool = True


class Macro(NamedTuple):
    """A macro: what stands in its place, and what it takes, in order.

    Only one that is `public` may stand on a public page. `printed` is what an evidence pack's
    document says in its place; {} is the first value that is written.
    """

    name: str
    shows: str
    takes: tuple[Argument, ...] = ()
    public: bool = False
    printed: str = ""


def _more(name: str, names: Names) -> Argument:
    """A value that can be left out, and that the guide's example leaves out."""
    return Argument(name, names, needed=False, in_guide=False)


def _also(name: str, names: Names, fits: Fits = "", example: str = "") -> Argument:
    """A value that can be left out, and that the guide's example has."""
    return Argument(name, names, needed=False, fits=fits, example=example)


_ELSEWHERE = "stand here. This document has them under Registers.]"
_RECORDS = f"[On the site, records of the register '{{}}' {_ELSEWHERE}"
_RECORD = "[On the site, the record {} stands here. This document has it under Registers.]"
_NUMBER = "[on the site: how many, counted in the register '{}']"
_SENTENCE = "[on the site: a sentence that depends on the register '{}']"

_REGISTER = Argument("name", "register")
_ID = Argument("name", "record")
_BY = Argument("by", "field", fits="groups")
_WHERE = _also("where", "values")
_CHOSEN = (_WHERE, _more("unless", "values"), _more("filled", "fields"), _more("empty", "fields"))
"""Which records: those that hold these values, that don't, with a field filled in or left empty."""

# fmt: off
_TABLE = (
    Macro(
        "count", "How many records a register holds or how many of them fit, with their word",
        (_REGISTER, *_CHOSEN), public=True, printed=_NUMBER,
    ),
    Macro(
        "number", "The same as a number alone, in words to nine; for tenants in figures",
        (_REGISTER, *_CHOSEN), public=True, printed=_NUMBER,
    ),
    Macro(
        "share", "How many of all records of a register fit, and the verb that goes with it",
        (
            _REGISTER, *_CHOSEN,
            _also("singular", "text", example="has"), _also("plural", "text", example="have"),
            _also("capital", "yes or no", example="true"),
        ),
        public=True, printed=_NUMBER,
    ),
    Macro(
        "sentence", "A sentence of yours, by whether all records fit, some or none. {number} stands"
        " for those that fit, {rest} for the others and {total} for all. One left out says nothing",
        (
            _REGISTER, *_CHOSEN,
            _also("if_all", "sentence", example="That is so everywhere."),
            _also("if_some", "sentence", example="That is so in {number} of {total}."),
            _also("if_none", "sentence", example="That is so nowhere."),
        ),
        public=True, printed=_SENTENCE,
    ),
    Macro(
        "record", "A link to a record",
        (_ID, _more("register", "register")), public=True, printed="{}",
    ),
    Macro(
        "field", "One field of a record, in words",
        (Argument("name", "field"), Argument("of", "record")), public=True,
    ),
    Macro(
        "whole_record", "All of a record's page inside this one",
        (_ID,), public=True, printed=_RECORD,
    ),
    Macro(
        "register_table", "A register as a table that can be sorted and filtered. With columns of"
        " your choice, start with 'id', which holds the link."
        " With unnamed_by, the records that none of another register names",
        (
            _REGISTER, _also("columns", "fields"),
            _more("where", "values"), _more("caption", "text"),
            _also("filters", "yes or no", example="false"),
            _more("unnamed_by", "register"),
        ),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "register_groups", "A heading and a table for each value of a field",
        (_REGISTER, _BY, _more("columns", "fields")), public=True, printed=_RECORDS,
    ),
    Macro(
        "reading", "A register as a text, with what each record names",
        (_REGISTER, Argument("body", "field", fits="text"), _also("lists", "fields", "references")),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "listing", "Records as links, each with one field in full, under headings",
        (_REGISTER, Argument("text", "field", fits="text"), _also("by", "field", "groups")),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "cards", "Records in full, each with how to reach whom it names; or with by, the cards of"
        " contacts under a heading for each value of a field",
        (_REGISTER, _more("by", "field")), public=True, printed=_RECORDS,
    ),
    Macro(
        "whole_register", "Every record of a register in full, at a place of its own in this page."
        " For a register whose schema says `together` to the public",
        (_REGISTER, _also("by", "field", "groups")),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "each_language", "Texts in other languages in full, each under the language's own name",
        (_REGISTER, Argument("own", "field", fits="text", example="own_name")),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "chain_picture", "Records in a line, in the order of a number",
        (
            _REGISTER, Argument("by", "field", fits="number"),
            Argument("title", "text", example="From the top"), _more("more", "field"),
        ),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "lanes_picture", "Records in columns, one for each choice of a field",
        (
            _REGISTER, Argument("by", "field", fits="choices"),
            Argument("title", "text", example="By kind"),
        ),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "bars_picture", "How many records there are for each value of a field, as bars and as a"
        " table. With parts, each bar is divided by a second field. With every, records that the"
        " field could name and that none does are there too",
        (
            _REGISTER, Argument("by", "field"), Argument("title", "text", example="By kind"),
            _more("parts", "field"), _more("where", "values"), _more("every", "yes or no"),
        ),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "squares_picture", "How many records there are for each pair of values of two fields, as"
        " squares and as a table. A day counts in its quarter",
        (
            _REGISTER, Argument("by", "field"), Argument("across", "field"),
            Argument("title", "text", example="By kind"),
            _more("where", "values"), _more("every", "yes or no"),
        ),
        public=True, printed=_RECORDS,
    ),
    Macro(
        "how_long", "A retention schedule in sentences",
        (Argument("name", "register", fits="retention-rule"),), public=True, printed=_RECORDS,
    ),
    Macro(
        "coverage", "A register against what meets its records and the evidence for that, the holes"
        " first, with the same as a file. Its schema says what meets a record (`x-back-ref`)",
        (Argument("name", "register", fits="coverage"),), printed=_RECORDS,
    ),
    Macro(
        "time_gaps", "Of all that a field names records of, the time for which a register has no"
        " record: areas without an entry in a log, for example",
        (
            _REGISTER, Argument("by", "field", fits="references"),
            Argument("start", "field", fits="date"), Argument("end", "field", fits="date"),
        ),
        printed=_RECORDS,
    ),
    Macro("ask_box", "The box that says whether a question has been answered", public=True),
    Macro("registers_list", "All registers, with what each is for"),
    Macro("all_pages", "All registers and records as a plain list", public=True),
    Macro("changes", "What changed in the newest month, and all months"),
    Macro("what_is_due", "What is to be done by when, and a page for each post"),
    Macro("reviews", "How many reviews put something right, and how many only moved the date"),
    Macro("due_first", "How much is to be done now, by kind, and what comes next"),
    Macro("as_at", "The days on which the registers can be seen as they stood"),
    Macro("as_at_compare", "What became of the registers between any two of these days"),
    Macro(
        "verify_pack", "The form that checks an evidence pack in the reader's browser",
        printed="[On the site, the form that checks an evidence pack stands here.]",
    ),
    Macro("dictionary", "All fields of all registers"),
    Macro("provenance", "What is sourced and what is illustrative"),
    Macro("warnings", "What the checks warn of"),
    Macro("macros_list", "This list"),
)
# fmt: on

MACROS: Mapping[str, Macro] = {macro.name: macro for macro in _TABLE}
"""Every macro, by its name, in the order in which the guide shows them."""

BLANKS = ("number", "rest", "total")
"""What a sentence may hold in curly brackets."""

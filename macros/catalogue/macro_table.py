"""Every macro that a page may call: what it shows, what it takes, what its arguments name.

Plain data. The checks of pages, the guide's list, an evidence pack's words and the macros
themselves are made from this one table. `site.macros` holds what they do, and doesn't start where
the two disagree. To add a macro, add it here and there.
"""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.macro_parts import (
    BY,
    CHOSEN,
    ID,
    NUMBER,
    RECORD,
    RECORDS,
    REGISTER,
    SENTENCE,
    Argument,
    Macro,
    also,
    more,
)
from macros.catalogue.picture_macros import PICTURES

_RULES = (Argument("name", "register", fits="retention-rule"),)

# fmt: off
_TABLE = (
    Macro(
        "count", "How many records a register holds or how many of them fit, with their word",
        (REGISTER, *CHOSEN), public=True, printed=NUMBER,
    ),
    Macro(
        "number", "The same as a number alone, in words to nine; for tenants in figures",
        (REGISTER, *CHOSEN), public=True, printed=NUMBER,
    ),
    Macro(
        "share", "How many of all records of a register fit, and the verb that goes with it",
        (
            REGISTER, *CHOSEN,
            also("singular", "text", example="has"), also("plural", "text", example="have"),
            also("capital", "yes or no", example="true"),
        ),
        public=True, printed=NUMBER,
    ),
    Macro(
        "sentence", "A sentence of yours, by whether all records fit, some or none. {number} stands"
        " for those that fit, {rest} for the others and {total} for all. One left out says nothing",
        (
            REGISTER, *CHOSEN,
            also("if_all", "sentence", example="That is so everywhere."),
            also("if_some", "sentence", example="That is so in {number} of {total}."),
            also("if_none", "sentence", example="That is so nowhere."),
        ),
        public=True, printed=SENTENCE,
    ),
    Macro(
        "record", "A link to a record",
        (ID, more("register", "register")), public=True, printed="{}",
    ),
    Macro(
        "field", "One field of a record, in words",
        (Argument("name", "field"), Argument("of", "record")), public=True,
    ),
    Macro(
        "whole_record", "All of a record's page inside this one",
        (ID,), public=True, printed=RECORD,
    ),
    Macro(
        "register_table", "A register as a table that can be sorted and filtered. With columns of"
        " your choice, start with 'id', which holds the link."
        " With unnamed_by, the records that none of another register names",
        (
            REGISTER, also("columns", "fields"),
            more("where", "values"), more("caption", "text"),
            also("filters", "yes or no", example="false"),
            more("unnamed_by", "register"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "register_groups", "A heading and a table for each value of a field. With last_first, the"
        " last of them stands at the top",
        (REGISTER, BY, also("columns", "fields"), also("last_first", "yes or no")),
        public=True, printed=RECORDS,
    ),
    Macro(
        "reading", "A register as a text, with what each record names",
        (REGISTER, Argument("body", "field", fits="text"), also("lists", "fields", "references")),
        public=True, printed=RECORDS,
    ),
    Macro(
        "listing", "Records as links, each with one field in full, under headings",
        (REGISTER, Argument("text", "field", fits="text"), also("by", "field", "groups")),
        public=True, printed=RECORDS,
    ),
    Macro(
        "cards", "Records in full, each with how to reach whom it names; or with by, the cards of"
        " contacts under a heading for each value of a field",
        (REGISTER, more("by", "field")), public=True, printed=RECORDS,
    ),
    Macro(
        "whole_register", "Every record of a register in full, at a place of its own in this page."
        " For a register whose schema says `together` to the public",
        (REGISTER, also("by", "field", "groups")),
        public=True, printed=RECORDS,
    ),
    Macro(
        "each_language", "Texts in other languages in full, each under the language's own name",
        (REGISTER, Argument("own", "field", fits="text", example="own_name")),
        public=True, printed=RECORDS,
    ),
    Macro(
        "take_away", "Links to a register's files for a spreadsheet and for a program",
        (REGISTER,), public=True, printed=RECORDS,
    ),
    *PICTURES,
    Macro("how_long", "A retention schedule in sentences", _RULES, public=True, printed=RECORDS),
    Macro(
        "may_i_dispose", "The form that says whether something may go, for a retention schedule",
        _RULES, printed="[On the site, the form stands here that says what may go.]",
    ),
    Macro("disposal_list", "What may go by the end of this quarter and the next, as lists to sign"),
    Macro(
        "coverage", "A register against what meets its records and the evidence for that, the holes"
        " first, with the same as a file. Its schema says what meets a record (`x-back-ref`)",
        (Argument("name", "register", fits="coverage"),), printed=RECORDS,
    ),
    Macro(
        "time_gaps", "Of all that a field names records of, the time for which a register has no"
        " record: areas without an entry in a log, for example",
        (
            REGISTER, Argument("by", "field", fits="references"),
            Argument("start", "field", fits="date"), Argument("end", "field", fits="date"),
        ),
        printed=RECORDS,
    ),
    Macro("ask_box", "The box that says whether a question has been answered", public=True),
    Macro(
        "example_id", "The reference of a record, for an example: the one named, or else the first."
        " Where there is none, the one that the first will get. It works in code too",
        (REGISTER, more("like", "text")), printed="[a reference of the register '{}']",
    ),
    Macro(
        "example_file", "The file of such a record, or what to add first",
        (REGISTER, more("like", "text")),
        printed="[On the site, the file of a record of the register '{}' stands here.]",
    ),
    Macro("registers_list", "All registers, with what each is for"),
    Macro("all_pages", "All registers and records as a plain list", public=True),
    Macro("changes", "What changed in the newest month, and all months"),
    Macro("what_is_due", "What is to be done by when, and a page for each post"),
    Macro(
        "board_report", "The board's report of the quarter so far",
        printed="[On the site, the board's report of the quarter stands here.]",
    ),
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

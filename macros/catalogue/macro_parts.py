"""What a macro is and what it takes, and the values that several macros take alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Words: TypeAlias = Literal["text", "sentence", "yes or no"]
Names: TypeAlias = Words | Literal["register", "record", "field", "fields", "values"]
"""What an argument is: the name of something in the registers, or words for the page."""

Fits: TypeAlias = Literal[
    "",
    "groups",
    "text",
    "choices",
    "number",
    "references",
    "retention-rule",
    "coverage",
    "date",
    "request",
    "group",
    "waits",
    "counts",
    "chain",
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


def more(name: str, names: Names) -> Argument:
    """A value that can be left out, and that the guide's example leaves out."""
    return Argument(name, names, needed=False, in_guide=False)


def also(name: str, names: Names, fits: Fits = "", example: str = "") -> Argument:
    """A value that can be left out, and that the guide's example has."""
    return Argument(name, names, needed=False, fits=fits, example=example)


ELSEWHERE = "stand here. This document has them under Registers.]"
RECORDS = f"[On the site, records of the register '{{}}' {ELSEWHERE}"
RECORD = "[On the site, the record {} stands here. This document has it under Registers.]"
NUMBER = "[on the site: how many, counted in the register '{}']"
SENTENCE = "[on the site: a sentence that depends on the register '{}']"

REGISTER = Argument("name", "register")
ID = Argument("name", "record")
BY = Argument("by", "field", fits="groups")
WHERE = also("where", "values")
CHOSEN = (WHERE, more("unless", "values"), more("filled", "fields"), more("empty", "fields"))
"""Which records: those that hold these values, that don't, with a field filled in or left empty."""

"""A call of a macro as it stands in a page, and what the page can name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from jinja2 import nodes

from macros.catalogue.macro_parts import Argument, Macro
from macros.model import Page, Problem, Schema, error

Registers: TypeAlias = "Mapping[str, Schema | None]"
"""The registers that there are; None where the schema is broken, which is told elsewhere."""

Ids: TypeAlias = Mapping[str, Collection[str]]
"""The ids of records, by register."""

PLAIN = (nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair)
"""What a value is made of. Anything else could be worked out only by running it."""

UNCLEAR = object()
"""Stands for a value that only the build knows: a macro inside another, the landlord's name."""


class Known(NamedTuple):
    """What a page can name: the registers, and of their records those that its readers may see."""

    registers: Registers
    ids: Ids
    public: bool = False
    """Whether the page's readers are the public."""
    empty: Collection[str] = ()
    """The registers that hold no record at all yet, seen or unseen."""

    def may_come(self, name: str) -> bool:
        """Whether an id has the form of those of some register, and all such have no record yet."""
        fitting = [register for register, schema in self.registers.items() if _fits(schema, name)]
        return bool(fitting) and all(register in self.empty for register in fitting)


def _fits(schema: Schema | None, name: str) -> bool:
    field = schema.field("id") if schema else None
    return bool(field and field.pattern and re.search(field.pattern, name))


@dataclass(frozen=True)
class Call:
    """One call of a macro that there is, beside what the table says of it."""

    page: Page
    node: nodes.Call
    macro: Macro
    known: Known

    @cached_property
    def given(self) -> Mapping[str, nodes.Expr]:
        """The values that are written, by the names of the arguments that they are for."""
        names = [argument.name for argument in self.macro.takes]
        in_order = dict(zip(names, self.node.args, strict=False))
        return in_order | {word.key: word.value for word in self.node.kwargs if word.key in names}

    def problem(self, message: str, hint: str, word: object = "", line: int = 0) -> Problem:
        """A problem in this call, at `word` where the page has it in that line."""
        place = line or self.node.lineno
        return macro_problem(self.page, place, message, hint, str(word) or self.macro.name)


def macro_problem(page: Page, line: int, message: str, hint: str, word: str = "") -> Problem:
    """A problem in a line of a page's text, at the place where `word` stands in it."""
    lines = page.text.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    column = place.start() + 1 if place else 1
    return error(page.place_in_text(line, column), "macro", message, hint=hint)


class Given(NamedTuple):
    """One value of a call: what it is for, and the line in which it stands."""

    call: Call
    argument: Argument
    line: int

    @property
    def known(self) -> Known:
        """What the page can name."""
        return self.call.known

    def problem(self, message: str, hint: str, word: object) -> Problem:
        """A problem with this value, at `word`."""
        return self.call.problem(message, hint, word, self.line)


def plain_value(node: nodes.Expr | None) -> object:
    """The value that is written, or UNCLEAR where it would have to be worked out."""
    if node is None:
        return None
    if not all(isinstance(part, PLAIN) for part in (node, *node.find_all(nodes.Node))):
        return UNCLEAR
    try:
        return node.as_const()
    except (nodes.Impossible, TypeError):  # a list as the name of a field
        return UNCLEAR

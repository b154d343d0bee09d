"""What a report consists of, whatever form it is written in: headings, paragraphs, lists, tables.

Every text in it is plain: a writer shows it letter by letter, and none of it is markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part of the report."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it shows, what its columns are called and how wide each is, and its rows.

    The first cell of a row is the row's heading.
    """

    caption: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, whose it is, the day it holds for, and its blocks in order."""

    title: str
    landlord: str
    day: str
    blocks: tuple[Block, ...]

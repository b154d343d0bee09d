"""What one commit did to several schemas alike, told once: a shared part changes many registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from macros.history.schema_words import in_words
from macros.history.settings_changes import SCHEMAS
from macros.model import SchemaChange, SchemaDifference, SchemaWords
from macros.model.mappings import grouped
from macros.model.text import both, counted

SEVERAL = 3
"""Registers from which on the same change is told once."""

NAMED = 6
"""Registers that are named; of more, only how many there are."""

TITLE = "Several registers"

Difference = TypeVar("Difference", bound=SchemaDifference)
"""Between two commits, or by one of them."""


def told_together(differences: Sequence[Difference]) -> list[Difference]:
    """What was done at once to schemas and settings, with what was done to several alike first."""
    shared = {alike: those for alike, those in _alike(differences).items() if len(those) >= SEVERAL}
    if not shared:
        return list(differences)
    words = tuple(_words(those) for those in shared.values())
    first = replace(
        differences[0], file=SCHEMAS, register="", title=TITLE, words=words, changes=tuple(shared)
    )
    rest = (_without(difference, shared) for difference in differences)
    return [first, *(difference for difference in rest if difference)]


def _alike(
    differences: Sequence[SchemaDifference],
) -> Mapping[SchemaChange, list[tuple[SchemaDifference, SchemaChange]]]:
    """What became of the same field in each register, by the change without its records."""
    every = ((difference, change) for difference in differences for change in difference.changes)
    return grouped((pair[1]._replace(ids=()), pair) for pair in every if pair[1].way)


def _words(those: Sequence[tuple[SchemaDifference, SchemaChange]]) -> SchemaWords:
    ids = tuple(id_ for _, change in those for id_ in change.ids)
    about, says = in_words(those[0][1]._replace(ids=ids))
    names = [difference.title for difference, _ in those]
    more = len(names) - NAMED
    named = both([*names[:NAMED], *([f"{more} more"] if more > 0 else [])])
    return SchemaWords(about, f"{says} In {counted(len(names), 'register')}: {named}.")


def _without(difference: Difference, shared: Mapping[SchemaChange, object]) -> Difference | None:
    """What is left to tell of one schema; None where that is nothing."""
    if not difference.changes:
        return difference
    changes = [change for change in difference.changes if change._replace(ids=()) not in shared]
    words = tuple(map(in_words, changes))
    return replace(difference, changes=tuple(changes), words=words) if changes else None

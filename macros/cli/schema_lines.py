"""Schemas and settings in `kim diff`: what they say otherwise, and which records only follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from macros.history.compare import Comparison, Difference
from macros.history.settings_changes import SCHEMAS
from macros.history.told_once import follow, only_follows, reshaped
from macros.model import SchemaChange, SchemaDifference
from macros.model.text import both, counted, few, one_line


class Told(NamedTuple):
    """What is told of records: those that differ by themselves, and those that follow a schema."""

    differences: Sequence[Difference]
    following: Mapping[str, Sequence[str]]


def told_of(comparison: Comparison) -> Told:
    """The differences of records, without what only follows a schema: by register, their ids."""
    shapes = {difference.register: reshaped(difference.changes) for difference in comparison.told}
    differences: list[Difference] = []
    following: dict[str, list[str]] = {}
    for difference in comparison.differences:
        shape = shapes.get(difference.key.register)
        is_kept = shape is None or difference.kind != "changed"
        changes = difference.changes if is_kept or not shape else follow(difference.changes, shape)
        if only_follows(changes):
            following.setdefault(difference.key.register, []).append(difference.key.id)
        else:
            differences.append(difference._replace(changes=changes))
    return Told(differences, following)


def summary(comparison: Comparison) -> str:
    """How many things differ, in a sentence."""
    between = f"between {comparison.base[:12]} and {comparison.head[:12]}"
    total = len(comparison.differences) + len(comparison.told)
    if not total:
        return f"No record, page, schema or setting differs {between}."
    pages = sum(difference.key.is_page for difference in comparison.differences)
    schemas = sum(bool(difference.register) for difference in comparison.told)
    counts = (
        (len(comparison.differences) - pages, "record", ""),
        (pages, "page", ""),
        (schemas, "schema", ""),
        (len(comparison.told) - schemas, "file of settings", "files of settings"),
    )
    words = both([counted(number, *name) for number, *name in counts if number])
    return f"{words} {'differs' if total == 1 else 'differ'} {between}."


def schema_lines(
    difference: SchemaDifference, following: Sequence[str], mark: Callable[[str], str] = one_line
) -> Iterator[str]:
    """What one says otherwise, a line for each; `mark` sets apart what comes from the files."""
    for words in difference.words:
        yield f"{mark(words.about)}: {mark(words.says)}"
    if following:
        number = counted(len(following), "record follows", "records follow")
        yield f"{number}: {_named(following, mark)}"


NAMED = 12
"""Records that are named; of more, only how many there are."""


def _named(ids: Sequence[str], mark: Callable[[str], str]) -> str:
    return f"{few(list(map(mark, ids)), NAMED)}."


def what_it_is(difference: SchemaDifference) -> str:
    """'schema', 'schemas' where several are told together, or 'settings'."""
    if difference.file == SCHEMAS:
        return "schemas"
    return "schema" if difference.register else "settings"


def for_programs(difference: SchemaDifference) -> Mapping[str, Any]:
    """As a difference of a page: its path as id, and an empty register.

    Each change has besides its `path` what it is (`what`), its words (`says`) and the ids of the
    records that it is about (`records`).
    """
    rows = zip(difference.changes or [None] * len(difference.words), difference.words, strict=True)
    changes = [{**_change(change, words.about), "says": words.says} for change, words in rows]
    return {
        "id": difference.file,
        "register": "",
        "kind": "changed",
        "changes": changes,
        "used_by": [],
    }


def _change(change: SchemaChange | None, about: str) -> Mapping[str, Any]:
    if change is None:
        return {"path": about, "old": None, "new": None, "what": "set", "records": []}
    return {
        "path": ".".join(change.way),
        "old": change.old or None,
        "new": change.new or None,
        "what": change.what,
        "records": list(change.ids),
    }

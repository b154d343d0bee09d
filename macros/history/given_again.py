"""Ids that were given to something else before: an id is given once, and for good.

Which ids a history has used, and which of today's records bear the id of one that was deleted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from macros.catalogue.references import label
from macros.history import git
from macros.history.load_part import load_part_at
from macros.history.revisions import History
from macros.history.versions import key_of
from macros.model import PAGES, Catalogue, Key, Problem, Record, Revision, Schema, Values, error
from macros.model.text import one_line
from macros.rules.calendar import local_day, say_date

REGISTERS = "registers"
"""The folder of all registers."""

RULE = "id-given-again"


def ids_ever(root: Path) -> frozenset[str]:
    """Every id that a record ever had, on any branch. Empty where nothing was committed yet.

    Raises HistoryError where there is a history and it isn't all there.
    """
    try:
        repository = git.open_repository(root)
    except git.NoHistoryError:
        return frozenset()
    keys = map(key_of, git.paths_ever(repository, REGISTERS))
    return frozenset(key.id for key in keys if key)


def given_again_at(root: Path, catalogue: Catalogue) -> list[Problem]:
    """The records that bear the id of one that was deleted, by the history of a project.

    Where there is no whole history nothing is said of it: a build says so. It is read only where
    the file of a record was deleted once, and only of the ids that were.
    """
    try:
        repository = git.open_repository(root)
    except git.HistoryError:
        return []
    deleted = {_id(key_of(path)) for path in git.paths_deleted(repository, REGISTERS)}
    unsure = deleted.intersection(_id(record.key) for record in _records(catalogue))
    if not unsure:
        return []
    past = load_part_at(repository, "HEAD", None, lambda key: _id(key) in unsure)
    return given_again(catalogue, past)


def given_again(catalogue: Catalogue, past: History) -> list[Problem]:
    """The records that bear the id of one that was deleted and was called otherwise."""
    trails: dict[str, list[Key]] = {}
    for key in past.trails:
        if key.register != PAGES:
            trails.setdefault(_id(key), []).append(key)
    told = (
        _told(catalogue, past, record, trails.get(_id(record.key), ()))
        for record in _records(catalogue)
    )
    return [problem for problem in told if problem]


def _records(catalogue: Catalogue) -> Iterator[Record]:
    for register in catalogue.registers.values():
        yield from register.records


def _id(key: Key | None) -> str:
    """An id without its capitals: two that differ in nothing else are one."""
    return key.id.casefold() if key else ""


def _told(
    catalogue: Catalogue, past: History, record: Record, keys: Sequence[Key]
) -> Problem | None:
    """What is wrong with a record's id; None where nothing is."""
    schema = catalogue.registers[record.key.register].schema
    own = _own_moves(past, record.key)
    for key in keys:
        for deletion in past.trails[key]:
            if deletion.kind == "deleted" and (key, deletion.commit.id) not in own:
                former = _former_title(catalogue, key, deletion)
                came = _came_as(past, record, deletion)
                if former and came is not None and _is_another(schema, former, record, came):
                    return _problem(record, former, deletion)
    return None


def _own_moves(past: History, key: Key) -> frozenset[tuple[Key, str]]:
    """Where a record left a name that it had itself, by that name and the commit."""
    if key not in past.trails:
        return frozenset()
    return frozenset(
        (revision.moved, revision.commit.id) for revision in past.trail(key) if revision.moved
    )


def _former_title(catalogue: Catalogue, key: Key, deletion: Revision) -> str:
    """What was deleted was called so; empty where nothing tells."""
    register = catalogue.registers.get(key.register)
    return title_of(register.schema, _values(deletion, "old")) if register else ""


def _came_as(past: History, record: Record, deletion: Revision) -> Values | None:
    """What a record held when it came after a deletion; None where it was there already."""
    trail = past.trails.get(record.key, ())
    place = past.places[deletion.commit.id]
    for revision in trail:
        if revision.kind in {"created", "restored"} and past.places[revision.commit.id] > place:
            return _values(revision, "new")
    return record.values if not trail or past.deleted(record.key) else None


def _values(revision: Revision, side: Literal["old", "new"]) -> Values:
    """What a revision took away whole, or put in whole."""
    pairs = ((change.path, getattr(change, side)) for change in revision.changes)
    return {str(path[0]): value for path, value in pairs if path and value is not None}


def _is_another(schema: Schema, former: str, record: Record, came: Values) -> bool:
    """Whether neither what came nor what it is by now is called what was deleted.

    A title may be mended when a record is put back, and changed later.
    """
    titles = {title_of(schema, came), title_of(schema, record.values)}
    return as_seen(former) not in map(as_seen, titles)


def title_of(schema: Schema, values: Values) -> str:
    """What a record is called; empty where it isn't said."""
    return label(schema, {name: value for name, value in values.items() if name != "id"})


def as_seen(title: str) -> str:
    """A title as people compare it."""
    return " ".join(unicodedata.normalize("NFKC", title).split()).casefold()


def _problem(record: Record, former: str, deletion: Revision) -> Problem:
    day = say_date(local_day(deletion.landed))
    went = f"went on as {deletion.moved.id}" if deletion.moved else "was deleted"
    message = (
        f"The id '{record.key.id}' was given before, to '{one_line(former)}', which {went} "
        f"on {day}. An id is never given again."
    )
    hint = (
        f"Give this record the next free id, which 'kim new {record.key.register}' finds, "
        "or put back the old one as it was."
    )
    return error(record.place(("id",)), RULE, message, hint=hint)

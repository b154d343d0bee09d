"""What became of the records between two states: added, changed, retired, given away, deleted.

Pure. What a record changed only because its schema did is told apart. assets/kim-as-at.js does the
same in the browser from what `fingerprints` gives; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from macros.history.moves import Former, earlier_name
from macros.history.replay import Records
from macros.history.revisions import History, arrives
from macros.history.told_once import UNCHANGED, Reshaped, Shapes, parted
from macros.history.versions import values_of
from macros.model import Key, Value, Values, Version
from macros.model.latest import Latest
from macros.model.mappings import differing, present

OWNER, STATUS, RETIRED = "owner_role", "status", "retired"

Owners = tuple[str, str]
"""Who owned a record and who owns it now, where that differs."""


class RecordChange(NamedTuple):
    """A record that was there both times, and is not the same.

    `fields` are the names of the fields that differ, but for the owner's and, where the record was
    retired, the status. `whole` says that one of the two versions can't be read. `was` is its key
    until then, where it had another. `follows` are the fields that hold the same under the name, or
    in the form, that their schema has given them since.
    """

    key: Key
    was: Key | None
    fields: tuple[str, ...]
    owners: Owners | None
    retired: bool
    whole: bool
    follows: tuple[str, ...] = ()


class DaysCompared(NamedTuple):
    """What became of the records between two states, each in the order of the keys."""

    added: tuple[Key, ...]
    deleted: tuple[Key, ...]
    changes: tuple[RecordChange, ...]

    @property
    def changed(self) -> tuple[RecordChange, ...]:
        """Records of which other fields than the owner differ."""
        return tuple(change for change in self.changes if change.fields or change.whole)

    @property
    def following(self) -> tuple[RecordChange, ...]:
        """Records of which something followed its schema since then."""
        return tuple(change for change in self.changes if change.follows)

    @property
    def retired(self) -> tuple[RecordChange, ...]:
        """Records that are over since then."""
        return tuple(change for change in self.changes if change.retired)

    @property
    def owned(self) -> tuple[RecordChange, ...]:
        """Records that another post owns since then."""
        return tuple(change for change in self.changes if change.owners)

    @property
    def renamed(self) -> tuple[RecordChange, ...]:
        """Records that have another key since then."""
        return tuple(change for change in self.changes if change.was)


class Lineage(NamedTuple):
    """What goes on under another name: records, and by register the fields of its schema."""

    names: Former
    shapes: Shapes


def lineage(past: History) -> Lineage:
    """The same of a whole history."""
    return Lineage(former(past), past.shapes)


def former(past: History) -> Former:
    """For each record that went on under another name, the one that it had before."""
    return {
        revision.key: revision.moved
        for revision in filter(arrives, past.revisions)
        if revision.moved and revision.moved != revision.key
    }


Changes: TypeAlias = Latest[tuple[Key, Key | None], Version, RecordChange | None]
"""What became of each record, and under which name it was, since the version that was last seen."""

_COUNTED = attrgetter("counted")


def compare_days(
    old: Records, new: Records, known: Lineage, made: Changes | None = None
) -> DaysCompared:
    """What became of the records from one state to a later one.

    `made` is for who compares several states with the same later one: most records are the same in
    most of them.
    """
    made = Latest() if made is None else made
    was = _renamed(old, new, known.names)
    gone = old.keys() - new.keys() - set(was.values())
    added = new.keys() - old.keys() - was.keys()
    changes: list[RecordChange] = []
    for key in new.keys() - added:
        before = was.get(key)
        version, now = old[before or key].version, new[key].version
        if version is now and before is None:  # most are as they were, and nobody wrote them again
            continue
        shape = known.shapes.get(key.register, UNCHANGED)
        make = partial(_change, key, before, version, now, shape)
        if change := made.of((key, before), version, make):
            changes.append(change)
    changes.sort(key=lambda change: change.key.counted)
    came, went = (tuple(sorted(keys, key=_COUNTED)) for keys in (added, gone))
    return DaysCompared(came, went, tuple(changes))


def _renamed(old: Records, new: Records, names: Former) -> Mapping[Key, Key]:
    """For each record that has another key in the new state, the one that it had in the old."""
    return present({key: _earlier(key, old, new, names) for key in new if key not in old})


def _earlier(key: Key, old: Records, new: Records, names: Former) -> Key | None:
    """The key that a record had in the old state, unless another has it in the new."""
    earlier = earlier_name(key, names, old)
    return None if earlier in new else earlier


def _change(
    key: Key, was: Key | None, old: Version, new: Version, shape: Reshaped
) -> RecordChange | None:
    """What became of a record that is there both times; None where it is the same."""
    before, after = values_of(old), values_of(new)
    if before is None or after is None:
        whole = old != new
        return RecordChange(key, was, (), None, False, whole) if whole or was else None
    retired = after.get(STATUS) == RETIRED != before.get(STATUS)
    quiet = ("id", OWNER, STATUS) if retired else ("id", OWNER)
    loud = [name for name in differing(before, after) if name not in quiet]
    follows, fields = parted(before, after, loud, shape)
    owners = _owners(before, after)
    change = RecordChange(key, was, fields, owners, retired, False, follows)
    return change if fields or follows or owners or retired or was else None


def _owners(old: Values, new: Values) -> Owners | None:
    before, after = word(old.get(OWNER)), word(new.get(OWNER))
    return None if before == after else (before, after)


def word(value: Value | None) -> str:
    """An owner or a status as one text, whatever an old version held there."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

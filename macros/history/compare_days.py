"""What became of the records between two states: added, changed, retired, given away, deleted.

Pure. assets/kim-as-at.js does the same in the browser from `fingerprints`; a test holds the two
together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.history.moves import Former, earlier_name, names_back
from macros.history.replay import Records
from macros.history.revisions import History, arrives
from macros.history.versions import values_of
from macros.model import Key, Unreadable, Value, Values, Version
from macros.model.mappings import differing, present

OWNER, STATUS, RETIRED = "owner_role", "status", "retired"

Owners = tuple[str, str]
"""Who owned a record and who owns it now, where that differs."""


class RecordChange(NamedTuple):
    """A record that was there both times, and is not the same.

    `fields` are the names of the fields that differ, but for the owner's and, where the record was
    retired, the status. `whole` says that one of the two versions can't be read. `was` is its key
    until then, where it had another.
    """

    key: Key
    was: Key | None
    fields: tuple[str, ...]
    owners: Owners | None
    retired: bool
    whole: bool


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


def former(past: History) -> Former:
    """For each record that went on under another name, the one that it had before."""
    return {
        revision.key: revision.moved
        for revision in filter(arrives, past.revisions)
        if revision.moved and revision.moved != revision.key
    }


def compare_days(old: Records, new: Records, names: Former) -> DaysCompared:
    """What became of the records from one state to a later one. `names` is what `former` gives."""
    was = _renamed(old, new, names)
    gone = old.keys() - new.keys() - set(was.values())
    added = new.keys() - old.keys() - was.keys()
    changes: list[RecordChange] = []
    for key in sorted(new.keys() - added):
        before = was.get(key)
        change = _change(key, before, old[before or key].version, new[key].version)
        if change:
            changes.append(change)
    return DaysCompared(tuple(sorted(added)), tuple(sorted(gone)), tuple(changes))


def _renamed(old: Records, new: Records, names: Former) -> Mapping[Key, Key]:
    """For each record that has another key in the new state, the one that it had in the old."""
    return present({key: _earlier(key, old, new, names) for key in new if key not in old})


def _earlier(key: Key, old: Records, new: Records, names: Former) -> Key | None:
    """The key that a record had in the old state, unless another has it in the new."""
    earlier = earlier_name(key, names, old)
    return None if earlier in new else earlier


def _change(key: Key, was: Key | None, old: Version, new: Version) -> RecordChange | None:
    """What became of a record that is there both times; None where it is the same."""
    before, after = values_of(old), values_of(new)
    if before is None or after is None:
        whole = old != new
        return RecordChange(key, was, (), None, False, whole) if whole or was else None
    retired = after.get(STATUS) == RETIRED != before.get(STATUS)
    quiet = ("id", OWNER, STATUS) if retired else ("id", OWNER)
    fields = tuple(name for name in differing(before, after) if name not in quiet)
    owners = _owners(before, after)
    change = RecordChange(key, was, fields, owners, retired, False)
    return change if fields or owners or retired or was else None


def _owners(old: Values, new: Values) -> Owners | None:
    before, after = word(old.get(OWNER)), word(new.get(OWNER))
    return None if before == after else (before, after)


def word(value: Value | None) -> str:
    """An owner or a status as one text, whatever an old version held there."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# ------------------------------------------------------------------------------ for the browser


class Fingerprint(NamedTuple):
    """One version of a record: a number for each field's value, 0 where there is none.

    `text` is 0, or the number of the text of a version that can't be read, which has no fields.
    """

    version: Version
    fields: tuple[int, ...]
    text: int


class Fingerprints(NamedTuple):
    """A record's versions, and for each state which of them it held: -1 for none."""

    key: Key
    versions: tuple[Fingerprint, ...]
    by_state: tuple[int, ...]


Numbers = dict[str, dict[str, int]]
"""The numbers that values have, by the name of their field."""


def fingerprints(
    states: Sequence[Records], fields: Mapping[str, Sequence[str]], names: Former
) -> list[Fingerprints]:
    """Every record of these states.

    `fields` names each register's fields, in the order of the numbers. Equal numbers mean equal
    values within a record, also under the names that it had before.
    """
    numbers: dict[Key, Numbers] = {}
    whole: list[Fingerprints] = []
    for key in sorted({key for state in states for key in state}):
        versions = [state[key].version if key in state else None for state in states]
        own = numbers.setdefault(_first(key, names), {})
        whole.append(_fingerprints(key, versions, fields[key.register], own))
    return whole


def _first(key: Key, names: Former) -> Key:
    """The earliest name of a record; where names go round in a circle, the least of them."""
    own = names_back(key, names)
    again = names.get(own[-1], own[-1])
    return min(own[own.index(again) :])


def _fingerprints(
    key: Key, versions: Sequence[Version | None], fields: Sequence[str], numbers: Numbers
) -> Fingerprints:
    distinct: list[Version] = []
    by_state: list[int] = []
    for version in versions:
        if version is not None and version not in distinct:
            distinct.append(version)
        by_state.append(-1 if version is None else distinct.index(version))
    prints = tuple(_fingerprint(version, fields, numbers) for version in distinct)
    return Fingerprints(key, prints, tuple(by_state))


def _fingerprint(version: Version, fields: Sequence[str], numbers: Numbers) -> Fingerprint:
    if isinstance(version, Unreadable):
        return Fingerprint(version, (), _number("", version.text, numbers))
    own = [_number(name, version.get(name), numbers) for name in fields]
    return Fingerprint(version, tuple(own), 0)


def _number(name: str, value: Value | None, numbers: Numbers) -> int:
    """The number of a field's value, which is the next where it is new."""
    seen = numbers.setdefault(name, {})
    if value is None:
        return 0
    return seen.setdefault(json.dumps(value, sort_keys=True), len(seen) + 1)

"""What became of the records between two states: added, changed, retired, given to another owner, renamed, deleted.

Pure. assets/kim-as-at.js does the same in the browser from `fingerprints`; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.history.replay import RecordVersion
from macros.history.revisions import History
from macros.model import Key, Unreadable, Value, Version

OWNER, STATUS, RETIRED = "owner_role", "status", "retired"


class RecordChange(NamedTuple):
    """A record that was there both times, and is not the same.

    `fields` are the names of the fields that differ, but for the owner's and, where the record was retired, the
    status. `whole` says that one of the two versions can't be read. `was` is its key until then, where it had another.
    """

    key: Key
    was: Key | None
    fields: tuple[str, ...]
    owners: tuple[str, str] | None
    retired: bool
    whole: bool


class DaysCompared(NamedTuple):
    """What became of the records between two states, each in the order of the keys."""

    added: tuple[Key, ...]
    deleted: tuple[Key, ...]
    became: tuple[RecordChange, ...]

    @property
    def changed(self) -> tuple[RecordChange, ...]:
        """Records of which other fields than the owner differ."""
        return tuple(one for one in self.became if one.fields or one.whole)

    @property
    def retired(self) -> tuple[RecordChange, ...]:
        """Records that are over since then."""
        return tuple(one for one in self.became if one.retired)

    @property
    def owned(self) -> tuple[RecordChange, ...]:
        """Records that another post owns since then."""
        return tuple(one for one in self.became if one.owners)

    @property
    def renamed(self) -> tuple[RecordChange, ...]:
        """Records that have another key since then."""
        return tuple(one for one in self.became if one.was)


def former(past: History) -> Mapping[Key, Key]:
    """For each record that went on under another name, the one that it had before."""
    return {
        key: revision.moved
        for key, trail in past.trails.items()
        for revision in trail
        if revision.moved and revision.moved != key and revision.kind != "deleted"
    }


def compare_days(
    old: Mapping[Key, RecordVersion], new: Mapping[Key, RecordVersion], names: Mapping[Key, Key]
) -> DaysCompared:
    """What became of the records from one state to a later one. `names` holds former names, as `former` gives them."""
    was = {
        key: found for key in new if key not in old and (found := _earlier(key, old, new, names))
    }
    taken = set(was.values())
    both = ((key, was.get(key)) for key in sorted(new) if key in old or key in was)
    became = (
        _became(key, before, old[before or key].version, new[key].version) for key, before in both
    )
    return DaysCompared(
        tuple(sorted(key for key in new if key not in old and key not in was)),
        tuple(sorted(key for key in old if key not in new and key not in taken)),
        tuple(one for one in became if one),
    )


def _earlier(
    key: Key,
    old: Mapping[Key, RecordVersion],
    new: Mapping[Key, RecordVersion],
    names: Mapping[Key, Key],
) -> Key | None:
    """The key that a record had in the old state, following its names back."""
    seen = {key}
    while (key := names.get(key, key)) not in seen:
        if key in old:
            return None if key in new else key
        seen.add(key)
    return None


def _became(key: Key, was: Key | None, old: Version, new: Version) -> RecordChange | None:
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return RecordChange(key, was, (), None, False, old != new) if old != new or was else None
    retired = new.get(STATUS) == RETIRED != old.get(STATUS)
    quiet = ("id", OWNER, STATUS) if retired else ("id", OWNER)
    fields = tuple(
        name
        for name in dict.fromkeys((*new, *old))
        if name not in quiet and old.get(name) != new.get(name)
    )
    before, after = (word(one.get(OWNER)) for one in (old, new))
    owners = (before, after) if before != after else None
    return (
        RecordChange(key, was, fields, owners, retired, False)
        if fields or owners or retired or was
        else None
    )


def word(value: Value | None) -> str:
    """An owner or a status as one text, whatever an old version held there."""
    return (
        value
        if isinstance(value, str)
        else ""
        if value is None
        else json.dumps(value, ensure_ascii=False)
    )


# ---------------------------------------------------------------------------------------- for the browser


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
    held: tuple[int, ...]


Numbers = dict[str, dict[str, int]]
"""The numbers that values have, by the name of their field."""


def fingerprints(
    states: Sequence[Mapping[Key, RecordVersion]],
    fields: Mapping[str, Sequence[str]],
    names: Mapping[Key, Key],
) -> list[Fingerprints]:
    """Every record of these states. `fields` names each register's fields, in the order of the numbers.

    Equal numbers mean equal values within a record, also under the names that it had before.
    """
    numbers: dict[Key, Numbers] = {}
    return [
        _prints(
            key,
            [state[key].version if key in state else None for state in states],
            fields[key.register],
            numbers.setdefault(_first(key, names), {}),
        )
        for key in sorted({key for state in states for key in state})
    ]


def _first(key: Key, names: Mapping[Key, Key]) -> Key:
    """The earliest name of a record; where names go round in a circle, the least of them."""
    seen = [key]
    while (key := names.get(key, key)) not in seen:
        seen.append(key)
    return min(seen[seen.index(key) :])


def _prints(
    key: Key, versions: Sequence[Version | None], fields: Sequence[str], numbers: Numbers
) -> Fingerprints:
    found: list[Fingerprint] = []
    held: list[int] = []
    for version in versions:
        if version is None:
            held.append(-1)
            continue
        place = next((at for at, one in enumerate(found) if one.version == version), len(found))
        if place == len(found):
            found.append(_print(version, fields, numbers))
        held.append(place)
    return Fingerprints(key, tuple(found), tuple(held))


def _print(version: Version, fields: Sequence[str], numbers: Numbers) -> Fingerprint:
    def number(name: str, value: Value | None) -> int:
        seen = numbers.setdefault(name, {})
        return (
            0
            if value is None
            else seen.setdefault(json.dumps(value, sort_keys=True), len(seen) + 1)
        )

    if isinstance(version, Unreadable):
        return Fingerprint(version, (), number("", version.text))
    return Fingerprint(version, tuple(number(name, version.get(name)) for name in fields), 0)

"""Versions of records as numbers, by which the browser compares any two days.

Pure. Their shape is a contract with assets/kim-as-at.js, by way of as-at/compare.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.history.compare_days import Lineage
from macros.history.moves import Former, names_back
from macros.history.replay import Records
from macros.history.told_once import UNCHANGED, Reshaped, kind_of_value, names_before, words_in
from macros.model import Key, Unreadable, Value, Values, Version


class Form(NamedTuple):
    """The value of a field that its schema ever gave another name or kind.

    `words` is the number of its texts, whatever name or form they stand under.
    """

    field: str
    kind: str
    words: int


class Fingerprint(NamedTuple):
    """One version of a record: a number for each field's value, 0 where there is none.

    `text` is 0, or the number of the text of a version that can't be read, which has no fields.
    `forms` are of the fields that ever got another name or kind.
    """

    version: Version
    fields: tuple[int, ...]
    text: int
    forms: tuple[Form, ...] = ()


class Fingerprints(NamedTuple):
    """A record's versions, and for each state which of them it held: -1 for none."""

    key: Key
    versions: tuple[Fingerprint, ...]
    by_state: tuple[int, ...]


Numbers = dict[str, dict[str, int]]
"""The numbers that values have, by the name of their field."""


def fingerprints(
    states: Sequence[Records], fields: Mapping[str, Sequence[str]], known: Lineage
) -> list[Fingerprints]:
    """Every record of these states.

    `fields` names each register's fields, in the order of the numbers. Equal numbers mean equal
    values within a record, also under the names that it had before.
    """
    numbers: dict[Key, Numbers] = {}
    whole: list[Fingerprints] = []
    for key in sorted({key for state in states for key in state}):
        versions = [state[key].version if key in state else None for state in states]
        own = numbers.setdefault(_first(key, known.names), {})
        shape = known.shapes.get(key.register, UNCHANGED)
        whole.append(_fingerprints(key, versions, fields[key.register], own, shape))
    return whole


def _first(key: Key, names: Former) -> Key:
    """The earliest name of a record; where names go round in a circle, the least of them."""
    own = names_back(key, names)
    again = names.get(own[-1], own[-1])
    return min(own[own.index(again) :])


def _fingerprints(
    key: Key,
    versions: Sequence[Version | None],
    fields: Sequence[str],
    numbers: Numbers,
    shape: Reshaped,
) -> Fingerprints:
    distinct: list[Version] = []
    by_state: list[int] = []
    for version in versions:
        if version is not None and version not in distinct:
            distinct.append(version)
        by_state.append(-1 if version is None else distinct.index(version))
    prints = tuple(_fingerprint(version, fields, numbers, shape) for version in distinct)
    return Fingerprints(key, prints, tuple(by_state))


def _fingerprint(
    version: Version, fields: Sequence[str], numbers: Numbers, shape: Reshaped
) -> Fingerprint:
    if isinstance(version, Unreadable):
        return Fingerprint(version, (), _number("", version.text, numbers))
    own = [_number(name, version.get(name), numbers) for name in fields]
    return Fingerprint(version, tuple(own), 0, tuple(_forms(version, numbers, shape)))


def _forms(version: Values, numbers: Numbers, shape: Reshaped) -> Iterator[Form]:
    """Of one field under all its names, the same words have the same number."""
    for name in sorted({*shape.names, *shape.names.values(), *shape.kinds} & version.keys()):
        first = [name, *names_before(name, shape)][-1]
        words = _number(f"words of {first}", list(words_in(version[name])), numbers)
        yield Form(name, kind_of_value(version[name]).__name__, words)


def _number(name: str, value: Value | None, numbers: Numbers) -> int:
    """The number of a field's value, which is the next where it is new."""
    seen = numbers.setdefault(name, {})
    if value is None:
        return 0
    return seen.setdefault(json.dumps(value, sort_keys=True), len(seen) + 1)

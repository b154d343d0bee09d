"""States of days one after another, with edits by chance in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from macros.history.replay import Records
from macros.model import Catalogue, Value, Values, is_list
from tests.history.states import stood


def _as_text(value: Value) -> Value:
    """A value as an old version has it."""
    if isinstance(value, Mapping):
        return {name: _as_text(inner) for name, inner in value.items()}
    if is_list(value):
        return [_as_text(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _edited(values: Values, others: Sequence[Values], chance: Random) -> Values:
    """A field taken out, set as another record has it, or as a number is written otherwise."""
    name = chance.choice(sorted(values))
    other = chance.choice(others).get(name)
    rest = {field: value for field, value in values.items() if field != name}
    if name == "id" or other is None or chance.random() < 0.1:
        return {**values, "status": chance.choice(("retired", "current"))}
    return {**rest, name: f"{other}.0" if str(other).isdigit() else other}


def edited_days(today: Catalogue, days: int, edits: int, chance: Random) -> Iterator[Records]:
    """What stood on so many days, each after so many edits: most of it as on the day before."""
    every = (record for register in today.registers.values() for record in register.records)
    state = {record.key: stood(record.key, _plain(record.values)) for record in every}
    for _ in range(days):
        yield dict(state)
        for key in chance.sample(sorted(state), edits):
            same = [
                record.version for other, record in state.items() if other.register == key.register
            ]
            version = state.pop(key).version
            others = [values for values in same if isinstance(values, Mapping)]
            if chance.random() < 0.98 and isinstance(version, Mapping):
                state[key] = stood(key, _edited(version, others, chance))


def _plain(values: Values) -> Values:
    return {name: _as_text(value) for name, value in values.items()}

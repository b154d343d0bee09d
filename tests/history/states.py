"""States made by hand, for what is pure: records as they stood, with no repository behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from macros.history.replay import Records, RecordVersion
from macros.model import Commit, Key, Person, Revision, Version
from macros.rules.calendar import end_of_day


def stood(key: Key, version: Version) -> RecordVersion:
    """A record as it stood, made by a commit of no interest."""
    nobody = Person("", "", "")
    when = end_of_day(date(2026, 1, 1))
    commit = Commit("0" * 40, (), nobody, nobody, when, when, "", "")
    file = f"registers/{key.register}/{key.id}.yml"
    return RecordVersion(version, Revision(key, "created", commit, when, (), file))


def state_of(register: str, versions: Mapping[str, Version]) -> Records:
    """A state that holds these records of one register, by their ids."""
    keys = {Key(register, id_): version for id_, version in versions.items()}
    return {key: stood(key, version) for key, version in keys.items()}

"""Histories and states made by hand, for what is pure: no repository stands behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from macros.history.landings import landings
from macros.history.replay import Records, RecordVersion
from macros.history.revisions import History
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


def instant(text: str) -> datetime:
    """An instant in universal time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def past_of(dates: Sequence[str], tags: Mapping[str, str] | None = None) -> History:
    """A main line of commits "0", "1" ... with these dates, and none of them touched a record."""
    nobody = Person("", "", "")
    line = [
        Commit(str(number), (), nobody, nobody, instant(when), instant(when), "", "")
        for number, when in enumerate(dates)
    ]
    landed = landings([commit.committed for commit in line])
    return History(tuple(line), tuple(landed), {}, tags or {})

"""Whether a time stamp's clock agrees with the other days that a seal gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from macros.rules.calendar import local_day, local_time, say_date

SKEW = timedelta(minutes=5)
"""How far two honest clocks may differ, as Kerberos has it (RFC 4120)."""


def clock_faults(
    time: datetime, day: str, committed: datetime, tagged: datetime | None
) -> Iterator[str]:
    """What can't be so, each as words that follow the stamp's name.

    `day` is the one that the seal gives, `committed` when its tip says that it was made, and
    `tagged` when the tag does, which holds the stamp and so is no older.
    """
    says = f"was made on {moment(time)}"
    if committed - time > SKEW:
        yield f"{says}, and the tip that it seals says that it was committed on {moment(committed)}"
    days = {local_day(time - SKEW), local_day(time + SKEW)}
    if day not in {each.isoformat() for each in days}:
        yield f"{says}, and the seal says that it was made on {day}"
    if tagged and time - tagged > SKEW:
        yield f"{says}, and the tag that holds it on {moment(tagged)}"


def moment(when: datetime) -> str:
    """A day and a time of day in the United Kingdom, as people read them."""
    return f"{say_date(local_day(when))} at {local_time(when)}"

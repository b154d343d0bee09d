"""A time stamp for a seal that is being made: asked for, and checked before it is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from macros.evidence.authority import ask
from macros.evidence.seal_text import Seal, seal_words
from macros.evidence.stamp import (
    Query,
    Stamp,
    StampError,
    StampFault,
    distrust,
    mismatch,
    query_for,
    read_certificates,
    read_stamp,
)
from macros.evidence.stamp_clocks import clock_faults


def stamped(seal: Seal, committed: datetime, address: str, trusted: Path) -> Seal:
    """A seal with an authority's time stamp. `committed` is when its tip says that it was made.

    Raises StampError where the authority gives none that holds: one that nobody could rely on later
    isn't kept.
    """
    certificates = read_certificates(trusted)
    words = seal_words(seal).encode()
    query = query_for(words)
    content = ask(address, query.content)
    stamp = read_stamp(content)
    if isinstance(stamp, StampFault):
        raise _refused(stamp.reason)
    for fault in (
        _other_nonce(stamp, query),
        mismatch(stamp, words),
        distrust(stamp, certificates),
    ):
        if fault:
            raise _refused(fault.reason)
    for reason in clock_faults(stamp.time, seal.day, committed, None):
        raise _refused(f"{reason}: one of the clocks is wrong")
    return seal._replace(stamp=content)


def _refused(reason: str) -> StampError:
    return StampError(f"The time stamp {reason}.")


def _other_nonce(stamp: Stamp, query: Query) -> StampFault | None:
    """An answer to another query may be an old one, sent again."""
    if stamp.nonce == query.nonce:
        return None
    reason = "is the answer to another query (its nonce isn't ours): it may be an old one"
    return StampFault("stamp-nonce", reason)

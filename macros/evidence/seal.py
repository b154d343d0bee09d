"""Sealing a history: a signed tag that says how long it is and where it ends.

Who stamps it, if anybody does, is handed in: `stamping` asks an authority.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from macros.evidence.format import SEALS
from macros.evidence.seal_tags import seal_tags
from macros.evidence.seal_text import Seal, seal_as_text
from macros.evidence.signing import CURE, SigningError
from macros.evidence.tag_names import free_name
from macros.history import git
from macros.model.text import natural
from macros.rules.calendar import say_date

Stamper: TypeAlias = Callable[[Seal, datetime], Seal]
"""Gives a seal its time stamp, knowing when its tip says that it was committed."""


def make_seal(repository: git.Repository, today: date, stamper: Stamper | None = None) -> str:
    """Seal the last commit. Gives the tag's name; raises SigningError where it can't be signed."""
    tags = {tag.name: tag for tag in seal_tags(repository)}
    named = {tag.seal.previous for tag in tags.values() if tag.seal}
    # The end of the chain, whatever day it names: each seal is missed by the next.
    last = max(tags.keys() - named, key=natural, default="")
    line = git.main_line(repository, "HEAD")
    seal = Seal(today.isoformat(), len(line), line[-1], last, tags[last].id if last else "")
    committed = git.committed(repository, seal.tip)
    name = free_name(SEALS, today, tags)
    if stamper:
        seal = stamper(seal, committed)
    try:
        git.make_signed_tag(repository, name, seal_as_text(seal))
    except git.HistoryError as error:
        raise _not_made(error, seal, committed) from error
    return name


def _not_made(error: git.HistoryError, seal: Seal, committed: datetime) -> SigningError:
    """Why Git made no tag: the commit's date, or in its own words."""
    if git.EPOCH <= committed < git.LAST:
        return SigningError(f"{error.message} {CURE}")
    return SigningError(
        f"The last commit ({seal.tip[:12]}) gives a date that Git can't put a tag on: "
        f"{say_date(committed.date())}. Commit what comes next with today's date, and seal that."
    )

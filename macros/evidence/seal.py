"""Sealing a history: a signed tag that says how long it is and where it ends."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from macros.evidence.format import SEALS
from macros.evidence.seal_tags import seal_tags
from macros.evidence.seal_text import Seal, seal_as_text
from macros.evidence.signing import CURE, SigningError
from macros.history import git
from macros.model.text import natural


def make_seal(repository: git.Repository, today: date) -> str:
    """Seal the last commit. Gives the tag's name; raises SigningError where it can't be signed."""
    tags = {tag.name: tag for tag in seal_tags(repository)}
    named = {tag.seal.previous for tag in tags.values() if tag.seal}
    # The end of the chain, whatever day it names: each seal is missed by the next.
    last = max(tags.keys() - named, key=natural, default="")
    line = git.main_line(repository, "HEAD")
    seal = Seal(today.isoformat(), len(line), line[-1], last, tags[last].id if last else "")
    name = _free_name(today, tags)
    try:
        git.make_signed_tag(repository, name, seal_as_text(seal))
    except git.HistoryError as error:
        raise SigningError(f"{error.message} {CURE}") from error
    return name


def _free_name(today: date, taken: Container[str]) -> str:
    """A seal's name by its day; with a number from the second of a day on."""
    name, number = f"{SEALS}{today.isoformat()}", 1
    while name in taken:
        number += 1
        name = f"{SEALS}{today.isoformat()}-{number}"
    return name

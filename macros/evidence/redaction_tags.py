"""The redactions that a repository states, as their tags have them."""

from __future__ import annotations

from typing import NamedTuple

from macros.evidence.format import REDACTIONS
from macros.evidence.redaction_text import Redaction, read_redaction
from macros.evidence.signed_tags import SignedTag, signed_tags
from macros.history import git


class RedactionTag(NamedTuple):
    """A tag that is called as a redaction is, and what it says; None where that is nothing."""

    tag: SignedTag
    redaction: Redaction | None


def redaction_tags(repository: git.Repository) -> list[RedactionTag]:
    """Every redaction, in the order of their names."""
    return [
        RedactionTag(tag, read_redaction(tag.message.decode("utf-8", "replace")))
        for tag in signed_tags(repository, REDACTIONS)
    ]

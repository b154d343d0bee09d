"""The redactions that a repository states, as their tags have them."""

from __future__ import annotations

from typing import NamedTuple

from macros.evidence.format import REDACTIONS
from macros.evidence.redaction_text import Redaction, read_redaction
from macros.evidence.signed_tags import SignedTag, read_signed_tag, signed_tags
from macros.history import git


class RedactionTag(NamedTuple):
    """A tag that is called as a redaction is, and what it says; None where that is nothing."""

    tag: SignedTag
    redaction: Redaction | None


def redaction_tags(repository: git.Repository) -> list[RedactionTag]:
    """Every redaction, in the order of their names."""
    return [_read(tag) for tag in signed_tags(repository, REDACTIONS)]


def earlier_tags(redaction: Redaction) -> list[RedactionTag]:
    """The redactions that another one made void, and carries: by the names that they gave."""
    return [_read(read_signed_tag(content)) for content in redaction.earlier]


def _read(tag: SignedTag) -> RedactionTag:
    return RedactionTag(tag, read_redaction(tag.message.decode("utf-8", "replace")))

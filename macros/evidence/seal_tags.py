"""The seals of a repository as their tags have them. `seal` makes one, and `verify` checks them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from macros.evidence.format import SEALS
from macros.evidence.seal_text import Seal, read_seal, stamped_words
from macros.evidence.signed_tags import SignedTag, read_signed_tag, signed_tags, tag_name
from macros.history import git


class SealTag(NamedTuple):
    """A seal's tag: its name, its id, what it says, what of it was signed, and the signature.

    `seal` is None where the tag doesn't say what a seal does. `own_name` and `target` are the name
    and the commit that the tag itself gives; a reference can be moved, and what was signed can't.
    `tagger` is who made it and `made` when, as the tag says; `words` are those that a time stamp
    in it is over.
    """

    name: str
    id: str
    seal: Seal | None
    own_name: str
    target: str
    payload: bytes
    signature: bytes
    tagger: str = ""
    made: datetime | None = None
    words: bytes = b""


def seal_ids(repository: git.Repository) -> Mapping[str, str]:
    """The name of every seal, and the id of its tag."""
    references = git.references(repository, f"refs/tags/{SEALS}")
    return {tag_name(reference): reference.id for reference in references}


def seal_tags(repository: git.Repository) -> list[SealTag]:
    """Every seal, in the order of their names."""
    return [_seal_tag(tag) for tag in signed_tags(repository, SEALS)]


def read_tag(content: bytes) -> SealTag:
    """A seal as Git keeps its tag, without a repository: by the name that it gives itself."""
    return _seal_tag(read_signed_tag(content))


def _seal_tag(tag: SignedTag) -> SealTag:
    return SealTag(
        name=tag.name,
        id=tag.id,
        seal=read_seal(tag.message.decode("utf-8", "replace")),
        own_name=tag.own_name,
        target=tag.target,
        payload=tag.payload,
        signature=tag.signature,
        tagger=tag.tagger,
        made=tag.made,
        words=stamped_words(tag.message),
    )

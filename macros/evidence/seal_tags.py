"""The seals of a repository as their tags have them. `seal` makes one, and `verify` checks them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from macros.evidence.format import SEALS
from macros.evidence.seal_text import Seal, read_seal, stamped_words
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
    return {_name(reference): reference.id for reference in references}


def _name(reference: git.GitReference) -> str:
    return reference.name.removeprefix("refs/tags/")


def seal_tags(repository: git.Repository) -> list[SealTag]:
    """Every seal, in the order of their names."""
    references = git.references(repository, f"refs/tags/{SEALS}")
    contents = dict(git.contents(repository, [reference.id for reference in references]))
    return [_seal_tag(reference, contents[reference.id]) for reference in references]


def _seal_tag(reference: git.GitReference, content: bytes) -> SealTag:
    name = _name(reference)
    if reference.kind != "tag":
        return SealTag(name, reference.id, None, name, "", b"", b"")
    return read_tag(content)._replace(name=name, id=reference.id)


def read_tag(content: bytes) -> SealTag:
    """A seal as Git keeps its tag, without a repository: by the name that it gives itself."""
    payload, signature = _signed(content)
    head, _, message = payload.decode("utf-8", "replace").partition("\n\n")
    who = _TAGGER.search(head)
    fields = dict(line.split(" ", 1) for line in head.split("\n") if " " in line)
    return SealTag(
        name=fields.get("tag", ""),
        id="",
        seal=read_seal(message),
        own_name=fields.get("tag", ""),
        target=fields.get("object", ""),
        payload=payload,
        signature=signature,
        tagger=who[1] if who else "",
        made=datetime.fromtimestamp(int(who[2]), UTC) if who else None,
        words=stamped_words(payload.partition(b"\n\n")[2]),
    )


_TAGGER = re.compile(r"^tagger (.*) ([0-9]{1,11}) [+-][0-9]+$", re.MULTILINE)


_START = re.compile(rb"^-----BEGIN (SSH|PGP) SIGNATURE-----$", re.MULTILINE)


def _signed(content: bytes) -> tuple[bytes, bytes]:
    """What of a tag was signed, and the signature, which follows it; empty where there is none."""
    begin = _START.search(content)
    cut = begin.start() if begin else len(content)
    return content[:cut], content[cut:]

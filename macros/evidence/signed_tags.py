"""Tags as Git keeps them: which bytes of one were signed, by whom, when and on which commit."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from macros.history import git


class SignedTag(NamedTuple):
    """A tag: its name, its id, its message, what of it was signed, and the signature.

    `own_name` and `target` are the name and the commit that the tag itself gives; a reference can
    be moved, and what was signed can't. `tagger` is who made it and `made` when, as the tag says.
    A tag without an object of its own has neither a payload nor a signature.
    """

    name: str
    id: str
    own_name: str
    target: str
    message: bytes = b""
    payload: bytes = b""
    signature: bytes = b""
    tagger: str = ""
    made: datetime | None = None


def signed_tags(repository: git.Repository, prefix: str) -> list[SignedTag]:
    """Every tag whose name begins so, in the order of their names."""
    references = git.references(repository, f"refs/tags/{prefix}")
    contents = dict(git.contents(repository, [reference.id for reference in references]))
    return [_tag(reference, contents[reference.id]) for reference in references]


def tag_name(reference: git.GitReference) -> str:
    """A tag's name, as people call it."""
    return reference.name.removeprefix("refs/tags/")


def _tag(reference: git.GitReference, content: bytes) -> SignedTag:
    name = tag_name(reference)
    if reference.kind != "tag":
        return SignedTag(name, reference.id, name, "")
    return read_signed_tag(content)._replace(name=name, id=reference.id)


_TAGGER = re.compile(r"^tagger (.*) ([0-9]{1,11}) [+-][0-9]+$", re.MULTILINE)
_START = re.compile(rb"^-----BEGIN (SSH|PGP) SIGNATURE-----$", re.MULTILINE)


def read_signed_tag(content: bytes) -> SignedTag:
    """A tag as Git keeps it, without a repository: by the name that it gives itself."""
    payload, signature = _signed(content)
    head = payload.decode("utf-8", "replace").partition("\n\n")[0]
    who = _TAGGER.search(head)
    fields = dict(line.split(" ", 1) for line in head.split("\n") if " " in line)
    return SignedTag(
        name=fields.get("tag", ""),
        id="",
        own_name=fields.get("tag", ""),
        target=fields.get("object", ""),
        message=payload.partition(b"\n\n")[2],
        payload=payload,
        signature=signature,
        tagger=who[1] if who else "",
        made=datetime.fromtimestamp(int(who[2]), UTC) if who else None,
    )


def _signed(content: bytes) -> tuple[bytes, bytes]:
    """What of a tag was signed, and the signature, which follows it; empty where there is none."""
    begin = _START.search(content)
    cut = begin.start() if begin else len(content)
    return content[:cut], content[cut:]

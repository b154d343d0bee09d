"""Which schemas a project was given by which version of the program, kept in a file beside them.

What still is as it was given can be replaced by a newer version of itself; what somebody changed
since is theirs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

GIVEN = ".kim-given.json"
"""The file in a project's folder that says so."""


class Change(NamedTuple):
    """What an upgrade does with a file of schemas: the file, and what becomes of it in words."""

    file: str
    words: str
    is_taken: bool
    """Whether the new one takes its place."""


def given_text(files: Mapping[str, bytes], version: str) -> str:
    """What is kept: the version, and the sum of each file by its path."""
    sums = {name: _sum(content) for name, content in sorted(files.items())}
    return json.dumps({"version": version, "schemas": sums}, indent=2) + "\n"


def given_sums(text: str) -> Mapping[str, str]:
    """The sum of each file that a project was given. Raises ValueError where it says none."""
    read = json.loads(text)
    sums = read.get("schemas") if isinstance(read, dict) else None
    if not isinstance(sums, dict):
        raise ValueError("there are no sums")  # noqa: TRY004 - as where it is no JSON
    return {str(name): str(digest) for name, digest in sums.items()}


def schema_changes(
    own: Mapping[str, bytes], new: Mapping[str, bytes], given: Mapping[str, str]
) -> Iterator[Change]:
    """What becomes of each file, from those of the project and those of the program."""
    for file, content in sorted(new.items()):
        old = own.get(file)
        if old is None and file not in given:
            yield Change(file, "is new", is_taken=True)
        elif old is None or old == content or given.get(file) == _sum(content):
            continue  # taken out here, the same already, or changed here alone
        elif given.get(file) == _sum(old):
            yield Change(file, "has a new version", is_taken=True)
        else:
            yield Change(file, "was changed here and in the program: join the two", is_taken=False)
    for file in sorted(given.keys() - new.keys()):
        if file in own:
            yield Change(file, "doesn't come with the program any more: it stays", is_taken=False)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

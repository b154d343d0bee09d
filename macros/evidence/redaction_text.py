"""What the statement of a redaction says, as the message of a signed tag.

It says what was changed and never what stood there: a file that went is named by the id of what it
held, since what it was called may be why it went.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["file", "field", "removed", "message", "author", "committer"]
"""What can be redacted; dates and the order of commits can't."""

NAMED: tuple[Kind, ...] = ("message", "author", "committer")
"""What is named by the commit that it was of, as that was called before."""


class Place(NamedTuple):
    """A place in a history that was redacted: a file's path, an id, or a field in a file."""

    kind: Kind
    what: str
    file: str = ""


class Redaction(NamedTuple):
    """A redaction: the day, why, which post decided, and what became of the history.

    `old` and `new` are the last commits before and after. `seals` are those that it made void, by
    name and id, and `commits` what each changed commit became, parents before children. `earlier`
    are the tags of earlier redactions that it made void, each as Git kept it: they vouch for
    themselves.
    """

    day: str
    reason: str
    decided: str
    old: str
    new: str
    places: tuple[Place, ...]
    seals: Mapping[str, str]
    commits: Mapping[str, str]
    earlier: tuple[bytes, ...] = ()


def redaction_as_text(redaction: Redaction) -> str:
    """The message of a redaction's tag."""
    lines = [
        f"Redaction of {redaction.day}",
        "",
        f"date: {redaction.day}",
        f"reason: {redaction.reason}",
        f"decided: {redaction.decided}",
        f"old: {redaction.old}",
        f"new: {redaction.new}",
        *map(_place_as_text, redaction.places),
        *(f"seal: {name} {id_}" for name, id_ in redaction.seals.items()),
        *(f"earlier: {base64.b64encode(tag).decode()}" for tag in redaction.earlier),
        "commits:",
        *(f"{old} {new}" for old, new in redaction.commits.items()),
    ]
    return "\n".join(lines) + "\n"


def _place_as_text(place: Place) -> str:
    """In ASCII, since a path can be made of any bytes."""
    match place.kind:
        case "file":
            return f"file: {json.dumps(place.what)}"
        case "field":
            return f"field: {json.dumps(place.what)} in {json.dumps(place.file)}"
        case _:
            return f"{place.kind}: {place.what}"


# ------------------------------------------------------------------------------------------- read

_ID = "[0-9a-f]{40}(?:[0-9a-f]{24})?"
_HEAD = re.compile(
    rf"Redaction of .*\n\ndate: (?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\nreason: (?P<reason>.+)\n"
    rf"decided: (?P<decided>.+)\nold: (?P<old>{_ID})\nnew: (?P<new>{_ID})\n"
)
_TEXT = r'"(?:[ !#-\[\]-\x7f]|\\["\\/bfnrt]|\\u[0-9a-f]{4})*"'
_FILE = re.compile(rf"file: ({_TEXT})")
_FIELD = re.compile(rf"field: ({_TEXT}) in ({_TEXT})")
_NAMED = re.compile(rf"(removed|message|author|committer): ({_ID})")
_SEAL = re.compile(rf"seal: (seal/\S+) ({_ID})")
_EARLIER = re.compile(r"earlier: ([A-Za-z0-9+/]+={0,2})")
_COMMIT = re.compile(rf"({_ID}) ({_ID})")


def read_redaction(message: str) -> Redaction | None:
    """A statement, read; None where it isn't one, or says two things of one commit."""
    head = _HEAD.match(message)
    named, apart, mapped = message[head.end() if head else 0 :].partition("commits:\n")
    pairs = [_COMMIT.fullmatch(line) for line in mapped.rstrip("\n").split("\n")]
    lines = named.split("\n")[:-1]
    seals = [match for line in lines if (match := _SEAL.fullmatch(line))]
    earlier = [tag for line in lines for tag in _earlier(line)]
    places = [place for line in lines for place in _places(line)]
    read = len(places) + len(seals) + len(earlier)
    if not (head and apart and all(pairs) and read == len(lines)):
        return None
    commits = {pair[1]: pair[2] for pair in pairs if pair}
    redaction = Redaction(
        **head.groupdict(),
        places=tuple(places),
        seals={seal[1]: seal[2] for seal in seals},
        commits=commits,
        earlier=tuple(earlier),
    )
    once = len(pairs) == len(commits) == len(set(commits.values()))
    return redaction if once and commits.get(redaction.old) == redaction.new else None


def _places(line: str) -> Iterator[Place]:
    """The place that a line names; none where it names none."""
    if match := _FILE.fullmatch(line):
        yield Place("file", json.loads(match[1]))
    elif match := _FIELD.fullmatch(line):
        yield Place("field", json.loads(match[1]), json.loads(match[2]))
    elif match := _NAMED.fullmatch(line):
        kinds: Mapping[str, Kind] = {"removed": "removed", **{kind: kind for kind in NAMED}}
        yield Place(kinds[match[1]], match[2])


def _earlier(line: str) -> Iterator[bytes]:
    """The tag that a line holds; none where it holds none."""
    if match := _EARLIER.fullmatch(line):
        with suppress(binascii.Error):
            yield base64.b64decode(match[1], validate=True)

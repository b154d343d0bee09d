"""What an evidence pack is made of: the names of its files and the form of its two manifests.

All that packing and verifying share. Neither knows the other, so that a mistake in one isn't made again in
the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple, TypeAlias

from macros.catalogue import assets
from macros.model.errors import KimError

FORMAT = 1
"""The form that packs have now. A later one gets the next number."""

SUMS, FACTS = assets.SUMS, assets.FACTS
COVER, BUNDLE, CHECKS, SIGNER = "cover.json", "history.bundle", "CHECK.txt", "signer.json"
SIGNED = {"ssh": f"{SUMS}.sig", "openpgp": f"{SUMS}.asc"}
"""The signature over MANIFEST.sha256, by kind. It stands in no manifest: it was made last."""

REGISTERS, STORIES = "registers/", "stories/"

NAMESPACE = "kim-evidence-pack"
"""What an SSH signature of a pack is for, so that it can't be passed off as one for something else."""

SEALS = "seal/"
"""How the names of tags begin that seal a history."""

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


class FormatError(KimError):
    """Something in a pack or seal isn't in the form that it should have. Says what, in a sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """manifest.json: what the history looked like, and with what the pack was made.

    `tip` is the last commit of the main line and `tree` what it holds; `commits` is how many the main line
    has. `commit` is the one whose registers the pack shows, and `as_at` the day that was asked for ("" for
    none). `folder` is the project's place in the repository.
    """

    format: int
    tool: str
    today: str
    as_at: str
    expectation: str
    illustrative: bool
    folder: str
    branch: str
    object_format: str
    tip: str
    tree: str
    roots: tuple[str, ...]
    commits: int
    commit: str
    seals: tuple[Mapping[str, str], ...]


def manifest_as_json(facts: Manifest) -> bytes:
    """manifest.json."""
    return as_json(asdict(facts))


def read_manifest(content: bytes) -> Manifest:
    """manifest.json, read. Raises Wrong where it isn't in that form."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as reason:
        raise FormatError(f"{FACTS} can't be read: {reason}.") from reason
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise FormatError(f"{FACTS} doesn't say in what form the pack is.")
    if said["format"] != FORMAT:
        raise FormatError(
            f"The pack is in form {said['format']}, and this program reads form {FORMAT}. Use the program that made it."
        )
    if missing := [
        field.name for field in fields(Manifest) if not _fits(field.name, said.get(field.name))
    ]:
        raise FormatError(
            f"{FACTS} doesn't say {', '.join(missing)}, or not in the form that it should."
        )
    held = {field.name: said[field.name] for field in fields(Manifest)}
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items()
    }
    return Manifest(**plain)


_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FOLDER = re.compile(r"(?:(?!\.\.?/)[^/\x00]+/)*")
_FORMS: Mapping[str, re.Pattern[str]] = {"tip": _ID, "tree": _ID, "commit": _ID, "folder": _FOLDER}


def _fits(name: str, value: object) -> bool:
    if name in _FORMS:
        return isinstance(value, str) and _FORMS[name].fullmatch(value) is not None
    if name == "roots":
        return isinstance(value, list) and all(
            isinstance(one, str) and _ID.fullmatch(one) for one in value
        )
    if name == "seals":
        return isinstance(value, list) and all(
            isinstance(one, dict) and {"name", "id"} <= set(one) for one in value
        )
    kind = {"format": int, "commits": int, "illustrative": bool}.get(name, str)
    return isinstance(value, kind)


# ------------------------------------------------------------------------------------------- the list of sums


class Sum(NamedTuple):
    """A line of MANIFEST.sha256: a file's SHA-256 in hexadecimal, and its name."""

    digest: str
    name: str


def sums_as_text(sums: Sequence[Sum]) -> bytes:
    """MANIFEST.sha256, as `sha256sum` writes it."""
    return "".join(f"{one.digest}  {one.name}\n" for one in sums).encode()


_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\r\n]+)")


def read_sums(content: bytes) -> list[Sum]:
    """MANIFEST.sha256, read. Raises Wrong at the first line that isn't one."""
    lines = content.decode("utf-8", "replace").split("\n")
    if lines.pop():
        raise FormatError(f"{SUMS} is cut short: its last line has no end.")
    found = []
    for number, line in enumerate(lines, 1):
        if not (match := _LINE.fullmatch(line)):
            raise FormatError(f"Line {number} of {SUMS} is not a checksum and a name.")
        found.append(Sum(match[1], match[2]))
    return found


# ---------------------------------------------------------------------------------------------------- seals


class Seal(NamedTuple):
    """What the message of a seal says: how many commits the main line had, its tip, and the seal before.

    `previous` is that seal's name and the id of its tag, or both empty.
    """

    day: str
    commits: int
    tip: str
    previous: str
    previous_id: str


def seal_as_text(seal: Seal) -> str:
    """The message of a seal's tag."""
    before = f"{seal.previous} {seal.previous_id}" if seal.previous else "none"
    return f"Seal of {seal.day}\n\ncommits: {seal.commits}\ntip: {seal.tip}\ndate: {seal.day}\nprevious: {before}\n"


_SEAL = re.compile(
    r"Seal of .*\n\ncommits: ([0-9]{1,9})\ntip: ([0-9a-f]{40,64})\ndate: ([0-9-]{10})\nprevious: (?:none|(seal/\S+) ([0-9a-f]{40,64}))\n*"
)


def read_seal(message: str) -> Seal | None:
    """A seal's message, read; None where it isn't one."""
    found = _SEAL.fullmatch(message)
    return (
        Seal(found[3], int(found[1]), found[2], found[4] or "", found[5] or "") if found else None
    )


# --------------------------------------------------------------------------------------------------- shared


def as_json(value: object) -> bytes:
    """JSON as every file of a pack has it: to be read by people too, and the same bytes each time."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

"""What an evidence pack is made of: the names of its files and the form of its two manifests.

All that packing and verifying share. Neither knows the other, so that a mistake in one isn't made
again in the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import starmap
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from macros.catalogue import pack_signs
from macros.model.errors import KimError
from macros.model.text import decoded

FORMAT = 2
"""The form that packs have now. A later one gets the next number."""

READ = (1, 2)
"""The forms that are read. In form 1 a manifest lists the seals of a history, and no other tags."""

SUMS, MANIFEST = pack_signs.SUMS, pack_signs.FACTS
COVER, BUNDLE, CHECKS, SIGNER = "cover.json", "history.bundle", "CHECK.txt", "signer.json"

RECORDS = "records.txt"
"""Every record's file as it was, which Git alone can make again; packs in form 1 have none."""

Kind: TypeAlias = Literal["ssh", "openpgp"]
"""A kind of signature."""

SIGNED: Mapping[Kind, str] = {"ssh": f"{SUMS}.sig", "openpgp": f"{SUMS}.asc"}
"""The signature over MANIFEST.sha256, by kind. It stands in no manifest: it was made last."""

REGISTERS, STORIES = "registers/", "stories/"

NAMESPACE = "kim-evidence-pack"
"""What an SSH signature of a pack is for, so that it can't pass as one for something else."""

SEALS = "seal/"
"""How the names of tags begin that seal a history."""

REDACTIONS = "redaction/"
"""How the names of tags begin that state what was removed from a history."""

PackFiles: TypeAlias = Mapping[str, Path]
"""A pack's files as they were unpacked, by their names in it."""

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


class FormatError(KimError):
    """Something in a pack isn't in the form that it should have. Says what, in a sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """manifest.json: what the history looked like, and with what the pack was made.

    `tip` is the last commit of the main line and `tree` what it holds; `commits` is how many the
    main line has. `commit` is the one whose registers the pack shows, and `as_at` the day that was
    asked for ("" for none). `folder` is the project's place in the repository. `seals` are all of
    the repository's, and `tags` those that the bundle holds.
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
    tags: tuple[Mapping[str, str], ...]


def manifest_as_json(manifest: Manifest) -> bytes:
    """manifest.json."""
    return as_json(asdict(manifest))


def read_manifest(content: bytes) -> Manifest:
    """manifest.json, read. Raises FormatError where it isn't in that form."""
    values = _values(content)
    names = [field.name for field in fields(Manifest)]
    if strange := sorted(values.keys() - set(names)):
        raise FormatError(f"{MANIFEST} says {', '.join(strange)}, which none of its form does.")
    if missing := [name for name in names if not _fits(name, values.get(name))]:
        raise FormatError(
            f"{MANIFEST} doesn't say {', '.join(missing)}, or not in the form that it should."
        )
    return Manifest(**{name: _frozen(values[name]) for name in names})


def _values(content: bytes) -> dict[str, Any]:
    """What manifest.json says, as long as it is in the form that this program reads."""
    try:
        values = json.loads(content, object_pairs_hook=_named_once)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{MANIFEST} can't be read: {error}.") from error
    if not isinstance(values, dict) or not isinstance(values.get("format"), int):
        raise FormatError(f"{MANIFEST} doesn't say in what form the pack is.")
    if values["format"] not in READ:
        raise FormatError(
            f"The pack is in form {values['format']}, and this program reads forms up to {FORMAT}. "
            "Use the program that made it."
        )
    if values["format"] > 1:
        return values
    if "tags" in values:
        raise FormatError(f"{MANIFEST} lists tags, which none in form 1 does.")
    return {**values, "tags": []}


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, whose names all differ: of two values programs take one or the other."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("something in it is named twice")
    return values


def _frozen(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FOLDER = re.compile(r"(?:(?!\.\.?/)[^/\x00]+/)*")


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and _FOLDER.fullmatch(value) is not None


def _are_ids(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_id, value))


def _are_tags(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_tag, value))


def _is_tag(value: object) -> bool:
    return (
        isinstance(value, dict) and isinstance(value.get("name"), str) and _is_id(value.get("id"))
    )


_FORMS: Mapping[str, Callable[[object], bool]] = {
    "tip": _is_id,
    "tree": _is_id,
    "commit": _is_id,
    "folder": _is_folder,
    "roots": _are_ids,
    "seals": _are_tags,
    "tags": _are_tags,
}
_KINDS: Mapping[str, type] = {"format": int, "commits": int, "illustrative": bool}


def _fits(name: str, value: object) -> bool:
    """Whether a value is what that field of a manifest holds: text, unless it is listed."""
    if name in _FORMS:
        return _FORMS[name](value)
    return isinstance(value, _KINDS.get(name, str))


# ----------------------------------------------------------------------------- the list of sums


class Sum(NamedTuple):
    """A line of MANIFEST.sha256: a file's SHA-256 in hexadecimal, and its name."""

    digest: str
    name: str


def sums_as_text(sums: Sequence[Sum]) -> bytes:
    """MANIFEST.sha256, as `sha256sum` writes it."""
    return "".join(f"{digest}  {name}\n" for digest, name in sums).encode()


_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\r\n]+)")


def read_sums(content: bytes) -> list[Sum]:
    """MANIFEST.sha256, read. Raises FormatError at the first line that isn't one."""
    lines = decoded(content).split("\n")
    if lines.pop():
        raise FormatError(f"{SUMS} is cut short: its last line has no end.")
    return list(starmap(_sum, enumerate(lines, 1)))


def _sum(number: int, line: str) -> Sum:
    match = _LINE.fullmatch(line)
    if match is None:
        raise FormatError(f"Line {number} of {SUMS} is not a checksum and a name.")
    return Sum(match[1], match[2])


# --------------------------------------------------------------------------------------- shared


def as_json(value: object) -> bytes:
    """JSON as every file of a pack has it: for people too, and the same bytes each time."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

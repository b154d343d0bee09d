"""The registers in a pack against the files of the commit that they are from, read afresh."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from macros.evidence.format import COVER, MANIFEST, REGISTERS, Manifest, PackFiles
from macros.evidence.verify.findings import Finding, Findings, fine, problem
from macros.evidence.verify.names import REMADE
from macros.evidence.verify.tables import check_table
from macros.history import git
from macros.history.versions import Reader, key_of
from macros.model import Unreadable, Values, Version
from macros.model.mappings import differing

Versions = Mapping[str, Version]
"""What every record's file held at the pack's commit, by its path."""


class ShownRecord(NamedTuple):
    """A record as the pack shows it: its id, its file, and all that stands there of it."""

    id: str
    file: str
    entry: Mapping[str, object]


class ShownRegister(NamedTuple):
    """A register as one file of the pack shows it."""

    name: str
    records: tuple[ShownRecord, ...]


def check_registers(files: PackFiles, history: git.Repository, manifest: Manifest) -> Findings:
    """Every register in the pack, and what the cover says of them."""
    versions = _versions(history, manifest.commit)
    shown: set[str] = set()
    problems: list[Finding] = []
    for name in sorted(files):
        if name.startswith(REGISTERS) and name.endswith(".json"):
            problems += _check_register(name, files[name].read_bytes(), versions, shown)
        elif name.startswith(REGISTERS) and name.endswith(".csv"):
            whole = not manifest.expectation
            problems += check_table(name, files[name].read_bytes(), versions, whole)
    if not manifest.expectation:
        problems += _left_out(versions, shown)
    problems += _check_cover(files, manifest)
    yield from problems
    if not problems:
        yield fine(
            "registers",
            f"The registers are what the commit {manifest.commit[:12]} holds: "
            f"{len(shown):,} records, each value and each cell compared.",
        )


def _versions(history: git.Repository, commit: str) -> Versions:
    tree = {path: blob for path, blob in git.tree(history, commit).items() if _is_record(path)}
    contents = dict(git.contents(history, dict.fromkeys(tree.values())))
    reader = Reader()
    return {path: reader.read(path, contents[blob]) for path, blob in tree.items()}


def _is_record(path: str) -> bool:
    key = key_of(path)
    return key is not None and not key.is_page


# ------------------------------------------------------------------------------------ registers


def _check_register(name: str, content: bytes, versions: Versions, shown: set[str]) -> Findings:
    """One register's file. The files of records that it shows are added to `shown`."""
    register = _read_register(content)
    if register is None:
        yield problem("register-unreadable", f"'{name}' can't be read as a register.", REMADE)
        return
    if name != f"{REGISTERS}{quote(register.name, safe='')}.json":
        message = f"'{name}' says that it is the register '{register.name}'."
        yield problem("register-changed", message, REMADE)
    for record in register.records:
        own = key_of(record.file) == (register.name, record.id)
        if own and record.file in versions and record.file not in shown:
            shown.add(record.file)
            yield from _check_record(name, record, versions[record.file])
        else:
            message = f"'{name}' shows the record {record.id}, which the commit doesn't hold there."
            yield problem("record-made-up", message, REMADE)


def _read_register(content: bytes) -> ShownRegister | None:
    try:
        register = json.loads(content)
        records = [
            ShownRecord(str(entry["id"]), str(entry["file"]), entry)
            for entry in register["records"]
        ]
        return ShownRegister(str(register["register"]), tuple(records))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _check_record(name: str, record: ShownRecord, version: Version) -> Findings:
    message = f"'{name}' shows {record.id} otherwise than the commit has it"
    if isinstance(version, Unreadable):
        if record.entry.get("unreadable") != version.text:
            yield problem("record-changed", f"{message}.", REMADE)
        return
    values = record.entry.get("values")
    if values != version:
        fields = ", ".join(_differing(values, version))
        yield problem("record-changed", f"{message}: {fields}.", REMADE)


def _differing(values: object, version: Values) -> list[str]:
    """The fields in which what is shown is not what was there."""
    shown = values if isinstance(values, Mapping) else {}
    return sorted(differing(shown, version))


def _left_out(versions: Versions, shown: set[str]) -> Findings:
    """Records that no register shows. One that stood in two files is shown once, by its id."""
    keys = {key_of(file) for file in shown}
    for path in sorted(versions):
        if key_of(path) not in keys:
            message = f"'{path}' was there at that commit, and the pack doesn't show it."
            yield problem("record-left-out", message, REMADE)


# ------------------------------------------------------------------------------------ the cover


def _check_cover(files: PackFiles, manifest: Manifest) -> Findings:
    """The cover names the commit, the tip and the day that the manifest does."""
    try:
        cover = json.loads(files[COVER].read_bytes())
        stated = (cover["commit"]["id"], cover["tip"], cover["as_at"])
    except (KeyError, ValueError, TypeError, RecursionError):
        yield problem("cover", f"{COVER} is missing or can't be read.", REMADE)
        return
    if stated != (manifest.commit, manifest.tip, manifest.as_at or manifest.today):
        message = f"{COVER} names another commit, tip or day than {MANIFEST}."
        yield problem("cover", message, REMADE)

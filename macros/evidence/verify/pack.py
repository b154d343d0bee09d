"""A pack from beginning to end: the ZIP, the list, the history, the registers, the signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.evidence.format import FACTS, FormatError, Manifest, read_manifest
from macros.evidence.verify.archive import unpack
from macros.evidence.verify.bundle import REMADE, check_facts, check_registers, opened
from macros.evidence.verify.contents import check_signature, check_sums
from macros.evidence.verify.findings import Finding, fine, problem, stops
from macros.history.git import Repository


@dataclass(frozen=True)
class Pack:
    """A pack that was looked at. `history` is its bundle, and there only where the rest could be checked."""

    findings: tuple[Finding, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    facts: Manifest | None = None
    history: Repository | None = None


def check_pack(file: Path, folder: Path, allowed: str) -> Pack:
    """Everything that can be said of a pack by itself. It is unpacked in `folder`, which is the caller's to delete."""
    files, found = unpack(file, folder)
    if found:
        return Pack(found)
    found = tuple(check_sums(files))
    if not stops(found):
        found = (
            fine(
                "files",
                f"Every one of the {len(files)} files is there and as listed, and there is no other.",
            ),
        )
    elif any(one.rule in ("no-manifest", "manifest") for one in found):
        return Pack(found, files)
    found += tuple(check_signature(files, allowed))
    return _with_history(files, found, folder)


def _with_history(files: Mapping[str, Path], found: tuple[Finding, ...], folder: Path) -> Pack:
    if FACTS not in files:
        return Pack(
            (
                *found,
                problem(
                    "no-facts",
                    f"There is no {FACTS}, so nobody can say what the history should be.",
                    REMADE,
                ),
            ),
            files,
        )
    try:
        facts = read_manifest(files[FACTS].read_bytes())
    except FormatError as reason:
        return Pack((*found, problem("facts", str(reason), REMADE)), files)
    history = opened(files, facts, folder)
    if isinstance(history, Finding):
        return Pack((*found, history), files, facts)
    return Pack(
        (*found, *check_facts(history, facts), *check_registers(files, history, facts)),
        files,
        facts,
        history,
    )

"""A pack from beginning to end: the ZIP, the list, the signature, the history, the registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.evidence.format import MANIFEST, FormatError, Manifest, PackFiles, read_manifest
from macros.evidence.trust import Trust
from macros.evidence.verify.archive import unpack
from macros.evidence.verify.bundle import check_manifest, open_bundle
from macros.evidence.verify.files import check_sums
from macros.evidence.verify.findings import Finding, fine, problem
from macros.evidence.verify.names import REMADE
from macros.evidence.verify.redactions import check_redactions
from macros.evidence.verify.registers import check_registers
from macros.evidence.verify.seals import check_packed_seals
from macros.evidence.verify.signature import check_signature
from macros.history.git import Repository


@dataclass(frozen=True)
class CheckedPack:
    """A pack that was looked at. `history` is its bundle, where the rest could be checked."""

    findings: tuple[Finding, ...]
    files: PackFiles = field(default_factory=dict)
    manifest: Manifest | None = None
    history: Repository | None = None


def check_pack(file: Path, folder: Path, trust: Trust) -> CheckedPack:
    """Everything that can be said of a pack by itself.

    It is unpacked in `folder`, which is the caller's to delete. `trust` is what this machine's Git
    trusts.
    """
    files, faults = unpack(file, folder)
    if faults:
        return CheckedPack(faults)
    unlike = tuple(check_sums(files))
    if any(finding.rule in ("no-manifest", "manifest") for finding in unlike):
        return CheckedPack(unlike, files)
    findings = unlike or (_all_listed(files),)
    manifest = _manifest(files)
    known = manifest if isinstance(manifest, Manifest) else None
    signature = check_signature(files, known, trust)
    return _with_history(files, manifest, (*findings, *signature), folder, trust)


def _all_listed(files: PackFiles) -> Finding:
    count = len(files)
    message = f"Every one of the {count} files is there and as listed, and there is no other."
    return fine("files", message)


def _with_history(
    files: PackFiles,
    manifest: Manifest | Finding,
    findings: Sequence[Finding],
    folder: Path,
    trust: Trust,
) -> CheckedPack:
    if isinstance(manifest, Finding):
        return CheckedPack((*findings, manifest), files)
    bundle = open_bundle(files, manifest, folder)
    if isinstance(bundle, Finding):
        return CheckedPack((*findings, bundle), files, manifest)
    stated = check_manifest(bundle, manifest)
    seals = check_packed_seals(bundle.history, manifest, trust)
    redactions = check_redactions(bundle.history, trust)
    shown = check_registers(files, bundle.history, manifest)
    every = (*findings, *stated, *seals, *redactions, *shown)
    return CheckedPack(every, files, manifest, bundle.history)


def _manifest(files: PackFiles) -> Manifest | Finding:
    if MANIFEST not in files:
        message = f"There is no {MANIFEST}, so nobody can say what the history should be."
        return problem("no-facts", message, REMADE)
    try:
        return read_manifest(files[MANIFEST].read_bytes())
    except FormatError as error:
        return problem("facts", str(error), REMADE)

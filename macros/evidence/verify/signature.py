"""The signature over a pack's list of sums: what it is worth, and whether signer.json agrees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from macros.evidence.format import NAMESPACE, SIGNED, SIGNER, SUMS, Kind, Manifest, PackFiles
from macros.evidence.signatures import SignatureCheck, check, fingerprints_in
from macros.evidence.ssh_signatures import public_key_in
from macros.evidence.trust import Trust
from macros.evidence.verify.files import AGAIN
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem, unchecked
from macros.rules.calendar import day_in, end_of_day

DISTRUST = "Somebody changed the pack, or made its list anew. Don't rely on it."

UNREAD = f"The pack is signed, and {SIGNER} isn't there or can't be read."
ANOTHER = f"{SIGNER} names another key than the one that made the signature ({{key}})."


def check_signature(files: PackFiles, manifest: Manifest | None, trust: Trust) -> Findings:
    """What the signature over the list is worth, by a key as it was on the pack's day."""
    if files.keys().isdisjoint(SIGNED.values()):
        yield _unsigned(files, trust)
    for kind, name in SIGNED.items():
        if name in files:
            content, signature = files[SUMS].read_bytes(), files[name].read_bytes()
            checked = check(kind, content, signature, NAMESPACE, trust, _days(manifest))
            yield _signed(checked)
            yield from _signer(files, SignedBy(kind, signature, checked), trust)


def _days(manifest: Manifest | None) -> Sequence[datetime]:
    """The end and the beginning of the day on which the pack says that it was made."""
    day = day_in(manifest and manifest.today)
    if day is None:
        return ()
    end = end_of_day(day)
    return end, end - timedelta(days=1, microseconds=-1)


def _unsigned(files: PackFiles, trust: Trust) -> Finding:
    if SIGNER in files:
        message = f"{SIGNER} says that the pack was signed, and the signature is not there."
        return problem("signature-gone", message, AGAIN)
    message = "The pack bears no signature: nobody vouches for it but whoever handed it to you."
    hint = "Compare its SHA-256 with the sender's."
    if trust.signers:
        sentence = f"{message} Your Git has a list of signers, and can't hold it against that."
        return unchecked("unsigned", sentence, hint)
    return note("unsigned", message, hint)


def _signed(signature: SignatureCheck) -> Finding:
    message = f"The signature over {SUMS} is {signature.sentence}."
    if signature.state in ("bad", "unlisted"):
        return problem("bad-signature", message, DISTRUST)
    return fine("signature", message) if signature.state == "good" else note("signature", message)


# ---------------------------------------------------------------------------- what signer.json says


class SignedBy(NamedTuple):
    """A signature of a kind, and what came of checking it."""

    kind: Kind
    signature: bytes
    checked: SignatureCheck


def _signer(files: PackFiles, by: SignedBy, trust: Trust) -> Findings:
    """Whether signer.json names the key that signed: the one that a reader would ask about."""
    try:
        stated = json.loads(files[SIGNER].read_bytes())
        kind, key, fingerprint = (str(stated[name]) for name in ("kind", "key", "fingerprint"))
    except (KeyError, ValueError, TypeError, RecursionError):
        yield problem("signer-contradicts", UNREAD, DISTRUST)
        return
    if kind != by.kind or not _is_that_key(key, fingerprint, by, trust):
        message = ANOTHER.format(key=by.checked.key or "which nobody can name here")
        yield problem("signer-contradicts", message, DISTRUST)


def _is_that_key(key: str, fingerprint: str, by: SignedBy, trust: Trust) -> bool:
    """Whether key and fingerprint are those of the key that signed, as far as one can say."""
    made_by = by.checked.key
    if fingerprint and made_by and fingerprint != made_by:
        return False
    if by.kind == "ssh":
        return key == public_key_in(by.signature)
    return not made_by or made_by in fingerprints_in(key, trust)

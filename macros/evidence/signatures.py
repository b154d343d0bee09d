"""What a signature is worth, as far as it can be checked on this machine.

A signature is checked or it is absent. "Can't be checked here" is neither good nor bad, and says
why. Making one is for `signing`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from macros.evidence.format import Kind
from macros.evidence.programs import Run, run
from macros.evidence.ssh_signatures import SshSignature, public_key_in
from macros.evidence.trust import Trust

State: TypeAlias = Literal["good", "unknown", "unlisted", "bad", "unchecked"]


class SignatureCheck(NamedTuple):
    """What came of checking a signature, in one word and in a sentence.

    good: by a key that this machine's Git vouches for; unknown: right, by a key for which nothing
    here can vouch; unlisted: right, by a key that the list of signers doesn't let sign; bad: not of
    these bytes, or by a key that was withdrawn; unchecked: nobody can say here. `key` is the
    fingerprint of the key that made it, and `signer` as whom it is known; empty where nobody says.
    """

    state: State
    sentence: str
    key: str = ""
    signer: str = ""


NOT_SIGNED = SignatureCheck("bad", "bad: this is not what was signed")


def check(
    kind: Kind,
    content: bytes,
    signature: bytes,
    namespace: str,
    trust: Trust,
    days: Sequence[datetime] = (),
) -> SignatureCheck:
    """What a signature of these bytes is worth. `days` are those on which it may have been made."""
    program = trust.program(kind)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        try:
            if kind == "ssh":
                ssh = SshSignature(program, file, namespace, content)
                return _check_ssh(ssh, public_key_in(signature), trust, days)
            return _check_gpg(program, content, file)
        except OSError:
            return SignatureCheck(
                "unchecked", f"there, and can't be checked here: '{program}' can't be run"
            )


# ------------------------------------------------------------------------------------------ SSH


def _check_ssh(
    signature: SshSignature, public: str, trust: Trust, days: Sequence[datetime]
) -> SignatureCheck:
    right = signature.is_right()
    if not right.ok:
        return NOT_SIGNED
    match = re.search(r"SHA256:\S+", right.text)
    key = match[0] if match else ""
    by = f"by the key {key or 'that it names'}"
    if refusal := _refused(signature, public, trust):
        state, reason = refusal
        return SignatureCheck(state, f"{by}, {reason}", key)
    if trust.signers is None:
        ask = "ask the landlord for its fingerprint by another way"
        sentence = f"right, {by}, for which nobody here vouches: {ask}"
        return SignatureCheck("unknown", sentence, key)
    answer = signature.signer(trust.signers, days)
    if answer.name:
        sentence = f"checked and good: {by}, which your Git knows as {answer.name}"
        return SignatureCheck("good", sentence, key, answer.name)
    return SignatureCheck("unlisted", f"right, {by}, {answer.reason}", key)


def _refused(signature: SshSignature, public: str, trust: Trust) -> tuple[State, str] | None:
    """Why nobody need ask who made a signature: a list isn't there, or its key was withdrawn."""
    for name, file in (("signers", trust.signers), ("withdrawn keys", trust.withdrawn)):
        if file and not file.is_file():
            return "unchecked", f"and nobody can say whose: Git's list of {name} is not there"
    if trust.withdrawn is None:
        return None
    match signature.is_withdrawn(public, trust.withdrawn):
        case True:
            return "bad", "which was withdrawn"
        case None:
            return "unchecked", "and nobody can say more: Git's list of withdrawn keys is none"
    return None


# -------------------------------------------------------------------------------------- OpenPGP


def _check_gpg(program: str, content: bytes, file: Path) -> SignatureCheck:
    words = ["--batch", "--status-fd", "1", "--verify", str(file), "-"]
    checked = run(program, *words, input_=content)
    status = checked.text
    if "[GNUPG:] BADSIG" in status:
        return NOT_SIGNED
    valid = re.search(r"\[GNUPG:\] VALIDSIG (\S+)", status)
    if "[GNUPG:] REVKEYSIG" in status:
        return SignatureCheck("bad", "by a key that was withdrawn", valid[1] if valid else "")
    if valid and checked.ok:
        return _right(valid[1], status)
    if re.search(r"\[GNUPG:\] (NO_PUBKEY|ERRSIG)", status):
        return SignatureCheck("unchecked", "there, and can't be checked here: its key is not known")
    return SignatureCheck("bad", f"bad: {checked.reason}")


def _right(key: str, status: str) -> SignatureCheck:
    """A signature that is right: whether anybody here vouches for its key."""
    named = re.search(r"\[GNUPG:\] (?:GOODSIG|EXPKEYSIG|EXPSIG) \S+ (.+)", status)
    signer = named[1].strip() if named else ""
    known = f", known as {signer}" if signer else ""
    if re.search(r"\[GNUPG:\] TRUST_(FULLY|ULTIMATE)", status):
        sentence = f"checked and good: by the key {key}{known}, which you trust"
        return SignatureCheck("good", sentence, key, signer)
    return SignatureCheck("unknown", f"right, by the key {key}, for which nobody here vouches", key)


def fingerprints_in(armoured: str, trust: Trust) -> set[str]:
    """The fingerprints of the OpenPGP keys in a text; none where gpg can't say."""
    try:
        words = ("--batch", "--with-colons", "--show-keys")
        shown: Run = run(trust.openpgp, *words, input_=armoured.encode())
    except OSError:
        return set()
    return set(re.findall(r"^fpr:(?:[^:]*:){8}([0-9A-F]+):", shown.text, re.MULTILINE))

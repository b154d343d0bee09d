"""What a signature is worth, as far as it can be checked on this machine.

A signature is checked or it is absent. "Can't be checked here" is neither good nor bad, and says
why. Making one is for `signing`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from macros.evidence.format import Kind
from macros.evidence.programs import Run, run

State: TypeAlias = Literal["good", "unknown", "bad", "unchecked"]

PROGRAMS: Mapping[Kind, str] = {"ssh": "ssh-keygen", "openpgp": "gpg"}


class SignatureCheck(NamedTuple):
    """What came of checking a signature, in one word and in a sentence.

    good: by a key that this machine's Git vouches for; unknown: right, by a key that nobody here
    vouches for; bad: not of these bytes; unchecked: nobody can say here.
    """

    state: State
    sentence: str


NOT_SIGNED = SignatureCheck("bad", "bad: this is not what was signed")


def check(
    kind: Kind,
    content: bytes,
    signature: bytes,
    namespace: str,
    allowed: str = "",
    program: str = "",
) -> SignatureCheck:
    """What a signature of these bytes is worth.

    `allowed` is the file of signers that this machine's Git trusts. `program` is the one that it is
    set up to check with, or empty for the usual one.
    """
    program = program or PROGRAMS[kind]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        try:
            if kind == "ssh":
                return SshSignature(program, file, namespace, content).check(allowed)
            return _check_gpg(program, content, file)
        except FileNotFoundError:
            return SignatureCheck(
                "unchecked", f"there, and can't be checked here: '{program}' is not installed"
            )


# ------------------------------------------------------------------------------------------ SSH


class SshSignature(NamedTuple):
    """A signature in a file, what it is said to be of, and the program that can tell."""

    program: str
    file: Path
    namespace: str
    content: bytes

    def check(self, allowed: str) -> SignatureCheck:
        """What it is worth. `allowed` is the file of signers that this machine's Git trusts."""
        right = self._run("check-novalidate", "-n", self.namespace)
        if not right.ok:
            return NOT_SIGNED
        match = re.search(r"SHA256:\S+", right.text)
        key = match[0] if match else "that it names"
        signers = Path(allowed).expanduser() if allowed else None
        if signers is None or not signers.is_file():
            return SignatureCheck(
                "unknown",
                f"right, by the key {key}, for which nobody here vouches: "
                "ask the landlord for its fingerprint by another way",
            )
        if name := self._signer(signers):
            return SignatureCheck(
                "good", f"checked and good: by the key {key}, which your Git knows as {name}"
            )
        return SignatureCheck(
            "unknown",
            f"right, by the key {key}, which is not among the signers that your Git knows: "
            "anybody may have made it",
        )

    def _signer(self, signers: Path) -> str:
        """As whom a file of signers knows who made it; empty where it doesn't."""
        principals = self._run("find-principals", "-f", str(signers))
        name = principals.text.strip().split("\n")[0]
        if not principals.ok or not name:
            return ""
        words = ["-f", str(signers), "-I", name, "-n", self.namespace]
        return name if self._run("verify", *words).ok else ""

    def _run(self, task: str, *words: str) -> Run:
        return run(self.program, "-Y", task, *words, "-s", str(self.file), input_=self.content)


# -------------------------------------------------------------------------------------- OpenPGP


def _check_gpg(program: str, content: bytes, file: Path) -> SignatureCheck:
    words = ["--batch", "--status-fd", "1", "--verify", str(file), "-"]
    checked = run(program, *words, input_=content)
    status = checked.text
    if "[GNUPG:] BADSIG" in status:
        return NOT_SIGNED
    if "[GNUPG:] REVKEYSIG" in status:
        return SignatureCheck("bad", "by a key that was withdrawn")
    valid = re.search(r"\[GNUPG:\] VALIDSIG (\S+)", status)
    if valid and checked.ok:
        return _right(valid[1], status)
    if re.search(r"\[GNUPG:\] (NO_PUBKEY|ERRSIG)", status):
        return SignatureCheck("unchecked", "there, and can't be checked here: its key is not known")
    return SignatureCheck("bad", f"bad: {checked.reason}")


def _right(key: str, status: str) -> SignatureCheck:
    """A signature that is right: whether anybody here vouches for its key."""
    if re.search(r"\[GNUPG:\] TRUST_(FULLY|ULTIMATE)", status):
        return SignatureCheck("good", f"checked and good: by the key {key}, which you trust")
    return SignatureCheck("unknown", f"right, by the key {key}, for which nobody here vouches")

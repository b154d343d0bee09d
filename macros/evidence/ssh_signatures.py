"""An SSH signature: whose key made it, and what ssh-keygen says of it on the day of signing."""

from __future__ import annotations

import base64
import binascii
import re
import struct
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from macros.evidence.programs import Run, run
from macros.model.text import decoded

MAGIC = b"SSHSIG"
_ARMOUR = re.compile(rb"-----BEGIN SSH SIGNATURE-----(.*?)-----END SSH SIGNATURE-----", re.DOTALL)


def public_key_in(signature: bytes) -> str:
    """The public key that a signature says made it, as "type base64"; empty where it says none.

    PROTOCOL.sshsig of OpenSSH: the magic, a version of four bytes, then the key, its length first.
    """
    armour = _ARMOUR.search(signature)
    try:
        blob = base64.b64decode(armour[1]) if armour else b""
        start = len(MAGIC) + 4
        (length,) = struct.unpack_from(">I", blob, start)
        key = blob[start + 4 : start + 4 + length]
        (named,) = struct.unpack_from(">I", key)
    except (binascii.Error, struct.error):
        return ""
    kind = key[4 : 4 + named].decode("ascii", "replace")
    return f"{kind} {base64.b64encode(key).decode()}" if blob.startswith(MAGIC) else ""


class SignerAnswer(NamedTuple):
    """As whom a list of signers knows a key; where it doesn't, why it lets it not sign."""

    name: str
    reason: str


class SshSignature(NamedTuple):
    """A signature in a file, what it is said to be of, and the program that can tell."""

    program: str
    file: Path
    namespace: str
    content: bytes

    def is_right(self) -> Run:
        """Whether the bytes are what was signed, by whatever key; that is in what it prints."""
        return self._run("check-novalidate", "-n", self.namespace)

    def is_withdrawn(self, key: str, withdrawn: Path) -> bool | None:
        """Whether its key is among those that were withdrawn; None where the list can't be read."""
        with tempfile.TemporaryDirectory() as folder:
            anybody, public = Path(folder) / "signers", Path(folder) / "key.pub"
            anybody.write_text(f"* {key}\n", "utf-8")
            public.write_text(f"{key}\n", "utf-8")
            words = ["-f", str(anybody), "-I", "anybody", "-n", self.namespace]
            if self._run("verify", *words, "-r", str(withdrawn)).ok:
                return False
            # Of a list that can't be read, ssh-keygen says the same as of a key in it.
            asked = run(self.program, "-Q", "-f", str(withdrawn), str(public))
        listed = key.split()[-1:] or ["-"]
        named = listed[0].encode() in withdrawn.read_bytes()
        return True if named or "REVOKED" in asked.text else None

    def signer(self, signers: Path, days: Sequence[datetime]) -> SignerAnswer:
        """As whom a list knows its key, on any of these days; without any, now."""
        first, *others = days or (None,)
        answer = self._signer_then(signers, first)
        if answer.name:
            return answer
        # Each costs two processes, so a day is asked about only where none before it will do.
        later = (self._signer_then(signers, day) for day in others)
        return next((each for each in later if each.name), answer)

    def _signer_then(self, signers: Path, day: datetime | None) -> SignerAnswer:
        # In the time zone of this machine, as Git says it to ssh-keygen.
        when = [f"-Overify-time={day.astimezone():%Y%m%d%H%M%S}"] if day else []
        principals = self._run("find-principals", "-f", str(signers), *when)
        names = principals.text.strip().split("\n") if principals.ok else []
        refusals = decoded(principals.complaint)
        for name in filter(None, names):
            words = ["-f", str(signers), "-I", name, "-n", self.namespace, *when]
            verified = self._run("verify", *words)
            if verified.ok:
                return SignerAnswer(name, "")
            refusals += decoded(verified.complaint)
        return SignerAnswer("", _why(refusals))

    def _run(self, task: str, *words: str) -> Run:
        return run(self.program, "-Y", task, *words, "-s", str(self.file), input_=self.content)


_REASONS = {
    "key has expired": "which your Git's list of signers let sign only before that day",
    "key is not yet valid": "which your Git's list of signers lets sign only after that day",
    "not permitted for use": "which your Git's list of signers doesn't let sign such a thing",
}
"""What ssh-keygen says of a key that is on the list, and may not sign."""


def _why(refusals: str) -> str:
    """Why a list doesn't let a key sign, in words that follow it."""
    for sign, reason in _REASONS.items():
        if sign in refusals:
            return reason
    return "which is not among the signers that your Git knows: anybody may have made it"

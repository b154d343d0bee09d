"""Signatures: making one with the key that Git is set up for, and saying what checking one gave.

A signature is checked or it is absent. "Can't be checked here" is neither good nor bad, and says why.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from macros.model.errors import KimError

Kind: TypeAlias = Literal["ssh", "openpgp"]
State: TypeAlias = Literal["good", "unknown", "bad", "unchecked", "absent"]

CURE = (
    "Tell Git which key to sign with. For an SSH key: 'git config gpg.format ssh' and "
    "'git config user.signingkey ~/.ssh/id_ed25519.pub'. 'ssh-keygen -t ed25519' makes a key."
)


class SigningError(KimError):
    """The key that Git names didn't sign. Says why."""


class SigningKey(NamedTuple):
    """What Git is set up to sign with: the kind, the key as Git names it, and the program."""

    kind: Kind
    name: str
    program: str


class SignatureCheck(NamedTuple):
    """What came of checking a signature, in one word and in a sentence.

    good: by a key that this machine's Git vouches for; unknown: right, by a key that nobody here vouches
    for; unchecked: nobody can say here; absent: there is none.
    """

    state: State
    sentence: str


def _run(*arguments: str, input_: bytes) -> subprocess.CompletedProcess[bytes]:
    plain = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(arguments, input=input_, capture_output=True, check=False, env=plain)  # noqa: S603


# --------------------------------------------------------------------------------------------------- making


def public_key(key: SigningKey) -> str:
    """The public part of a key, to be handed over. Raises NotSigned where it can't be had."""
    try:
        done = _public(key)
    except (FileNotFoundError, UnicodeDecodeError) as reason:
        raise SigningError(
            f"The key '{key.name}' that Git names can't be read, or '{key.program}' is not installed."
        ) from reason
    if not done:
        raise SigningError(f"There is no key '{key.name}' to sign with.")
    return done


def _public(key: SigningKey) -> str:
    if key.kind == "openpgp":
        return _run(
            key.program, "--batch", "--armor", "--export", key.name, input_=b""
        ).stdout.decode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = _key_file(key.name, Path(folder))
        beside = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
        line = (
            beside.read_text("utf-8")
            if beside.is_file()
            else _run(key.program, "-y", "-f", str(file), input_=b"").stdout.decode("utf-8")
        )
    return " ".join(line.split()[:2])


def fingerprint(public: str) -> str:
    """An SSH key's fingerprint, as ssh-keygen prints it; empty for any other key."""
    try:
        blob = (
            base64.b64decode(public.split()[1], validate=True)
            if public.startswith(("ssh-", "ecdsa-", "sk-"))
            else b""
        )
    except ValueError:
        return ""
    return (
        f"SHA256:{base64.b64encode(hashlib.sha256(blob).digest()).decode('ascii').rstrip('=')}"
        if blob
        else ""
    )


def sign(key: SigningKey, content: bytes, namespace: str) -> bytes:
    """The signature of these bytes. Raises NotSigned with the program's own words."""
    try:
        return _sign_ssh(key, content, namespace) if key.kind == "ssh" else _sign_gpg(key, content)
    except FileNotFoundError as reason:
        raise SigningError(
            f"'{key.program}' is not installed here, so nothing can be signed."
        ) from reason


def _sign_ssh(key: SigningKey, content: bytes, namespace: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = _key_file(key.name, Path(folder))
        agent = (
            ["-U"] if file.parent == Path(folder) else []
        )  # only the public part is known: the agent has the other
        done = _run(
            key.program, "-Y", "sign", "-n", namespace, "-f", str(file), *agent, input_=content
        )
    if done.returncode:
        raise SigningError(f"The key '{key.name}' did not sign: {_said(done)}.")
    return done.stdout


def _key_file(name: str, folder: Path) -> Path:
    """The file of a key that Git names by its path, or by the public key itself."""
    literal = name.removeprefix("key::")
    if literal != name or name.startswith(("ssh-", "ecdsa-", "sk-")):
        file = folder / "key.pub"
        file.write_text(literal + "\n", "utf-8")
        return file
    return Path(name).expanduser()


def _sign_gpg(key: SigningKey, content: bytes) -> bytes:
    done = _run(
        key.program, "--batch", "--armor", "--detach-sign", "--local-user", key.name, input_=content
    )
    if done.returncode:
        raise SigningError(f"The key '{key.name}' did not sign: {_said(done)}.")
    return done.stdout


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    words = (done.stderr or done.stdout).decode("utf-8", "replace").split("\n")
    return (
        " ".join(line.strip() for line in words if line.strip()).rstrip(".") or "it gave no reason"
    )


# ------------------------------------------------------------------------------------------------- checking


def check(
    kind: Kind,
    content: bytes,
    signature: bytes,
    namespace: str,
    allowed: str = "",
    programs: Sequence[str] = (),
) -> SignatureCheck:
    """What a signature of these bytes is worth. `allowed` is the file of signers that this machine's Git trusts."""
    program = programs[0] if programs else {"ssh": "ssh-keygen", "openpgp": "gpg"}[kind]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        try:
            return (
                _check_ssh(program, content, file, namespace, allowed)
                if kind == "ssh"
                else _check_gpg(program, content, file)
            )
        except FileNotFoundError:
            return SignatureCheck(
                "unchecked", f"there, and can't be checked here: '{program}' is not installed"
            )


def _check_ssh(
    program: str, content: bytes, file: Path, namespace: str, allowed: str
) -> SignatureCheck:
    done = _run(program, "-Y", "check-novalidate", "-n", namespace, "-s", str(file), input_=content)
    if done.returncode:
        return SignatureCheck("bad", "bad: this is not what was signed")
    found = re.search(rb"SHA256:\S+", done.stdout)
    key = found[0].decode("ascii") if found else "that it names"
    signers = Path(allowed).expanduser() if allowed else None
    if signers and signers.is_file():
        known = _run(
            program, "-Y", "find-principals", "-f", str(signers), "-s", str(file), input_=content
        )
        name = known.stdout.decode("utf-8", "replace").strip().split("\n")[0]
        if not known.returncode and name:
            sure = _run(
                program,
                "-Y",
                "verify",
                "-f",
                str(signers),
                "-I",
                name,
                "-n",
                namespace,
                "-s",
                str(file),
                input_=content,
            )
            if not sure.returncode:
                return SignatureCheck(
                    "good", f"checked and good: by the key {key}, which your Git knows as {name}"
                )
        return SignatureCheck(
            "unknown",
            f"right, by the key {key}, which is not among the signers that your Git knows: anybody may have made it",
        )
    return SignatureCheck(
        "unknown",
        f"right, by the key {key}, for which nobody here vouches: ask the landlord for its fingerprint by another way",
    )


def _check_gpg(program: str, content: bytes, file: Path) -> SignatureCheck:
    done = _run(program, "--batch", "--status-fd", "1", "--verify", str(file), "-", input_=content)
    said = done.stdout.decode("utf-8", "replace")
    found = re.search(r"\[GNUPG:\] VALIDSIG (\S+)", said)
    if "[GNUPG:] BADSIG" in said:
        return SignatureCheck("bad", "bad: this is not what was signed")
    if "[GNUPG:] REVKEYSIG" in said:
        return SignatureCheck("bad", "by a key that was withdrawn")
    if found and not done.returncode:
        trusted = re.search(r"\[GNUPG:\] TRUST_(FULLY|ULTIMATE)", said)
        if trusted:
            return SignatureCheck(
                "good", f"checked and good: by the key {found[1]}, which you trust"
            )
        return SignatureCheck(
            "unknown", f"right, by the key {found[1]}, for which nobody here vouches"
        )
    if re.search(r"\[GNUPG:\] (NO_PUBKEY|ERRSIG)", said):
        return SignatureCheck("unchecked", "there, and can't be checked here: its key is not known")
    return SignatureCheck("bad", f"bad: {_said(done)}")

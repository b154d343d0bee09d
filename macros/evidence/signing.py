"""Signing with the key that Git is set up for. What a signature is worth, `signatures` says."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import Kind
from macros.evidence.programs import Run, run
from macros.evidence.trust import PROGRAMS, program_of
from macros.history import git
from macros.model.errors import KimError

CURE = (
    "Tell Git which key to sign with. For an SSH key: 'git config gpg.format ssh' and "
    "'git config user.signingkey ~/.ssh/id_ed25519.pub'. 'ssh-keygen -t ed25519' makes a key."
)

KEY_TYPES = ("ssh-", "ecdsa-", "sk-")
_WRITTEN_OUT = ("key::", *KEY_TYPES)
"""How a public SSH key begins."""


class SigningError(KimError):
    """The key that Git names didn't sign. Says why."""


class SigningKey(NamedTuple):
    """What Git is set up to sign with: the kind, the key as Git names it, and the program."""

    kind: Kind
    name: str
    program: str


def signing_key(repository: git.Repository) -> SigningKey | None:
    """The key that Git is set up to sign with here; None where there is none."""
    wanted = ("user.signingkey", "gpg.format", *chain.from_iterable(PROGRAMS.values()))
    known = git.settings(repository, *wanted)
    name, kind = known.get("user.signingkey"), known.get("gpg.format") or "openpgp"
    if not name:
        return None
    if kind == "ssh":
        return SigningKey("ssh", name, program_of(known, "ssh"))
    if kind == "openpgp":
        return SigningKey("openpgp", name, program_of(known, "openpgp"))
    raise SigningError(f"Git is set up to sign as '{kind}', which packs don't know. {CURE}")


# ------------------------------------------------------------------------------- the public key


def public_key(key: SigningKey) -> str:
    """The public part of a key, to be handed over. Raises SigningError where it can't be had."""
    try:
        public = _public_ssh(key) if key.kind == "ssh" else _public_gpg(key)
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise SigningError(
            f"The key '{key.name}' that Git names can't be read, "
            f"or '{key.program}' is not installed."
        ) from error
    if not public:
        raise SigningError(f"There is no key '{key.name}' to sign with.")
    return public


def _public_gpg(key: SigningKey) -> str:
    return run(key.program, "--batch", "--armor", "--export", key.name).output.decode("utf-8")


def _public_ssh(key: SigningKey) -> str:
    """The type and the key itself, without the comment, which names a person or a machine."""
    with tempfile.TemporaryDirectory() as folder:
        file = _key_file(key.name, Path(folder))
        public = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
        if public.is_file():
            line = public.read_text("utf-8")
        else:
            line = run(key.program, "-y", "-f", str(file)).output.decode("utf-8")
    return " ".join(line.split()[:2])


def _key_file(name: str, folder: Path) -> Path:
    """The file of a key that Git names by its path, or by the public key itself."""
    if not name.startswith(_WRITTEN_OUT):
        return Path(name).expanduser()
    file = folder / "key.pub"
    file.write_text(name.removeprefix("key::") + "\n", "utf-8")
    return file


def fingerprint(public: str) -> str:
    """An SSH key's fingerprint, as ssh-keygen prints it; empty for any other key."""
    if not public.startswith(KEY_TYPES):
        return ""
    try:
        key = base64.b64decode(public.split()[1], validate=True)
    except ValueError:
        return ""
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode("ascii")
    return f"SHA256:{digest.rstrip('=')}"


# -------------------------------------------------------------------------------- the signature


def sign(key: SigningKey, content: bytes, namespace: str) -> bytes:
    """The signature of these bytes. Raises SigningError with the program's own words."""
    try:
        signing = (
            _sign_ssh(key, content, namespace) if key.kind == "ssh" else _sign_gpg(key, content)
        )
    except FileNotFoundError as error:
        raise SigningError(
            f"'{key.program}' is not installed here, so nothing can be signed."
        ) from error
    if not signing.ok:
        raise SigningError(f"The key '{key.name}' did not sign: {signing.reason}.")
    return signing.output


def _sign_ssh(key: SigningKey, content: bytes, namespace: str) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        file = _key_file(key.name, Path(folder))
        # Where Git names the public part alone, the agent has the other.
        agent = ["-U"] if file.parent == Path(folder) else []
        words = ["-Y", "sign", "-n", namespace, "-f", str(file), *agent]
        return run(key.program, *words, input_=content)


def _sign_gpg(key: SigningKey, content: bytes) -> Run:
    words = ["--batch", "--armor", "--detach-sign", "--local-user", key.name]
    return run(key.program, *words, input_=content)

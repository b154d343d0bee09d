"""Whom this machine's Git trusts, and by which programs it signs and checks: its settings, read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import Kind
from macros.history import git

AUTHORITY, CERTIFICATES = "kim.stampAuthority", "kim.stampCertificates"
"""Settings of ours beside Git's: whom to ask for a time stamp, and whose are believed."""

SECOND_PLACE = "kim.sealRemote"
"""The remote that keeps a copy of each seal."""


class Trust(NamedTuple):
    """What signatures are checked against.

    `signers` is the list of SSH keys that may sign, `withdrawn` the list of those that may no
    longer, and `certificates` those that time stamps are checked against; None where Git names
    none. `ssh` and `openpgp` are programs.
    """

    signers: Path | None = None
    withdrawn: Path | None = None
    ssh: str = "ssh-keygen"
    openpgp: str = "gpg"
    certificates: Path | None = None

    @property
    def settings(self) -> tuple[str, ...]:
        """The same for Git, before a command: a pack's history is read heeding no others."""
        named = {
            "gpg.ssh.allowedSignersFile": self.signers,
            "gpg.ssh.revocationFile": self.withdrawn,
            "gpg.ssh.program": self.ssh,
            "gpg.openpgp.program": self.openpgp,
        }
        return tuple(f"{name}={value}" for name, value in named.items() if value)

    def program(self, kind: Kind) -> str:
        """The program for a kind of signature."""
        return self.ssh if kind == "ssh" else self.openpgp


def trust_of(repository: git.Repository) -> Trust:
    """What Git is set up to trust in a folder, as Git itself reads it."""
    return Trust(
        signers=_path(repository, "gpg.ssh.allowedSignersFile"),
        withdrawn=_path(repository, "gpg.ssh.revocationFile"),
        ssh=program_of(repository, "ssh"),
        openpgp=program_of(repository, "openpgp"),
        certificates=_path(repository, CERTIFICATES),
    )


def _path(repository: git.Repository, name: str) -> Path | None:
    path = git.config_path(repository, name)
    return repository.folder / path if path else None


def program_of(repository: git.Repository, kind: Kind) -> str:
    """The program that Git signs and checks with, for a kind of signature (git-config(1))."""
    if kind == "ssh":
        return git.config(repository, "gpg.ssh.program") or "ssh-keygen"
    settings = (git.config(repository, name) for name in ("gpg.openpgp.program", "gpg.program"))
    return next(filter(None, settings), "gpg")

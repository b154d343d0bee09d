"""Whom this machine's Git trusts, and by which programs it signs and checks: its settings, read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import Kind
from macros.history import git


class Trust(NamedTuple):
    """What signatures are checked against.

    `signers` is the list of SSH keys that may sign and `withdrawn` the list of those that may no
    longer; None where Git names none. `ssh` and `openpgp` are programs.
    """

    signers: Path | None = None
    withdrawn: Path | None = None
    ssh: str = "ssh-keygen"
    openpgp: str = "gpg"

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

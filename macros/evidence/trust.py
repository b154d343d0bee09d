"""Whom this machine's Git trusts, and by which programs it signs and checks: its settings, read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import Kind
from macros.history import git

AUTHORITY, CERTIFICATES = "kim.stampAuthority", "kim.stampCertificates"
"""Settings of ours beside Git's: whom to ask for a time stamp, and whose are believed."""

SIGNERS, WITHDRAWN = "gpg.ssh.allowedSignersFile", "gpg.ssh.revocationFile"
"""Git's own, for SSH keys."""

PROGRAMS: Mapping[Kind, tuple[str, ...]] = {
    "ssh": ("gpg.ssh.program",),
    "openpgp": ("gpg.openpgp.program", "gpg.program"),
}
"""Which program Git signs and checks with, by kind of signature: the first that is set."""

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
            SIGNERS: self.signers,
            WITHDRAWN: self.withdrawn,
            "gpg.ssh.program": self.ssh,
            "gpg.openpgp.program": self.openpgp,
        }
        return tuple(f"{name}={value}" for name, value in named.items() if value)

    def program(self, kind: Kind) -> str:
        """The program for a kind of signature."""
        return self.ssh if kind == "ssh" else self.openpgp


def trust_of(repository: git.Repository) -> Trust:
    """What Git is set up to trust in a folder, as Git itself reads it."""
    places = (SIGNERS, WITHDRAWN, CERTIFICATES)
    names = [*places, *chain.from_iterable(PROGRAMS.values())]
    known = git.settings(repository, *map(str.lower, names))
    signers, withdrawn, certificates = (
        _path(repository, name) if known.get(name.lower()) else None for name in places
    )
    ssh, openpgp = program_of(known, "ssh"), program_of(known, "openpgp")
    return Trust(signers, withdrawn, ssh, openpgp, certificates)


def _path(repository: git.Repository, name: str) -> Path | None:
    path = git.config_path(repository, name)
    return repository.folder / path if path else None


def program_of(settings: Mapping[str, str], kind: Kind) -> str:
    """The program that Git signs and checks with, for a kind of signature (git-config(1))."""
    usual = "ssh-keygen" if kind == "ssh" else "gpg"
    return next(filter(None, map(settings.get, PROGRAMS[kind])), usual)

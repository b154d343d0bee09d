"""kim seal: a signed mark in the history."""

from __future__ import annotations

from datetime import date

import click

from macros.cli.start import main, project_root, stop, with_today
from macros.evidence.seal import make_seal
from macros.evidence.signing import CURE, signing_key
from macros.history import git
from macros.model.errors import KimError


@main.command()
@with_today
def seal(today: date) -> None:
    """Seal the history with a signed tag, so that a cut shows.

    It says how many commits there are and which is the last.

    Example: kim seal
    """
    try:
        repository = git.open_repository(project_root())
        if signing_key(repository) is None:
            stop(f"A seal is signed, and Git has no key to sign with. {CURE} No seal was made.")
        name = make_seal(repository, today)
    except KimError as error:
        stop(f"{error} No seal was made.")
    id_ = git.resolved(repository, f"refs/tags/{name}")
    click.echo(f"{name}: push it with 'git push origin {name}', and keep its id elsewhere: {id_}")

"""kim seal: a signed mark in the history."""

from __future__ import annotations

from datetime import date

import click

from macros.cli.start import main, project_root, with_today
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
    root = project_root()
    try:
        repository = git.open_repository(root)
        name = _sealed(repository, today)
    except KimError as error:
        raise KimError(f"{error} No seal was made.") from error
    id_ = git.resolved(repository, f"refs/tags/{name}")
    click.echo(f"{name}: push it with 'git push origin {name}', and keep its id elsewhere: {id_}")


def _sealed(repository: git.Repository, today: date) -> str:
    """The name of the new seal. Raises KimError where there is no key to sign with."""
    if signing_key(repository) is None:
        raise KimError(f"A seal is signed, and Git has no key to sign with. {CURE}")
    return make_seal(repository, today)

"""The remote that keeps a copy of each seal, as `kim seal` and `kim verify` are told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from macros.evidence.trust import SECOND_PLACE
from macros.history import git
from macros.model.errors import KimError


def with_remote(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --remote, with or without a name."""
    return click.option(
        "--remote",
        is_flag=False,
        flag_value="",
        default=None,
        metavar="[NAME]",
        help=f"{what}  [default NAME: 'git config {SECOND_PLACE}']",
    )


NOBODY_SAYS = (
    "Nobody says which remote keeps the seals. Name it, as in --remote archive, or set it with "
    f"'git config {SECOND_PLACE}'."
)


def remote_of(repository: git.Repository, named: str) -> str:
    """The remote that is meant. Raises KimError where nobody says which, or there is none."""
    remote = named or git.config(repository, SECOND_PLACE)
    if not remote:
        raise KimError(NOBODY_SAYS)
    if not git.remote_address(repository, remote):
        raise KimError(
            f"There is no remote '{remote}' here. 'git remote add {remote} ADDRESS' makes one."
        )
    return remote

"""What the Tab key offers: names of files, for an answer at once, and despite mistakes."""

from __future__ import annotations

from collections.abc import Iterable

import click

from macros.catalogue.schema_names import ENDING, SHARED
from macros.cli.start import project_root
from macros.model.text import natural


def ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin like this, in whatever capitals."""
    return _beginning(incomplete, "registers/*/*.yml", ".yml")


def registers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The registers that begin like this."""
    names = _beginning(incomplete, f"schemas/*{ENDING}", ENDING)
    return [name for name in names if name not in SHARED]


def _beginning(incomplete: str, pattern: str, ending: str) -> list[str]:
    names = _names(pattern, ending)
    begun = (name for name in names if name.casefold().startswith(incomplete.casefold()))
    return sorted(begun, key=natural)


def _names(pattern: str, ending: str) -> Iterable[str]:
    try:
        root = project_root()
    except click.UsageError:  # outside a project there is nothing to offer
        return ()
    return (path.name.removesuffix(ending) for path in root.glob(pattern))

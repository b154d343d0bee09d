"""Files and folders that are named to a command, as a project sees them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


def places(root: Path, paths: Sequence[Path]) -> list[str]:
    """Paths as seen from the project's folder, which is '.' itself."""
    return [_place(root, path) for path in paths]


def _place(root: Path, path: Path) -> str:
    if not path.exists():
        raise click.UsageError(f"There is no '{path}'.")
    whole, folder = path.resolve(), root.resolve()
    if not whole.is_relative_to(folder):
        raise click.UsageError(f"'{path}' is not in {root.name}.")
    return whole.relative_to(folder).as_posix()


def lies_in(file: str, wanted: Sequence[str]) -> bool:
    """Whether a file of the project is one of these or lies in one of them."""
    return any(place in (".", file) or file.startswith(f"{place}/") for place in wanted)

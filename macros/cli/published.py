"""kim published: what everybody may see, and whether the list of it says the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.published_list import FILE, OpenFields, as_text, open_registers, read_list
from macros.catalogue.schemas import Schemas
from macros.cli.start import main, project_root
from macros.cli.streams import say
from macros.model.errors import KimError
from macros.model.text import both, counted


@main.command()
@click.option("--write", is_flag=True, help="Write the list, after which check and build agree.")
def published(write: bool) -> None:
    """Say where schemas and the list of what is public differ.

    The list is schemas/published.yml. Whoever commits it stands for each line that was added.

    Example: kim published --write
    """
    root = project_root()
    opened = open_registers(_sound(load(root)[1]).registers)
    path = root / FILE
    lines = list(_differences(_listed(path), opened))
    if write:
        path.write_text(as_text(opened), "utf-8")
    fields = counted(sum(map(len, opened.values())), "field")
    total = f"{FILE}: {fields} of {counted(len(opened), 'register')}."
    say("\n".join([*lines, total] if write or not lines else lines))
    sys.exit(bool(lines) and not write)


def _sound(schemas: Schemas) -> Schemas:
    """The schemas, all of which can be used: half of them would write half a list."""
    if schemas.broken:
        names = both(sorted(schemas.broken))
        raise KimError(f"These schemas can't be used: {names}. Run kim check, and mend them first.")
    return schemas


def _listed(path: Path) -> OpenFields:
    return read_list(path.read_bytes()) if path.is_file() else {}


def _differences(listed: OpenFields, opened: OpenFields) -> Iterator[str]:
    """What either says alone, a line for each register."""
    for name in sorted({*listed, *opened}):
        old, new = listed.get(name, ()), opened.get(name, ())
        if more := [field for field in new if field not in old]:
            yield f"{name}: everybody may see {both(more)}, which the list hasn't."
        if fewer := [field for field in old if field not in new]:
            yield f"{name}: the list has {both(fewer)}, which only staff may see or nobody has."

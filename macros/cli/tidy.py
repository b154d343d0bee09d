"""kim tidy: names and titles without what nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.names import Name, Source, untidy_names
from macros.catalogue.tidy import tidied
from macros.cli.paths import lies_in, places
from macros.cli.start import main, project_root
from macros.cli.streams import say
from macros.model import Catalogue, Fields, dotted
from macros.model.text import both


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def tidy(files: tuple[Path, ...]) -> None:
    """Take out of names what nobody sees, such as doubled spaces.

    With FILES, only in those files and folders. Nothing else in a file is touched, and no link has
    to be confirmed again for it.

    Example: kim tidy registers/actions
    """
    root = project_root()
    catalogue, schemas = load(root, warnings=False)
    wanted = places(root, files or (root,))
    untidy = [pair for pair in _untidy(catalogue, schemas.page) if lies_in(pair[0].file, wanted)]
    for source, names in untidy:
        for name in names:
            say(_mended(root / source.file, source.file, name))
    if not untidy:
        say("Every name is tidy. Nothing was changed.")


def _untidy(catalogue: Catalogue, page: Fields) -> Iterator[tuple[Source, Sequence[Name]]]:
    """Every record and every page whose names hold something that nobody sees."""
    for register in catalogue.registers.values():
        for record in register.records:
            if names := untidy_names(register.schema.fields, record.values):
                yield record, names
    for written in catalogue.pages:
        if names := untidy_names(page, written.values):
            yield written, names


def _mended(path: Path, file: str, name: Name) -> str:
    """Mend one name in its file, and say what was done."""
    new = tidied(path.read_bytes(), file, name)
    where = f"{file}: {dotted(name.path)}"
    if new is None:
        return f"{where}: not changed, as it is laid out in an unusual way. Write '{name.tidy}'."
    path.write_bytes(new)
    what = both(list(dict.fromkeys(unseen.what for unseen in name.unseen)))
    return f"{where}: took out {what}. It says '{name.tidy}'."

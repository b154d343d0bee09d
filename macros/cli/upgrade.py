"""kim upgrade: newer schemas into a project, and its records moved to fit them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import click

from macros.catalogue.edit import EditError
from macros.catalogue.load import load
from macros.catalogue.moves import Move, moved, read_moves, what_moved
from macros.catalogue.schema_names import ENDING
from macros.catalogue.schemas import read_schemas
from macros.cli.given_files import STARTER, given_files
from macros.cli.given_schemas import GIVEN, Change, given_sums, given_text, schema_changes
from macros.cli.start import main, project_root
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Fields
from macros.model.errors import KimError

Files = Mapping[str, bytes]


class Upgrade(NamedTuple):
    """What an upgrade writes, and what it says of it."""

    files: Files
    lines: Sequence[str]


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
def upgrade(*, dry_run: bool) -> None:
    """Take the installed version's schemas, and move the records.

    A schema that you changed is left as it is, and you are told. Comments and the order of fields
    stay. Look at the difference with git diff before you commit it.

    Example: kim upgrade --dry-run
    """
    root, given = project_root(), given_files()
    if root.resolve() == given.resolve():
        raise KimError("The schemas here are those of the program itself: nothing to take.")
    own, new = _schemas(root), _schemas(given)
    planned = _planned(root, own, new, list(schema_changes(own, new, _given(root))))
    for line in planned.lines:
        say(line)
    if not planned.files:
        say("The schemas here are those of the installed version already.")
        return
    if dry_run:
        say("Nothing was written: this was a dry run.")
        return
    for file, content in planned.files.items():
        write_whole(root / file, content)
    write_whole(root / GIVEN, given_text(new, version("kim-site")).encode())
    count = len(load(root, warnings=False)[0].errors)
    say(f"{count} errors now: run kim check." if count else "Run git diff, kim check and commit.")


def _schemas(folder: Path) -> Files:
    paths = sorted(path for path in (folder / "schemas").glob("*") if path.is_file())
    return {f"schemas/{path.name}": path.read_bytes() for path in paths}


def _given(root: Path) -> Mapping[str, str]:
    """What the project was given. Raises KimError where nobody can know."""
    try:
        return given_sums((root / GIVEN).read_text("utf-8"))
    except (FileNotFoundError, ValueError) as error:
        reason = "so nobody knows which schemas are as they came. Nothing was changed."
        raise KimError(f"{GIVEN} isn't there or can't be read, {reason}") from error


def _planned(root: Path, own: Files, new: Files, changes: Sequence[Change]) -> Upgrade:
    """What to write. Raises KimError where a record can't be moved, with all such records."""
    taken = {change.file: new[change.file] for change in changes if change.is_taken}
    lines = [f"{change.file}: {change.words}." for change in changes]
    records: dict[str, bytes] = {}
    faults: list[str] = []
    for move, fields_from in _moves(own, taken):
        for path in sorted((root / "registers" / move.register).glob("*.yml")):
            file = path.relative_to(root).as_posix()
            before = records.get(file) or path.read_bytes()
            try:
                after = moved(before, move, fields_from)
            except EditError as error:
                faults.append(f"{file}: {error}")
                continue
            if after != before:
                records[file] = after
                lines += [f"{file}: {words}" for words in what_moved(before, after)]
    if faults:
        raise KimError("\n".join([*faults, "Nothing was written."]))
    return Upgrade({**taken, **records}, lines)


def _moves(own: Files, taken: Files) -> Iterator[tuple[Move, Fields]]:
    """Each move between the schemas of before and those that are taken, with the new fields."""
    names = {**own, **taken}
    schemas, _ = read_schemas({Path(file).name: content for file, content in names.items()})
    for move in read_moves((STARTER / "moves.yml").read_text("utf-8")):
        file = f"schemas/{move.register}{ENDING}"
        if file in taken and file in own and move.register in schemas.registers:
            between = move.between(_properties(own[file]), _properties(taken[file]))
            yield between, schemas.registers[move.register].fields


def _properties(content: bytes) -> Sequence[str]:
    """The names of the fields that a schema declares; none where it can't be read."""
    try:
        schema = json.loads(content)
    except ValueError:
        return ()
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return list(properties) if isinstance(properties, dict) else ()

"""Make this project as large as asked, in a repository of its own: with copies of its records.

    python -m benchmarks.enlarge /tmp/enlarged --records 2000

The words of a copy are those of the record that it was made from, in another order: no two records
say the same, and all are about as long as real ones. What a schema has a say in (choices, dates,
references, links) stays. Words in another order can come to say what no record may, whatever the
checks ask by now: a name, an illness, the same thing twice. Such a copy is left out, and others
are made in its place.

Each of these texts ends in words of its own copy, and names begin with some: they stand in lists
beside the names that they were made of. Otherwise two texts side by side on a public page come to
say a third that is for staff, and the last guard refuses the site: with 10,000 records it found six
such texts, of two or three words each.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path

import click
import yaml

from macros.catalogue.load import load
from macros.model import Field, Record, Register, Value

HOME = Path(__file__).parent.parent
COPIED = (
    "assets",
    "commitments",
    "controls",
    "decisions",
    "definitions",
    "faqs",
    "requests",
    "retention",
)
"""Registers with records that can stand there twice: nothing has to point back at them."""

A_COMMIT = 20
"""Records that come in with one commit."""

Copy = tuple[str, bytes]
"""A record's file and what it holds."""

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))
}


def enlarge(folder: Path, records: int, source: Path = HOME) -> None:
    """Write a project of so many records into a new folder, and commit it.

    It is the project in `source` with copies of its records. No check calls any of them an error.
    """
    for name in ("docs", "registers", "schemas", "macros/theme"):
        shutil.copytree(source / name, folder / name)
    for path in source.glob("mkdocs*.yml"):
        shutil.copy(path, folder / path.name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "Start the registers")
    registers = load(folder, warnings=False)[0].registers
    more = records - sum(len(register.records) for register in registers.values())
    fresh = sound_copies(folder, copies([registers[name] for name in COPIED]), max(more, 0))
    for start in range(0, len(fresh), A_COMMIT):
        for file, content in fresh[start : start + A_COMMIT]:
            (folder / file).write_bytes(content)
        commit(folder, f"Bring in the records from {start} on, as they were kept before")


def sound_copies(folder: Path, made: Iterator[Copy], many: int) -> Sequence[Copy]:
    """So many of the copies that are made: those that the checks let stand beside the project."""
    sound: list[Copy] = []
    while len(sound) < many:
        tried = dict(islice(made, many - len(sound)))
        catalogue, _ = load(folder, warnings=False, proposed=tried)
        errors = [problem for problem in catalogue.problems if problem.severity == "error"]
        refused = {problem.file for problem in errors}
        if not refused <= tried.keys() or (refused == tried.keys() and not sound):
            raise click.ClickException(
                "\n".join(f"{wrong.file}: {wrong.message}" for wrong in errors)
            )
        sound.extend((file, tried[file]) for file in tried if file not in refused)
    return sound


def commit(folder: Path, message: str) -> None:
    """Commit everything."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def git(folder: Path, *arguments: str) -> None:
    """Run Git in a folder, as nobody in particular."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **WHO})


def copies(registers: list[Register]) -> Iterator[Copy]:
    """Copy after copy of all records of some registers, without an end."""
    for number in count(1):
        for register in registers:
            for record in register.records:
                yield copied(register, record, number)


def copied(register: Register, record: Record, number: int) -> Copy:
    """One record with an id and words of its own."""
    chance = random.Random(f"{record.key.id} {number}")  # noqa: S311 - nothing secret
    id_ = new_id(record.key.id, number)
    values = {
        field.name: reworded(record.values[field.name], field, chance, number)
        for field in register.schema.fields
        if field.name in record.values
    }
    text = yaml.safe_dump({**values, "id": id_}, allow_unicode=True, sort_keys=False)
    return f"registers/{register.schema.name}/{id_}.yml", text.encode()


def new_id(id_: str, number: int) -> str:
    """The id of a copy: another thousand, or a word more."""
    figures = re.search(r"\d+$", id_)
    if not figures:
        return f"{id_}-{spelt(number)}"
    return f"{id_[: figures.start()]}{int(figures[0]) + 1000 * number:0{len(figures[0])}}"


def spelt(number: int) -> str:
    """A number in letters."""
    return "".join("abcdefghij"[int(figure)] for figure in str(number))


def reworded(value: Value, field: Field | None, chance: random.Random, number: int) -> object:
    """A value with its words in another order, where words are all that it is made of."""
    if isinstance(value, Mapping):
        parts = {name: field.part(name) if field else None for name in value}
        return {name: reworded(value[name], parts[name], chance, number) for name in value}
    if isinstance(value, list | tuple):
        return [reworded(inner, field.each if field else None, chance, number) for inner in value]
    if not isinstance(value, str) or field is None:
        return value
    is_prose = _is_prose(value, field)
    text = in_another_order(value, chance) if is_prose else value
    text = f"{text} of kind {spelt(number)}" if is_prose or field.unique else text
    return f"Kind {spelt(number)}: {text}" if field.unique else text


def _is_prose(text: str, field: Field) -> bool:
    ruled = field.options or field.pattern or field.refs or field.place
    free = field.format in ("", "line", "markdown") and field.name != "id"
    return free and not ruled and " " in text and not re.search(r"[\[\]{}<>`|/_*]", text)


def in_another_order(text: str, chance: random.Random) -> str:
    """The words of a text in another order; its sentences stay as long as they are."""
    words = re.findall(r"[A-Za-z]{3,}", text)
    chance.shuffle(words)
    rest = iter(words)
    return re.sub(r"[A-Za-z]{3,}", lambda _: next(rest), text)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=False))
@click.option("--records", default=2000, show_default=True)
def main(folder: Path, records: int) -> None:
    """Write this project with so many records."""
    enlarge(folder, records)


if __name__ == "__main__":
    main()

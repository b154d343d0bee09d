"""A folder into a catalogue: read, parse, check, link, in that order, with every problem collected.

The one place where files become registers; the modules that it calls are pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros.catalogue.assets import check_files
from macros.catalogue.front_matter import check_home, check_page, check_statements, read_page
from macros.catalogue.references import link, link_pages, link_pictures
from macros.catalogue.schemas import ENDING, SHARED, Schemas, read_schemas
from macros.catalogue.unfilled import taught
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Key, Page, Problem, Record, Register, Schema, dotted
from macros.model.text import did_you_mean, natural, printable

KEEP = ".gitkeep"
"""What keeps an empty folder in Git; the only file in a register that isn't a record."""


def load(root: Path) -> tuple[Catalogue, Schemas]:
    """Everything under `root`. What is wrong with it is in the catalogue's `problems`, sorted by place."""
    files, problems = _read_folder(root, "schemas", ENDING)
    if not files:  # without schemas nothing else can be said
        schemas, found = read_schemas(files)
        return Catalogue({}, {}, {}, (), tuple(sorted(problems or found))), schemas
    schemas, found = read_schemas(files)
    problems += found
    names = [name.removesuffix(ENDING) for name in files if name.removesuffix(ENDING) not in SHARED]
    problems += _folders(root, names)
    registers = {}
    unread: list[Key] = []
    for schema in sorted(schemas.registers.values(), key=lambda one: (one.order, one.name)):
        records, found = _records(root, schema, schemas)
        registers[schema.name] = Register(schema, records)
        problems += found
        read = {record.key for record in records}
        unread += [
            key
            for problem in found
            if (key := Key(schema.name, Path(problem.file).stem)) not in read
        ]
    links = link(registers, unread)
    problems += links.problems
    pages, found = _pages(root, schemas)
    problems += [*found, *link_pages(pages, schemas.page, registers, unread), *check_files(root)]
    problems += link_pictures(
        registers, [path.name for path in sorted((root / "docs/public/pictures").glob("*"))]
    )
    written = [path.relative_to(root).as_posix() for path in sorted((root / "docs").rglob("*.md"))]
    problems += check_statements(written)
    problems += _homes(files, schemas, written)
    published = {
        name: [one.key.id for one in register.published] for name, register in registers.items()
    }
    ids = {
        name: sorted(path.stem for path in (root / "registers" / name).glob("*.yml"))
        for name in names
    }
    known = {name: schemas.registers.get(name) for name in names}
    problems += [problem for page in pages for problem in check_page(page, known, ids, published)]
    return Catalogue(
        registers, links.references, links.used_by, pages, tuple(sorted(problems))
    ), schemas


def _homes(files: Mapping[str, bytes], schemas: Schemas, written: list[str]) -> Iterator[Problem]:
    """The pages that schemas name and that nobody wrote; a schema's file is read again for the place only."""
    for schema in schemas.registers.values():
        if schema.public and schema.public.page:
            document, _ = parse(files[schema.name + ENDING], schema.file)
            yield from check_home(schema, document, written) if document else ()


def _pages(root: Path, schemas: Schemas) -> tuple[tuple[Page, ...], list[Problem]]:
    """Every page of `docs/`, with its heading checked and its macros known."""
    pages: list[Page] = []
    problems: list[Problem] = []
    if "page" in schemas.broken or not schemas.page:
        return (), problems
    for path in sorted((root / "docs").rglob("*")):
        file = printable(path.relative_to(root).as_posix())
        if path.is_symlink():
            problems.append(
                Problem(
                    file,
                    1,
                    1,
                    "",
                    "symbolic-link",
                    "error",
                    "This is a symbolic link, which could lead out of docs/.",
                    "Put the file itself here.",
                )
            )
        elif (
            path.suffix.lower() in (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
            and path.suffix != ".md"
        ):
            message = f"'{printable(path.name)}' ends in '{path.suffix}', so its heading would not be checked."
            problems.append(
                Problem(
                    file,
                    1,
                    1,
                    "",
                    "page-ending",
                    "error",
                    message,
                    f"Name it '{printable(path.stem)}.md'.",
                )
            )
        elif path.suffix == ".md" and path.is_file():
            page, found = read_page(path.read_bytes(), file, schemas)
            problems += found
            if page:
                pages.append(page)
    return tuple(pages), problems


def _read_folder(root: Path, folder: str, ending: str) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not (root / folder).is_dir():
        return files, [
            Problem(
                folder,
                1,
                1,
                "",
                "folder",
                "error",
                f"There is no folder '{folder}' in {root.name}.",
                "Run kim in the folder that holds mkdocs.yml.",
            )
        ]
    for path in sorted((root / folder).iterdir()):
        if path.is_symlink() or not path.is_file() or not path.name.endswith(ending):
            problems.append(
                Problem(
                    f"{folder}/{path.name}",
                    1,
                    1,
                    "",
                    "stray-file",
                    "error",
                    f"Only files that end in '{ending}' belong in {folder}/.",
                    "Move it, or delete it.",
                )
            )
        else:
            files[path.name] = path.read_bytes()
    return files, problems


def _folders(root: Path, names: list[str]) -> Iterator[Problem]:
    """A folder without a schema, a schema without a folder. An empty `registers/` is neither."""
    home = root / "registers"
    if not home.is_dir():
        yield Problem(
            "registers",
            1,
            1,
            "",
            "folder",
            "error",
            f"There is no folder 'registers' in {root.name}.",
            "Make it; it may be empty.",
        )
        return
    found = sorted(path for path in home.iterdir() if path.name != KEEP)
    for path in found:
        where = f"registers/{path.name}"
        if path.is_symlink():
            yield Problem(
                where,
                1,
                1,
                "",
                "symbolic-link",
                "error",
                f"'{path.name}' is a symbolic link.",
                "Put the folder itself here.",
            )
        elif not path.is_dir():
            yield Problem(
                where,
                1,
                1,
                "",
                "stray-file",
                "error",
                "A record lies in the folder of its register, not beside the folders.",
                "Move it into its register's folder, or delete it.",
            )
        elif path.name not in names:
            yield Problem(
                where,
                1,
                1,
                "",
                "folder-without-schema",
                "error",
                f"There is no schema for the folder '{path.name}'.",
                did_you_mean(
                    path.name, names, f"Add schemas/{path.name}{ENDING}, or delete the folder."
                ),
            )
    if found:
        here = {path.name for path in found}
        for name in sorted(set(names) - here):
            yield Problem(
                f"schemas/{name}{ENDING}",
                1,
                1,
                "",
                "schema-without-folder",
                "error",
                f"There is no folder registers/{name} for this schema.",
                f"Make it, with an empty file {KEEP} in it to keep it.",
            )


def _records(
    root: Path, schema: Schema, schemas: Schemas
) -> tuple[tuple[Record, ...], list[Problem]]:
    home = root / "registers" / schema.name
    problems: list[Problem] = []
    records: list[Record] = []
    paths = sorted(home.iterdir()) if home.is_dir() and not home.is_symlink() else []
    problems += _clashes(schema.name, [path.name for path in paths])
    for path in paths:
        if path.name == KEEP:
            continue
        file = printable(f"registers/{schema.name}/{path.name}")
        stray = _stray(path, file)
        if stray:
            problems.append(stray)
            continue
        record, found = _record(
            path.read_bytes(), file, path.name.removesuffix(".yml"), schema, schemas
        )
        problems += found
        if record:
            records.append(record)
    return tuple(sorted(records, key=lambda one: sort_key(schema, one))), problems


def _stray(path: Path, file: str) -> Problem | None:
    """Why this is not the file of a record, if it isn't."""

    def say(rule: str, message: str, hint: str) -> Problem:
        return Problem(file, 1, 1, "", rule, "error", message, hint)

    if path.is_symlink():
        return say(
            "symbolic-link",
            f"'{printable(path.name)}' is a symbolic link, which could lead out of the registers.",
            "Put the file itself here.",
        )
    if path.is_dir():
        return say(
            "stray-folder",
            f"'{printable(path.name)}' is a folder; a register holds only records.",
            "Move what is in it up by one, or give it a schema of its own.",
        )
    if path.suffix.lower() in (".yaml", ".yml") and path.suffix != ".yml":
        return say(
            "file-ending",
            f"'{printable(path.name)}' ends in '{printable(path.suffix)}', so nobody would see this record.",
            f"Name it '{printable(path.stem)}.yml'.",
        )
    if path.suffix != ".yml" or path.name.startswith("."):
        return say(
            "stray-file",
            f"'{printable(path.name)}' is not a record.",
            "A register holds only files that end in '.yml'. Move it, or delete it.",
        )
    return None


def _clashes(register: str, names: list[str]) -> Iterator[Problem]:
    """Two files that are one on Windows and macOS, and whose pages would have one address."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            message = f"'{printable(name)}' and '{printable(other)}' differ only in capitals, so they have one address."
            yield Problem(
                f"registers/{register}/{name}",
                1,
                1,
                "id",
                "id-clash",
                "error",
                message,
                "Give one of them the next free id.",
            )


def _record(
    content: bytes, file: str, stem: str, schema: Schema, schemas: Schemas
) -> tuple[Record | None, list[Problem]]:
    document, problems = parse(content, file)
    if document is None:
        return None, taught(problems, schema)
    values, problems = check(schemas, schema.name, document, file)
    name = values.get("id")
    if isinstance(name, str) and name != stem:
        mark = document.mark(("id",))
        message = f"The id '{name}' is not the name of the file, which is '{printable(stem)}'."
        renamed = (
            f", or rename the file to '{name}.yml' if it is new"
            if re.fullmatch(r"[A-Za-z0-9.-]+", name)
            else ""
        )
        problems.append(
            Problem(
                file,
                mark.line,
                mark.column,
                dotted(("id",)),
                "id-not-file-name",
                "error",
                message,
                f"Write 'id: {printable(stem)}'{renamed}.",
            )
        )
    return Record(Key(schema.name, stem), values, file, document), problems


def sort_key(schema: Schema, record: Record) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Where a record stands among its neighbours: the schema's fields, numbers inside text by size."""
    return tuple(natural(record.values.get(name, "")) for name in (*schema.sort, "id"))

"""A folder into a project: read, parse and check each file by itself, with every problem collected.

The one place where files become registers; the modules that it calls are pure. What is wrong
between files is looked for by `load`: what only asks what records say needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeAlias

from macros.catalogue.debris import is_debris, left_by
from macros.catalogue.entries import Entry, content_of, entries_at, in_folder, path_from
from macros.catalogue.front_matter import read_page
from macros.catalogue.landlord import FILE, closed_on
from macros.catalogue.project import Project
from macros.catalogue.references import sort_key
from macros.catalogue.schema_names import registers_named
from macros.catalogue.schemas import Schemas, read_schemas, with_closed
from macros.catalogue.unfilled import taught
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Key, Page, Problem, Record, Register, Schema
from macros.model.collecting import without_collecting
from macros.model.mappings import grouped
from macros.model.text import printable

Folders: TypeAlias = Mapping[str, Sequence[Entry]]
"""What lies in each folder that is read, by its path from the root."""

NOTHING_PROPOSED: Mapping[str, bytes] = MappingProxyType({})


@without_collecting()
def read(root: Path) -> tuple[Catalogue, Schemas]:
    """Everything under `root` as it is, for who only asks what it says.

    Its `problems` are those of single files, and it permits nothing: nothing may be published
    of it.
    """
    project, problems = read_project(root)
    links = project.links
    kinds = project.schemas.page_kinds
    catalogue = Catalogue(
        project.registers, *links, project.pages, tuple(sorted(problems)), page_kinds=kinds
    )
    return catalogue, project.schemas


def read_project(
    root: Path, today: date = date.max, proposed: Mapping[str, bytes] = NOTHING_PROPOSED
) -> tuple[Project, list[Problem]]:
    """What a project holds, and what is wrong with single files of it. `proposed` as in `load`."""
    lying = entries_at(root, in_folder(root / "schemas"))
    files = {entry.path.name: content_of(root, entry) for entry in lying if entry.is_schema}
    settings = _settings(root)
    schemas, problems = read_schemas(files)
    schemas = with_closed(schemas, closed_on(settings.get(FILE, b"")))
    if not files:  # without schemas nothing else can be said
        return Project(root.name, _missing(root, "schemas"), {"schemas": lying}), problems
    everything = {"schemas": lying, **_folders(root, registers_named(files))}
    written = {name: _written(entries) for name, entries in everything.items()}
    folders = _with_proposed(written, proposed)
    stored = {**_stored(root, written, "registers"), **proposed}
    registers, unreadable = _registers(stored, folders, schemas)
    docs = _stored(root, folders, "docs")
    pages, without_heading = _pages(docs, schemas)
    listed = next((content_of(root, entry) for entry in lying if entry.is_published_list), None)
    debris = tuple(dict.fromkeys(_left(everything)))
    read = (folders, files, docs, schemas, registers, pages, listed, debris, today)
    missing = _missing(root, "registers")
    project = Project(root.name, missing, *read, stored, settings)
    return project, [*problems, *unreadable, *without_heading]


# ------------------------------------------------------------------------------------------ folders


def _missing(root: Path, folder: str) -> tuple[str, ...]:
    return () if (root / folder).is_dir() else (folder,)


def _folders(root: Path, registers: Iterable[str]) -> Folders:
    """What lies in `registers`, in each register that isn't a link, and anywhere under `docs`."""
    homes = [root / "registers" / name for name in registers]
    own = [home for home in homes if not home.is_symlink()]
    folders = {home: in_folder(home) for home in (root / "registers", *own)}
    folders[root / "docs"] = (root / "docs").rglob("*")
    return {path_from(root, folder): entries_at(root, paths) for folder, paths in folders.items()}


def _written(entries: Sequence[Entry]) -> Sequence[Entry]:
    """What somebody wrote, and not what systems and editors leave beside it."""
    return tuple(entry for entry in entries if not is_debris(entry.path))


def _with_proposed(folders: Folders, proposed: Mapping[str, bytes]) -> Folders:
    """The folders with what is proposed in them."""
    more = grouped((path.rpartition("/")[0], PurePosixPath(path)) for path in proposed)
    every = {**dict.fromkeys(more, ()), **folders}
    return {name: _joined(every[name], more.get(name, ())) for name in every}


def _joined(entries: Iterable[Entry], paths: Iterable[PurePosixPath]) -> Sequence[Entry]:
    """What lies in a folder with what is proposed for it, which may lie there already."""
    return tuple(dict.fromkeys((*entries, *(Entry(path, "file") for path in paths))))


def _left(folders: Folders) -> Iterable[Entry]:
    """What they leave: of a folder itself, and nothing in it."""
    for entries in folders.values():
        yield from (entry for entry in entries if left_by(entry.path.name))


def _stored(root: Path, folders: Folders, top: str) -> Mapping[str, bytes]:
    """What every file holds under a folder of the project's, by its path."""
    under = (entries for folder, entries in folders.items() if folder.split("/")[0] == top)
    files = filter(lambda entry: entry.is_file, chain.from_iterable(under))
    return {str(entry.path): content_of(root, entry) for entry in files}


def _settings(root: Path) -> Mapping[str, bytes]:
    """The settings of each site, which all are called mkdocs."""
    files = sorted(path for path in root.glob("mkdocs*.yml") if path.is_file())
    return {path.name: path.read_bytes() for path in files}


# ---------------------------------------------------------------------------------- what files hold


def _registers(
    stored: Mapping[str, bytes], folders: Folders, schemas: Schemas
) -> tuple[Mapping[str, Register], list[Problem]]:
    """Every register whose schema can be used, with its records, in the order of the schemas."""
    registers: dict[str, Register] = {}
    problems: list[Problem] = []
    for schema in sorted(schemas.registers.values(), key=attrgetter("order", "name")):
        entries = folders.get(f"registers/{schema.name}", ())
        records, unreadable = _records(stored, entries, schema, schemas)
        registers[schema.name] = Register(schema, records)
        problems += unreadable
    return registers, problems


def _records(
    stored: Mapping[str, bytes], entries: Sequence[Entry], schema: Schema, schemas: Schemas
) -> tuple[tuple[Record, ...], list[Problem]]:
    """The records of one register, in its order."""
    records: list[Record] = []
    problems: list[Problem] = []
    for entry in entries:
        if entry.is_record:
            key = Key(schema.name, entry.path.stem)
            record, faults = read_record(stored[str(entry.path)], entry.place.file, key, schemas)
            problems += faults
            records += [record] if record else []
    return tuple(sorted(records, key=lambda record: sort_key(schema, record))), problems


@lru_cache(maxsize=1 << 14)  # while a site is served, few files change between two edits
def read_record(
    content: bytes, file: str, key: Key, schemas: Schemas
) -> tuple[Record | None, Sequence[Problem]]:
    """A file's bytes into a record, and what is wrong with it by itself."""
    document, problems = parse(content, file)
    if document is None:
        return None, tuple(taught(problems, schemas.registers[key.register]))
    values, problems = check(schemas, key.register, document, file)
    return Record(key, values, file, document), tuple(problems)


def _pages(docs: Mapping[str, bytes], schemas: Schemas) -> tuple[tuple[Page, ...], list[Problem]]:
    """Every page whose heading can be read, and what is wrong with headings."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for file, content in docs.items() if schemas.page else ():
        if PurePosixPath(file).suffix == ".md":
            page, faults = read_page(content, printable(file), schemas)
            problems += faults
            pages += [page] if page else []
    return tuple(pages), problems

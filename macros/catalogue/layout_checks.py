"""Rules on where files lie and what they are called, before anything in them is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.catalogue.entries import KEEP, Entry
from macros.catalogue.front_matter import PAGE_ENDINGS
from macros.catalogue.project import Project
from macros.catalogue.published_list import NAME as PUBLISHED_LIST
from macros.catalogue.rule import check
from macros.catalogue.schema_names import ENDING
from macros.model import Place, Problems, error
from macros.model.text import did_you_mean, printable

_RECORD_ENDINGS = (".yaml", ".yml")

_INSTEAD = "Put the file itself here."
_MISSING = {
    "schemas": "Run kim in the folder that holds mkdocs.yml.",
    "registers": "Make it; it may be empty.",
}


@check("folder", "error")
def folder(project: Project) -> Problems:
    """A folder that every project has is missing."""
    for name in project.missing:
        message = f"There is no folder '{name}' in {project.name}."
        yield error(Place(name), "folder", message, hint=_MISSING[name])


@check("folder-without-schema", "error")
def folder_without_schema(project: Project) -> Problems:
    """A folder of records belongs to no register."""
    for entry in _registers(project):
        if entry.kind == "folder" and entry.path.name not in project.names:
            message = f"There is no schema for the folder '{entry.name}'."
            otherwise = f"Add schemas/{entry.name}{ENDING}, or delete the folder."
            hint = did_you_mean(entry.name, project.names, otherwise)
            yield error(entry.place, "folder-without-schema", message, hint=hint)


@check("schema-without-folder", "error")
def schema_without_folder(project: Project) -> Problems:
    """A register has no folder for its records. Where none has one, none is missed."""
    there = {entry.path.name for entry in _registers(project)}
    for name in project.names if there else ():
        if name not in there:
            place = Place(f"schemas/{name}{ENDING}")
            message = f"There is no folder registers/{name} for this schema."
            hint = f"Make it, with an empty file {KEEP} in it to keep it."
            yield error(place, "schema-without-folder", message, hint=hint)


@check("symbolic-link", "error")
def symbolic_link(project: Project) -> Problems:
    """A symbolic link could lead out of the project."""
    for entry in _links(_registers(project)):
        message, hint = f"'{entry.name}' is a symbolic link.", "Put the folder itself here."
        yield error(entry.place, "symbolic-link", message, hint=hint)
    for entry in _links(_in_registers(project)):
        message = f"'{entry.name}' is a symbolic link, which could lead out of the registers."
        yield error(entry.place, "symbolic-link", message, hint=_INSTEAD)
    for entry in _links(project.folders.get("docs", ())):
        message = "This is a symbolic link, which could lead out of docs/."
        yield error(entry.place, "symbolic-link", message, hint=_INSTEAD)


@check("stray-file", "error")
def stray_file(project: Project) -> Problems:
    """A file lies where only schemas, registers or records belong."""
    for entry in project.folders.get("schemas", ()):
        if not (entry.is_schema or entry.is_published_list):
            message = f"Only {PUBLISHED_LIST} and files that end in '{ENDING}' belong in schemas/."
            yield error(entry.place, "stray-file", message, hint="Move it, or delete it.")
    for entry in _registers(project):
        if _is_a_file(entry):
            message = "A record lies in the folder of its register, not beside the folders."
            hint = "Move it into its register's folder, or delete it."
            yield error(entry.place, "stray-file", message, hint=hint)
    for entry in _in_registers(project):
        if _is_a_file(entry) and not entry.is_record and not _is_misnamed(entry):
            message = f"'{entry.name}' is not a record."
            hint = "A register holds only files that end in '.yml'. Move it, or delete it."
            yield error(entry.place, "stray-file", message, hint=hint)


@check("stray-folder", "error")
def stray_folder(project: Project) -> Problems:
    """A folder lies in the folder of a register."""
    for entry in _in_registers(project):
        if entry.kind == "folder":
            message = f"'{entry.name}' is a folder; a register holds only records."
            hint = "Move what is in it up by one, or give it a schema of its own."
            yield error(entry.place, "stray-folder", message, hint=hint)


@check("file-ending", "error")
def file_ending(project: Project) -> Problems:
    """A record's file has another ending than '.yml'."""
    for entry in _in_registers(project):
        if _is_a_file(entry) and _is_misnamed(entry):
            ending, stem = printable(entry.path.suffix), printable(entry.path.stem)
            message = f"'{entry.name}' ends in '{ending}', so nobody would see this record."
            yield error(entry.place, "file-ending", message, hint=f"Name it '{stem}.yml'.")


@check("page-ending", "error")
def page_ending(project: Project) -> Problems:
    """A page's file has another ending than '.md'."""
    for entry in project.folders.get("docs", ()):
        ending = entry.path.suffix
        if entry.kind != "link" and ending.lower() in PAGE_ENDINGS and ending != ".md":
            message = f"'{entry.name}' ends in '{ending}', so its heading would not be checked."
            hint = f"Name it '{printable(entry.path.stem)}.md'."
            yield error(entry.place, "page-ending", message, hint=hint)


def _registers(project: Project) -> list[Entry]:
    """What lies in `registers`, but for what keeps it in Git."""
    entries = project.folders.get("registers", ())
    return [entry for entry in entries if entry.path.name != KEEP]


def _in_registers(project: Project) -> Iterator[Entry]:
    """What lies in the folder of any register."""
    for name in project.registers:
        yield from project.lies(name)


def _links(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.kind == "link")


def _is_a_file(entry: Entry) -> bool:
    """Whether it is a file of any kind, also one that can't be read to an end."""
    return entry.kind in ("file", "other")


def _is_misnamed(entry: Entry) -> bool:
    """Whether a file would be a record but for its ending, as 'IA3.yaml' is."""
    ending = entry.path.suffix
    return ending.lower() in _RECORD_ENDINGS and ending != ".yml"


CHECKS = (
    folder,
    folder_without_schema,
    schema_without_folder,
    symbolic_link,
    stray_file,
    stray_folder,
    file_ending,
    page_ending,
)

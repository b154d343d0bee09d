"""Rules on tables that everybody may take away: each is there, and a record gives it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.open_tables import ENDING, TABLES
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, Problems, Record, error, whole_file
from macros.model.text import guess_or


@check("no-table", "error")
def no_table(project: Project) -> Problems:
    """A record gives out a table that isn't there."""
    tables = [path.name for path in map(PurePosixPath, project.docs) if path.parent == TABLES]
    for record, field in _giving(project):
        name = record.values.get(field.name)
        if isinstance(name, str) and name not in tables:
            message = f"There is no table '{name}' in {TABLES}."
            hint = guess_or(name, tables, "Put the table there, or name one that is there.")
            yield error(record.place((field.name,)), "no-table", message, hint=hint)


@check("table-of-nobody", "error")
def table_of_nobody(project: Project) -> Problems:
    """A table would be published, and no published record gives it out."""
    given = {
        str(record.values.get(field.name))
        for record, field in _giving(project)
        if record.key in project.published and field.public
    }
    for file in project.docs:
        path = PurePosixPath(file)
        is_open = file.startswith(PUBLIC) and path.suffix.lower() == ENDING
        if is_open and (path.parent != TABLES or path.name not in given):
            message = "This table would be published, and no published record gives it out."
            hint = f"Name it in the record that does, and keep it in {TABLES}; or take it out."
            yield error(whole_file(file), "table-of-nobody", message, hint=hint)


def _giving(project: Project) -> Iterator[tuple[Record, Field]]:
    """Every record with a field that names a table (`x-format`)."""
    return project.each_with(lambda field: field.format == "open-table")


CHECKS = (no_table, table_of_nobody)

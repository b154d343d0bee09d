"""What `kim review` looks at: a record, or a page that somebody wrote, and its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from macros.catalogue.edit import EditError
from macros.catalogue.front_matter import heading_lines
from macros.catalogue.load import load
from macros.catalogue.schemas import Schemas
from macros.catalogue.write_fields import New, with_fields
from macros.catalogue.yaml_reader import parse
from macros.cli.confirm import find_record
from macros.cli.start import unknown
from macros.cli.whole_file import write_whole
from macros.model import Catalogue, Field, Fields, Values
from macros.model.errors import KimError
from macros.rules.dates import cycle


class Reviewed(NamedTuple):
    """A record or a page: what it is called, where it stands, its fields and what they hold.

    `cycle` is how often it is looked at again; of a page, each says so itself.
    """

    name: str
    singular: str
    file: str
    fields: Fields
    values: Values
    cycle: str = ""
    is_page: bool = False

    def field(self, name: str) -> Field | None:
        """The field called `name`, if it has one."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def is_over(self) -> bool:
        """Whether it needs no review any more."""
        return self.values.get("status") == "retired"


def find_reviewed(catalogue: Catalogue, schemas: Schemas, name: str) -> Reviewed:
    """The record with an id, or the page with a file's name. Raises KimError."""
    if not name.endswith(".md"):
        record = find_record(catalogue, name)
        schema = catalogue.registers[record.key.register].schema
        often = cycle(schema, record)
        values = record.values
        return Reviewed(record.key.id, schema.singular, record.file, schema.fields, values, often)
    file = name if name.startswith("docs/") else f"docs/{name}"
    for page in catalogue.pages:
        if page.file == file:
            return Reviewed(file, "page", file, schemas.page, page.values, is_page=True)
    files = [page.file for page in catalogue.pages]
    raise unknown(f"There is no page '{name}' that can be read.", file, files, "Run kim check.")


def wrong_with(catalogue: Catalogue, reviewed: Reviewed) -> str:
    """What the check finds wrong with its file first; empty where nothing is."""
    broken = (problem for problem in catalogue.errors if problem.file == reviewed.file)
    first = next(broken, None)
    return f"{first.file}:{first.line}: {first.message}" if first else ""


def write_review(root: Path, reviewed: Reviewed, new: New) -> None:
    """Write the fields. What the check then refuses is taken back. Raises KimError."""
    path = root / reviewed.file
    content = path.read_bytes()
    before, fields, below = heading_lines(content) if reviewed.is_page else (b"", content, b"")
    document, _ = parse(fields, reviewed.file)
    assert document, "what has no errors can be read"
    try:
        amended = with_fields(fields, document, reviewed.fields, new)
    except EditError as error:
        words = f"{reviewed.file}: {error} Write 'last_reviewed' and 'review_outcome' yourself."
        raise KimError(words) from error
    write_whole(path, before + amended + below)
    if wrong := wrong_with(load(root, warnings=False)[0], reviewed):
        write_whole(path, content)
        raise KimError(f"{wrong} Nothing was changed.")

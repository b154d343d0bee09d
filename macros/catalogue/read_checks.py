"""Rules on written pages that records name, and on what is said to have been read."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.confirmations import pages_named
from macros.catalogue.formats import FORMATS
from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.project import Project
from macros.catalogue.read_again import Why, read_again
from macros.catalogue.rule import check
from macros.model import Problems, error, warning
from macros.model.text import guess_or

_WHY: Mapping[Why, tuple[str, str]] = {
    "changed": (
        "'{target}' has changed since this was confirmed: it is to be read again.",
        "When they have read it as it is now, count again. Then run {command}.",
    ),
    "not confirmed": (
        "Nobody has confirmed which version of '{target}' was read.",
        "If they read what it says now, run {command}.",
    ),
    "counted before": (
        "'{target}' was confirmed on a later day than this: they read an earlier version.",
        "When they have read it as it is now, count again and change this day.",
    ),
}
"""What is said for each reason to read something again, and what is to be done."""


@check("page-not-there", "error")
def page_not_there(project: Project) -> Problems:
    """A record names a page for staff that nobody wrote, or of a register that isn't there."""
    pages = _for_staff(project)
    for record in project.each_record() if pages else ():
        for _, path, file in pages_named(project.schema(record), record):
            if file not in pages and FORMATS["page"](file) is None:
                hint = guess_or(file, pages, "Name a page that is there, with its folders.")
                message = f"There is no page '{file}' for staff."
                yield error(record.place(path), "page-not-there", message, hint=hint)


def _for_staff(project: Project) -> list[str]:
    """The pages that staff can read: those that people write, and one of each register."""
    written = [file for file in project.page_files if not file.startswith(PUBLIC)]
    return [*written, *(f"registers/{name}" for name in project.names)] if written else []


@check("to-be-read-again", "warning")
def to_be_read_again(project: Project) -> Problems:
    """What people have read has changed since, or nobody confirmed which version it was."""
    references = project.links.references
    for again, why in read_again(project.registers, references, project.pages):
        record = project.records[again.source]
        field = project.schema(record).field(again.field)
        assert field, "the link is of a field of this register"
        at = field.read if why == "counted before" else again.field
        command = f"'kim confirm {again.source.id} {again.target.id}'"
        message, hint = (
            words.format(target=again.target.id, command=command) for words in _WHY[why]
        )
        yield warning(record.place((at,)), "to-be-read-again", message, hint=hint)


CHECKS = (page_not_there, to_be_read_again)

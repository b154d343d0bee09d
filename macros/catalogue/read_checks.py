"""Rules on written pages that records name, and on what is said to have been read."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.confirmations import pages_named
from macros.catalogue.project import Project
from macros.catalogue.read_again import Why, read_again
from macros.catalogue.references import link
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
    """A record names a written page that isn't there (`x-page`)."""
    files = project.page_files
    for record in project.each_record():
        for path, text in pages_named(project.schema(record), record):
            if text not in files:
                hint = guess_or(text, files, "Write its file with its folders: 'docs/index.md'.")
                message = f"There is no page '{text}'."
                yield error(record.place(path), "page-not-there", message, hint=hint)


@check("to-be-read-again", "warning")
def to_be_read_again(project: Project) -> Problems:
    """What people have read has changed since, or nobody confirmed which version it was."""
    references = link(project.registers).references
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

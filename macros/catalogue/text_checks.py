"""Rules on texts as people see them."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue.names import Name, Source, place_of, untidy_names
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Problems, warning
from macros.model.text import both


@check("untidy-name", "warning")
def untidy_name(project: Project) -> Problems:
    """A name or a title holds what nobody sees, so it is another name than it seems."""
    for source, name in _untidy(project):
        what = list(dict.fromkeys(unseen.what for unseen in name.unseen))
        message = f"'{name.field.title}' holds what nobody sees: {both(what)}."
        hint = f"Write '{name.tidy}', or let 'kim tidy' do it."
        place = place_of(source, name, name.unseen[0].start)
        yield warning(place, "untidy-name", message, hint=hint)


def _untidy(project: Project) -> Iterator[tuple[Source, Name]]:
    for record in project.each_record():
        for name in untidy_names(project.schema(record).fields, record.values):
            yield record, name
    for page in project.pages:
        for name in untidy_names(project.schemas.page, page.values):
            yield page, name


CHECKS = (untidy_name,)

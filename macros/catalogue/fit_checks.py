"""Rules on how a record goes together with those that it names: what they are for, what they need.

They look at one step. That a reference leads somewhere is a matter of `reference_checks`.
"""

from __future__ import annotations

from macros.catalogue.project import Mention, Project
from macros.catalogue.rule import check
from macros.model import Place, Problems, Record, each, error
from macros.model.field import Fields
from macros.model.text import either


@check("reference-that-does-not-fit", "error")
def does_not_fit(project: Project) -> Problems:
    """A record names another that is for something else than it is about (`x-fits`)."""
    for mention, record, target in _named(project):
        for own, theirs in mention.named.field.fits.items():
            fitting = [str(value) for value in each(target.values.get(theirs, ()))]
            value = str(record.values.get(own, ""))
            if fitting and value and value not in fitting:
                title = _title(project.schema(record).fields, own)
                message = f"'{target.key.id}' does not go with '{value}' in '{title}'."
                hint = f"It goes with {either(fitting)}. Name another, or check '{own}'."
                yield error(_place(mention), "reference-that-does-not-fit", message, hint=hint)


@check("reference-that-asks-for-more", "error")
def asks_for_more(project: Project) -> Problems:
    """A record lacks what the record that it names asks for (`x-asks`)."""
    for mention, record, target in _named(project):
        for theirs, own in mention.named.field.asks.items():
            if target.values.get(theirs) == "yes" and own not in record.values:
                fields = project.schema(record).fields
                title = _title(project.schema(target).fields, theirs)
                message = f"'{target.key.id}' says 'yes' in '{title}': add '{own}'."
                hint = next((field.description for field in fields if field.name == own), "")
                yield error(_place(mention), "reference-that-asks-for-more", message, hint=hint)


def _named(project: Project) -> list[tuple[Mention, Record, Record]]:
    """Each reference of a record that leads somewhere, with both its ends."""
    return [
        (mention, mention.source, mention.target)
        for mention in project.mentions
        if mention.target and isinstance(mention.source, Record)
    ]


def _place(mention: Mention) -> Place:
    return mention.source.place(mention.named.path)


def _title(fields: Fields, name: str) -> str:
    return next((field.title for field in fields if field.name == name), name)


CHECKS = (does_not_fit, asks_for_more)

"""What is missing from a pack about one record: links that nothing makes, and proof nobody gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.back_refs import Asked, asked, meeting
from macros.catalogue.references import Links
from macros.model import Field, Key, Schema, Values, groups


class About(NamedTuple):
    """The record that a pack is about, and what was there beside it on the pack's day."""

    key: Key
    values: Mapping[Key, Values]
    schemas: Mapping[str, Schema]
    links: Links


def gaps(about: About) -> Iterator[str]:
    """What the record lacks, in the words of its schema and its own; then that there is no proof.

    Of proof a register speaks only where it asks for links that meet its records.
    """
    schema = about.schemas.get(about.key.register)
    answers = asked(schema, about.key, about.links) if schema else []
    for answer in answers:
        yield from _lack(about, answer)
    if any(answer.back_ref.meets for answer in answers):
        whole = [about.key, *meeting(about.key, about.schemas, about.links)]
        if not any(_has_proof(about, key) for key in whole):
            yield "No record in the pack that meets it states any evidence."


def _lack(about: About, answer: Asked) -> Iterator[str]:
    values = about.values[about.key]
    if not answer.links and not any(name in values for name in answer.back_ref.own):
        yield answer.back_ref.gap
    if reason := values.get(answer.field.name):
        yield f"{answer.field.title}: {reason}"


def _has_proof(about: About, key: Key) -> bool:
    """Whether a record states evidence: a group that says until when it holds (`x-ends`)."""
    schema = about.schemas.get(key.register)
    proof = filter(_holds_proof, schema.fields if schema else ())
    return any(list(groups(about.values[key].get(field.name))) for field in proof)


def _holds_proof(field: Field) -> bool:
    return any(part.ends for part in field.inner.parts)

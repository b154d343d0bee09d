"""Rules on links that are to lead to a record (`x-back-ref`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.catalogue.back_refs import Asked, asked
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, Place, Problems, Record, Register, error, warning
from macros.model.text import either


class Lack(NamedTuple):
    """A link that is missing: where to write of it, what is wrong, and what would help."""

    place: Place
    message: str
    hint: str


@check("link-needed", "error")
def link_needed(project: Project) -> Problems:
    """Nothing leads to a record that something has to lead to (`x-back-ref`, `must`)."""
    for lack in _lacks(project, "must"):
        yield error(lack.place, "link-needed", lack.message, hint=lack.hint)


@check("link-missing", "warning")
def link_missing(project: Project) -> Problems:
    """Nothing leads to a record that something should lead to (`x-back-ref`, `should`)."""
    for lack in _lacks(project, "should"):
        yield warning(lack.place, "link-missing", lack.message, hint=lack.hint)


@check("link-there-after-all", "warning")
def link_there_after_all(project: Project) -> Problems:
    """A record says why nothing leads to it, and something does (`x-back-ref`).

    Where what is linked meets the record (`meets`), both can be: something may be missing still.
    """
    links = project.links
    for record, field in project.each_with(_only_shows):
        if field.name in record.values:
            answers = asked(project.schema(record), record.key, links)
            ends = next(answer for answer in answers if answer.field is field).ends(record.key)
            living = [key.id for key in ends if not project.records[key].retired]
            if living:
                message = f"This says why nothing leads to the record, and {either(living)} does."
                hint = "Take it out, or take the link out there."
                place = record.place((field.name,))
                yield warning(place, "link-there-after-all", message, hint=hint)


def _only_shows(field: Field) -> bool:
    """Whether a field asks for links that don't meet its record."""
    return field.back_ref is not None and not field.back_ref.meets


def _lacks(project: Project, level: str) -> Iterator[Lack]:
    """Each record without a link that its register asks for, and without a word on why."""
    asking = [register for register in project.registers.values() if _asks(register, level)]
    links = project.links if asking else None
    for register in asking:
        for record in register.records:
            for answer in asked(register.schema, record.key, links) if links else ():
                if answer.back_ref.level == level and _is_lacking(project, record, answer):
                    place = record.place((answer.field.name,))
                    yield Lack(place, answer.back_ref.gap, _hint(record, answer))


def _asks(register: Register, level: str) -> bool:
    return any(
        field.back_ref is not None and field.back_ref.level == level
        for field in register.schema.fields
    )


def _is_lacking(project: Project, record: Record, answer: Asked) -> bool:
    """Whether nothing is there. What is over needs nothing; what can't be read may be the link."""
    if record.values.get("status") in project.schema(record).final:
        return False
    stated = answer.is_stated(record.values)
    return not (stated or _living(project, record, answer) or _is_unsure(project, answer))


def _living(project: Project, record: Record, answer: Asked) -> bool:
    """Whether something that isn't over is at the other end of a link."""
    return any(not project.records[key].retired for key in answer.ends(record.key))


def _is_unsure(project: Project, answer: Asked) -> bool:
    """Whether a register from which links would come can't be read, in part or at all."""
    names = {register for register, _ in answer.back_ref.sources}
    broken = {key.register for key in project.unread}
    return bool(names - project.registers.keys() or names & broken)


def _hint(record: Record, answer: Asked) -> str:
    own, sources = answer.back_ref.own, answer.back_ref.sources
    ways = [f"add {either(own)} here"] if own else []
    if sources:
        fields = [f"{register}.{field}" for register, field in sources]
        ways.append(f"name '{record.key.id}' in {either(fields)}")
    text = f"{', or '.join(ways)}, or say in '{answer.field.name}' why there is nothing."
    return text[0].upper() + text[1:]


CHECKS = (link_needed, link_missing, link_there_after_all)

"""Rules on what records and pages name: that it is there, and that it leads somewhere sensible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.catalogue.confirmations import CONFIRMED, Link, made_earlier, pages_named
from macros.catalogue.project import Mention, Project
from macros.catalogue.references import names, texts
from macros.catalogue.rule import check
from macros.catalogue.validate import with_look_alike
from macros.model import Field, Path, Problems, Record, Register, error, groups, public_at, warning
from macros.model.guesses import nearest
from macros.model.text import guess_or


@check("reference-to-nothing", "error")
def to_nothing(project: Project) -> Problems:
    """A record or a page names a record that isn't there."""
    for mention in project.mentions:
        named = mention.named
        if mention.target is None and not _is_told_elsewhere(project, mention):
            where = " or ".join(f"registers/{name}" for name in named.field.refs)
            message = f"There is no record '{named.text}' in {where}."
            ids = [key.id for key in project.records if key.register in named.field.refs]
            add = "Write the id of a record that is there, or add the record first."
            hint = guess_or(named.text, ids, add)
            source = mention.source
            problem = error(source.place(named.path), "reference-to-nothing", message, hint=hint)
            yield with_look_alike(problem, source.document, named.path, named.text)


def _is_told_elsewhere(project: Project, mention: Mention) -> bool:
    """Whether the register's own schema is broken, or the record's own file."""
    return any(
        key.register not in project.registers or key in project.unread for key in mention.named.keys
    )


@check("reference-to-itself", "error")
def to_itself(project: Project) -> Problems:
    """A record names itself in a field that isn't meant for that (`x-self`)."""
    for source, named, target in project.mentions:
        if target is source and not named.field.itself:
            yield error(
                source.place(named.path),
                "reference-to-itself",
                f"'{named.text}' is this record itself.",
                hint="Name another record, or take it out.",
            )


@check("reference-to-retired", "warning")
def to_retired(project: Project) -> Problems:
    """A record or a page leans on a record that is over. What is over itself may do so."""
    for source, named, target in project.mentions:
        if target is None or not target.retired or named.path == ("superseded_by",):
            continue
        if not (isinstance(source, Record) and source.retired):
            message, hint = f"'{target.key.id}' is retired.", _instead_of(target)
            yield warning(source.place(named.path), "reference-to-retired", message, hint=hint)


def _instead_of(record: Record) -> str:
    successor = record.values.get("superseded_by")
    if successor:
        return f"It was replaced by '{successor}': name that one."
    return "No record says that it took its place: choose another, or take it out."


@check("leans-on-staff", "warning")
def leans_on_staff(project: Project) -> Problems:
    """A published record names, in a public field, a record that isn't published."""
    for source, named, target in project.mentions:
        if target is None or target.retired or target.key in project.published:
            continue
        if isinstance(source, Record) and _is_seen(project, source, named.path):
            message = (
                f"This record is public, and '{named.text}' is not: "
                "on the public site the name is left out."
            )
            hint = f"Publish {target.file} too, or leave it so."
            yield warning(source.place(named.path), "leans-on-staff", message, hint=hint)


def _is_seen(project: Project, record: Record, path: Path) -> bool:
    return record.key in project.published and public_at(project.schema(record).fields, path)


@check("cycle", "error")
def cycle(project: Project) -> Problems:
    """References that must not come back to where they started do (`x-acyclic`)."""
    for register in project.registers.values():
        for field in register.schema.fields:
            if field.acyclic:
                yield from _cycles(register, field)


def _cycles(register: Register, field: Field) -> Problems:
    arrows = {record.key.id: texts(record, field.name) for record in register.records}
    for record in register.records:
        loop = _loop(record.key.id, arrows)
        if loop and record.key.id == min(loop):  # told once, at the first record of the loop
            message = f"These wait for each other: {' → '.join([*loop, loop[0]])}."
            hint = "Take one of the arrows out."
            yield error(record.place((field.name,)), "cycle", message, hint=hint)


def _loop(start: str, arrows: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a record back to itself through another, if there is one."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        for step in arrows.get(way[-1], ()):
            if step == start and len(way) > 1:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []


@check("confirmed-twice", "error")
def confirmed_twice(project: Project) -> Problems:
    """A link is confirmed twice in one record."""
    for record, field in project.each_with(_is_confirmed):
        seen: set[str] = set()
        for path, name in _confirmed(record, field):
            if name in seen:
                message = f"The link to '{name}' is confirmed twice."
                hint = "Keep the later one."
                yield error(record.place(path), "confirmed-twice", message, hint=hint)
            seen.add(name)


@check("confirms-nothing", "error")
def confirms_nothing(project: Project) -> Problems:
    """A link is confirmed that the record doesn't have. That it is out of date is no mistake."""
    for record, field in project.each_with(_is_confirmed):
        linked = _can_be_confirmed(project, record)
        first = {name: path for path, name in reversed([*_confirmed(record, field)])}
        for name, path in first.items():
            if name not in linked:
                message = f"This record doesn't refer to '{name}' in a field that can be confirmed."
                guess = nearest(name, linked)
                out = f"Did you mean '{guess}'? Otherwise take" if guess else "Take"
                hint = f"{out} these lines out."
                yield error(record.place(path), "confirms-nothing", message, hint=hint)


@check("earlier-text", "warning")
def earlier_text(project: Project) -> Problems:
    """A text was made from another, as a translation is, and not as that stands now."""
    references = project.links.references
    for made in made_earlier(project.registers, references):
        record = project.records[made.source]
        message, hint = _how_earlier(made)
        yield warning(record.place((made.field,)), "earlier-text", message, hint=hint)


def _how_earlier(made: Link) -> tuple[str, str]:
    name, then = made.target.id, f"Then run 'kim confirm {made.source.id} {made.target.id}'."
    if made.state == "suspect":
        return f"'{name}' has changed since this was made from it.", f"Bring it into line. {then}"
    message = f"Nobody has confirmed that this says what '{name}' says."
    return message, f"Read the two side by side. {then}"


def _is_confirmed(field: Field) -> bool:
    return field.name == CONFIRMED


def _confirmed(record: Record, field: Field) -> Iterator[tuple[Path, str]]:
    """The ids of the links that a record confirms. What is no id is told as such."""
    for number, group in groups(record.values.get(field.name)):
        name = group.get("record")
        if isinstance(name, str):
            yield (field.name, number, "record"), name


def _can_be_confirmed(project: Project, record: Record) -> set[str]:
    schema = project.schema(record)
    made = names(schema.fields, record.values)
    pages = {page.file for page in pages_named(schema, record) if page.field.confirm}
    return pages.union(named.text for named in made if named.field.confirm)


CHECKS = (
    to_nothing,
    to_itself,
    to_retired,
    leans_on_staff,
    cycle,
    confirmed_twice,
    confirms_nothing,
    earlier_text,
)

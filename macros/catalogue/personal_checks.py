"""Rules on personal data: none in what everybody may see, and nobody's numbers anywhere."""

from __future__ import annotations

from pathlib import PurePosixPath

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.landlord import FILE, is_form, line_of, reference_forms
from macros.catalogue.permitted import Allowance, about
from macros.catalogue.personal import PersonalData, shown_path
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Key, Place, Problem, Problems, error, register_of, warning
from macros.rules.calendar import say_date


@check("personal-data", "error")
def personal_data(project: Project) -> Problems:
    """Something leads to a person, or tells of one where everybody may read it."""
    problems = (problem_of(project, data) for data in project.personal_data)
    yield from (problem for problem in problems if problem.severity == "error")


@check("personal-context", "warning")
def personal_context(project: Project) -> Problems:
    """A name, or what is said beside a person, stands in a text for staff."""
    problems = (problem_of(project, data) for data in project.personal_data)
    yield from (problem for problem in problems if problem.severity == "warning")


def problem_of(project: Project, data: PersonalData) -> Problem:
    """What is said of something personal, without saying it.

    It is an error where it leads to a person or where everybody may read it.
    """
    message, hint = _words(project, data)
    if data.what.identifies or _is_public(project, data.file):
        return error(_place(data), "personal-data", message, hint=hint)
    return warning(_place(data), "personal-context", message, hint=hint)


@check("allowance", "warning")
def allowance(project: Project) -> Problems:
    """Personal data is allowed that is gone, or was allowed until a day that has passed."""
    for allowed in project.allowances:
        if words := _why_over(project, allowed):
            place = allowed.record.place(("until",) if "until" in words[0] else ("fingerprint",))
            yield warning(place, "allowance", words[0], hint=words[1])


@check("reference-form", "error")
def reference_form(project: Project) -> Problems:
    """A form of the landlord's references can't be looked for."""
    for form in reference_forms(project.settings):
        if not is_form(form):
            message = f"The form '{form}' in extra.landlord.references can't be looked for."
            hint = "Write a regular expression for one reference, such as 'TEN-[0-9]{6}'."
            place = Place(FILE, line_of(project.settings, form), 1, "extra.landlord.references")
            yield error(place, "reference-form", message, hint=hint)


def _place(data: PersonalData) -> Place:
    file = shown_path(data.file)
    return Place(file, data.line, data.column) if file == data.file else Place(file)


def _words(project: Project, data: PersonalData) -> tuple[str, str]:
    """What is said of it, without saying it, and what to do."""
    message = f"'{data.mask}' looks like {data.what.words}."
    register = register_of(project.registers, "allowance")
    if register is None or data.file not in project.texts:
        return message, data.what.instead
    allow = f"If it has to stay, allow it: kim new {register.schema.name}, with"
    return (
        message,
        f"{data.what.instead} {allow} kind '{data.kind}', fingerprint '{data.fingerprint}'.",
    )


def _why_over(project: Project, allowed: Allowance) -> tuple[str, str] | None:
    """Why an allowance is of no use any more, and what to do."""
    if allowed.about not in map(about, project.all_personal_data):
        message = f"{allowed.record.key.id} allows what isn't in {shown_path(allowed.file)}."
        return message, "Retire it: what it allowed is gone, moved or written anew."
    if allowed.until and allowed.is_over(project.today):
        message = f"{allowed.record.key.id} was allowed until {say_date(allowed.until)}."
        return message, "Take the data out, or have the owner decide on a new day."
    return None


def _is_public(project: Project, file: str) -> bool:
    """Whether everybody may read a file. What can't be read is taken for such."""
    path = PurePosixPath(file)
    if path.parts[0] == "docs":
        return file.startswith(PUBLIC)
    record = project.records.get(Key(path.parent.name, path.stem))
    if path.parts[0] != "registers" or record is None:
        return True
    return record.public and bool(project.schema(record).public)


CHECKS = (personal_data, personal_context, allowance, reference_form)

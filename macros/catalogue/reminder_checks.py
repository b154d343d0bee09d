"""The rule on reminders: each names records and pages that are there."""

from __future__ import annotations

from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Problems, groups, register_of, warning
from macros.model.text import guess_or

OTHERWISE = "Write the reference of a record, or a page's file from the project's folder on."


@check("reminds-of-nothing", "warning")
def reminds_of_nothing(project: Project) -> Problems:
    """A reminder that is still open was of a record or page that isn't there.

    It is then not known to have been sent, and is repeated.
    """
    register = register_of(project.registers, "reminder")
    known = [*(key.id for key in project.records), *project.page_files]
    for record in register.records if register else ():
        if record.values.get("status") in project.schema(record).final or record.retired:
            continue
        for number, group in groups(record.values.get("about")):
            name = str(group.get("record", ""))
            if name and name not in known:
                place = record.place(("about", number, "record"))
                message = f"There is no record and no page '{name}'."
                hint = guess_or(name, known, OTHERWISE)
                yield warning(place, "reminds-of-nothing", message, hint=hint)


CHECKS = (reminds_of_nothing,)

"""Records of reminders: to which post which went, about what, by which way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.load import load
from macros.catalogue.write_values import record_text
from macros.cli.new import free_id, given_ids
from macros.cli.whole_file import write_whole
from macros.model import Catalogue, Values, register_of
from macros.model.errors import KimError
from macros.model.text import counted
from macros.pages.reminding import Message
from macros.rules.calendar import say_date
from macros.view.reminders import QUIET, about


class Sending(NamedTuple):
    """Which post sends reminders by which way, on which day, of what is due within how long."""

    role: str
    way: str
    within: int
    today: date


def record_all(
    root: Path, catalogue: Catalogue, messages: Sequence[Message], sending: Sending
) -> list[str]:
    """Write a record for each message, and give their files. Raises KimError, and leaves none."""
    register = register_of(catalogue.registers, "reminder")
    if register is None:
        raise KimError(
            "No register keeps reminders: a schema says so with 'kind: reminder', and it can be "
            "read. Run kim check."
        )
    schema = register.schema
    taken = [record.key.id for record in register.records]
    given = given_ids(root)
    files = dict[str, bytes]()
    for message in messages:
        id_ = free_id(schema, "", taken, given)
        taken.append(id_)
        files[f"registers/{schema.name}/{id_}.yml"] = record_text(
            schema, _values(id_, message, sending)
        ).encode()
    _write(root, files, sending.today)
    return list(files)


def _values(id_: str, message: Message, sending: Sending) -> Values:
    last = say_date(sending.today + timedelta(days=sending.within))
    things = list(dict.fromkeys(about(thing) for thing in message.reminder.things))
    return {
        "id": id_,
        "title": f"{counted(len(message.reminder.things), 'thing')} to do by {last}",
        "to_role": message.reminder.role,
        "sent_on": sending.today.isoformat(),
        "way": sending.way,
        "about": [dict(_group(*thing)) for thing in things],
        "find_out_by": (sending.today + QUIET).isoformat(),
        "owner_role": sending.role,
        "status": "sent",
    }


def _group(record: str, what: str, due: str) -> Iterator[tuple[str, str]]:
    yield from (("record", record), ("what", what))
    if due:
        yield "due", due


def _write(root: Path, files: dict[str, bytes], today: date) -> None:
    """Write them all. What the check then refuses is taken back. Raises KimError."""
    for file, content in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / file, content)
    problems = (problem for problem in load(root, today, warnings=False)[0].errors)
    if wrong := next((problem for problem in problems if problem.file in files), None):
        for file in files:
            (root / file).unlink()
        raise KimError(f"{wrong.file}:{wrong.line}: {wrong.message} Nothing was recorded.")

"""kim remind: a message to each post about what it has to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from macros.catalogue.read import read
from macros.cli import completion
from macros.cli.due import MAY_BE_MISSING, history_of, post_of, things_due, with_owner
from macros.cli.reminder_forms import FORMS, for_programs
from macros.cli.reminder_records import Sending, record_all
from macros.cli.start import as_json, main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Catalogue
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import counted
from macros.pages.reminding import Message, message
from macros.site.run_mkdocs import address_of
from macros.view.due_thing import DUE_WITHIN
from macros.view.reminders import reminders
from macros.view.view import view


@main.command()
@with_owner("Only for this post")
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=DUE_WITHIN,
    show_default=True,
    metavar="DAYS",
    help="What is overdue, has no report, or is due within so many days.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, "json"]),
    default="md",
    show_default=True,
    help="Markdown, an e-mail to open and send, the text of an issue, or all for a program.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="FOLDER",
    help="Write a file for each post into this folder, and print their names.",
)
@click.option("--again", is_flag=True, help="Also what was in a reminder of the last 14 days.")
@click.option("--record", is_flag=True, help="Keep in a record of each that it was sent today.")
@click.option(
    "--role",
    default="",
    shell_complete=completion.ids,
    help="With --record: the post that sends them and finds out what comes of it.",
)
@with_today
def remind(
    owner: str,
    within: int,
    form: str,
    out: Path | None,
    again: bool,
    record: bool,
    role: str,
    today: date,
) -> None:
    """Write a message to each post about what it has to do.

    It is made from what `kim due` lists, and sent by a person: this sends nothing. What a post was
    reminded of in the last 14 days, as the register of reminders knows, is left out.

    Example: kim remind --owner ROLE-service-managers --format eml --out messages
    """
    _check_call(form, out, record, role)
    root = project_root()
    catalogue, _ = read(root)
    post = post_of(catalogue, owner) if owner else ""
    sender = post_of(catalogue, role) if role else ""
    messages = _messages(root, catalogue, (today, within), again)
    messages = [each for each in messages if post in ("", each.reminder.role)]
    if out:
        _write(out, messages, form)
    else:
        say(_printed(messages, form))
    if record:
        sending = Sending(sender, FORMS[form].way if form in FORMS else "issue", within, today)
        for file in record_all(root, catalogue, messages, sending):
            say(f"{file}: commit it once the message is sent.", err=True)
    if catalogue.errors:
        say(MAY_BE_MISSING, err=True)


def _check_call(form: str, out: Path | None, record: bool, role: str) -> None:
    """Raises UsageError where the options don't go together."""
    if form == "eml" and not out:
        raise click.UsageError("--format eml writes files: say with --out into which folder.")
    if form == "json" and out:
        raise click.UsageError("--format json is printed: leave --out out.")
    if record != bool(role):
        raise click.UsageError("--record and --role go together: say which post sends them.")


def _messages(
    root: Path, catalogue: Catalogue, when: tuple[date, int], again: bool
) -> list[Message]:
    today, within = when
    past = history_of(root, today)
    due = things_due(catalogue, today, within, past)
    staff = view(catalogue, "staff", today, past)
    address = address_of(root / "mkdocs.yml")
    chosen = reminders(catalogue.registers, due, today, again)
    return [message(staff, reminder, address) for reminder in chosen]


def _printed(messages: Sequence[Message], form: str) -> str:
    if form == "json":
        return as_json(list(map(for_programs, messages)))
    if not messages:
        return "Nobody has to be reminded of anything."
    texts = (FORMS[form].write(each).decode() for each in messages)
    return "\n\n".join(text.rstrip("\n") for text in texts)


def _write(out: Path, messages: Sequence[Message], form: str) -> None:
    """A file for each post. Raises KimError where the machine refuses."""
    for each in messages:
        path = out / f"{each.reminder.role.lower()}{FORMS[form].ending}"
        try:
            out.mkdir(parents=True, exist_ok=True)
            write_whole(path, FORMS[form].write(each))
        except OSError as error:
            raise KimError(refused(error, str(path))) from error
        say(f"{path}: {each.post}, {counted(len(each.reminder.things), 'thing')} to do.")
    if not messages:
        say("Nobody has to be reminded of anything.")

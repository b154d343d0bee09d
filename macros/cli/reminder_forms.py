"""A reminder as Markdown, as an e-mail to send, as the text of an issue, and for programs.

What comes from a record is text in all of them: no sign of it is Markdown, and on a forge it calls
nobody and leads to no other issue.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from email.headerregistry import Group
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, NamedTuple

from macros.model.text import one_line
from macros.pages.reminding import Line, Message
from macros.view.reminders import about

WIDTH = 76
"""How long a line of an e-mail is at most."""


class ReminderForm(NamedTuple):
    """How a reminder is written: the file's ending, the bytes, and the way by which it goes."""

    ending: str
    write: Callable[[Message], bytes]
    way: str


def as_markdown(message: Message) -> str:
    """A reminder to put anywhere: its title, and a list under each heading."""
    return "\n".join([f"# {_plainly(message.title)}", "", *_body(message, "-", _plainly)])


def as_issue(message: Message) -> str:
    """The text of an issue: its title in the first line, then a list to tick off."""
    title = f"{message.title} ({message.post})"
    return "\n".join([one_line(title), "", issue_body(message)])


def issue_body(message: Message) -> str:
    """The text of an issue below its title."""
    return "\n".join(_body(message, "- [ ]", _for_forge))


def _body(message: Message, bullet: str, plainly: Callable[[str], str]) -> Iterator[str]:
    yield from (plainly(message.opening), "")
    for heading, lines in message.parts:
        yield from (f"## {heading}", "")
        yield from (f"{bullet} {_item(line, plainly)}" for line in lines)
        yield ""
    yield from (plainly(sentence) for sentence in message.closing)
    if message.page:
        yield from ("", f"[All that is due]({message.page}) · [Calendar]({message.calendar})")


def _item(line: Line, plainly: Callable[[str], str]) -> str:
    record = plainly(line.record)
    name = f"[{record}]({line.href})" if line.href else record
    return f"**{line.day}**: {plainly(line.task)}: {name}. {plainly(line.reason)}".rstrip()


def _plainly(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!])", r"\\\1", one_line(text))


def _for_forge(text: str) -> str:
    """The same where '@' would call somebody and '#12' lead to an issue: a comment parts them."""
    return re.sub(r"(@|\\#|\bGH-)", r"\1<!-- -->", _plainly(text))


def as_email(message: Message) -> bytes:
    """An e-mail to nobody yet: whoever sends it puts in the address, and mail programs let them.

    The post stands as the name of an empty group, which RFC 5322 allows (section 3.4).
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(message.title)
    mail["To"] = Group(one_line(message.post), ())
    mail["X-Unsent"] = "1"
    mail.set_content("\n".join(_mail_lines(message)), cte="quoted-printable")
    return bytes(mail)


def _mail_lines(message: Message) -> Iterator[str]:
    yield from (message.opening, "")
    for heading, lines in message.parts:
        yield from (heading.upper(), "")
        for line in lines:
            words = one_line(f"{line.day}: {line.task}: {line.record}. {line.reason}")
            yield from textwrap.wrap(words, WIDTH, initial_indent="- ", subsequent_indent="  ")
            if line.href:
                yield f"  {line.href}"
        yield ""
    yield from textwrap.wrap(" ".join(message.closing), WIDTH)
    if message.page:
        yield from ("", f"All that is due: {message.page}", f"Calendar: {message.calendar}")


def for_programs(message: Message) -> Mapping[str, Any]:
    """The contract of `kim remind --format json`: `body` is the text of an issue."""
    reminder = message.reminder
    names = ("record", "what", "due")
    return {
        "to_role": reminder.role,
        "post": message.post,
        "title": one_line(message.title),
        "body": issue_body(message),
        "about": [dict(zip(names, about(thing), strict=True)) for thing in reminder.things],
        "waiting": reminder.waiting,
        "lately": reminder.lately,
    }


FORMS: Mapping[str, ReminderForm] = {
    "md": ReminderForm(".md", lambda message: f"{as_markdown(message)}\n".encode(), "message"),
    "eml": ReminderForm(".eml", as_email, "email"),
    "issue": ReminderForm(".md", lambda message: f"{as_issue(message)}\n".encode(), "issue"),
}

"""Whom a commit's message names, and the message as it is told: without anybody's address.

Forges write `Co-authored-by: Name <address>` there, and Git `Signed-off-by`. It is only somebody's
word.
"""

from __future__ import annotations

import re

from macros.model.revisions import Commit, Person

_LINE = re.compile(
    r"^co-authored-by[ \t]*:[ \t]*(?P<who>.*(?:\n[ \t]+\S.*)*)\n?", re.IGNORECASE | re.MULTILINE
)
_CONTACT = re.compile(r"(?P<name>[^<>]*)<(?P<mail>[^<>]*)>\s*")


def named_coauthors(message: str) -> list[Person]:
    """Everybody whom such lines name, each once, with the name that stands there."""
    people = (_person(" ".join(line["who"].split())) for line in _LINE.finditer(message))
    return list(dict.fromkeys(person for person in people if person.name or person.mail))


def _person(text: str) -> Person:
    """Somebody's name and address; where there are no brackets, an address is no name."""
    contact = _CONTACT.fullmatch(text)
    mail = contact["mail"].strip() if contact else ""
    words = (contact["name"] if contact else text).split()
    name = " ".join(word for word in words if "@" not in word)
    return Person(name, mail, name)


_MAIL = r"[^\s<>@,;:()\[\]\"']+@[^\s<>@,;()\[\]\"']+"
_BRACKETED = re.compile(rf"[ \t]*<\s*(?:mailto:)?{_MAIL}\s*>")
_BARE = re.compile(_MAIL)
_TRAILER = re.compile(
    r"^(?P<key>(?:[\w-]+-by|from|to|b?cc|author|committer|reporter|thanks-to)[ \t]*:[ \t]*)"
    r"(?P<who>\S.*(?:\n[ \t]+\S.*)*)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a message that names somebody: Signed-off-by, Reviewed-by, Reported-by, Cc ..."""

AN_ADDRESS = "(an address)"
"""Stands for the address of somebody of whom a message gives no name."""


def without_address(person: str) -> str:
    """Whom a line of a message names, as 'Name <address>' or otherwise."""
    name = _BARE.sub("", _BRACKETED.sub("", person)).replace("()", "").strip(" \t,<>")
    return name or (AN_ADDRESS if person.strip() else "")


def without_addresses(text: str) -> str:
    """A message, or a part of it, with nobody's address.

    What is written into a sentence without brackets stays: it may be the landlord's own.
    """
    if "@" not in text:
        return text
    named = _TRAILER.sub(lambda line: line["key"] + without_address(line["who"]), text)
    return _BRACKETED.sub(f" {AN_ADDRESS}", named)


def told_subject(commit: Commit) -> str:
    """The first line of a message."""
    return without_addresses(commit.subject)


def told_body(commit: Commit) -> str:
    """What a message says below its first line, without co-authors: they are told as authors."""
    body = re.sub(r"\n{3,}", "\n\n", _LINE.sub("", commit.body)).strip("\n")
    return without_addresses(body)


def told_message(commit: Commit) -> str:
    """The whole message without co-authors."""
    body = told_body(commit)
    return f"{told_subject(commit)}\n\n{body}" if body else told_subject(commit)

"""Who wrote a commit together with its author, as its message says, and the message without that.

Forges write `Co-authored-by: Name <address>` there. It is only somebody's word.
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


def told_body(commit: Commit) -> str:
    """What a message says below its first line, without co-authors: their lines hold addresses."""
    return re.sub(r"\n{3,}", "\n\n", _LINE.sub("", commit.body)).strip("\n")


def told_message(commit: Commit) -> str:
    """The whole message without co-authors."""
    body = told_body(commit)
    return f"{commit.subject}\n\n{body}" if body else commit.subject

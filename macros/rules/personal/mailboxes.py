"""E-mail addresses of people: those whose mailbox isn't called by what a team or a post does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.word_lists import listed

ROLE_WORDS = listed("mailboxes", "services", "posts", "machines", "examples", "small")

_AT = r"(?:@| @ |\s?[\[({<]\s?at\s?[\])}>]\s?| at (?=[\w-]+ dot )|&commat;)"
_DOT = r"(?:\.|\s?[\[({<]\s?dot\s?[\])}>]\s?| dot )"
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<local>[A-Za-z0-9][\w.+'-]*){_AT}"
    rf"(?P<domain>[A-Za-z][A-Za-z0-9-]*(?:{_DOT}[A-Za-z0-9-]+)*{_DOT}"
    r"(?P<end>[A-Za-z]{2,12}))(?![\w-])",
    re.IGNORECASE,
)
_FILES = frozenset(
    ("png", "jpg", "jpeg", "svg", "gif", "webp", "css", "js", "py", "md", "yml", "html")
)
"""What a file's name ends in: 'icon@2x.png' is no address."""

_FORGES = re.compile(r"(?:^|\.)noreply\.|^users\.noreply\b", re.IGNORECASE)
_SIGNS = ("@", "at]", "at)", "AT]", "AT)", "at ]", "at )", "at}", "at>", " dot ", "&commat;")
SHORTEST = 2


def emails(text: str) -> Data:
    """Addresses that a person reads alone, also where '@' is written in words."""
    if not any(sign in text for sign in _SIGNS):
        return
    for match in _EMAIL.finditer(text):
        is_file = match["end"].lower() in _FILES
        if not is_file and not is_roles(match["local"]) and not _FORGES.search(match["domain"]):
            yield Datum(match.start(), match.end(), "email")


def is_roles(local: str, own: Collection[str] = ()) -> bool:
    """Whether a mailbox is called by the work done there. `own` are the landlord's words."""
    parts = re.split(r"[._+-]+|\d+", local.partition("+")[0].casefold())
    return all(_is_made_of_words(part, own) for part in parts if part)


def _is_made_of_words(word: str, own: Collection[str]) -> bool:
    """Whether words of roles, one after another, make up the whole of a word."""
    reached = {0}
    for end in range(1, len(word) + 1):
        parts = (word[start:end] for start in reached if end - start >= SHORTEST or end == 1)
        if any(part in ROLE_WORDS or part in own for part in parts):
            reached.add(end)
    return len(word) in reached


def addresses_in(text: str) -> Iterator[str]:
    """Every e-mail address in a text, whoever's it is."""
    for match in _EMAIL.finditer(text):
        yield match[0].casefold()

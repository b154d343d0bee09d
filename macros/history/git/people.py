"""What the repository's .mailmap calls people whom Git itself doesn't know: co-authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from macros.history.git.run import Repository
from macros.model import Commit, Person


def as_known(repository: Repository, people: Iterable[Person]) -> Mapping[Person, Person]:
    """Each of these people with the name that .mailmap gives them.

    Git is asked once. It takes whole addresses alone, and knows nobody without one.
    """
    asked = [person for person in dict.fromkeys(people) if _can_be_asked(person)]
    if not asked:
        return {}
    lines = "".join(f"{person.name} <{person.mail}>\n" for person in asked)
    answers = repository.run("check-mailmap", "--stdin", input_=lines.encode())
    names = (line.rpartition(" <")[0] for line in answers.decode("utf-8", "replace").split("\n"))
    return {
        person: person._replace(known_as=name)
        for person, name in zip(asked, names, strict=False)
        if name
    }


def with_coauthors(commit: Commit, known: Mapping[Person, Person]) -> Commit:
    """A commit with its co-authors as they are known; its author and who has no name aren't any."""
    if not commit.coauthors:
        return commit
    people: dict[str, Person] = {}
    for person in commit.coauthors:
        told = known.get(person, person)
        told = told._replace(name=told.name or told.known_as)
        if told.name and not _is_same(told, commit.author):
            people.setdefault(told.known_as, told)
    return replace(commit, coauthors=tuple(people.values()))


def _is_same(person: Person, author: Person) -> bool:
    is_one = person.mail.casefold() == author.mail.casefold()
    return is_one or person.known_as == author.known_as


def _can_be_asked(person: Person) -> bool:
    return bool(person.mail) and f"{person.name}{person.mail}".isprintable()

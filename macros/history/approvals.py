"""Who has to approve what differs: the posts that own each record, before and after.

Pure. A record that moves from one owner to another is approved by both; schemas, settings and files
of the program by the digital team, which post that is being settled in the file of teams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from macros.history.compare_days import OWNER
from macros.history.versions import program_folders
from macros.model import Schema, SchemaDifference, Values
from macros.model.mappings import grouped


class Approval(NamedTuple):
    """A post, and what it has to approve. Without a post: what nobody is known to own.

    `is_digital` says that it approves this as the digital team.
    """

    post: str
    about: tuple[str, ...]
    is_digital: bool = False


def owners(*versions: Values | None) -> tuple[str, ...]:
    """The posts that own any of these versions of a record, each once."""
    posts = (values.get(OWNER) for values in versions if values)
    return tuple(dict.fromkeys(post for post in posts if isinstance(post, str) and post))


def owner_register(schemas: Mapping[str, Schema]) -> tuple[str, ...]:
    """The registers that owners are records of."""
    fields = (schema.field(OWNER) for schema in schemas.values())
    return next((field.refs for field in fields if field), ())


def approvals(
    owned: Iterable[tuple[str, Sequence[str]]],
    told: Iterable[SchemaDifference],
    program: Sequence[str],
    digital: str,
) -> list[Approval]:
    """Who has to approve what, the posts with the most to approve first.

    `owned` is what each record or page is called, with its posts; `digital` the post that the file
    of teams names for the rest.
    """
    by_post = grouped(chain.from_iterable(map(_by_post, owned)))
    nobody = by_post.pop("", [])
    approved = [Approval(post, tuple(names)) for post, names in by_post.items()]
    approved.sort(key=lambda approval: (-len(approval.about), approval.post))
    files = (*(difference.file for difference in told), *program_parts(program))
    if files:
        approved.append(Approval(digital, tuple(dict.fromkeys(files)), is_digital=True))
    return [*approved, Approval("", tuple(nobody))] if nobody else approved


def _by_post(named: tuple[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    name, posts = named
    return ((post, name) for post in posts or ("",))


def program_parts(paths: Sequence[str]) -> tuple[str, ...]:
    """Files of the program by their folders; those that lie in none by their names."""
    folders = (f"{folder}/" for folder in program_folders(paths))
    return (*folders, *(path for path in paths if "/" not in path))

"""The story of a schema or of settings for `kim history`, by the path of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.cli.schema_lines import for_programs, schema_lines, what_it_is
from macros.history.revisions import History
from macros.model import SchemaRevision
from macros.model.coauthors import told_message
from macros.model.text import both, one_line
from macros.rules.calendar import local_day, say_date


def of_file(past: History, name: str) -> list[SchemaRevision]:
    """What became of a schema or a file of settings, newest first; nothing where it is neither."""
    path = name.removeprefix("./")
    return [revision for revision in reversed(past.schemas) if revision.file == path]


def schema_story(revisions: Sequence[SchemaRevision]) -> Iterator[str]:
    """The story as lines, newest first."""
    last = revisions[0]
    yield f"{last.file} ({what_it_is(last)}: {one_line(last.title)})"
    for revision in revisions:
        commit = revision.commit
        authors = both([author.name for author in commit.authors])
        words = f"{say_date(local_day(commit.committed))}, {authors}"
        yield from ("", f"{one_line(words)} [{commit.id[:12]}]")
        yield from (
            f"  {one_line(line)}" for line in told_message(commit).split("\n") if line.strip()
        )
        yield from (f"    {line}" for line in schema_lines(revision, ()))


def story_for_programs(revisions: Sequence[SchemaRevision]) -> list[Mapping[str, Any]]:
    """The same for programs: who, when and why beside what differs."""
    return [
        {
            "commit": revision.commit.id,
            "date": revision.commit.committed.isoformat(),
            "author": revision.commit.author.name,
            "message": told_message(revision.commit),
            "co_authors": [author.known_as for author in revision.commit.coauthors],
            "landed": revision.landed.isoformat(),
            "changes": for_programs(revision)["changes"],
        }
        for revision in revisions
    ]

"""The history of each register's schema, and of the settings: for staff, as the records' own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from macros.history.revisions import History
from macros.model import SchemaRevision
from macros.model.text import both, counted
from macros.pages.change_words import ChangeWords, who
from macros.pages.commit_facts import commit_facts, say_signature
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, Heading, commit_address, render
from macros.pages.revision_words import Chapter, reason
from macros.rules.calendar import local_day, local_time, say_date
from macros.view.view import View

ADDRESS = "schemas/"
"""Where all schemas are listed, and the settings' history is told."""

TITLE = "Schemas and settings"
UNDER = "registers/index.md"


def schema_pages(view: View, past: History) -> Iterator[GeneratedPage]:
    """A page for each schema that there ever was, and one for all of them with the settings."""
    yield GeneratedPage(ADDRESS, TITLE, partial(_overview, view, past), UNDER)
    for name, revisions in by_register(past).items():
        make = partial(_page, view, revisions)
        title = f"History of the schema: {revisions[-1].title}"
        yield GeneratedPage(schema_address(name), title, make, UNDER)


def schema_address(register: str) -> str:
    """Where the history of a register's schema is told; the settings' where none is named."""
    return f"{ADDRESS}{register}/" if register else ADDRESS


def by_register(past: History) -> dict[str, list[SchemaRevision]]:
    """What became of each register's schema, oldest first, by the register's name."""
    own: dict[str, list[SchemaRevision]] = {}
    for revision in past.schemas:
        if revision.register:
            own.setdefault(revision.register, []).append(revision)
    return dict(sorted(own.items()))


class SchemaLink(NamedTuple):
    """A schema in the list of all: its register's title, its page, how often it changed, when."""

    title: str
    address: str
    changes: str
    last: str


def _overview(view: View, past: History) -> Fragment:
    links = [_link(name, revisions) for name, revisions in by_register(past).items()]
    settings = [revision for revision in past.schemas if not revision.register]
    story = _story(view, settings, named=True) if settings else ""
    html = render("schemas.html", links=links, root=ROOT, story=story)
    return Fragment(html, (_HEADING,) if settings else ())


def _link(name: str, revisions: Sequence[SchemaRevision]) -> SchemaLink:
    last = revisions[-1]
    return SchemaLink(
        last.title, schema_address(name), counted(len(revisions), "change"), landed_on(last)
    )


def _page(view: View, revisions: Sequence[SchemaRevision]) -> Fragment:
    last = revisions[-1]
    is_there = last.register in view.registers
    html = render(
        "schema.html",
        file=last.file,
        register=last.register if is_there else "",
        title=last.title,
        root=ROOT,
        story=_story(view, revisions),
    )
    return Fragment(html, (_HEADING,))


_HEADING = Heading(2, "history", "History")


def _story(view: View, revisions: Sequence[SchemaRevision], *, named: bool = False) -> object:
    """These revisions newest first, as the history of a record is told."""
    chapters = [_chapter(view, revision, named) for revision in reversed(revisions)]
    rest = len(chapters) - 1
    return render(
        "story.html",
        heading=_HEADING,
        count=counted(len(chapters), "change"),
        newest=chapters[:1],
        earlier=chapters[1:],
        summary=counted(rest, "earlier change") if rest > 0 else "",
        this="schema",
        used_by="",
        root=ROOT,
    )


def _chapter(view: View, revision: SchemaRevision, named: bool) -> Chapter:
    commit = revision.commit
    why, more = reason(commit)
    return Chapter(
        revision.title if named else schema_kind(revision),
        why,
        all_words(revision),
        "",
        day=landed_on(revision),
        time=local_time(revision.landed),
        iso=revision.landed.isoformat(),
        who=who(commit),
        more=more,
        facts=list(_facts(view, revision)),
        short=commit.id[:10],
        link=commit_address(view.forge, commit.id),
        program=both(other_folders(view, [revision])),
        anchor=schema_anchor(revision),
    )


def landed_on(revision: SchemaRevision) -> str:
    """The day on which it came onto the main line, in words."""
    return say_date(local_day(revision.landed))


def schema_anchor(revision: SchemaRevision) -> str:
    """Where a revision is told on its page. On the settings' page several files share a commit."""
    return f"revision-{revision.commit.id[:10]}" if revision.register else ""


def schema_kind(revision: SchemaRevision) -> str:
    """What became of it, in a word or two: what is opened to everybody is said first."""
    kinds = {change.what for change in revision.changes}
    if "opened" in kinds:
        return "Opened to everybody"
    return "Schema changed" if kinds else "Settings changed"


def all_words(revision: SchemaRevision) -> list[ChangeWords]:
    """What was said otherwise, as the changes of a record are told."""
    return [ChangeWords(words.about, "", "", None, "", note=words.says) for words in revision.words]


def other_folders(view: View, revisions: Iterable[SchemaRevision]) -> tuple[str, ...]:
    """The folders of the program that the same commits changed, besides the schemas."""
    program = view.past.program if view.past else {}
    folders = {name for revision in revisions for name in program.get(revision.commit.id, ())}
    return tuple(sorted(folders - {"schemas"}))


def _facts(view: View, revision: SchemaRevision) -> Iterator[str]:
    yield from commit_facts(revision.commit, revision.landed)
    yield say_signature(view, revision.commit)

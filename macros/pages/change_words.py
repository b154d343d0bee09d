"""One change in words: what a field or a section of a page said before, and what it says since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from macros.history.describe import describe_change, heading
from macros.history.told_once import say_following
from macros.model import Change, Commit, Person, Revision, Schema
from macros.model.coauthors import told_subject
from macros.model.outside import isolate, isolated_name
from macros.model.text import both, marks_shown, upper_first
from macros.pages.old_values import say_old_value
from macros.pages.page_source import page_source
from macros.pages.word_diff import words_apart, words_near
from macros.rules.calendar import local_day, say_date
from macros.view.view import View

WHOLE = 1200
"""Letters. Of longer texts only what changed is shown, with some words round it."""

AROUND = 25
"""Words that are shown on each side of a change in a text that is longer."""

UNREADABLE = "The file, which can't be read as a record, as it was"
"""Stands for the title of a field where there are no fields."""

ONLY_MACROS = "Nothing but what the site was asked for changed."
NO_TEXT = "A heading without text."


class ChangeWords(NamedTuple):
    """One change in words. Where `marked` is given it shows old and new together.

    `gone` and `come` are the macros that were taken out of a page's text and put into it, as code;
    `note` is what is said where nothing but these changed.
    """

    title: str
    old: str
    new: str
    marked: Markup | None
    by: str
    gone: Sequence[str] = ()
    come: Sequence[str] = ()
    note: str = ""


def who(commit: Commit) -> str:
    """The authors as the commit names them, and as .mailmap knows them now where that differs."""
    return both(list(map(_known, commit.authors)))


def writers(commits: Iterable[Commit]) -> str:
    """Everybody who wrote these commits, as the filter by author takes them."""
    names = dict.fromkeys(author.known_as for commit in commits for author in commit.authors)
    return marks_shown("|".join(names))


def _known(author: Person) -> str:
    name = isolated_name(author.name)
    return f"{name} (known now as {isolated_name(author.renamed)})" if author.renamed else name


def all_changes(view: View, schema: Schema | None, changes: Iterable[Change]) -> list[ChangeWords]:
    """Changes in words, those of a page that came or went section by section."""
    return [change_words(view, schema, change) for change in _by_section(schema, changes)]


def changes_told(view: View, schema: Schema | None, revision: Revision) -> list[ChangeWords]:
    """What a revision changed in words, or what a merge left out."""
    if revision.kind != "left out":
        return all_changes(view, schema, revision.changes)
    return [_left_out(view, schema, change) for change in revision.changes]


def _left_out(view: View, schema: Schema | None, change: Change) -> ChangeWords:
    old, new = (say_old_value(view, schema, change.path, each) for each in change.values)
    note = describe_change("left out", old, new, isolate)
    return ChangeWords(heading(schema, change.path), "", "", None, _credit(change), note=note)


def _by_section(schema: Schema | None, changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        sections = change.new if change.old is None else change.old
        if schema is None and change.path == ("sections",) and isinstance(sections, Mapping):
            for title, text in sections.items():
                old, new = (None if value is None else text for value in change.values)
                yield change._replace(path=("sections", title), old=old, new=new)
        else:
            yield change


def change_words(view: View, schema: Schema | None, change: Change) -> ChangeWords:
    """One change in words: 'Retention period', '6 years', '7 years'."""
    title = heading(schema, change.path) if change.path else UNREADABLE
    if note := say_following(change):
        return ChangeWords(title, "", "", None, _credit(change), note=f"{upper_first(note)}.")
    if _is_section(schema, change):
        return _section_words(title, change)
    old = say_old_value(view, schema, change.path, change.old)
    new = say_old_value(view, schema, change.path, change.new)
    texts = isinstance(change.old, str) and isinstance(change.new, str)
    marked = _marked(str(change.old), str(change.new)) if texts else None
    return ChangeWords(title, old, new, marked, _credit(change))


def _is_section(schema: Schema | None, change: Change) -> bool:
    if schema or change.path[:-1] != ("sections",):
        return False
    return all(isinstance(value, str | None) for value in change.values)


def _section_words(title: str, change: Change) -> ChangeWords:
    """A page's text as words, with the macros in it apart: what they filled in then isn't known."""
    old, new = (page_source(str(value or "")) for value in change.values)
    gone = [macro for macro in old.macros if macro not in new.macros]
    come = [macro for macro in new.macros if macro not in old.macros]
    by = _credit(change)
    if old.words == new.words:
        gone, come = gone or list(old.macros), come or list(new.macros)
        note = ONLY_MACROS if gone or come else NO_TEXT
        return ChangeWords(title, "", "", None, by, gone, come, note)
    marked = _marked(old.words, new.words) if old.words and new.words else None
    return ChangeWords(title, old.words, new.words, marked, by, gone, come)


def _marked(old: str, new: str) -> Markup | None:
    """Two texts as one, marked; long ones cut down to what changed."""
    old, new = marks_shown(old), marks_shown(new)
    if max(len(old), len(new)) <= WHOLE:
        return words_apart(old, new)
    return words_near(old, new, AROUND, len(old) + len(new))


def _credit(change: Change) -> str:
    if change.merged:
        return "made in the merge itself"
    if change.by is None:
        return ""
    return _set_by(change.by)


@lru_cache(maxsize=1 << 12)  # one commit sets many fields
def _set_by(commit: Commit) -> str:
    day = say_date(local_day(commit.written))
    return f"set by {who(commit)} on {day}: {isolated_name(told_subject(commit))}"

"""The story of a record or a page, newest first: who changed what, when and why, in plain words.

The newest change and a count stand open, and the rest is folded: most readers come for what the
page says.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.history.describe import by_sentence, users
from macros.history.revisions import History
from macros.history.told_once import following
from macros.model import Key, Trail
from macros.model.text import counted
from macros.pages.fragments import ROOT, Fragment, Heading, render
from macros.pages.old_values import reshaped_fields, schema_of, todays_schemas
from macros.pages.revision_words import Chapter, chapter, landed_on, pending_chapter
from macros.view.view import View


def story(view: View, key: Key) -> Fragment:
    """All that happened to a record or a page. Empty where there is no history to read."""
    if view.past is None or not (key in view.past.pending or view.past.told(key)):
        return Fragment(Markup())
    trail = view.past.trail(key)
    pending = view.past.pending.get(key)
    uncommitted = [pending_chapter(view, schema_of(view, key), pending)] if pending else []
    chapters = list(_chapters(view, key, view.past.told(key)))
    heading = Heading(2, "history", "History")
    html = render(
        "story.html",
        heading=heading,
        count=_count(view.past, trail),
        newest=[*uncommitted, *chapters[:1]],
        earlier=chapters[1:],
        summary=_summary(view.past.told(key)),
        this="page" if key.is_page else "record",
        used_by=say_users(view, key),
        root=ROOT,
    )
    return Fragment(html, (heading,))


def _chapters(view: View, key: Key, trail: Trail) -> Iterator[Chapter]:
    """Each revision, newest first.

    What happened under a former name has a number in its anchor: two names may share a commit.
    """
    schema = schema_of(view, key)
    told = following(by_sentence(schema, trail), reshaped_fields(view, key))
    for number, revision in reversed(list(enumerate(told))):
        words = chapter(view, schema, revision)
        is_own = revision.key == key
        yield words if is_own else words._replace(anchor=f"{words.anchor}-{number}")


def _count(past: History, trail: Trail) -> str:
    """How many changes there are, and how many of them came with changes to the program."""
    if not trail:
        return "Nothing of it is on the main line"
    alone = [revision for revision in trail if not past.with_program(revision)]
    together = len(trail) - len(alone)
    count = counted(len(trail), "change")
    if not together:
        return count
    if not alone:
        return f"{count}, made together with changes to the program"
    newest = landed_on(alone[-1])
    came = f"{together} came together with changes to the program"
    return f"{count}, of which {came}; the newest other is of {newest}"


def _summary(trail: Trail) -> str:
    if len(trail) < 2:
        return ""
    first = landed_on(trail[0])
    return f"{counted(len(trail) - 1, 'earlier change')}, back to {first}"


def say_users(view: View, key: Key) -> str:
    """What names a record today: 'used by 12 assets and 2 notices', or nothing."""
    names = users(view.used_by.get(key, ()), todays_schemas(view))
    return f"used by {names}" if names else ""

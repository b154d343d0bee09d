"""Rules on the parts of a page: one of a kind (`x-kinds`) has all that its kind has, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from macros.catalogue.page_headings import PageHeading, page_headings
from macros.catalogue.page_kinds import FIELD
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Page, PageKind, Place, Problem, Problems, error
from macros.model.guesses import nearest
from macros.model.matching import SequenceMatcher

RULE = "page-parts"
LEVEL = 2
"""The level at which the parts of a page are headed."""


@check("page-parts", "error")
def page_parts(project: Project) -> Problems:
    """A page lacks a heading that its kind has, or has another one, or in another order."""
    for page in project.pages:
        kind = project.schemas.page_kinds.get(str(page.values.get(FIELD)))
        if kind:
            yield from parts_of(page, kind)


def parts_of(page: Page, kind: PageKind) -> Problems:
    """What is wrong with the headings of one page."""
    every = page_headings(page.text)
    parts = [heading for heading in every if heading.level == LEVEL]
    known = [heading for heading in parts if heading.text in kind.headings]
    there = [heading.text for heading in known]
    missing = [text for text in kind.headings if text not in there]
    for heading in parts:
        if heading.text not in kind.headings:
            guess = nearest(heading.text, missing)
            missing = [text for text in missing if text != guess]
            yield _strange(page, kind, heading, guess)
    yield from (_missing(page, kind, text, every) for text in missing)
    yield from _twice(page, known)
    yield from _out_of_order(page, kind, known)
    for heading in known:
        if heading.is_empty:
            message = f"Nothing stands under '{heading.text}'."
            yield _problem(_at(page, heading), message, "Write it, or say why there is nothing.")


def _strange(page: Page, kind: PageKind, heading: PageHeading, guess: str) -> Problem:
    message = f"'{heading.text}' is not among the headings of a {kind.singular}."
    own = "Write '###' before a heading of your own, under one of those that it has."
    return _problem(_at(page, heading), message, f"Did you mean '{guess}'?" if guess else own)


def _missing(page: Page, kind: PageKind, text: str, every: Sequence[PageHeading]) -> Problem:
    """Where the page has it at another level, that is what is told."""
    message = f"This {kind.singular} has no heading '## {text}'."
    for heading in every:
        if nearest(heading.text, [text]):
            hint = f"Write it with two signs: '## {text}'."
            return _problem(_at(page, heading), message, hint)
    above = kind.headings[: kind.headings.index(text)]
    where = f"after what stands under '{above[-1]}'" if above else "as the first"
    return _problem(page.place((FIELD,)), message, f"Add it {where}.")


def _twice(page: Page, known: Sequence[PageHeading]) -> Iterator[Problem]:
    times: Counter[str] = Counter()
    for heading in known:
        times[heading.text] += 1
        if times[heading.text] == 2:
            message = f"The heading '{heading.text}' stands twice."
            yield _problem(_at(page, heading), message, "Put what is under both under one.")


def _out_of_order(page: Page, kind: PageKind, known: Sequence[PageHeading]) -> Iterator[Problem]:
    """The fewest headings that are to be moved, so that all are in order."""
    written = list(dict.fromkeys(heading.text for heading in known))
    ordered = [text for text in kind.headings if text in written]
    blocks = SequenceMatcher(None, written, ordered, False).get_matching_blocks()
    stays = {text for block in blocks for text in written[block.a : block.a + block.size]}
    for heading in known:
        if heading.text not in stays:
            number = ordered.index(heading.text)
            where = f"after '{ordered[number - 1]}'" if number else "at the top"
            message = f"The heading '{heading.text}' stands in another place than it should."
            yield _problem(_at(page, heading), message, f"It belongs {where}.")


def _at(page: Page, heading: PageHeading) -> Place:
    return page.place_in_text(heading.line)


def _problem(place: Place, message: str, hint: str) -> Problem:
    return error(place, RULE, message, hint=hint)


CHECKS = (page_parts,)

"""Rules on numbers that are well formed and can't be, or can't be shown.

Parts that don't add up, more than the whole, percentages of nothing, and numbers so small that
they could point at a person. They hold at any depth, as those on dates do.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros.catalogue.filled import Filled, each_filled
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.catalogue.sums import Sum, amount, sums
from macros.model import Problem, Problems, error
from macros.model.text import both

TELLING = range(1, 5)
"""Numbers of people that could point at one of them, as councils commonly take it."""


@check("adds-up", "error")
def adds_up(project: Project) -> Problems:
    """Numbers that make up another don't add up to it (`x-adds-up-to`)."""
    for parts in sums(project):
        if parts.over or (parts.rest and not parts.left_out):
            message = f"{_added(parts)} {parts.sum}, and {parts.named_total}."
            off = f"{-parts.rest} too many" if parts.over else f"{parts.rest} too few"
            hint = f"That is {off}: check each of these numbers."
            yield error(parts.place, "adds-up", message, hint=hint)


def _added(parts: Sum) -> str:
    """What was added, up to the sum itself."""
    titles = list(dict.fromkeys(part.field.title for part in parts.parts))
    if len(parts.parts) == 1:
        return f"'{titles[0]}' is"
    if len(titles) == 1:
        return f"The {len(parts.parts)} numbers in '{titles[0]}' add up to"
    named = both([f"'{title}'" for title in titles])
    return f"{named} add up to"


@check("more-than", "error")
def more_than(project: Project) -> Problems:
    """A number is more than the one that it is a part of, or the upper end of (`x-at-most`)."""
    for filled in each_filled(project, lambda field: field.at_most):
        whole, number = filled.other(filled.field.at_most), amount(filled.value)
        most = amount(whole[1]) if whole else None
        if whole and most is not None and number is not None and number > most:
            message = f"'{filled.field.title}' ({number}) is more than '{whole[0].title}' ({most})."
            hint = "Check which of the two numbers is wrong."
            yield error(filled.place, "more-than", message, hint=hint)


@check("percent", "error")
def percent(project: Project) -> Problems:
    """A percentage is of nothing, or is none (`x-percent-of` names what it is of)."""
    for filled in each_filled(project, lambda field: field.percent_of):
        number, title = amount(filled.value), filled.field.title
        if number is None:
            continue
        if not 0 <= number <= 100:
            message = f"'{title}' is {number}, and a percentage lies between 0 and 100."
            yield error(filled.place, "percent", message, hint="Check what was worked out.")
        elif fault := _of_nothing(filled):
            message = f"'{title}' is {number}, {fault[0]}"
            yield error(filled.place, "percent", message, hint=fault[1])


def _of_nothing(filled: Filled) -> tuple[str, str] | None:
    """What is wrong with that of which a percentage is, and what to do."""
    name = filled.field.percent_of
    base, holder = filled.other(name), filled.holder(name)
    if base is None and holder and (field := holder.field(name)):
        return "and nothing says of what.", f"Add '{name}'. {field.description}"
    if base and amount(base[1]) == 0:
        return (
            f"and '{base[0].title}' is 0: of nothing there is no percentage.",
            f"Take '{filled.field.name}' out.",
        )
    return None


# ----------------------------------------------------------------------------------- small numbers


@check("small-number", "error")
def small_number(project: Project) -> Problems:
    """A number is so small that it could point at a person, without a reason (`x-small-number`)."""
    for filled in each_filled(project, lambda field: field.small_number):
        if filled.other(filled.field.small_number) is None and (what := _telling(filled)):
            yield _small(filled, what)
    for parts in sums(project):
        yield from _worked_out(parts)


def _telling(filled: Filled) -> str:
    """What a number could point at a person by, in words; nothing where it can't."""
    number, title = amount(filled.value), f"'{filled.field.title}'"
    if number is None:
        return ""
    if filled.field.percent_of:
        return _telling_share(filled, number)
    if _is_telling(number):
        return f"{title} is {number}"
    whole = filled.other(filled.field.at_most)
    rest = _less(whole[1], number) if whole else None
    if whole and rest is not None and _is_telling(rest):
        return f"{title} leaves {rest} of '{whole[0].title}' ({whole[1]})"
    return ""


def _telling_share(filled: Filled, number: Decimal) -> str:
    """The same for a percentage, where it is known of how many."""
    base = filled.other(filled.field.percent_of)
    total = amount(base[1]) if base else None
    if base is None or total is None:
        return ""
    count = round(total * number / 100)
    for few in (count, total - count):
        if _is_telling(few):
            return f"'{filled.field.title}' ({number}) makes {few} of '{base[0].title}' ({total})"
    return ""


def _is_telling(number: Decimal | int) -> bool:
    return 0 < number < TELLING.stop


def _less(value: object, number: Decimal) -> Decimal | None:
    whole = amount(value)
    return None if whole is None else whole - number


def _worked_out(parts: Sum) -> Iterator[Problem]:
    """A small number that was left out, and that the others and the whole give away."""
    for field in parts.left_out:
        if field.small_number and len(parts.left_out) == 1 and _is_telling(parts.rest):
            first = parts.parts[0]
            if first.other(field.small_number) is None:
                what = f"'{field.title}' is left out and follows from the rest: it is {parts.rest}"
                yield _small(first._replace(field=field), what)


def _small(filled: Filled, what: str) -> Problem:
    message = f"{what}, and a number from 1 to 4 could point at a person."
    reason = filled.field.small_number
    hint = f"Count it together with another, or say in '{reason}' why nobody can tell who it is."
    return error(filled.place, "small-number", message, hint=hint)


CHECKS = (adds_up, more_than, percent, small_number)

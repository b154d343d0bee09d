"""How long a class of records is kept, in whole sentences for people who look nothing up.

`retention` says the same in the few words of a table, and what a rule consists of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.model.text import lower_first, upper_first
from macros.rules.retention import TIMED, Rule, Wording, say_conditions, say_stages, say_time, until

NOT_STATED = "not-stated"
"""The choice of a field that the source says nothing of."""

OWN_START = ("age", "event", "from_day")
"""Parts of a rule that say themselves from when its time counts."""


class Around(NamedTuple):
    """What stands in a record beside its rule: the event and the last act, as choices and words."""

    event: str
    event_words: str
    action: str
    action_words: str


def sentences(rule: Rule, words: Wording, around: Around) -> str:
    """We keep it for 6 years. The time starts when the tenancy ends. Then we delete it."""
    return " ".join(_sentences(rule, words, around))


def _sentences(rule: Rule, words: Wording, around: Around) -> Iterator[str]:
    kind = rule.get("kind")
    yield _time(rule, words, around)
    if (kind in TIMED or "stages" in rule) and not any(name in rule for name in OWN_START):
        yield _start(rule, around)
    for condition in say_conditions(rule, words):
        when, _, time = condition.partition(": ")
        yield f"{upper_first(when)}, {lower_first(_kept(time))}"
    for stage in say_stages(rule, words):
        when, _, action = stage.partition(": ")
        yield f"{upper_first(when)} we {action}."
    if around.action and around.action != NOT_STATED and kind != "permanent":
        yield _then(around.action_words)


def _time(rule: Rule, words: Wording, around: Around) -> str:
    match rule.get("kind"):
        case "not-stated" | None:
            return "The schedule does not say how long we keep it."
        case "review-at":
            return f"We look at it again after {say_time(rule, words).partition('after ')[2]}."
        case "at-once" if not any(name in rule for name in OWN_START):
            return _at_once(rule, words, around)
    return _kept(say_time(rule, words))


def _at_once(rule: Rule, words: Wording, around: Around) -> str:
    """We keep it until the tenancy ends."""
    if around.event in ("", NOT_STATED):
        return "We do not keep it."
    _, comma, second = say_time(rule, words).partition(",")
    return f"We keep it {until(around.event_words)}{comma}{second}."


def _start(rule: Rule, around: Around) -> str:
    if around.event in ("", NOT_STATED):
        return "The schedule does not say from when the time counts."
    time = "The first of the two times" if "alternative" in rule else "The time"
    return f"{time} starts {around.event_words}."


def _kept(time: str) -> str:
    if time.startswith("nothing"):
        return f"We keep {time}."
    return f"We keep it for {time}." if time[:1].isdigit() else f"We keep it {time}."


def _then(action: str) -> str:
    """Then we delete it. Then the archive takes it."""
    we = "" if action.startswith("The ") else "we "
    return f"Then {we}{lower_first(action)}."

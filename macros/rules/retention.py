"""How long a class of records is kept, said in words, and whether its stages are in order.

The kinds of rule come from published schedules: Wyre Forest's 'six years and one for audit', the
gas safety record kept for two years and until two further checks (HSE), asbestos registers kept
for good. The shape of a rule, which stands in a record beside its `trigger_event`:

    kind          what the numbers mean:
      period                  the time counts from the event
      period-plus-audit       so too, and `audit_years` follow
      at-once                 nothing is kept after the event
      until-n-further-events  until `n` more such events; it has no day
      life-of-asset           while the asset is there, and `plus_years`; it has no day
      until-superseded        until a newer version, and `plus_years`; it has no day
      permanent               for good; it has no day
      review-at               somebody decides at the end of the time, which counts from the event
      not-stated              the schedule gives no time; it has no day
    years, months, days   a time: all that are given, added in this order
    age           with the event `person-reaches-age`: the event is the day on which the person is
                  so old, so the day that is asked for is the day of birth
    event         with the event `other`: what it is, in words
    from_day      with the event `fixed-day`: that day, so no day is asked for
    alternative   a second end: {whichever: later | earlier, from: EVENT, age, years, months, days}.
                  Without a time it is the event itself. The record ends at the later or the
                  earlier of the two
    conditions    other times in place of the first, and of its alternative: a list of
                  {if: WORDS, kind: permanent | at-once, from: EVENT, age, years, months, days}.
                  Without a kind it is a period, without `from` it counts from the rule's event.
                  Only a person knows whether a condition holds
    stages        what is done before the end: a list of {years, months, days, action}, each later
                  than the one before, counted from the rule's event. What is done at the end is
                  the record's `disposal_action`

Values of `trigger_event` without a day: `none` (of what is kept for good) and `not-stated` (the
source names no event).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from macros.model import Field
from macros.model.text import lower_first
from macros.rules.calendar import Fault, read_date, say_date

Rule: TypeAlias = Mapping[str, object]
"""A rule, or a part of it that holds a time."""

Wording: TypeAlias = Mapping[str, str]
"""What the choices inside a rule are called."""

UNITS = (("years", "year"), ("months", "month"), ("days", "day"))
"""The parts of a time, the longest first, and the word for one of each."""

LENGTHS = {"years": 365.25, "months": 365.25 / 12, "days": 1.0}
"""How many days they last on average: two times can be compared before an event has a day."""

TIMED = ("period", "period-plus-audit", "review-at")
"""Kinds of rule whose time runs from an event; the others end with an event."""


def wording(field: Field | None) -> Wording:
    """The words for every choice inside a field, as its schema has them."""
    if field is None:
        return {}
    inner = (wording(part) for part in field.inside)
    return {name: words for labels in (field.labels, *inner) for name, words in labels.items()}


def say_rule(rule: Rule, words: Wording) -> str:
    """A retention rule as a phrase: '7 years; after 2 years: move it to the archive'."""
    return "; ".join(
        (say_time(rule, words), *say_conditions(rule, words), *say_stages(rule, words))
    )


def say_time(rule: Rule, words: Wording) -> str:
    """How long without conditions: '6 years, or until the debt is cleared, whichever is later'."""
    say = _KINDS.get(str(rule.get("kind")))
    time = say(rule) if say else "not stated"
    second = rule.get("alternative")
    if not isinstance(second, Mapping):
        return time
    term = _term(second, words)
    same = time[:1].isdigit() or not term[:1].isdigit()
    return f"{time}, or {'' if same else 'for '}{term}, whichever is {second.get('whichever')}"


def say_conditions(rule: Rule, words: Wording) -> Iterator[str]:
    """Each other time and when it is meant: 'if a grant paid for it: 30 years'."""
    for condition in _groups(rule, "conditions"):
        yield f"if {condition.get('if')}: {_term(condition, words)}"


def say_stages(rule: Rule, words: Wording) -> Iterator[str]:
    """What is done before the end: 'after 2 years: move it to the archive'."""
    for stage in _groups(rule, "stages"):
        yield f"after {_span(stage)}: {lower_first(_called(stage.get('action'), words))}"


def until(event: str) -> str:
    """'when the tenancy ends' as 'until the tenancy ends'."""
    _, _, rest = event.partition(" ")
    return f"until {rest}"


def late_stages(rule: Rule) -> Iterator[tuple[int, str, str]]:
    """Stages that are no earlier than what follows: the number of each, its time and the other.

    The last is compared with the end of a rule that has one.
    """
    stages = _groups(rule, "stages")
    ends = [*stages, rule] if rule.get("kind") in TIMED else stages
    for number, (stage, following) in enumerate(zip(stages, ends[1:], strict=False)):
        if _length(stage) >= _length(following):
            yield number, _span(stage), _span(following)


def _groups(rule: Rule, name: str) -> Sequence[Rule]:
    groups = rule.get(name)
    if not isinstance(groups, Sequence) or isinstance(groups, str):
        return []
    return [group for group in groups if isinstance(group, Mapping)]


def _length(time: Rule) -> float:
    numbers = ((time.get(unit), days) for unit, days in LENGTHS.items())
    return sum(number * days for number, days in numbers if isinstance(number, int))


def _called(choice: object, words: Wording) -> str:
    return words.get(str(choice), str(choice).replace("-", " "))


def _term(term: Rule, words: Wording) -> str:
    """A time that stands beside the first: '2 years starting when the debt is cleared'."""
    if term.get("kind") == "permanent":
        return "for good"
    if "age" in term or "from" not in term:
        return _at_once(term)
    return _after_event(_span(term), _called(term["from"], words))


def _from_start(rule: Rule) -> str:
    """A time from the event, or from a day, an age or an event where the rule itself says it."""
    span = _span(rule)
    if "event" in rule:
        return _after_event(span, str(rule["event"]))
    if start := _start(rule):
        return f"{span} from {start}" if span else f"until {start}"
    return span


def _at_once(rule: Rule) -> str:
    return _from_start(rule) or "nothing after the event"


def _after_event(span: str, event: str) -> str:
    return f"{span} starting {event}" if span else until(event)


def _start(rule: Rule) -> str:
    if "age" in rule:
        return f"the age of {rule['age']}"
    day = read_date(str(rule.get("from_day", "")))
    return str(rule.get("from_day", "")) if isinstance(day, Fault) else say_date(day)


def _span(time: Rule) -> str:
    """'1 year, 6 months and 3 days'; empty where there is no time."""
    parts = [part for unit, word in UNITS if (part := _count(time.get(unit), word))]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _count(number: object, unit: str) -> str:
    if not isinstance(number, int) or number == 0:
        return ""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _further(rule: Rule) -> str:
    number = rule.get("n")
    least = _span(rule)
    words = f"until {number} more {'check has' if number == 1 else 'checks have'} been done"
    return f"at least {least}, and {words}" if least else words


def _plus(rule: Rule, words: str) -> str:
    years = _count(rule.get("plus_years"), "year")
    return f"{words} and {years} after that" if years else words


_KINDS: Mapping[str, Callable[[Rule], str]] = {
    "period": _from_start,
    "period-plus-audit": lambda rule: (
        f"{_from_start(rule)} and {_count(rule.get('audit_years'), 'year')} for audit"
    ),
    "at-once": _at_once,
    "until-n-further-events": _further,
    "life-of-asset": lambda rule: _plus(rule, "as long as the building or equipment is in use"),
    "until-superseded": lambda rule: _plus(rule, "until a newer version replaces it"),
    "permanent": lambda rule: "for good",
    "review-at": lambda rule: f"looked at again after {_from_start(rule)}",
    "not-stated": lambda rule: "not stated",
}

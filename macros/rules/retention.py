"""How long a class of records is kept, said in words.

The kinds of rule come from published schedules: Wyre Forest's 'six years and one for audit', the
gas safety record kept for two years and until two further checks (HSE), asbestos registers kept
for good. Rules that count events, follow an asset or wait for a newer version have no date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def say_rule(rule: Mapping[str, object]) -> str:
    """A retention rule as a phrase: '6 years and 1 year for audit'."""
    say = _KINDS.get(str(rule.get("kind")))
    return say(rule) if say else "not stated"


def _span(rule: Mapping[str, object], years: str = "years", months: str = "months") -> str:
    parts = [_count(rule.get(years), "year"), _count(rule.get(months), "month")]
    return " and ".join(part for part in parts if part)


def _count(number: object, unit: str) -> str:
    if not isinstance(number, int) or number == 0:
        return ""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _further(rule: Mapping[str, object]) -> str:
    number = rule.get("n")
    least = _span(rule)
    words = f"until {number} more {'check has' if number == 1 else 'checks have'} been done"
    return f"at least {least}, and {words}" if least else words


def _plus(rule: Mapping[str, object], words: str) -> str:
    years = _count(rule.get("plus_years"), "year")
    return f"{words} and {years} after that" if years else words


_KINDS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "period": _span,
    "period-plus-audit": lambda rule: (
        f"{_span(rule)} and {_count(rule.get('audit_years'), 'year')} for audit"
    ),
    "until-n-further-events": _further,
    "life-of-asset": lambda rule: _plus(rule, "as long as the building or equipment is in use"),
    "until-superseded": lambda rule: _plus(rule, "until a newer version replaces it"),
    "permanent": lambda rule: "for good",
    "review-at": lambda rule: f"looked at again after {_span(rule)}",
}

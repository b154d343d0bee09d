"""The browser's arithmetic of keeping and disposal says what Python's says, word by word.

One engine works out all cases at once: the shared table, and random ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from macros.catalogue.schemas import Schemas
from macros.rules.disposal import Hold, Kept, kept, longest, may_go
from macros.site.matching import loaded

CASES = 10_000
VECTORS = Path(__file__).parents[1] / "rules" / "kept_vectors.json"
Case = Mapping[str, Any]

ASKED = """
JSON.stringify(%s.map(function (one) {
  var ends = one.rules.map(function (rule) {
    return KimKeep.kept(rule.rule, rule.event, rule.days, rule.later, rule.condition);
  });
  var classes = {};
  ends.forEach(function (end, number) { classes["RET-" + number] = end; });
  var best = KimKeep.longest(classes);
  return [ends, best, KimKeep.mayGo(best[1], one.holds, one.today)];
}))
"""


def test_ten_thousand_cases_come_to_the_same_in_the_browser(real_schemas: Schemas) -> None:
    random = Random(12)  # noqa: S311 - chance for tests
    schema = real_schemas.registers["retention"]
    events = schema.field("trigger_event")
    assert events
    cases = [*_shared(), *(_case(random, events.options) for _ in range(CASES))]
    with loaded(["kim-keep.js"]) as engine:
        theirs = json.loads(str(engine.eval(ASKED % json.dumps(cases))))
    ours = [_worked_out(case) for case in cases]
    wrong = [
        (case, our, their)
        for case, our, their in zip(cases, ours, theirs, strict=True)
        if our != their
    ]
    assert wrong[:3] == []
    ends = [end for own, _, _ in ours for end in own]
    assert sum(end["until"] is not None for end in ends) > CASES // 2
    assert len({end["why"].split("'")[0][:20] for end in ends}) > 5


def _worked_out(case: Case) -> list[Any]:
    """The same in Python, as JSON has it."""
    ends = [_end(rule) for rule in case["rules"]]
    name, best = longest({f"RET-{number}": end for number, end in enumerate(ends)})
    holds = [
        Hold(hold["name"], _day(hold["since"]), _or_none(hold["lifted"]), hold["part"])
        for hold in case["holds"]
    ]
    first, why = may_go(best, holds, _day(case["today"]))
    return [list(map(_as_json, ends)), [name, _as_json(best)], [str(first) if first else None, why]]


def _end(rule: Case) -> Kept:
    days = {event: _day(text) for event, text in rule["days"].items()}
    later = [_day(text) for text in rule["later"]]
    return kept(rule["rule"], rule["event"], days, later, rule["condition"])


def _as_json(end: Kept) -> dict[str, Any]:
    return {
        "until": str(end.until) if end.until else None,
        "why": end.why,
        "steps": [{"day": str(step.day), "action": step.action} for step in end.steps],
        "for_good": end.for_good,
    }


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _or_none(text: str | None) -> date | None:
    return _day(text) if text else None


# ------------------------------------------------------------------------------------- cases


def _shared() -> Iterator[Case]:
    for vector in json.loads(VECTORS.read_text("utf-8")):
        rule = {"later": [], "condition": None, **vector}
        yield {"rules": [rule], "holds": [], "today": "2026-11-22"}


def _case(random: Random, events: tuple[str, ...]) -> Case:
    """Up to three classes that a record falls under, and the holds on it."""
    holds = [_hold(random, number) for number in range(random.choice((0, 0, 1, 3)))]
    rules = [_rule_and_days(random, events) for _ in range(random.choice((1, 1, 2, 3)))]
    edges = [hold["lifted"] or hold["since"] for hold in holds]
    edges += [hold["since"] for hold in holds]
    today = random.choice(edges) if edges and random.random() < 0.3 else _any_day(random)
    return {"rules": rules, "holds": holds, "today": today}


def _hold(random: Random, number: int) -> Case:
    lifted = _any_day(random) if random.random() < 0.5 else None
    part = random.choice(("", "one block"))
    name = f"HOLD-{9 - number}"
    return {"name": name, "since": _any_day(random), "lifted": lifted, "part": part}


def _any_day(random: Random) -> str:
    """Any day, and leap days, ends of months and of years more often; now and then one far away."""
    if random.random() < 0.3:
        end = random.choice(
            ("02-28", "03-01", "03-31", "04-01", "04-05", "04-06", "12-31", "08-31")
        )
        return f"{random.randint(1900, 2100)}-{end}"
    if random.random() < 0.1:
        return f"{random.randrange(1904, 2100, 4)}-02-29"
    if random.random() < 0.02:
        return random.choice(("9999-12-31", "9990-06-15", "0001-01-01", "0999-12-31"))
    return str(date(1900, 1, 1) + timedelta(days=random.randrange(73_000)))


def _time(random: Random) -> dict[str, int]:
    units = {"years": 150, "months": 1200, "days": 3660}
    chosen = {
        unit: random.randint(1, most) for unit, most in units.items() if random.random() < 0.4
    }
    return chosen or {"years": random.randint(1, 12)}


def _rule_and_days(random: Random, events: tuple[str, ...]) -> Case:
    event = random.choice(events)
    rule = _rule(random, event, events)
    others = [rule.get("alternative", {}), *rule.get("conditions", [])]
    starts = [event, *(other["from"] for other in others if "from" in other)]
    days = {start: _any_day(random) for start in starts if random.random() < 0.9}
    later = [_any_day(random) for _ in range(random.randint(0, 4))]
    conditions = len(rule.get("conditions", []))
    condition = random.randrange(conditions) if conditions and random.random() < 0.7 else None
    return {"rule": rule, "event": event, "days": days, "later": later, "condition": condition}


def _rule(random: Random, event: str, events: tuple[str, ...]) -> dict[str, Any]:
    kind = random.choice(KINDS)
    rule: dict[str, Any] = {"kind": kind, **PARTS.get(kind, _time)(random)}
    if event == "person-reaches-age":
        rule["age"] = random.randint(1, 120)
    if event == "fixed-day":
        rule["from_day"] = _any_day(random)
    if random.random() < 0.3:
        time = _time(random) if random.random() < 0.8 else {}
        which = random.choice(("later", "earlier"))
        rule["alternative"] = {"whichever": which, "from": random.choice(events), **time}
    if random.random() < 0.3:
        rule["conditions"] = [_condition(random, events) for _ in range(random.randint(1, 3))]
    if random.random() < 0.3:
        rule["stages"] = [{**_time(random), "action": "restrict"} for _ in range(2)]
    return rule


def _condition(random: Random, events: tuple[str, ...]) -> dict[str, Any]:
    kind = random.choice(({}, {"kind": "permanent"}, {"kind": "at-once"}))
    start = {"from": random.choice(events)} if random.random() < 0.5 else {}
    return {"if": "it is so", **kind, **start, **({} if kind else _time(random))}


PARTS: Mapping[str, Any] = {
    "period-plus-audit": lambda random: {"years": random.randint(1, 99), "audit_years": 1},
    "at-once": lambda random: {},
    "until-n-further-events": lambda random: {"n": random.randint(1, 3)},
    "life-of-asset": lambda random: {"plus_years": random.randint(0, 40)},
    "until-superseded": lambda random: {"plus_years": random.randint(0, 40)},
    "permanent": lambda random: {},
    "not-stated": lambda random: {},
}
KINDS = ("period", "period", "period", "review-at", *PARTS)

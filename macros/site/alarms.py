"""What to do in danger, and the words that tell of it: before anything else is matched.

The matching is JavaScript (`kim-danger.js`), so that the browser and `kim ask` answer alike. What
the words are stands in the register whose schema says that its records are dangers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import TypedDict

from macros.model import Record, each, records_of, register_of
from macros.pages.fragments import place
from macros.pages.values import telephone_address
from macros.site.answers import answers
from macros.site.matching import learned, loaded, parsed
from macros.view.view import View

FILE = "dangers.json"
SCRIPTS = (
    "vendor/wink-porter2-stemmer-2.0.1.js",
    "vendor/damerau-levenshtein-1.0.8.js",
    "vendor/stopword-english-3.1.5.js",
    "kim-words.js",
    "kim-code.js",
    "kim-told.js",
    "kim-sense.js",
    "kim-danger.js",
)
LEARNING = (*SCRIPTS, "kim-encode.js", "kim-sense-learn.js")
"""What makes the file, too: pages have no need of it."""

EACH = 3
"""Of so many ways to ask for an answer one is learned from: a build has no time for all."""


class Call(TypedDict):
    """Whom to call: `call` is the address that a telephone calls. Nobody answers an `example`."""

    id: str
    title: str
    telephone: str
    call: str
    cost: str
    answered: str
    example: bool


class Danger(TypedDict):
    """What to do now. `href` is its address from the site's root.

    Whoever reads of one with an `exit` may be harmed if they are seen reading it.
    """

    id: str
    kind: str
    title: str
    text: str
    href: str
    contacts: list[Call]
    steps: list[str]
    exit: bool


class Alarm(Danger):
    """The same, with the words that tell of it.

    `ways_said` is how people say it and `near` is what only sounds like it: what is learned from.
    The file that a page fetches has what was learned instead, and fewer phrases.
    """

    phrases: list[str]
    alone: list[str]
    harmless: list[str]
    not_slips: list[str]
    ways_said: list[str]
    near: list[str]


def alarms(view: View) -> list[Alarm]:
    """Every danger that this audience may see, in the order of the register."""
    register = register_of(view.registers, "danger")
    if not register:
        return []
    return [_alarm(view, record, register.schema.singular) for record in register.records]


def _alarm(view: View, record: Record, kind: str) -> Alarm:
    steps = _words(record, "do_now")
    return Alarm(
        id=record.key.id,
        kind=kind,
        title=view.label(record.key),
        text=" ".join(steps),
        href=place(record.key),
        phrases=_words(record, "phrases"),
        alone=_words(record, "alone"),
        harmless=_words(record, "harmless"),
        not_slips=_words(record, "not_slips"),
        ways_said=_words(record, "ways_said"),
        near=_words(record, "near"),
        contacts=list(_calls(view, record)),
        steps=steps,
        exit=bool(_words(record, "exit_words")),
    )


def _words(record: Record, name: str) -> list[str]:
    return [str(value) for value in each(record.values.get(name))]


def _calls(view: View, record: Record) -> Iterator[Call]:
    """Whom to call, in the order of the record."""
    for field in view.schema(record.key).fields:
        for name in _words(record, field.name) if field.place == "contact" else ():
            if key := view.find(field, name):
                yield _call(view, view.records[key])


def _call(view: View, contact: Record) -> Call:
    number = str(contact.values.get("telephone", ""))
    return Call(
        id=contact.key.id,
        title=view.label(contact.key),
        telephone=number,
        call=telephone_address(number),
        cost=str(contact.values.get("cost", "")),
        answered=str(contact.values.get("answered", "")),
        example=contact.is_example,
    )


def as_json(view: View) -> str:
    """The file that a site fetches when somebody starts to type: what kim-sense-learn.js makes."""
    return learned(
        LEARNING, f"KimSenseLearn.pack({parsed(alarms(view))}, {parsed(_harmless(view))})"
    )


def raised(view: View, text: str) -> list[Danger]:
    """The dangers that a text tells of, as the site's own matching finds them."""
    with loaded(SCRIPTS) as running:
        ids = running.eval(
            f"JSON.stringify(KimDanger.matcher({as_json(view)})({json.dumps(text)})"
            ".map(function (danger) { return danger.id; }))"
        )
    named = json.loads(str(ids))
    return [_told(alarm) for alarm in alarms(view) if alarm["id"] in named]


def _harmless(view: View) -> list[str]:
    """What people write who are in no danger: they ask for answers that no danger leads to."""
    dangers = records_of(view.registers, "danger")
    danger_leads = {name for record in dangers for name in _words(record, "leads_to")}
    every = chain.from_iterable(asked["records"] for asked in answers(view)["registers"])
    harmless = (answer["words"] for answer in every if answer["id"] not in danger_leads)
    return list(chain.from_iterable(harmless))[::EACH]


def _told(alarm: Alarm) -> Danger:
    """What to do, without the words that told of it."""
    return Danger(
        id=alarm["id"],
        kind=alarm["kind"],
        title=alarm["title"],
        text=alarm["text"],
        href=alarm["href"],
        contacts=alarm["contacts"],
        steps=alarm["steps"],
        exit=alarm["exit"],
    )

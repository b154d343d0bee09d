"""What a schema can say of its register, in `x-register`: the table of settings.

It is to registers what `annotations` is to fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from macros.catalogue.takes import (
    FIELD,
    FIELDS,
    LIST_OF_WORDS,
    WORDS,
    Annotation,
    Json,
    Takes,
    choice,
)
from macros.model import GRADE, LAST, RecordKind

ABOUT = Takes("a sentence", {"type": "string", "minLength": 20})
NUMBER = Takes("a whole number", {"type": "integer", "minimum": 1})
PHRASES = Takes("a list of phrases", {**LIST_OF_WORDS, "uniqueItems": True})
_STATUSES = Takes("a list of statuses", {**LIST_OF_WORDS, "uniqueItems": True}, "statuses")
PAGE: Json = {"type": "string", "pattern": "^[a-z0-9/-]+\\.md$"}
PAGES: Json = {"type": "array", "minItems": 1, "uniqueItems": True, "items": PAGE}

ASKED = (
    Annotation(
        "asked",
        PHRASES,
        "Words in which people ask for any of its records, beside what the record is called.",
        ["how long do you keep"],
    ),
    Annotation(
        "rank",
        NUMBER,
        f"Its place among what fits a question: 1 comes first. Without it, {LAST}, the last.",
        1,
    ),
    Annotation(
        "main",
        FIELD,
        "A field that is `true` in a topic's main answer, which comes before its side ones.",
        "main_answer",
    ),
)
"""How records of a register are asked for, of staff's box and of that for tenants."""


class Special(NamedTuple):
    """What the program does with a kind of record besides showing it, and the fields it reads."""

    does: str
    fields: tuple[str, ...] = ()


KINDS: Mapping[RecordKind, Special] = {
    "request": Special(
        "A request for information and its answer: `kim ask --back-test` asks it again, "
        "and an evidence pack, the board's report and pages count it.",
        ("question", "received", "responded", "regime", "outcome", "categories"),
    ),
    "question": Special(
        "A question and its answer: `kim ask --back-test` names the categories that have none.",
        ("category",),
    ),
    "synonym": Special(
        "A word and what people type instead: the question box takes one for the other.",
        ("title", "words", "other_languages"),
    ),
    "elsewhere": Special(
        "A subject that we have no answer to: a question about it gets the way to others instead.",
        ("title", "words", "text"),
    ),
    "expectation": Special(
        "A law or a standard: `kim pack --for` makes a pack about what it asks for, and a time "
        "limit in a public text rests on one (`x-limits`)."
    ),
    "contact": Special(
        "How a service is reached: the telephone numbers in it may stand in every text, and the "
        "one with `every_page` stands at the foot of each page for tenants.",
        ("title", "telephone", "answered", "every_page"),
    ),
    "danger": Special(
        "A danger and what to do now: where somebody types one of its phrases, it is shown first.",
        ("title", "do_now", "phrases", "alone", "harmless", "not_slips", "exit_words"),
    ),
    "word": Special(
        "A word and what it means: its first use on each page for tenants leads to it."
    ),
    "translation": Special(
        "A text in another language: whoever types a word of that language is shown the way to it.",
        ("title", "language", "own_name", "heading", "if_unchecked", "words"),
    ),
    "allowance": Special(
        "Personal data that may stay: `kim check` and `kim scan` pass over it until a day.",
        ("file", "kind", "fingerprint", "reason", "owner_role", "until"),
    ),
    "reminder": Special(
        "What a post was reminded of: `kim remind` repeats none of it soon, and keeps more.",
        ("title", "to_role", "sent_on", "way", "about", "find_out_by", "owner_role"),
    ),
}
"""The kinds of record that the program knows. A register of any other kind is only shown."""


SETTINGS = (
    Annotation(
        "group",
        choice("strategy", "governance", "delivery", "information", "answers", "project"),
        "Where the register stands in the menu.",
        "answers",
        needed=True,
    ),
    Annotation("order", NUMBER, "Its place there.", 30, needed=True),
    Annotation("singular", WORDS, "The word for one record.", "policy", needed=True),
    Annotation("plural", WORDS, "The word for several, where an 's' won't do.", "policies"),
    Annotation(
        "prefix",
        Takes("capitals and a hyphen", {"type": "string", "pattern": "^[A-Z]+-?$"}),
        "How each reference starts.",
        "LEA-",
    ),
    Annotation("label", FIELDS, "What a record is called by.", ["title"], needed=True),
    Annotation(
        "columns",
        FIELDS,
        "The fields in the table, `id` first.",
        ["id", "title", "status"],
        needed=True,
    ),
    Annotation("sort", FIELDS, "What records are sorted by. Without it, `id`.", ["title"]),
    Annotation("facets", FIELDS, "The fields to filter by.", ["status"]),
    Annotation(
        "review",
        choice(
            *("monthly", "quarterly", "six-monthly", "annual", "2-yearly", "3-yearly", "4-yearly"),
            *("on-event", "to-be-determined", "none"),
        ),
        "How often a record is looked at again, where it doesn't say so itself.",
        "annual",
    ),
    Annotation(
        "final",
        _STATUSES,
        "Statuses in which nothing is due any more, besides `retired`.",
        ["complete"],
    ),
    Annotation(
        "unreported",
        _STATUSES,
        "Statuses which say that no report has come yet: what was due then is not overdue.",
        ["not-reported"],
    ),
    Annotation(
        "names",
        FIELDS,
        "Fields with other names, by which people ask for a record.",
        ["also_known_as"],
    ),
    Annotation("answers", FIELDS, "The fields that a question is matched with.", ["title"]),
    *ASKED,
    Annotation(
        "guidance",
        Takes("a page in `docs/`", PAGE, "pages"),
        "The page on which to read about the register.",
        "governance/index.md",
    ),
    Annotation(
        "how_to",
        Takes("a list of pages in `docs/`", PAGES, "pages"),
        "The pages that say how something is done with it: the register's page and each of its "
        "records lead there.",
        ["procedures/retention-and-disposal.md"],
    ),
    Annotation(
        "report",
        choice("risk", "learning"),
        "The part of the board's report in which its records stand (`kim report`). Plans "
        "(`x-plan`), time limits (`x-clock`) and logs (`x-period`) are in it without this.",
        "risk",
    ),
    Annotation("report_columns", FIELDS, "The fields in the table there.", ["title", "escalation"]),
    Annotation(
        "report_when",
        FIELD,
        "The field with the day, month or quarter of a record: the report tells of those of its "
        "quarter. Without it, of all that are in force.",
        "month",
    ),
    Annotation(
        "report_first",
        FIELDS,
        "What the report tells first: records with the last choice, or with the highest number.",
        ["impact"],
    ),
    Annotation(
        "kind",
        choice(*KINDS),
        "What its records are, where the program does more with them than show them.",
        "request",
    ),
    Annotation(
        "public",
        Takes("the settings below", {"$ref": "#/$defs/public"}),
        "What the register is for the public. Without it none of its records can be published.",
        {"title": "Leaflets", "description": "Leaflets to read or print."},
    ),
)
"""What a schema says of its register, in `x-register`."""

PUBLIC_SETTINGS = (
    Annotation("title", WORDS, "What tenants call the register.", "Leaflets", needed=True),
    Annotation("description", ABOUT, "What it is for.", "Leaflets to read or print.", needed=True),
    Annotation("singular", WORDS, "The word for one record.", "leaflet"),
    Annotation("plural", WORDS, "The word for several.", "leaflets to print"),
    Annotation("columns", FIELDS, "The fields in the table.", ["title"]),
    Annotation("facets", FIELDS, "The fields to filter by.", ["form"]),
    Annotation("answers", FIELDS, "The fields that the question box matches.", ["title"]),
    *ASKED,
    Annotation(
        "page",
        Takes("a page in `docs/public/`", PAGE, "public pages"),
        "The page that lists the register: the way back from each of its records.",
        "leaflets/index.md",
    ),
    Annotation(
        "listed",
        Takes("`false`", {"const": False}),
        "Its records only serve the site: they have no page, and stand in no list and no search.",
        False,
    ),
    Annotation(
        "together",
        Takes("`true`", {"const": True}),
        "Its records have no pages of their own: they stand together on the page in `page`, "
        "and links to one lead to its place there.",
        True,
    ),
    Annotation(
        "grade",
        NUMBER,
        f"The reading grade (Flesch-Kincaid) that its texts keep to. Without it, {GRADE}.",
        6,
    ),
)
"""What a schema says of its register to the public, in `x-register` under `public`."""

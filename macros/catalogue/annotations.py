"""What a schema can say of a field besides JSON Schema: the table of annotations (`x-...`).

From it are made the schema of schemas, the guide's table, the checks of schemas and what a `Field`
knows. A new annotation is a row here, an attribute of `Field` where it needs one, and the code that
uses it. `settings` has the rows for registers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from macros.catalogue.date_annotations import DATES
from macros.catalogue.formats import FORMATS
from macros.catalogue.kept_annotation import DISPOSAL
from macros.catalogue.link_annotations import CONFIRMED
from macros.catalogue.number_annotations import NUMBERS
from macros.catalogue.takes import (
    BACK_REF,
    BESIDE,
    CHOICE,
    CHOICES,
    FIELD,
    FIELDS,
    FLAG,
    LABELS,
    NEAR_FIELD,
    PAIRS,
    PUBLIC,
    REGISTERS,
    TEXT,
    Annotation,
    Json,
    choice,
)

ANNOTATIONS = (
    Annotation(
        "x-audience",
        PUBLIC,
        "Everybody may see the field. Without it, the field is for staff only.",
        "public",
        "public",
        parts=True,
    ),
    Annotation(
        "x-ref",
        REGISTERS,
        "The field names a record of this register. The check follows it, and both pages show it.",
        "repairs",
        "refs",
        parts=True,
    ),
    Annotation(
        "x-self", FLAG, "A record may name itself in this field.", True, "itself", parts=True
    ),
    Annotation(
        "x-fits",
        PAIRS,
        "What the record says in the first field is one of the values that the record named here "
        "has in the second.",
        {"law": "laws"},
        "fits",
    ),
    Annotation(
        "x-asks",
        PAIRS,
        "Where the record named here has `yes` in the first field, this one needs the second.",
        {"is_weighed": "how_weighed"},
        "asks",
    ),
    *CONFIRMED,
    Annotation(
        "x-acyclic",
        FLAG,
        "Following this field from record to record never leads back to the start.",
        True,
        "acyclic",
    ),
    Annotation(
        "x-due-by",
        FIELD,
        "What this field names comes first: the check warns where the record is due before it. "
        "Names the field that says when each is due.",
        "timescale",
        "due_by",
    ),
    Annotation(
        "x-limits",
        FIELDS,
        "What this field names is behind the time limits in those texts, and of a page also in its "
        "own text. The check warns where it names no record of the kind `expectation`.",
        ["answer"],
        "limits",
    ),
    Annotation(
        "x-format",
        choice(*FORMATS),
        "What kind of text it is, where JSON Schema has no word for it.",
        "date",
        "format",
        parts=True,
    ),
    Annotation("x-unique", FLAG, "No two records have the same value here.", True, "unique"),
    *DATES,
    *DISPOSAL,
    *NUMBERS,
    Annotation(
        "x-deadline",
        NEAR_FIELD,
        "Something is to be done by the day in this field, or by the end of the month, the quarter "
        "or the year, and `kim due` lists it. Names the field with the posts that do it.",
        "owner_role",
        "deadline",
        parts=True,
    ),
    Annotation(
        "x-missing",
        CHOICES,
        "With one of these choices the record says that what it is about isn't there, or that "
        "nobody knows whether it is: `kim due` lists it as missing.",
        ["not-written"],
        "missing",
    ),
    Annotation(
        "x-plan",
        FLAG,
        "The time in this field is a plan. Once it is past and the status is one of `unreported`, "
        "tenants read that we have not said yet whether it happened: on the record's page and "
        "wherever another names the record.",
        True,
        "planned",
    ),
    Annotation(
        "x-ends",
        BESIDE,
        "What the group says holds until this day: after it, the page says that it has run out. "
        "Names the date beside it from which it holds. Coverage counts such groups as evidence.",
        "holds_for",
        "ends",
        parts=True,
    ),
    Annotation(
        "x-back-ref",
        BACK_REF,
        "Which links lead to a record: `from` names fields of other registers, `own` fields of the "
        "record itself. The page has them below `title`, or says the `gap` and what stands in "
        "this field, which says why there are none. Without either, the check refuses the record "
        "(`level` is `must`) or warns (`should`). With `meets`, what is linked does what the "
        "record asks for: coverage and packs follow it. With `due`, `kim due` lists a record "
        "without any link and without a word on why, and says this of it. `when` says for which "
        "choices of which fields the register asks at all.",
        {
            "title": "Kept by",
            "from": ["repairs.promises"],
            "level": "should",
            "gap": "Nobody keeps this promise yet.",
        },
        "back_ref",
    ),
    Annotation(
        "x-labels",
        LABELS,
        "Words for choices that don't read well.",
        {"iao": "Information asset owner"},
        "labels",
        parts=True,
    ),
    Annotation(
        "x-of-nobody",
        FLAG,
        "What stands here is made up, such as ways that people call for help: what sounds like "
        "somebody's health or a crime is of nobody and may stand. Names, numbers and addresses may "
        "not.",
        True,
        "of_nobody",
    ),
    Annotation(
        "x-our-reading",
        CHOICE,
        "A record with this choice is in part our own reading of its source, and not what the "
        "source states. The register's page counts such records.",
        "inferred",
        "our_reading",
    ),
    Annotation(
        "x-place",
        choice("lead", "body", "search", "contact", "program"),
        "Where the field stands on a tenant's page: above the rest, as running text, or in the "
        "search only. As `contact`, how to reach what it names is shown in full; as `program`, it "
        "stands on no page. Without it, the field stands among the others.",
        "lead",
        "place",
    ),
    Annotation(
        "x-needed",
        PUBLIC,
        "A record that is published needs it. Where it names other records, one of them is "
        "published too.",
        "public",
        "needed",
    ),
    Annotation(
        "x-language",
        BESIDE,
        "The text is in another language than the page. Names the field with the code of it, such "
        "as `pl`.",
        "language",
        "language",
        parts=True,
    ),
    Annotation(
        "x-message",
        TEXT,
        "What the check says when the rule beside it is broken. Beside the `pattern` or the "
        "length of a field, it says what would be right.",
        "Write the reference as it stands on the letter.",
        parts=True,
    ),
)
"""What a schema can say of a field; of a rule, `x-message`."""

BY_NAME: Mapping[str, Annotation] = {row.name: row for row in ANNOTATIONS}
KNOWN_WORDS = ("x-register", *BY_NAME)
"""Every word of a schema that starts with `x-`."""


def attributes(about: Json) -> dict[str, Any]:
    """What the annotations in a field's schema say, by the attribute of `Field` that keeps it."""
    return {
        row.attribute: row.takes.keep(about[row.name])
        for row in ANNOTATIONS
        if row.attribute and row.name in about
    }

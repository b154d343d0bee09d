"""The rows of the table of annotations that are about links which are confirmed, and what they say.

`annotations` has the other rows, `confirmations` and `read_again` what comes of these.
"""

from __future__ import annotations

from macros.catalogue.takes import FIELD, TEXT, THEIR_FIELDS, Annotation

CONFIRMED = (
    Annotation(
        "x-confirm",
        THEIR_FIELDS,
        "The links in this field can be confirmed, and are to be looked at again when one of "
        "these fields changes. Of a written page (`x-format` is `page`), these are fields of its "
        "heading, or `text`. The register needs a field `confirmed` too.",
        ["title", "status"],
        "confirm",
    ),
    Annotation(
        "x-earlier",
        FIELD,
        "The record's own text is made from these fields of what this names, such as a translation "
        "from its original, and says so with a link that is confirmed. Where they have changed "
        "since, the check warns, and everybody reads above the text what stands in the field that "
        "is named here. It needs `x-confirm`.",
        "if_earlier",
        "earlier",
    ),
    Annotation(
        "x-read",
        FIELD,
        "The record says that people have read what this names, by the day in the field that is "
        "named here. Where it has changed since it was confirmed, or was confirmed later than that "
        "day, it is to be read again: the check warns, and the table and the page of what was "
        "read say so. It needs `x-confirm`.",
        "counted_on",
        "read",
    ),
    Annotation(
        "x-notice",
        TEXT,
        "What this field names says this at the top of its page, with a link to the record, until "
        "the record is over. Only for staff.",
        "On hold: nothing of it is destroyed.",
        "notice",
    ),
)
"""What a schema can say of a field that names something which may change."""

"""The rows of the table of annotations that are about numbers: parts, percentages, small numbers.

`annotations` has the other rows, `count_checks` the rules that come of these.
"""

from __future__ import annotations

from macros.catalogue.takes import NEAR_FIELD, Annotation

NUMBERS = (
    Annotation(
        "x-adds-up-to",
        NEAR_FIELD,
        "All numbers that name the same field here add up to the number in it: those beside each "
        "other, and those in every group of a list.",
        "appointments",
        "adds_up_to",
        parts=True,
    ),
    Annotation(
        "x-at-most",
        NEAR_FIELD,
        "The number is at most the one in that field: a part of it, or the lower end of a range.",
        "homes_in_scope",
        "at_most",
        parts=True,
    ),
    Annotation(
        "x-percent-of",
        NEAR_FIELD,
        "The number is a percentage, from 0 to 100, and that field says of what: a number of "
        "things, or words. Without it, a percentage says nothing.",
        "households",
        "percent_of",
        parts=True,
    ),
    Annotation(
        "x-small-number",
        NEAR_FIELD,
        "The number counts people or what is theirs, and from 1 to 4 could point at one of them: "
        "then the field that is named here has to say why it can be shown. The same goes for what "
        "it leaves of the number in `x-at-most`, for what a percentage makes of a number in "
        "`x-percent-of`, and for a number that was left out and follows from `x-adds-up-to`.",
        "small_number_reason",
        "small_number",
        parts=True,
    ),
)
"""What a schema can say of a number that goes with others."""

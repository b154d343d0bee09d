"""The macros that draw records or numbers: a part of the table in `macro_table`."""

from __future__ import annotations

from macros.catalogue.macro_parts import RECORDS, REGISTER, Argument, Macro, more

# fmt: off
PICTURES = (
    Macro(
        "chain_picture", "Records in a line, in the order of a number",
        (
            REGISTER, Argument("by", "field", fits="number"),
            Argument("title", "text", example="From the top"), more("more", "field"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "lanes_picture", "Records in columns, one for each choice of a field",
        (
            REGISTER, Argument("by", "field", fits="choices"),
            Argument("title", "text", example="By kind"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "bars_picture", "How many records there are for each value of a field, as bars and as a"
        " table. With parts, each bar is divided by a second field. With every, records that the"
        " field could name and that none does are there too",
        (
            REGISTER, Argument("by", "field"), Argument("title", "text", example="By kind"),
            more("parts", "field"), more("where", "values"), more("every", "yes or no"),
            more("small", "yes or no"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "squares_picture", "How many records there are for each pair of values of two fields, as"
        " squares and as a table. A day counts in its quarter",
        (
            REGISTER, Argument("by", "field"), Argument("across", "field"),
            Argument("title", "text", example="By kind"),
            more("where", "values"), more("every", "yes or no"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "answers_picture", "How many parts of a group have the first choice, such as principles"
        " that were assessed, by a second field and for each part or each value of a third",
        (
            REGISTER, Argument("of", "field", fits="group"),
            Argument("across", "field", example="period_end"),
            Argument("title", "text", example="What was assessed"), more("by", "field"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "sums_picture", "What numbers of records come to, for each value of a field, as bars and"
        " as a table",
        (
            REGISTER, Argument("by", "field"), Argument("parts", "fields", fits="number"),
            Argument("title", "text", example="What was checked"), more("where", "values"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "group_sums_picture", "What numbers in lists of groups come to, for each record that the"
        " groups name, as bars and as a table. Of what was counted twice, the later day counts",
        (
            REGISTER, Argument("of", "field", fits="counts"),
            Argument("title", "text", example="How many have done it"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "waits_picture", "Which records wait for which others, as boxes with arrows and as a"
        " table with the time of each",
        (
            REGISTER, Argument("by", "field", fits="waits"),
            Argument("title", "text", example="What waits for what"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "keeping_map", "What is kept where, with every place there is, and what is made from what:"
        " frames with boxes and arrows, and a table",
        (
            REGISTER, Argument("by", "field", fits="references"),
            Argument("made_from", "fields", fits="chain"),
            Argument("title", "text", example="What is kept where"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "proof_picture", "What each record names that keeps it, how much of that has a report, and"
        " how much evidence there is, as squares and as a table",
        (
            REGISTER, Argument("by", "field", fits="references"),
            Argument("title", "text", example="What is proven"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "asked_again_picture", "What was asked more than once, how often, and whether there is an"
        " answer for all; what was asked three times or more without one is named",
        (
            REGISTER, Argument("by", "field", fits="chain"),
            Argument("answer", "field", fits="references"),
            Argument("title", "text", example="Asked more than once"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "ages_picture", "How long ago the records of a register were looked at, for each value of"
        " a field",
        (
            REGISTER, Argument("by", "field"),
            Argument("title", "text", example="When it was looked at"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "coverage_picture", "How many records of a register have which hole, as bars and as a"
        " table",
        (
            Argument("name", "register", fits="coverage"),
            Argument("title", "text", example="What is covered"), more("small", "yes or no"),
        ),
        printed=RECORDS,
    ),
    Macro(
        "answer_times", "In what time requests were answered, by the law's clock and by quarter,"
        " as bars and as a table. For tenants, what is published alone",
        (
            Argument("name", "register", fits="request"),
            Argument("title", "text", example="Time to answer"), more("small", "yes or no"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "request_numbers", "Requests by quarter as a table: time limits, more time, internal"
        " reviews and what was held back. For tenants, what is published alone",
        (Argument("name", "register", fits="request"),), public=True, printed=RECORDS,
    ),
    Macro(
        "refusals_picture", "Why something was held back, as bars and as a table",
        (
            Argument("name", "register", fits="request"),
            Argument("title", "text", example="Why something was held back"),
        ),
        public=True, printed=RECORDS,
    ),
    Macro(
        "freshness_picture", "How long ago records were looked at, by group of registers",
        (Argument("title", "text", example="When it was looked at"), more("small", "yes or no")),
    ),
)
# fmt: on
"""Every macro that draws, in the order in which the guide shows them."""

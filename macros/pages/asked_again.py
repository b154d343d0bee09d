"""What has been asked more than once, how often, and whether an answer to all stands somewhere.

A request names the latest that was the same or much like it, and so on back to the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from macros.model import Field, Key, Record, Register
from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.tally import Axis, Tally
from macros.pages.where import link
from macros.view.view import View

ANSWERED, MISSING = "Answered for all", "Not answered for all"

OFTEN = 3
"""Asked so many times, a question is to have an answer for all."""


def asked_again(
    view: View, register: Register, earlier: Field, answer: Field, title: str
) -> Markup:
    """A bar for each question that came more than once, and the ones that lack an answer."""
    chains = {
        first: records for first, records in _chains(register, earlier).items() if len(records) > 1
    }
    ordered = sorted(chains.items(), key=lambda chain: (-len(chain[1]), chain[0]))
    names = {first: f"{first.id} {view.label(first)}" for first, _ in ordered}
    counts = {(names[first], _column(records, answer)): len(records) for first, records in ordered}
    rows = Axis("First asked as", list(names.values()))
    numbers = Tally(rows, Axis(answer.title, (ANSWERED, MISSING)), counts)
    says = f"{counted(len(chains), 'question')} asked more than once"
    missing = [first for first, records in ordered if _is_missing(records, answer)]
    return picture("bars", title, numbers, says) + _told(view, missing)


def _chains(register: Register, earlier: Field) -> Mapping[Key, list[Record]]:
    """The records that lead back to the same first one, by that one."""
    records = {record.key: record for record in register.records if not record.retired}

    def first(key: Key) -> Key:
        before = Key(key.register, str(records[key].values.get(earlier.name, "")))
        return first(before) if before in records else key

    return grouped((first(key), record) for key, record in records.items())


def _column(records: Sequence[Record], answer: Field) -> str:
    return ANSWERED if any(answer.name in record.values for record in records) else MISSING


def _is_missing(records: Sequence[Record], answer: Field) -> bool:
    return len(records) >= OFTEN and _column(records, answer) == MISSING


def _told(view: View, missing: Sequence[Key]) -> Markup:
    """Which questions lack an answer, as the sentence below the picture."""
    if not missing:
        return Markup("<p>Of what was asked {} times or more, nothing lacks an answer.</p>").format(
            OFTEN
        )
    names = Markup(", ").join(link(view, key) for key in missing)
    return Markup("<p>Asked {} times or more and without an answer: {}.</p>").format(OFTEN, names)

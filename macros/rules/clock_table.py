"""The time limits of the law that run from a day: one row each, with where it stands.

A limit is never more than this table says, and may be less: 'promptly' and 'as soon as reasonably
practicable' have no number. `clocks` reckons with it. The texts were read in what courts, the ICO,
the Ombudsman and law firms print of them, and not all in the law itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from macros.rules.working_days import ANY_PART_OF_UK, IN_ENGLAND, WorkingDays

Unit: TypeAlias = Literal["hours", "working days", "days", "weeks", "months"]


class Limit(NamedTuple):
    """So many days of a kind after the day of the event, which is day zero; and the law."""

    number: int
    unit: Unit
    source: str

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.number == 1 else self.unit
        return f"{self.number} {unit}"


@dataclass(frozen=True, slots=True)
class LegalClock:
    """A time limit, and the longer one where the law allows more time for a reason that is told.

    `rolls`: an end that isn't a working day moves to the next one. `own_closed_days`: no law says
    what a working day is, so the landlord's own closed days count. `since`: what came before that
    day has no limit. `others`: it binds other landlords than councils.
    """

    id: str
    what: str
    limit: Limit
    days: WorkingDays
    longer: Limit | None = None
    rolls: bool = False
    own_closed_days: bool = False
    since: date | None = None
    others: bool = False

    def closed_on(self, days: frozenset[date]) -> LegalClock:
        """The same with the landlord's own closed days, where a law leaves room for them."""
        return replace(self, days=replace(self.days, closed=days)) if self.own_closed_days else self


_AWAAB = "Hazards in Social Housing (Prescribed Requirements) (England) Regulations 2025"
_AWAAB_SINCE = date(2025, 10, 27)
_CODE = "Housing Ombudsman, Complaint Handling Code 2024, section"
_DUAA = "Data (Use and Access) Act 2025"
_EIR = "Environmental Information Regulations 2004, regulation"
_FOIA = "Freedom of Information Act 2000, section"
_ICO_FOI = "the ICO's guidance on time for compliance: no more than 20 working days more"
_ICO_REVIEW = (
    "Section 45 code of practice (2018), part 5, and the ICO's guidance on internal reviews"
)

_ROWS = (
    LegalClock(
        "foi",
        "Answer to a request under freedom of information",
        Limit(20, "working days", f"{_FOIA} 10(1)"),
        ANY_PART_OF_UK,
        longer=Limit(40, "working days", f"{_FOIA} 10(3) (the public interest), with {_ICO_FOI}"),
    ),
    LegalClock(
        "foi-review",
        "Internal review of an answer under freedom of information",
        Limit(20, "working days", _ICO_REVIEW),
        ANY_PART_OF_UK,
        longer=Limit(40, "working days", f"{_ICO_REVIEW}: in exceptional cases"),
    ),
    LegalClock(
        "eir",
        "Answer to a request for environmental information",
        Limit(20, "working days", f"{_EIR} 5(2)"),
        ANY_PART_OF_UK,
        longer=Limit(40, "working days", f"{_EIR} 7(1) (complex and voluminous)"),
    ),
    LegalClock(
        "eir-review",
        "Reconsideration of an answer about the environment",
        Limit(40, "working days", f"{_EIR} 11(4)"),
        ANY_PART_OF_UK,
    ),
    LegalClock(
        "sar",
        "Answer to a request for a person's own information",
        Limit(
            1,
            "months",
            f"UK GDPR, Articles 12(3) and 12A (put in by the {_DUAA}, section 76), by the ICO's "
            "rule: to the same day of the next month, or its last day, or the next working day",
        ),
        IN_ENGLAND,
        longer=Limit(3, "months", "UK GDPR, Articles 12(3) and 12A: two further months"),
        rolls=True,
    ),
    LegalClock(
        "data-protection-complaint",
        "Acknowledgement of a complaint about personal data",
        Limit(
            30,
            "days",
            f"Data Protection Act 2018, section 164A (put in by the {_DUAA}, section 103), by the "
            "ICO's rule: the first is the day after, and the last moves to a working day",
        ),
        IN_ENGLAND,
        rolls=True,
        since=date(2026, 6, 19),
    ),
    LegalClock(
        "complaint-acknowledged",
        "Acknowledgement of a complaint, at stage 1 or 2",
        Limit(5, "working days", f"{_CODE}s 6.2 and 6.11"),
        IN_ENGLAND,
        own_closed_days=True,
        since=date(2024, 4, 1),
    ),
    LegalClock(
        "complaint-stage-1",
        "Answer at stage 1, from the acknowledgement",
        Limit(10, "working days", f"{_CODE} 6.3"),
        IN_ENGLAND,
        longer=Limit(20, "working days", f"{_CODE} 6.4: 10 more"),
        own_closed_days=True,
        since=date(2024, 4, 1),
    ),
    LegalClock(
        "complaint-stage-2",
        "Answer at stage 2, from the acknowledgement",
        Limit(20, "working days", f"{_CODE} 6.14"),
        IN_ENGLAND,
        longer=Limit(40, "working days", f"{_CODE} 6.15: 20 more"),
        own_closed_days=True,
        since=date(2024, 4, 1),
    ),
    LegalClock(
        "mutual-exchange",
        "Answer to a secure tenant who asks to exchange homes",
        Limit(42, "days", "Housing Act 1985, section 92(4)"),
        IN_ENGLAND,
    ),
    LegalClock(
        "hazard-emergency",
        "Emergency hazard looked into and made safe, from when we know",
        Limit(24, "hours", f"{_AWAAB}, on emergency hazards"),
        IN_ENGLAND,
        since=_AWAAB_SINCE,
    ),
    LegalClock(
        "hazard-investigated",
        "Significant hazard looked into, from when we know",
        Limit(10, "working days", f"{_AWAAB}, regulation 6"),
        IN_ENGLAND,
        since=_AWAAB_SINCE,
    ),
    LegalClock(
        "hazard-summary",
        "Written summary, from the end of the investigation",
        Limit(3, "working days", f"{_AWAAB}, regulation 9"),
        IN_ENGLAND,
        since=_AWAAB_SINCE,
    ),
    LegalClock(
        "hazard-made-safe",
        "Significant hazard made safe, from the end of the investigation",
        Limit(5, "working days", f"{_AWAAB}, regulation 11(2)"),
        IN_ENGLAND,
        since=_AWAAB_SINCE,
    ),
    LegalClock(
        "hazard-work-begun",
        "Work begun so that the hazard doesn't come back, from the end of the investigation",
        Limit(5, "working days", f"{_AWAAB}, regulation 13(2)"),
        IN_ENGLAND,
        longer=Limit(12, "weeks", f"{_AWAAB}, regulation 13(3), where 5 are not practicable"),
        since=_AWAAB_SINCE,
    ),
    LegalClock(
        "stairs",
        "Answer to a tenant of a housing association who asks for information",
        Limit(
            30,
            "days",
            "Social Tenant Access to Information Requirements, chapter 2, as consulted on in 2024: "
            "check it against the policy statement",
        ),
        IN_ENGLAND,
        since=date(2027, 4, 1),
        others=True,
    ),
)

CLOCKS: Mapping[str, LegalClock] = {clock.id: clock for clock in _ROWS}
"""Every clock by its id, which a schema names in `x-clock`."""

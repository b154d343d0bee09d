from __future__ import annotations

from datetime import date

import pytest

from macros.model import (
    EventFields,
    Field,
    GoneFields,
    HoldFields,
    KeptFields,
    Register,
    Value,
    Values,
)
from macros.rules.disposal import Hold
from macros.rules.kept_records import KeptRecord, is_gone, kept_record, kinds_in
from tests.conftest import make_register

ID = Field("id", "Reference", "", "string")
CLASSES = make_register(
    "classes",
    [
        ID,
        Field("trigger_event", "Event", "", "string"),
        Field("rule", "Rule", "", "object", format="retention-rule"),
    ],
    [
        {"id": "C-6", "trigger_event": "case-closed", "rule": {"kind": "period", "years": 6}},
        {"id": "C-7", "trigger_event": "contract-end", "rule": {"kind": "period", "years": 7}},
        {
            "id": "C-2",
            "trigger_event": "date-of-check",
            "rule": {"kind": "until-n-further-events", "n": 2},
        },
        {"id": "C-good", "trigger_event": "none", "rule": {"kind": "permanent"}},
        {
            "id": "C-or",
            "trigger_event": "case-closed",
            "rule": {
                "kind": "period",
                "years": 6,
                "conditions": [{"if": "it is small", "years": 1}],
            },
        },
        {"id": "C-odd", "trigger_event": "case-closed", "rule": "six years"},
    ],
)
HOLD = HoldFields("from", "lifted_on", "part")
HOLDS = make_register(
    "holds",
    [
        ID,
        Field("classes", "Classes", "", "array", refs=("classes",), on_hold=HOLD),
        Field("assets", "Assets", "", "array", refs=("assets",), on_hold=HOLD),
    ],
    [
        {"id": "H-1", "classes": ["C-7"], "from": "2026-01-05"},
        {"id": "H-2", "assets": ["A-1"], "from": "2025-01-05", "lifted_on": "2025-03-01"},
        {"id": "H-3", "classes": ["C-6"], "from": "2025-01-05", "status": "retired"},
        {"id": "H-4", "classes": ["C-6"]},
    ],
)
KEPT = KeptFields(
    days={"case-closed": ("closed", "review.answered"), "contract-end": ("ends",)},
    open={"review.asked": "review.answered"},
    events=EventFields("events", "event", "day"),
    checks="checks",
    condition="condition",
    within=("assets",),
)
FILES = [
    ID,
    Field("class", "Class", "", "array", refs=("classes",), kept=KEPT),
    Field("assets", "Assets", "", "array", refs=("assets",)),
]


def until(of: Value, **values: Value) -> KeptRecord | None:
    files = make_register("files", FILES, [{"id": "F-1", "class": of, **values}])
    return kept_record(files.schema, files.records[0], kinds_in(registers(files)))


def registers(files: Register) -> dict[str, Register]:
    return {register.schema.name: register for register in (CLASSES, HOLDS, files)}


@pytest.mark.parametrize(
    ("of", "values", "day"),
    [
        ("C-6", {"closed": "2024-02-29"}, "2030-02-28"),
        ("C-6", {"closed": "2024-02"}, "2030-02-28"),
        ("C-6", {"closed": "2024"}, "2030-12-31"),
        ("C-6", {"closed": "2024-01-01", "review": {"answered": "2024-05-01"}}, "2030-05-01"),
        ("C-6", {"closed": "2024-01-01", "review": {"asked": "2024-02-01"}}, None),
        ("C-6", {"closed": "soon"}, None),
        ("C-6", {"ends": "2024-01-01"}, None),
        ("C-7", {"ends": "2029-03"}, "2036-03-31"),
        (["C-6", "C-7"], {"closed": "2024-01-01", "ends": "2024-01-01"}, "2031-01-01"),
        ("C-6", {"events": [{"event": "case-closed", "day": "2024-01-01"}]}, "2030-01-01"),
        (
            "C-6",
            {"closed": "2020-01-01", "events": [{"event": "case-closed", "day": "2024-01-01"}]},
            "2030-01-01",
        ),
        (
            "C-6",
            {
                "events": [
                    {"event": "case-closed", "day": "2024-10-01"},
                    {"event": "case-closed", "day": "2024-02-01"},
                    {"event": "case-closed", "day": "soon"},
                ]
            },
            "2030-10-01",
        ),
        ("C-2", {"events": [{"event": "date-of-check", "day": "2024-01-01"}]}, None),
        (
            "C-2",
            {
                "events": [{"event": "date-of-check", "day": "2024-01-01"}],
                "checks": ["2025-01-02", "2026-01-03"],
            },
            "2026-01-03",
        ),
        ("C-or", {"closed": "2024-01-01", "condition": "it is small"}, "2025-01-01"),
        ("C-or", {"closed": "2024-01-01", "condition": "it is big"}, "2030-01-01"),
        ("C-good", {"closed": "2024-01-01"}, None),
    ],
)
def test_a_record_is_kept_by_its_classes_and_the_days_that_it_states(
    of: Value, values: Values, day: str | None
) -> None:
    end = until(of, **values)
    assert end
    assert end.kept.until == (date.fromisoformat(day) if day else None)


def test_a_record_without_a_class_that_is_there_is_kept_by_none() -> None:
    assert until([]) is None
    assert until(["C-odd", "C-99"], closed="2024-01-01") is None


def test_the_longest_class_wins_and_a_time_that_still_runs_is_longer_than_a_day() -> None:
    both = until(["C-7", "C-6"], closed="2024-01-01", ends="2024-01-01")
    assert both
    assert both.of == "C-7"
    running = until(["C-7", "C-6"], ends="2024-01-01")
    assert running
    assert running.of == "C-6"
    assert "there is no day for the event 'case closed'" in running.kept.why
    good = until(["C-7", "C-good"], ends="2024-01-01")
    assert good
    assert good.of == "C-good"


@pytest.mark.parametrize(
    ("of", "assets", "names"),
    [
        ("C-7", [], ["H-1"]),
        ("C-7", ["A-1"], ["H-1", "H-2"]),
        ("C-6", ["A-1"], ["H-2"]),
        ("C-6", ["A-2"], []),
    ],
)
def test_a_hold_covers_a_class_or_what_the_record_is_part_of(
    of: str, assets: Value, names: list[str]
) -> None:
    end = until(of, assets=assets)
    assert end
    assert [hold.name for hold in end.holds] == names


def test_a_hold_may_name_the_record_itself() -> None:
    own = make_register(
        "stops",
        [ID, Field("files", "Files", "", "array", refs=("files",), on_hold=HOLD)],
        [{"id": "H-9", "files": ["F-1"], "from": "2026-01-05"}],
    )
    files = make_register(
        "files", FILES, [{"id": "F-1", "class": "C-6"}, {"id": "F-2", "class": "C-6"}]
    )
    kinds = kinds_in({**registers(files), "stops": own})
    holds = {
        record.key.id: end
        for record in files.records
        if (end := kept_record(files.schema, record, kinds))
    }
    assert holds["F-1"].holds == (Hold("H-9", date(2026, 1, 5)),)
    assert holds["F-2"].holds == ()


@pytest.mark.parametrize(
    ("values", "gone"),
    [
        ({"on": "2026-01-05", "how": "destroyed"}, True),
        ({"on": "2026-01-05", "how": "kept"}, False),
        ({"on": "2026-01-05"}, False),
        ({"how": "destroyed"}, False),
        ({"on": "2026-01-05", "how": "destroyed", "status": "retired"}, False),
    ],
)
def test_something_is_gone_by_some_choices_once_there_is_a_day(values: Values, gone: bool) -> None:
    field = Field("on", "On", "", "string", gone=GoneFields("how", ("destroyed",)))
    lots = make_register("lots", [ID, field], [{"id": "L-1", **values}])
    assert is_gone(lots.records[0], field) is gone
    assert not is_gone(lots.records[0], ID)

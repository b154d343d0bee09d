"""Where references of old states lead, state after state: as where each is looked at by itself."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from macros.history.old_registers import OldRecords, old_state
from macros.history.replay import Records, RecordVersion
from macros.model import Field, Key
from tests.conftest import make_schema
from tests.history.states import stood

TITLE = Field("title", "Title", "", "string")
PAPER = Field("paper", "Paper", "", "string", refs=("papers", "readings"))
SCHEMAS = {
    "papers": make_schema("papers", [TITLE, PAPER]),
    "readings": make_schema("readings", [TITLE, PAPER]),
}
KEYS = [Key(name, f"X-{number}") for name in ("papers", "readings", "lost") for number in range(4)]


def states(chance: Random) -> Iterator[Records]:
    """Records that come, go, come back, and refer to others that do."""
    state: dict[Key, RecordVersion] = {}
    for _ in range(40):
        for key in chance.sample(KEYS, 2):
            if state.pop(key, None) is None or chance.random() < 0.3:
                state[key] = stood(key, {"title": "A", "paper": chance.choice(KEYS).id})
        yield dict(state)


@pytest.mark.parametrize("seed", range(20))
def test_references_lead_where_they_lead_in_a_state_by_itself(seed: int) -> None:
    made = OldRecords()
    for records in states(Random(seed)):  # noqa: S311 - nothing secret
        assert old_state(SCHEMAS, records, made) == old_state(SCHEMAS, records, OldRecords())


def test_what_stays_the_same_is_not_made_again() -> None:
    made = OldRecords()
    records = {key: stood(key, {"title": "A", "paper": "X-1"}) for key in KEYS}
    first = old_state(SCHEMAS, records, made)
    changed = {**records, KEYS[0]: stood(KEYS[0], {"title": "B"})}
    second = old_state(SCHEMAS, changed, made)
    assert second.registers["papers"] is not first.registers["papers"]
    assert second.registers["readings"] is first.registers["readings"]
    assert all(second.references[key] is first.references[key] for key in KEYS[1:])


def test_a_register_that_comes_back_leads_to_what_is_there_then() -> None:
    made = OldRecords()
    readings = {KEYS[4]: stood(KEYS[4], {"title": "A", "paper": "X-1"})}
    papers = {KEYS[1]: stood(KEYS[1], {"title": "A"})}
    led = [
        old_state(SCHEMAS, records, made).references.get(KEYS[4], ())
        for records in ({**readings, **papers}, papers, {}, readings)
    ]
    assert [len(references) for references in led] == [1, 0, 0, 0]

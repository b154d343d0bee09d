"""A pack about one record: what of the registers it shows, and what it says is missing."""

from __future__ import annotations

import pytest

from macros.catalogue.back_refs import meeting
from macros.catalogue.references import Links
from macros.evidence.contents import links_then, part_by, part_for
from macros.evidence.gaps import About, gaps
from macros.model import Catalogue, Key, Values


def about(real: Catalogue, key: Key) -> About:
    records = [record for register in real.registers.values() for record in register.records]
    values: dict[Key, Values] = {record.key: record.values for record in records}
    schemas = {name: register.schema for name, register in real.registers.items()}
    return About(key, values, schemas, Links(real.references, real.used_by))


def packed(real: Catalogue, key: Key) -> frozenset[Key]:
    known = about(real, key)
    return part_for(key, known.values, known.schemas)


@pytest.mark.parametrize("name", ["expectations", "recommendations"])
def test_no_pack_about_what_is_asked_of_us_is_hollow_without_saying_so(
    name: str, real: Catalogue
) -> None:
    versions = about(real, Key(name, "")).values
    schemas = {register: each.schema for register, each in real.registers.items()}
    links = links_then(versions, schemas)
    for record in real.registers[name].records:
        known = about(real, record.key)
        first, *_ = [*gaps(known), "Nothing is missing."]
        met = meeting(record.key, known.schemas, known.links)
        assert set(met) <= part_by(record.key, schemas, links)
        assert bool(met or "met_on" in record.values) != first.startswith("Nothing meets")


def test_a_recommendation_is_packed_with_what_meets_it_and_what_that_rests_on(
    real: Catalogue,
) -> None:
    shown = packed(real, Key("recommendations", "HOR-09"))
    wanted = {"HOR-09", "IA5", "IA7", "COM-05", "EXP-ho-kim-spotlight", "SEC-08"}
    assert wanted <= {key.id for key in shown}


def test_an_expectation_that_only_a_commitment_names_is_packed_with_its_actions(
    real: Catalogue,
) -> None:
    shown = {key.id for key in packed(real, Key("expectations", "EXP-foia-2000"))}
    assert {"COM-05", "IA5", "IA7"} <= shown


def test_a_gap_is_said_in_the_words_of_the_schema_and_of_the_record(real: Catalogue) -> None:
    first, reason, *rest = gaps(about(real, Key("recommendations", "HOR-11")))
    assert first == "Nothing meets this recommendation yet."
    assert reason == "What is missing: No action of the plan deals with it."
    assert rest == ["No record in the pack that meets it states any evidence."]
    first, _ = gaps(about(real, Key("actions", "DQ3")))  # it isn't asked what meets it
    assert first == "No commitment names this action."


def test_where_there_is_evidence_nothing_says_that_there_is_none(real: Catalogue) -> None:
    known = about(real, Key("expectations", "EXP-foia-2000"))
    assert "evidence" in " ".join(gaps(known))
    action = known.values[Key("actions", "IA5")]
    proof = [{"what": "Minutes", "holds_for": "2026-01-31"}]
    proven = {**known.values, Key("actions", "IA5"): {**action, "evidence": proof}}
    assert list(gaps(known._replace(values=proven))) == []


def test_a_record_whose_schema_cannot_be_used_says_nothing(real: Catalogue) -> None:
    known = about(real, Key("expectations", "EXP-foia-2000"))
    assert list(gaps(known._replace(schemas={}))) == []

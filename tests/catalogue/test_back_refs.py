"""What leads to a record as its register asks for it, and where that leads on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.back_refs import asked, meeting
from macros.catalogue.references import Links
from macros.model import BackRef, Catalogue, Field, Key, Reference, Schema
from macros.model.mappings import grouped
from tests.conftest import make_schema

MET = BackRef("Met by", "Nothing.", (("b", "serves"),), ("met_by",), "should", meets=True)
WHY = Field("why", "Why not", "", "string", back_ref=MET)
SHOWN = Field("told", "Told", "", "string", back_ref=MET._replace(meets=False))

Arrows = list[tuple[str, str, str]]


def linked(arrows: Arrows) -> Links:
    """Links of arrows such as ("b1", "serves", "a1"): a register has a letter for its name."""
    made = [Reference(key(source), (field, 0), key(target)) for source, field, target in arrows]
    references = grouped((reference.source, reference) for reference in made)
    used_by = grouped((reference.target, reference) for reference in made)
    return Links(
        {name: tuple(links) for name, links in references.items()},
        {name: tuple(links) for name, links in used_by.items()},
    )


def key(name: str) -> Key:
    return Key(name[0], name)


def register(name: str, field: Field = WHY) -> Schema:
    return make_schema(name, [field])


@pytest.mark.parametrize(
    ("arrows", "ends"),
    [
        ([], []),
        ([("b1", "serves", "a1"), ("b2", "serves", "a1")], ["b1", "b2"]),
        ([("a1", "met_by", "c1"), ("a1", "owner_role", "r1")], ["c1"]),
        ([("b1", "mentions", "a1"), ("c1", "serves", "a1")], []),
        ([("b1", "serves", "a2"), ("a2", "met_by", "c1")], []),
        ([("a1", "met_by", "a1")], []),
        ([("b1", "serves", "a1"), ("a1", "met_by", "b1")], ["b1"]),
    ],
    ids=["nothing", "others", "its own", "other fields", "of others", "itself", "both ways"],
)
def test_the_links_are_those_that_the_schema_names(arrows: Arrows, ends: list[str]) -> None:
    (answer,) = asked(register("a"), key("a1"), linked(arrows))
    assert [other.id for other in answer.ends(key("a1"))] == ends


def test_what_meets_what_meets_a_record_meets_it_and_the_nearest_comes_first() -> None:
    links = linked([("b1", "met_by", "a2"), ("b1", "serves", "a1"), ("a2", "met_by", "a1")])
    schemas = {"a": register("a"), "b": register("b")}
    assert meeting(key("a1"), schemas, links) == [key("b1"), key("a2")]
    quiet = {"a": register("a", SHOWN), "b": register("b")}
    assert meeting(key("a1"), quiet, links) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a1", "a2", "b1", "b2"]),
            st.sampled_from(["serves", "met_by", "other"]),
            st.sampled_from(["a1", "a2", "b1", "b2"]),
        )
    )
)
def test_no_circle_is_followed_twice_and_no_record_meets_itself(arrows: Arrows) -> None:
    reached = meeting(key("a1"), {"a": register("a"), "b": register("b")}, linked(arrows))
    assert key("a1") not in reached
    assert len(set(reached)) == len(reached)


def test_each_action_of_the_plan_has_a_commitment_or_says_why_not(real: Catalogue) -> None:
    assert not [problem for problem in real.problems if problem.rule.startswith("link-")]
    actions = real.registers["actions"].records
    excused = [action.key.id for action in actions if "no_commitment_reason" in action.values]
    assert sorted(excused) == ["DQ3", "IA1", "IA10", "IA2", "IA9"]


@pytest.mark.parametrize("name", ["expectations", "recommendations"])
def test_what_is_asked_of_the_landlord_is_met_or_says_that_it_is_not(
    name: str, real: Catalogue
) -> None:
    schema, links = real.registers[name].schema, Links(real.references, real.used_by)
    for record in real.registers[name].records:
        (answer,) = asked(schema, record.key, links)
        is_met = answer.links or set(answer.back_ref.own) & record.values.keys()
        assert is_met or "gap" in record.values, record.key.id

"""Two commits compared: what differs, what it is called, and who names it. Over real histories."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.history.compare import Comparison, Difference, compare
from macros.history.git import CommitError, open_repository
from macros.model import Change, Key, Reference
from tests.history.test_snapshots import TASKS, Made, plain

TASK = Key("tasks", "T-60")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    project = Made(tmp_path)
    project.commit("2026-01-10T12:00:00+00:00", T_60=plain("One"), T_61=plain("Other"))
    project.git("tag", "first")
    return project


def compared(made: Made, base: str = "first", head: str = "HEAD") -> Comparison:
    return compare(open_repository(made.root), base, head)


def differences(made: Made, base: str = "first", head: str = "HEAD") -> dict[Key, Difference]:
    return {item.key: item for item in compared(made, base, head).differences}


def commit(made: Made, **files: str | None) -> str:
    return made.commit("2026-02-10T12:00:00+00:00", "Change", **files)


def test_what_came_went_and_changed_is_told_in_the_order_of_names(made: Made) -> None:
    first = compared(made).base
    last = commit(made, T_60=plain("Two"), T_61=None, T_62=plain("New"))
    comparison = compared(made)
    assert (comparison.base, comparison.head) == (first, last)
    assert [(item.key.id, item.kind, item.label) for item in comparison.differences] == [
        ("T-60", "changed", "Two"),
        ("T-61", "deleted", "Other"),
        ("T-62", "created", "New"),
    ]
    changed, deleted, created = comparison.differences
    assert changed.changes == (Change(("title",), "One", "Two"),)
    assert Change(("id",), "T-61", None) in deleted.changes
    assert Change(("id",), None, "T-62") in created.changes
    assert comparison.labels[TASK] == "Two"
    assert Key("tasks", "T-61") not in comparison.labels
    assert comparison.schemas["tasks"].singular == "task"


def test_the_other_way_round_what_came_went(made: Made) -> None:
    commit(made, T_60=plain("Two"), T_61=None)
    backwards = differences(made, "HEAD", "first")
    assert backwards[TASK].changes == (Change(("title",), "Two", "One"),)
    assert backwards[TASK].label == "One"
    assert backwards[Key("tasks", "T-61")].kind == "created"


def test_what_says_the_same_in_another_way_does_not_differ(made: Made) -> None:
    made.write(f"{TASKS}/T-60.yml", f"# a comment\nid: 'T-60'\n{plain('One')}")
    commit(made)
    assert compared(made).differences == ()


def test_a_record_that_is_named_is_told_with_who_names_it_at_the_later_commit(made: Made) -> None:
    commit(made, T_61=plain("Other", see_also="\n  - T-60\n  - T-61"), T_60=plain("Two"))
    item = differences(made)[TASK]
    assert item.used_by == (Reference(Key("tasks", "T-61"), ("see_also", 0), TASK),)
    assert differences(made)[Key("tasks", "T-61")].used_by == ()  # that it names itself is no news
    assert differences(made, "HEAD", "first")[TASK].used_by == ()


def test_who_names_a_record_that_is_gone_is_told_too(made: Made) -> None:
    commit(made, T_61=plain("Other", see_also="\n  - T-60"))
    made.git("tag", "named")
    commit(made, T_60=None)
    gone = differences(made, "named")[TASK]
    assert (gone.kind, gone.label) == ("deleted", "One")
    assert [user.source.id for user in gone.used_by] == ["T-61"]


def test_a_record_that_cannot_be_read_is_compared_as_a_text(made: Made) -> None:
    made.write(f"{TASKS}/T-60.yml", "id: [broken\n")
    broken = commit(made)
    item = differences(made)[TASK]
    (change,) = item.changes
    assert (item.kind, item.label, change.path, change.new) == (
        "changed", "One", (), "id: [broken\n",
    )  # fmt: skip
    assert isinstance(change.old, dict)
    assert change.old["title"] == "One"
    commit(made, T_60=plain("Mended"))
    mended = differences(made, broken)[TASK]
    assert (mended.changes[0].old, mended.label) == ("id: [broken\n", "Mended")
    made.write(f"{TASKS}/T-60.yml", None)
    commit(made)
    assert differences(made, broken)[TASK].changes == (Change((), "id: [broken\n", None),)
    assert differences(made, broken)[TASK].label == ""


def test_pages_differ_by_section_and_have_their_titles(made: Made) -> None:
    made.write("docs/guide.md", "---\ntitle: Guide\n---\n\nHello.\n\n## Doors\n\nOld.\n")
    made.write("docs/odd.md", "---\ntitle:\n  - Odd\n---\n\nHello.\n")
    before = commit(made)
    made.write("docs/guide.md", "---\ntitle: A guide\n---\n\nHello.\n\n## Doors\n\nNew.\n")
    made.write("docs/odd.md", "---\ntitle:\n  - Odd\n---\n\nGoodbye.\n")
    commit(made)
    guide, odd = compared(made, before).differences
    assert (guide.key, guide.label) == (Key("", "docs/guide.md"), "A guide")
    assert guide.changes == (
        Change(("title",), "Guide", "A guide"),
        Change(("sections", "Doors"), "Old.", "New."),
    )
    assert odd.label == ""


def test_a_register_that_no_schema_describes_has_titles_and_names_nobody(made: Made) -> None:
    made.write("registers/risks/R-1.yml", "id: R-1\ntitle: Damp\nsee_also:\n  - T-60\n")
    commit(made, T_60=plain("Two"))
    items = differences(made)
    risk = items[Key("risks", "R-1")]
    assert (risk.kind, risk.label) == ("created", "Damp")
    assert items[TASK].used_by == ()
    assert Key("risks", "R-1") not in compared(made).labels


def test_of_two_files_of_one_name_the_one_least_deep_counts(made: Made) -> None:
    made.write(f"{TASKS}/A/T-60.yml", f"id: T-60\n{plain('Deeper')}")
    commit(made)
    assert compared(made).differences == ()
    made.write(f"{TASKS}/T-60.yml", None)
    commit(made)
    assert differences(made)[TASK].changes == (Change(("title",), "One", "Deeper"),)


def test_fields_are_known_by_the_schemas_of_the_later_commit(made: Made) -> None:
    schema = (made.root / "schemas/tasks.schema.json").read_text("utf-8")
    made.write(
        "schemas/tasks.schema.json", schema.replace('"singular": "task"', '"singular": "job"')
    )
    made.write("schemas/notes.json", "{}")
    made.write("docs/copied.schema.json", schema)
    commit(made, T_60=plain("Two"))
    assert compared(made).schemas["tasks"].singular == "job"
    assert compared(made, "HEAD", "first").schemas["tasks"].singular == "task"
    assert set(compared(made).schemas) == {"documents", "expectations", "roles", "tasks"}


def test_schemas_are_told_with_the_records_of_both_commits(made: Made) -> None:
    schema = (made.root / "schemas/tasks.schema.json").read_text("utf-8")
    cost = '"cost": { "title": "Cost", "description": "What it costs, in thousands of pounds.", '
    outlay = '"outlay": { "title": "Outlay", "description": "Money.", '
    commit(made, T_60=plain("One", cost="5"), T_61=plain("Other", cost="7"), T_62=plain("Third"))
    made.git("tag", "second")
    assert cost in schema
    made.write("schemas/tasks.schema.json", schema.replace(cost, outlay))
    commit(made, T_60=plain("One", outlay="5"), T_61=None, T_63=plain("New", outlay="9"))
    (told,) = compared(made, "second").told
    assert [tuple(words) for words in told.words] == [
        (
            "Outlay",
            (
                "Renamed: the field 'cost' is called 'outlay' now. "
                "2 records have a value: T-60 and T-63."
            ),
        ),
        ("Outlay", "Its title was 'Cost' until then."),
        ("Outlay", "Its help, examples, form or further use changed."),
    ]
    made.write("schemas/tasks.schema.json", None)
    commit(made)
    (told,) = compared(made, "second").told
    assert told.words[0].says == (
        "The register is no more. 9 records were in it: T-1, T-10, T-2 and 6 more."
    )


def test_a_name_that_is_no_commit_is_refused(made: Made) -> None:
    with pytest.raises(CommitError, match=r"There is no commit, branch or tag 'fist'\. Did you"):
        compared(made, "fist")

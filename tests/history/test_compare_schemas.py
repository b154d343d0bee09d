"""What the schemas, settings and public files of two commits say otherwise."""

from __future__ import annotations

from macros.history.compare_schemas import RecordsOf, schema_differences, wanted
from tests.conftest import BASE, PROJECT

TASKS, COMMON = "schemas/tasks.schema.json", "schemas/common.schema.json"
CONTENTS = {
    "common": (PROJECT / COMMON).read_bytes(),
    "tasks": (BASE / TASKS).read_bytes(),
    "no tasks": b"{",
    "settings": b"a: 1",
    "other settings": b"a: 2",
}
TITLED = CONTENTS["tasks"].replace(b'"title": "Cost"', b'"title": "Price"')
OPENED = TITLED.replace(b'"minimum": 0 }', b'"minimum": 0, "x-audience": "public" }')
CONTENTS["other tasks"] = OPENED
OLD = {
    TASKS: "tasks",
    COMMON: "common",
    "mkdocs.yml": "settings",
    "docs/index.md": "page",
    "docs/public/door.svg": "door",
}
PUBLIC = {"T-1": {"cost": "5", "publish": "public"}}
RECORDS = RecordsOf({}, {"tasks": PUBLIC}, {})


def lines(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str, str]]:
    return [
        (each.file, each.register, each.title, f"{about}: {says}")
        for each in schema_differences(old, new, CONTENTS, RECORDS)
        for about, says in each.words
    ]


def test_where_a_schema_differs_every_schema_is_read_and_of_the_rest_what_differs() -> None:
    changed = {**OLD, TASKS: "other tasks", "docs/public/door.svg": "window"}
    assert wanted(OLD, changed) == {"tasks", "other tasks", "common"}
    assert wanted(OLD, {**OLD, "mkdocs.yml": "other settings", "docs/index.md": "other"}) == {
        "settings",
        "other settings",
    }
    assert wanted({}, {"mkdocs.yml": "settings"}) == {"settings"}
    assert wanted(OLD, OLD) == set()


def test_each_register_comes_first_with_its_records_and_then_each_file() -> None:
    new = {**OLD, TASKS: "other tasks", "mkdocs.yml": "other settings", "docs/index.md": "other"}
    del new["docs/public/door.svg"]
    schema = (TASKS, "tasks", "Tasks")
    opened = "Opened: everybody may see it. 1 published record shows it: T-1."
    assert lines(OLD, new) == [
        (*schema, f"Price: {opened}"),
        (*schema, "Price: Its title was 'Cost' until then."),
        ("mkdocs.yml", "", "mkdocs.yml", "a: 1 became 2."),
        ("docs/public/", "", "docs/public/", "door.svg: Taken out."),
    ]


def test_a_register_that_went_or_cannot_be_read_keeps_its_last_title() -> None:
    without = {COMMON: "common"}
    assert {line[:3] for line in lines({**without, TASKS: "tasks"}, without)} == {
        (TASKS, "tasks", "Tasks")
    }
    unread = {**without, TASKS: "no tasks"}
    assert {line[:3] for line in lines({**without, TASKS: "tasks"}, unread)} == {
        (TASKS, "tasks", "Tasks")
    }
    assert lines(without, unread) == []
    assert lines(unread, unread) == []


def test_where_only_a_setting_differs_no_schema_is_looked_at() -> None:
    assert lines({TASKS: "unknown", "mkdocs.yml": "settings"}, {TASKS: "unknown"}) == [
        ("mkdocs.yml", "", "mkdocs.yml", "The file: Taken out."),
        ("mkdocs.yml", "", "mkdocs.yml", "a: Taken out: 1."),
    ]

"""What each commit did to schemas, settings and public files, over one history made with Git."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from macros.history.load import load_history
from macros.history.revisions import History
from tests.conftest import BASE, PROJECT
from tests.repositories import FILE, Built, CommitPlan, build

TASKS, COMMON = "schemas/tasks.schema.json", "schemas/common.schema.json"
TEXT = (BASE / TASKS).read_bytes()
COST = b'"cost": { "title": "Cost", "description": "What it costs, in thousands of pounds.", '
OTHER = b'"outlay": { "title": "Outlay", "description": "Money.", '
OPENED = TEXT.replace(COST, COST + b'"x-audience": "public", ')
RENAMED = OPENED.replace(COST, OTHER)
NEW = "registers/tasks/T-3.yml"
RECORD, LEFT = "registers/tasks/T-1.yml", "registers/tasks/T-2.yml"
DOOR, SETTINGS = "docs/public/door.svg", "mkdocs.yml"

STEPS: Sequence[tuple[str, dict[str, bytes | None]]] = [
    (
        "Begin",
        {
            TASKS: TEXT,
            COMMON: (PROJECT / COMMON).read_bytes(),
            SETTINGS: b"a: 1\n",
            RECORD: b"cost: 5\npublish: public\n",
            LEFT: b"cost: 7\npublish: staff\n",
        },
    ),
    ("Open", {TASKS: OPENED, SETTINGS: b"a: 2\n", DOOR: b"<svg/>", "docs/index.md": b"A page.\n"}),
    ("Break", {TASKS: b"{", "docs/notes.txt": b"No page, and nothing public."}),
    ("Stay broken", {TASKS: b"{{", COMMON: (PROJECT / COMMON).read_bytes() + b"\n"}),
    ("Mend", {TASKS: OPENED}),
    ("Write", {RECORD: b"cost: 6\npublish: public\n", DOOR: b"<svg></svg>"}),
    ("Rename", {TASKS: RENAMED, RECORD: b"outlay: 6\npublish: public\n", NEW: b"title: New\n"}),
    ("End", {TASKS: None, DOOR: None, RECORD: None}),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    plans: list[CommitPlan] = []
    files: dict[bytes, tuple[bytes, bytes]] = {}
    for number, (name, changed) in enumerate(STEPS):
        for path, content in changed.items():
            files.pop(path.encode(), None)
            files.update({} if content is None else {path.encode(): (FILE, content)})
        parents = (STEPS[number - 1][0],) if number else ()
        plans.append(CommitPlan(name, parents, dict(files), name.encode()))
    return build(tmp_path_factory.mktemp("schemas"), plans)


@pytest.fixture(scope="module")
def past(built: Built) -> History:
    return load_history(built.folder)


def told(past: History, subject: str) -> list[str]:
    """What a commit did, each as 'file, register, title: about: words'."""
    lines: list[str] = []
    for each in past.schemas:
        if each.commit.subject == subject:
            named = f"{each.file}, {each.register}, {each.title}"
            lines += [f"{named}: {about}: {says}" for about, says in each.words]
    return lines


SCHEMA = f"{TASKS}, tasks, Tasks:"
SETTING = f"{SETTINGS}, , {SETTINGS}:"
PUBLIC = "docs/public/, , docs/public/:"
UNREAD = "This version or the one before can't be read as a schema, so what changed can't be said."


def test_each_commit_s_changes_are_told_with_the_records_of_that_time(past: History) -> None:
    opened = "Opened: everybody may see"
    assert told(past, "Begin") == [
        (
            f"{SCHEMA} Tasks: {opened} the register, with 24 fields. "
            "1 published record shows it: T-1."
        ),
        f"{SCHEMA} Tasks: A new register.",
        f"{SETTING} The file: Added.",
        f"{SETTING} a: Added: 1.",
    ]
    assert told(past, "Open") == [
        f"{SCHEMA} Cost: {opened} it. 1 published record shows it: T-1.",
        f"{SETTING} a: 1 became 2.",
        f"{PUBLIC} door.svg: Added: everybody can fetch it.",
    ]
    assert told(past, "Write") == [f"{PUBLIC} door.svg: Another content: everybody can fetch it."]
    assert told(past, "End") == [
        f"{SCHEMA} Tasks: The register is no more. 3 records were in it: T-1, T-2 and T-3.",
        (
            f"{SCHEMA} Tasks: Closed: only staff may see the register; it had 25 open fields. "
            "1 published record showed it: T-1."
        ),
        f"{PUBLIC} door.svg: Taken out.",
    ]


def test_a_schema_that_cannot_be_read_is_told_once_and_compared_with_what_it_said_before(
    past: History,
) -> None:
    assert told(past, "Break") == [f"{SCHEMA} Tasks: {UNREAD}"]
    assert told(past, "Stay broken") == []
    assert told(past, "Mend") == []


def test_records_of_the_same_commit_tell_that_a_field_goes_on_under_another_name(
    past: History,
) -> None:
    assert told(past, "Rename") == [
        (
            f"{SCHEMA} Outlay: Renamed: the field 'cost' is called 'outlay' now. "
            "1 record has a value: T-1."
        ),
        f"{SCHEMA} Outlay: Its title was 'Cost' until then.",
        f"{SCHEMA} Outlay: Its help, examples, form or further use changed.",
    ]


def test_each_is_of_its_commit_and_when_that_landed_in_the_order_of_the_line(
    built: Built, past: History
) -> None:
    assert [each.commit.subject for each in past.schemas] == [
        *("Begin", "Begin", "Open", "Open", "Open", "Break"),
        *("Write", "Rename", "End", "End"),
    ]
    assert {each.commit.id for each in past.schemas} <= set(built.ids.values())
    assert all(each.landed == past.landed_at(each.commit.id) for each in past.schemas)
    assert [change.what for change in past.schemas[2].changes] == ["opened"]

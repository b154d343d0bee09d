"""What a register's page says of records that are made up, and of our own reading of a source."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from macros.catalogue.load import load
from macros.pages.overview import register_page
from macros.view.view import view
from tests.conftest import lay_base
from tests.projects import TODAY

LABELS = '"x-labels": { "one-off": "Done once"'


def told(root: Path) -> dict[str, str]:
    """What stands above the table of the tasks."""
    seen = view(load(root, TODAY)[0], "staff", TODAY)
    tree = html.fromstring(f"<div>{register_page(seen, seen.registers['tasks']).html}</div>")
    fields = tree.cssselect(".kim-fields--about > div")
    return {field[0].text_content(): field[1].text_content() for field in fields}


def changed(root: Path, old: str, new: str) -> None:
    for file in (root / "registers/tasks").glob("*.yml"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_a_register_says_what_is_made_up_and_what_is_our_own_reading(tmp_path: Path) -> None:
    root = lay_base(tmp_path)
    assert "Our own reading" not in told(root)
    schema = root / "schemas/tasks.schema.json"
    text = schema.read_text("utf-8")
    schema.write_text(text.replace(LABELS, f'"x-our-reading": "one-off", {LABELS}'), "utf-8")
    assert told(root)["Illustrative"] == "5 of 6 records, in whole or in part"
    assert told(root)["Our own reading"] == "4 of 6 records, in part: “Kind of task” says so"
    changed(root, "illustrative: true", "sources:\n  - document: DOC-plan")
    assert told(root)["Illustrative"] == "None marked: every record names a published source"
    changed(root, "kind: one-off", "kind: routine")
    assert "Our own reading" not in told(root)

"""A register is a schema and a folder: its page, table, search and dictionary need no more."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from tests.projects import build_staff
from tests.tiny import copy_tiny

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "noticeboards.schema.json",
    "title": "Noticeboards",
    "description": "Noticeboards in shared halls, who keeps them and who last looked at them.",
    "type": "object",
    "x-register": {
        "group": "information",
        "order": 900,
        "singular": "noticeboard",
        "label": ["title"],
        "columns": ["id", "title", "place", "leads_to"],
        "facets": ["place"],
        "review": "annual",
    },
    "additionalProperties": False,
    "required": ["id", "title", "owner_role"],
    "properties": {
        "id": {
            "title": "Reference",
            "description": "NB- and two figures.",
            "type": "string",
            "pattern": "^NB-[0-9]{2}$",
            "x-audience": "public",
            "examples": ["NB-01"],
        },
        "title": {"$ref": "common.schema.json#/$defs/title"},
        "place": {
            "title": "Place",
            "description": "Where it hangs.",
            "type": "string",
            "enum": ["hall", "lift"],
            "examples": ["hall"],
        },
        "body": {"$ref": "common.schema.json#/$defs/markdown", "title": "What hangs there"},
        "lines": {
            "title": "Headlines",
            "description": "What it says in large letters.",
            "type": "array",
            "items": {"$ref": "common.schema.json#/$defs/line"},
        },
        "keys": {
            "title": "Keys",
            "description": "Who has a key.",
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "post": {
                        "title": "Post",
                        "description": "The post.",
                        "type": "string",
                        "x-ref": "roles",
                    },
                    "number": {"type": "integer"},
                },
            },
        },
        "leads_to": {
            "title": "Leads to",
            "description": "The task it is about.",
            "type": "string",
            "x-ref": "tasks",
        },
        "owner_role": {"$ref": "common.schema.json#/$defs/owner_role"},
        "status": {"$ref": "common.schema.json#/$defs/status"},
        "publish": {"$ref": "common.schema.json#/$defs/publish"},
        "sources": {"$ref": "common.schema.json#/$defs/sources"},
        "illustrative": {"$ref": "common.schema.json#/$defs/illustrative"},
        "notes": {"$ref": "common.schema.json#/$defs/notes"},
    },
    "allOf": [{"$ref": "common.schema.json#/$defs/envelope"}],
}

RECORD = """\
id: NB-07
title: Board by the zeppelin entrance
place: lift
body: |
  Opening **hours**

  - one
lines:
  - Fire doors stay shut
keys:
  - post: ROLE-keeper
    number: 12
leads_to: T-1
owner_role: ROLE-keeper
illustrative: true
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path)


def test_a_schema_and_a_folder_make_a_register(project: Path) -> None:
    (project / "schemas" / "noticeboards.schema.json").write_text(
        json.dumps(SCHEMA, indent=2), "utf-8"
    )
    (project / "registers" / "noticeboards").mkdir()
    (project / "registers" / "noticeboards" / "NB-07.yml").write_text(RECORD, "utf-8")
    site = build_staff(project, searchable=True)

    page = (site / "registers/noticeboards/nb-07/index.html").read_text("utf-8")
    assert "<strong>hours</strong>" in page
    assert 'href="../../../registers/tasks/t-1/"' in page
    assert 'href="../../../registers/roles/role-keeper/"' in page
    table = (site / "registers/noticeboards/index.html").read_text("utf-8")
    assert "Noticeboards: 1 record" in table
    assert "Board by the zeppelin entrance" in table
    assert "Noticeboards" in (site / "dictionary/index.html").read_text("utf-8")
    assert "Noticeboards" in (site / "registers/index.html").read_text("utf-8")
    assert "registers/noticeboards/" in (site / "index.html").read_text("utf-8"), (
        "it is in the navigation of every page"
    )
    assert "Board by the zeppelin entrance" in (site / "registers/tasks/t-1/index.html").read_text(
        "utf-8"
    ), "the task says what names it"
    assert "/registers/noticeboards/nb-07/" in (site / "sitemap.xml").read_text("utf-8")
    assert any(
        "zeppelin" in gzip.decompress(path.read_bytes()).decode("utf-8")
        for path in (site / "pagefind/fragment").iterdir()
    )


def test_empty_registers_build_a_site_that_says_so(project: Path) -> None:
    shutil.rmtree(project / "registers")
    (project / "registers").mkdir()
    site = build_staff(project)
    assert "No records yet" in (site / "index.html").read_text("utf-8") or "No records yet" in (
        site / "registers/index.html"
    ).read_text("utf-8")
    assert "Start with <em>Roles</em>" in (site / "registers/index.html").read_text("utf-8")
    tasks = (site / "registers/tasks/index.html").read_text("utf-8")
    assert "No records in <em>Tasks</em> yet." in tasks
    assert "<code>kim new tasks</code> after a first record of Roles." in tasks

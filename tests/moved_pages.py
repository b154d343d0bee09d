"""The smallest project with pages that moved, some of them with names that no address can hold."""

from __future__ import annotations

import json
from pathlib import Path

from tests.projects import commit
from tests.tiny import copy_tiny

ODD = ("100% x", "a#b", "q?x", "plus%20x", "it's", "x&y", "\u00fc \u65e5")
"""Names of pages that an address can't hold as they are."""

MOVES = (
    ("docs/guides/a b.md", "docs/guides/how we record.md"),
    ("docs/guides/first.md", "docs/guides/second.md"),
    ("docs/guides/second.md", "docs/guides/third.md"),
    ("docs/guides/dropped.md", ""),
    ("docs/guides/again.md", "docs/guides/elsewhere.md"),
    ("docs/draft.md", "docs/public/leaflets/draft.md"),
    ("docs/public/leaflets-answers.md", "docs/public/leaflets/answers.md"),
    ("docs/public/zebedee-merger.md", "docs/public/leaflets/plan.md"),
    ("docs/public/.answers.md", "docs/public/leaflets/hidden.md"),
    ("docs/public/lists.md", "docs/guides/lists.md"),
)
"""Pages that move, one commit after another; where nothing follows, one is deleted."""


def with_moved_pages(to: Path) -> Path:
    """A project in which pages were written, moved, and one written anew where one was."""
    project = copy_tiny(to)
    targets = {new for _, new in MOVES}
    first = [old for old, _ in MOVES if old not in targets]
    for file in (*first, *(f"docs/guides/{name}.md" for name in ODD)):
        write_page(project, file, f"About {Path(file).stem.replace('zebedee-', '')}")
    commit(project, "Write pages")
    for old, new in MOVES:
        text = (project / old).read_text("utf-8")
        (project / old).unlink()
        if new:
            audience = "public" if new.startswith("docs/public/") else "staff"
            write_page(project, new, text.partition('title: "')[2].partition('"')[0], audience)
        commit(project, f"Move {old}")
    write_page(project, "docs/guides/again.md", "Another page where one was")
    put_into_menus(project)
    commit(project, "Write another page")
    return project


def write_page(project: Path, file: str, words: str, audience: str = "") -> None:
    audience = audience or ("public" if file.startswith("docs/public/") else "staff")
    path = project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'---\ntitle: "{words}"\nowner_role: ROLE-keeper\naudience: {audience}\n'
        f"next_review: 2027-05-22\n---\n\n{words}.\n\n## A part\n\n{words}, too.\n",
        "utf-8",
    )


def put_into_menus(project: Path) -> None:
    """A page that stands in no menu stops a build."""
    for settings, folder in (("mkdocs.yml", "docs"), ("mkdocs.public.yml", "docs/public")):
        path = project / settings
        known = path.read_text("utf-8")
        files = [file.relative_to(project / folder) for file in (project / folder).rglob("*.md")]
        names = [file.as_posix() for file in sorted(files) if file.parts[0] != "public"]
        missing = [f"  - {json.dumps(name)}\n" for name in names if name not in known]
        path.write_text(known.rstrip("\n") + "\n" + "".join(missing), "utf-8")

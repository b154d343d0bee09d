"""Projects to build: the small one in `tests/small`, and this project's own.

The small one has one record or a few of each register, and few pages, which call each macro
between them. Its schemas, its theme and its settings are the project's own; only the menu is not.
It builds in a fifth of the time, so it is what a test builds that isn't about the real content.
What isn't about its registers or macros either builds in a tenth of that: see `tests/tiny`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.site.run_mkdocs import generate

HOME = Path(__file__).resolve().parents[1]
SMALL = HOME / "tests" / "small"
TODAY = date(2026, 11, 22)
MORNING = "2026-11-22T09:00:00+00:00"

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""So that nobody's own settings of Git change what a test makes."""


NO_UPKEEP = ("-c", "maintenance.auto=false")
"""After a commit Git asks whether to tidy up, by another process: a third of what it takes."""


def copy_small(to: Path, day: str = MORNING) -> Path:
    """The small project in one commit of a repository of its own."""
    commit(lay_small(to), "Start the registers", first=True, day=day)
    return to


def lay_small(to: Path) -> Path:
    """The files of the small project, in no repository yet."""
    for folder in ("docs", "registers"):
        shutil.copytree(SMALL / folder, to / folder)
    for folder in ("schemas", "macros/theme"):
        shutil.copytree(HOME / folder, to / folder)
    lay_settings(to, SMALL)
    return to


def lay_settings(to: Path, menus: Path) -> None:
    """This project's own settings, with the menus that stand in a folder."""
    for name, menu in (("mkdocs.yml", "staff"), ("mkdocs.public.yml", "public")):
        settings, _, _ = (HOME / name).read_text("utf-8").partition("\nnav:")
        own = (menus / f"menu.{menu}.yml").read_text("utf-8")
        (to / name).write_text(f"{settings}\n{own}", "utf-8")


def copy_project(to: Path, day: str = MORNING) -> Path:
    """This project's own files, without what was built from them, in one commit."""
    for folder in ("docs", "registers", "schemas", "macros/theme"):
        shutil.copytree(HOME / folder, to / folder)
    for file in HOME.glob("mkdocs*.yml"):
        shutil.copy(file, to / file.name)
    commit(to, "Start the registers", first=True, day=day)
    return to


def commit(
    project: Path, message: str, first: bool = False, day: str = MORNING, by: str = "Somebody"
) -> None:
    """Commit everything in a project, as nobody in particular."""
    if first:
        git(project, "init", "--quiet", "--template=", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", message, day=day, by=by)


def git(project: Path, *words: str, day: str = MORNING, by: str = "Somebody") -> None:
    """A command of Git, as somebody and at a time that the test says."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", by), ("EMAIL", "somebody@example.org"), ("DATE", day))
    }
    surroundings = {**os.environ, **ALONE, **who}
    command = ["git", *NO_UPKEEP, *words]
    subprocess.run(command, cwd=project, check=True, capture_output=True, env=surroundings)


def last_commit(project: Path) -> str:
    """The id of what was committed last, from where Git writes it."""
    head = (project / ".git/HEAD").read_text("ascii").strip()
    branch = head.removeprefix("ref: ")
    return head if branch == head else (project / ".git" / branch).read_text("ascii").strip()


def leads_on(file: Path) -> bool:
    """Whether a page says no more than where something has moved."""
    return b'<meta http-equiv="refresh"' in file.read_bytes()


def change(project: Path, file: str, old: str, new: str) -> None:
    """Replace a text in a file, which has to hold it."""
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def build_staff(project: Path, *, searchable: bool = False) -> Path:
    """The staff site of a project; the search index alone is a fifth of a small site's time."""
    site = project / "site" / "staff"
    generate(project / "mkdocs.yml", site, TODAY, searchable=searchable)
    return site


def build_public(project: Path, *, searchable: bool = False) -> Path:
    """The tenants' site of a project."""
    site = project / "site" / "public"
    generate(project / "mkdocs.public.yml", site, TODAY, searchable=searchable)
    return site


class BuiltSites(NamedTuple):
    """The folders of the two sites of a project."""

    staff: Path
    public: Path

    @property
    def project(self) -> Path:
        return self.staff.parents[1]


def build_both(project: Path, *, searchable: bool = False) -> BuiltSites:
    """Both sites of a project that is read once, as `kim build` does it."""
    catalogue, past = load(project)[0], load_history(project)
    sites = BuiltSites(project / "site" / "staff", project / "site" / "public")
    for settings, site in (("mkdocs.yml", sites.staff), ("mkdocs.public.yml", sites.public)):
        generate(project / settings, site, TODAY, catalogue, past, searchable=searchable)
    return sites


def live(project: Path) -> Path:
    """Put some months behind a project, so that every kind of page about the past is there."""
    change(project, "registers/retention/RET-001.yml", "years: 6", "years: 7")
    reason = "Keep tenancy files for seven years"
    commit(project, reason, day="2026-02-03T10:00:00+00:00", by="Housing services manager")
    change(project, "registers/faqs/FAQ-001.yml", "A broken leg heals.", "A broken arm heals.")
    commit(project, "Arms too", day="2026-02-04T10:00:00+00:00", by="Tenancy policy officer")
    (project / "registers/definitions/DEF-benchmarking.yml").unlink()
    change(project, "docs/guides/how-long.md", "we keep", "we hold")
    reason = "Take out what nothing uses"
    commit(project, reason, day="2026-05-06T10:00:00+00:00", by="Housing services manager")
    return project

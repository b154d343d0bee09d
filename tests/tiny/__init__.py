"""The smallest project that makes both sites: the base of the cases, and the pages it lacks.

Its settings and its theme are the project's own. Both sites build in less than a second, where the
small project takes five, so it is what a test builds that asks nothing of the registers.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import lay_base
from tests.projects import HOME, MORNING, commit, lay_settings

TINY = Path(__file__).parent


def copy_tiny(to: Path, day: str = MORNING) -> Path:
    """The smallest project in one commit of a repository of its own."""
    commit(lay_tiny(to), "Start the registers", first=True, day=day)
    return to


def lay_tiny(to: Path) -> Path:
    """Its files, in no repository yet."""
    lay_base(to)
    shutil.copytree(TINY / "docs", to / "docs", dirs_exist_ok=True)
    shutil.copytree(HOME / "macros/theme", to / "macros/theme")
    lay_settings(to, TINY)
    return to

"""A project as `kim start` makes it, before it has a record, and its site for staff."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from macros.cli import main
from tests.projects import TODAY, build_staff, commit

WHOSE = ("--name", "Riverside Homes", "--forge", "https://github.com/riverside/registers")


def started_site(project: Path) -> Path:
    """The site's folder. The project is made for it, with the guides' pictures as they are.

    Raises ValueError where that can't be: a new picture of its guide has to be there as an empty
    file before it is drawn.
    """
    words = ["start", str(project), *WHOSE, "--today", TODAY.isoformat()]
    made = CliRunner().invoke(main, words)
    if made.exit_code:
        raise ValueError(made.output)
    commit(project, "Start the registers", first=True)
    return build_staff(project)

"""A proposal to look at: a number that changes in a field, and still stands in the text beside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.projects import ALONE, change, commit


def difference(project: Path) -> str:
    """What `kim diff` says of it, as Markdown. The project is changed for it."""
    file = "registers/retention/RET-001.yml"
    change(project, file, "years: 6", "years: 7\nnotes: Our policy says seven years.")
    commit(project, "Keep tenancy files for seven years")
    change(project, file, "years: 7", "years: 6")
    commit(project, "Keep tenancy files for six years")
    kim = Path(sys.executable).with_name("kim")
    return subprocess.run(
        [kim, "diff", "HEAD~1", "HEAD", "--format", "markdown"],
        cwd=project,
        env={**os.environ, **ALONE},
        check=True,
        capture_output=True,
        text=True,
    ).stdout

"""The files that the program brings along for a new project: schemas, pages, settings, workflows.

They lie beside the program where it runs from its own repository, and in the package where it was
installed from a wheel: `setup.py` puts them there.
"""

from __future__ import annotations

from pathlib import Path

import macros

_PACKAGE = Path(macros.__file__).parent
STARTER = _PACKAGE / "cli" / "starter"
"""What only a new project has: its README, Makefile and pyproject, and pages in place of ours."""


def given_files() -> Path:
    """The folder that holds `schemas`, `docs`, `registers`, the settings and the workflows."""
    packed = _PACKAGE / "given"
    return packed if packed.is_dir() else _PACKAGE.parent

"""The program's own theme, for a project that doesn't hold it, and what a site leaves out of it.

A project names a folder of its own in mkdocs.yml (`custom_dir`) to put something in the place of a
part; whoever names none gets the theme of the version that is installed.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from pathlib import Path

import macros
from macros.pages.admin import editor_asks
from macros.view.view import View

THEME = Path(macros.__file__).parent / "theme"
_OURS = Path("assets", "kim.js")
_BASE = "mkdocs_theme.yml"
"""What a theme's own folder holds, and a folder that only changes one doesn't."""


def with_own_theme(folders: MutableSequence[str]) -> None:
    """Put our theme before the one that it is made from, unless the project holds it itself."""
    if any((Path(folder) / _OURS).is_file() for folder in folders):
        return
    based = (number for number, folder in enumerate(folders) if (Path(folder) / _BASE).is_file())
    folders.insert(next(based, len(folders)), str(THEME))


UNUSED = (
    *("assets/javascripts/", "assets/stylesheets/palette."),
    *("assets/admin/", "assets/verify/", "assets/edit/"),
)
"""What of the theme a site may have no use for: all but the first two is for staff alone."""


def unused_parts(view: View) -> tuple[str, ...]:
    """What of the theme stays out of a site: the editor too, where no forge takes its proposals."""
    if view.is_public:
        return UNUSED
    return UNUSED[:2] if editor_asks(view) else UNUSED[:3]

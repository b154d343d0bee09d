"""The settings of a new project, from the sample's: another landlord's names, and its own menu.

All that is particular to a landlord stands in mkdocs.yml, and what its tenants' site is called in
mkdocs.public.yml. The rest stays byte for byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

_EDITING = {
    "gitlab": "-/edit/main/docs/",
    "codeberg": "_edit/main/docs/",
    "gitea": "_edit/main/docs/",
    "forgejo": "_edit/main/docs/",
    "dev.azure.com": "?path=/docs/",
    "visualstudio.com": "?path=/docs/",
    "bitbucket": "src/main/docs/",
}
"""What follows the repository's address on the page that edits a file, if not as on GitHub."""

_NAV_FILE = re.compile(r"^ +- (?:[^:]+: )?\"?([\w/.-]+\.md)\"?$")
_NAV_GROUP = re.compile(r"^( *)- [^:]+:$")


class Landlord(NamedTuple):
    """Whose project it is: its name, its repository's address, and where one writes to."""

    name: str
    forge: str
    contact: str


def staff_settings(settings: str, landlord: Landlord, pages: Collection[str]) -> str:
    """mkdocs.yml. `pages` are those under docs/ that there are."""
    home = urlsplit(landlord.forge).hostname or ""
    editing = next((uri for word, uri in _EDITING.items() if word in home), "edit/main/docs/")
    values = {
        "site_name": f"{landlord.name}: knowledge and information",
        "copyright": landlord.name,
        "site_url": "",
        "repo_url": landlord.forge,
        "edit_uri": editing,
        "    name": landlord.name,
        "    short_name": landlord.name,
        "    contact": landlord.contact,
    }
    own_theme = re.sub(r"^  custom_dir: .*\n", "", _with(settings, values), flags=re.MULTILINE)
    return _with_menu(own_theme, pages)


def public_settings(settings: str, landlord: Landlord, pages: Collection[str]) -> str:
    """mkdocs.public.yml. `pages` are those under docs/public/ that there are."""
    values = {"site_name": f"{landlord.name}: homes", "site_url": ""}
    return _with_menu(_without_feedback(_with(settings, values)), pages)


def _with(settings: str, values: Mapping[str, str]) -> str:
    """The settings with other values, each in its line; text in quotes, as JSON has it."""
    lines = settings.splitlines()
    for number, line in enumerate(lines):
        name = line.partition(":")[0]
        if name in values and ":" in line:
            lines[number] = f"{name}: {json.dumps(values[name], ensure_ascii=False)}"
    return "\n".join(lines) + "\n"


def _without_feedback(settings: str) -> str:
    """Nobody is asked whether a page was useful before there is an address for the answer."""
    return re.sub(r"^  feedback:\n(?:    .*\n)+", "", settings, flags=re.MULTILINE)


def _with_menu(settings: str, pages: Collection[str]) -> str:
    """The menu without the pages that aren't there, and without a group that has none left."""
    above, nav, menu = settings.partition("\nnav:\n")
    lines: list[str] = []
    for line in menu.splitlines():
        file = _NAV_FILE.match(line)
        if file and file[1] not in pages:
            continue
        if lines and _is_empty_group(lines[-1], line):
            lines.pop()
        lines.append(line)
    return above + nav + "\n".join(lines) + "\n"


def _is_empty_group(group: str, after: str) -> bool:
    title = _NAV_GROUP.match(group)
    indent = len(after) - len(after.lstrip())
    return bool(title) and indent <= len(title[1] if title else "")

"""The settings that VS Code reads: a schema for each register, and how files are written.

Pure: names of registers and the settings as they are come in, and the new ones go out. What else
somebody has set stays. Schemas are named here and in no record, since other editors drop comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from macros.catalogue.schema_names import ENDING

EDITOR_SETTINGS = ".vscode/settings.json"

SCHEMAS = "yaml.schemas"
_OURS = "./schemas/"

FIXED: Mapping[str, Any] = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    "yaml.schemaStore.enable": False,
}
"""How records are written. Schemas are taken from this folder, and none from elsewhere."""


def editor_settings(registers: Iterable[str], before: str = "") -> str:
    """The settings with a schema for each register. Raises ValueError where they can't be read."""
    settings = json.loads(before) if before.strip() else {}
    if not isinstance(settings, dict):
        raise ValueError("the settings are no object")  # noqa: TRY004 - as where they are no JSON
    stated = settings.get(SCHEMAS)
    others = stated if isinstance(stated, dict) else {}
    kept = {name: files for name, files in others.items() if not name.startswith(_OURS)}
    own = {f"{_OURS}{name}{ENDING}": f"/registers/{name}/*.yml" for name in sorted(registers)}
    return json.dumps({**settings, **FIXED, SCHEMAS: {**kept, **own}}, indent=2) + "\n"

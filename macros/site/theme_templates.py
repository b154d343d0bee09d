"""How MkDocs finds the theme's files and templates: as it would by itself, in less time.

A build looks through all files of Material, nine in ten of which are icons in a hidden folder that
no build takes, and compiles each template anew. Tests and `kim serve` build again and again.
"""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class _ShownFiles(FileSystemLoader):
    """Lists what lies in no hidden folder: MkDocs leaves out the rest one by one."""

    def list_templates(self) -> list[str]:
        """The paths of all files from the folders' roots, sorted, each once."""
        shown = map(_shown, map(Path, self.searchpath))
        return sorted(set(chain.from_iterable(shown)))


def _shown(root: Path) -> list[str]:
    names: list[str] = []
    for folder, inner, files in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        names += [(Path(folder) / file).relative_to(root).as_posix() for file in files]
    return names


class _Compiled(BytecodeCache):
    """Templates as they were compiled by this process, by their names and what they said."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A project's templates are the same wherever it lies."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """What is known of a template that says the same; nothing of any other."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it as long as the process lives."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def find_quickly(theme: Theme) -> None:
    """Let a theme make its environment with what is quick here."""

    def environment() -> Environment:
        made: Environment = Theme.get_env(theme)
        made.loader = _ShownFiles(theme.dirs)
        made.bytecode_cache = _COMPILED
        return made

    vars(theme)["get_env"] = environment

"""KIM Site: a landlord's registers, checked, rendered and published from Git.

mkdocs-macros loads this package by its name and calls `define_env`. It imports nothing until
then, so that each module can be used without the others.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give pages their macros. The kim plugin must stand before macros in mkdocs.yml."""
    plugin = env.conf.plugins.get("kim")
    if plugin is None or plugin.placeholders is None:
        raise RuntimeError("In mkdocs.yml, 'kim' must stand among the plugins before 'macros'.")
    env.variables.pop("git", None)  # authors and messages are for no page
    for name, call in plugin.page_macros().items():
        env.macro(call, name)

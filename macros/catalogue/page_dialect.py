"""Which Markdown the pages that people write are read as, on both sites and in a pack."""

from __future__ import annotations

from typing import Any

from macros.catalogue.heading_ids import heading_id

EXTENSIONS = ("admonition", "fenced_code", "sane_lists", "tables", "toc")
"""What Python-Markdown does for pages besides its own. `sane_lists`: lists as in records."""


def speak(extensions: list[str], settings: dict[str, dict[Any, Any]]) -> None:
    """Add to a site's settings what all sites share; what they say of it themselves stays."""
    extensions += [name for name in EXTENSIONS if name not in extensions]
    settings.setdefault("toc", {}).setdefault("slugify", heading_id)

"""What a new seal or redaction is called."""

from __future__ import annotations

from collections.abc import Container
from datetime import date


def free_name(prefix: str, today: date, taken: Container[str]) -> str:
    """A name by its day; with a number from the second of a day on."""
    name, number = f"{prefix}{today.isoformat()}", 1
    while name in taken:
        number += 1
        name = f"{prefix}{today.isoformat()}-{number}"
    return name

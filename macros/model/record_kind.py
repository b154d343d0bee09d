"""What a register's records can be, besides records."""

from __future__ import annotations

from typing import Literal, TypeAlias

RecordKind: TypeAlias = Literal[
    "request",
    "question",
    "synonym",
    "elsewhere",
    "expectation",
    "contact",
    "danger",
    "word",
    "translation",
    "allowance",
    "reminder",
]
"""What a register's records are, where the program does more with them than show them."""

"""The door for people at a command line: `kim`. Exit 0 is fine, 1 is problems found, 2 is called wrongly."""

from macros.cli import as_at, packs, registers, trail, upkeep
from macros.cli.start import main

__all__ = ["as_at", "main", "packs", "registers", "trail", "upkeep"]

"""The door for people at a command line: `kim`. Exit 0 is fine, 1 is problems found, 2 is called wrongly.

- In: words typed. Out: words printed; the work is done by the rooms below.
- `start`: what all commands share: the project's folder, days, how a command stops.
- `progress`: how far a long command has got. `completion`: what the Tab key offers.
- `registers`: check, build, serve, show, new, ask. `upkeep`: due, confirm.
- `trail`: history, diff. `as_at`: as-at. `packs`: pack, verify, seal.
"""

from macros.cli import as_at, packs, registers, trail, upkeep
from macros.cli.start import main

__all__ = ["as_at", "main", "packs", "registers", "trail", "upkeep"]

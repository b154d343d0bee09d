"""The door for people at a command line: `kim`.

Exit 0 is fine, 1 is problems found, 2 is called wrongly.

- In: words typed. Out: words printed; the work is done by the rooms below.
- `commands`: every command by name. A module below is imported when one of its commands is called.
  Where a command can't go on, it raises a KimError, and `commands` prints that and ends with 1.
- `start`: what all commands share: the project's folder, days, colour.
- `past`: what commands about the past share.
- `progress`: how far a long command has got. `completion`: what the Tab key offers.
- `registers`: check, show, new. `sites`: build, serve. `questions`: ask. `upkeep`: due, confirm.
- `trail`: history, diff. `as_at`: as-at. `pack`, `verify`, `seal`: a command each.
"""

from macros.cli.start import main

__all__ = ["main"]

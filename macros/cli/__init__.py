"""The door for people at a command line: `kim`.

Exit 0 is fine, 1 is problems found, 2 is called wrongly.

- In: words typed. Out: words printed; the work is done by the rooms below.
- `commands`: every command by name. A module below is imported when one of its commands is called.
  Where a command can't go on, it raises a KimError, and `commands` prints that and ends with 1.
- `start`: what all commands share: the project's folder, the options --today and --format, colour.
- `past`: what commands about the past share; `named_past`: what a name means there. `changes`: what
  `history` and `diff` print alike.
  `schema_lines`, `schema_story`: schemas and settings in the one and the other. `diff_markdown`:
  a difference as a comment on a pull request; `diff_approvals`: who has to approve it.
- `paths`: files and folders that are named to a command.
- `second_place`: the remote that keeps a copy of each seal.
- `streams`: what is printed where a terminal lacks a character.
- `whole_file`: what is written, whole or not at all.
- `progress`: how far a long command has got. `completion`: what the Tab key offers.
- `forge_files`: files for forges and editors that follow from the registers.
- `new_project`: `kim start`, a project for another landlord. `starting_settings`: its settings;
  `given_files`: what it is made from, of which `starter` is only for such projects.
- `upgrade`: newer schemas into a project. `given_schemas`: which it was given.
- `scores`: how well questions are answered.
- `sites`: build, serve. `second_process`: who makes one of the two sites.
- All others are a command each: `check`, `show`, `new`, `ask`, `due`,
  `confirm`, `published`, `history`, `diff`, `as_at`, `pack`, `verify`, `seal`,
  `remind`, `report`, `review`, `redaction`, `tidy`, `scan`, `approvers`, `export`,
  `import_sheet`, `set_values`. `import_report`: what `import_sheet` says.
  `bundles`: Git bundles that are scanned. `disposals`: the list of `due --disposals`.
  `reminder_forms`, `reminder_records`: what `remind` prints, and keeps. `reviewed`: what `review`
  looks at.
"""

from macros.cli.start import main

__all__ = ["main"]

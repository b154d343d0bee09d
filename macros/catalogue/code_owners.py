"""CODEOWNERS: whom the forge asks to approve a change to which file.

Pure: the registers with their records and the file of teams come in, and the text goes out. The
last line that matches counts. So a register's folder comes first, since a new record has no line of
its own until it is merged; then the records that another team owns; and last what the digital team
alone approves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from macros.catalogue.teams import TEAMS, Teams
from macros.model import Catalogue, Record, Register

CODE_OWNERS = ".github/CODEOWNERS"
"""Where GitHub reads it; GitLab and others read it at other places."""

DIGITAL = (
    "/schemas/",
    "/macros/",
    "/docs/",
    "/tests/",
    "/.github/",
    "/.gitlab-ci.yml",
    "/.vscode/",
    "/mkdocs*.yml",
    "/pyproject.toml",
    "/requirements*.lock",
)
"""What decides over all records: its line stands last, and no other can match after it."""

OWNER = "owner_role"

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
"""Names that mean nothing else in a pattern."""


def code_owners(catalogue: Catalogue, teams: Teams) -> str:
    """The text of CODEOWNERS."""
    lines = [
        f"# Made by 'kim approvers --write' from the owners of the records and {TEAMS}.",
        "# The last line that matches counts. What no line names, nobody is asked for.",
        "",
        *_folders(catalogue, teams),
        *_records(catalogue, teams),
    ]
    if teams.digital_team:
        lines += ["", *(f"{path} {teams.digital_team}" for path in DIGITAL)]
    return "\n".join(lines) + "\n"


def _folders(catalogue: Catalogue, teams: Teams) -> Iterator[str]:
    for name, register in sorted(catalogue.registers.items()):
        if team := _team_of_most(register, teams):
            yield f"/registers/{name}/ {team}"


def _records(catalogue: Catalogue, teams: Teams) -> Iterator[str]:
    """The records that the folder's team doesn't own, by owner."""
    lines: list[tuple[str, str]] = []
    for register in catalogue.registers.values():
        most = _team_of_most(register, teams)
        for record in register.records:
            team = _team(record, teams)
            if team and team != most and _PLAIN.fullmatch(record.key.id):
                lines.append((_owner(record), f"/{record.file} {team}"))
    last = ""
    for owner, line in sorted(lines):
        if owner != last:
            yield from ("", f"# {owner}" if _PLAIN.fullmatch(owner) else "# Nobody that is known")
        last = owner
        yield line


def _team_of_most(register: Register, teams: Teams) -> str:
    """The team that owns most records of a register; the digital team where none has an owner."""
    counts = Counter(_team(record, teams) for record in register.records)
    most = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
    return next((team for team, _ in most if team), teams.digital_team)


def _team(record: Record, teams: Teams) -> str:
    """The team of a record's owner; the digital team, which can find out, where it has none."""
    return teams.of.get(_owner(record), teams.digital_team)


def _owner(record: Record) -> str:
    return str(record.values.get(OWNER, ""))

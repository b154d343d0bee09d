"""The file of teams: which team of the forge stands for which post, and for the digital team.

A file like this:

    digital: ROLE-business-support-manager
    teams:
      ROLE-housing-services-manager: "@example-district/housing-services"

Its values come to stand in a file that controls approvals, so what isn't the name of a team is
refused and never copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.yaml_plain import read_plainly
from macros.model import Value

TEAMS = ".github/teams.yml"
"""Where the file lies, in each project."""

TEAM = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,99}))+")
"""A team of an organisation, or of a group inside a group."""


class Teams(NamedTuple):
    """The post that is the digital team, and the team of each post. Faults are sentences."""

    digital: str = ""
    of: Mapping[str, str] = {}
    faults: tuple[str, ...] = ()

    @property
    def digital_team(self) -> str:
        """The team that stands for the digital team; empty where none does."""
        return self.of.get(self.digital, "")


def read_teams(content: bytes) -> Teams:
    """What the file holds. What can't be used is left out, with a fault."""
    values = read_plainly(content.decode("utf-8", "replace"))
    if values is None:
        return Teams(faults=("It can't be read. It has 'digital' and 'teams'.",))
    digital, teams = values.get("digital", ""), values.get("teams", {})
    is_text = isinstance(digital, str)
    own = teams if isinstance(teams, Mapping) else {}
    known = {post: str(team) for post, team in own.items() if _is_team(team)}
    return Teams(digital if isinstance(digital, str) else "", known, tuple(_faults(own, is_text)))


def _is_team(team: Value) -> bool:
    return isinstance(team, str) and bool(TEAM.fullmatch(team))


def _faults(teams: Mapping[str, Value], is_text: bool) -> Iterator[str]:
    if not is_text:
        yield "'digital' is the id of one post."
    if not teams:
        yield "'teams' says which team of the forge stands for which post."
    for post, team in teams.items():
        if not _is_team(team):
            yield f"'{team}' for {post} is not a team: write '@organisation/team'."

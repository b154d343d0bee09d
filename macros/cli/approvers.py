"""kim approvers: whom a forge asks for which file, and what else follows from the registers."""

from __future__ import annotations

import click

from macros.catalogue.code_owners import code_owners
from macros.catalogue.load import load
from macros.catalogue.teams import TEAMS
from macros.cli.forge_files import made_files, team_faults, teams_at
from macros.cli.start import main, project_root
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model.errors import KimError


@main.command()
@click.option("--write", is_flag=True, help="Write CODEOWNERS and the settings of VS Code.")
def approvers(write: bool) -> None:
    """Say which team of the forge approves which file.

    It is the text of CODEOWNERS, and follows from the owner of each record and from
    .github/teams.yml, which says which team stands for which post. With --write it goes to
    .github/CODEOWNERS, and the schemas of all registers to .vscode/settings.json.

    Example: kim approvers --write
    """
    root = project_root()
    catalogue, _ = load(root, warnings=False)
    if faults := team_faults(root, catalogue):
        raise KimError(f"{TEAMS}: {' '.join(faults)} Nothing was written.")
    if not write:
        say(code_owners(catalogue, teams_at(root)).rstrip("\n"))
        return
    for file in made_files(root, catalogue):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.before != file.text:
            write_whole(path, file.text.encode())
        say(f"{file.path}: {'as it was' if file.before == file.text else 'written'}.")

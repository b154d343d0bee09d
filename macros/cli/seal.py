"""kim seal: a signed mark in the history, stamped by a clock elsewhere and copied if asked to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from macros.cli.second_place import remote_of, with_remote
from macros.cli.start import main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.evidence.seal import Stamper, make_seal
from macros.evidence.seal_text import Seal
from macros.evidence.signing import CURE, signing_key
from macros.evidence.trust import AUTHORITY, CERTIFICATES, trust_of
from macros.history import git
from macros.model.errors import KimError
from macros.model.machine import refused


@main.command()
@click.option(
    "--stamp",
    "authority",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[URL]",
    help="Ask a time stamp authority for its time stamp (RFC 3161), over the network.  "
    f"[default URL: 'git config {AUTHORITY}']",
)
@click.option(
    "--certificates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The authority's root certificates (PEM), which the stamp is checked against.  [default: "
    f"'git config {CERTIFICATES}']",
)
@click.option(
    "--copy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file to write the seal into, to be sent to somebody who keeps it.",
)
@with_remote("A remote to send the seal to, with the history that it holds.")
@with_today
def seal(
    authority: str | None,
    certificates: Path | None,
    copy: Path | None,
    remote: str | None,
    today: date,
) -> None:
    """Seal the history with a signed tag, so that a cut shows.

    It says how many commits there are and which is the last. With --stamp, a clock that nobody here
    can set says when; with --remote, a second place keeps it. The network is used for these alone.

    Example: kim seal --copy ../seal.txt
    """
    root = project_root()
    if copy:
        _check_copy(copy)
    try:
        repository = git.open_repository(root)
        place = None if remote is None else remote_of(repository, remote)
        stamper = None if authority is None else _stamper(repository, authority, certificates)
        name = _sealed(repository, today, stamper)
    except KimError as error:
        raise KimError(f"{error} No seal was made.") from error
    id_ = git.resolved(repository, f"refs/tags/{name}")
    if copy:
        _write_copy(repository, name, id_, copy)
    if place:
        _send(repository, name, place)
    say(f"{name}: push it with 'git push origin {name}', and keep its id elsewhere: {id_}")


def _sealed(repository: git.Repository, today: date, stamper: Stamper | None) -> str:
    """The name of the new seal. Raises KimError where there is no key to sign with."""
    if signing_key(repository) is None:
        raise KimError(f"A seal is signed, and Git has no key to sign with. {CURE}")
    return make_seal(repository, today, stamper)


def _stamper(repository: git.Repository, authority: str, certificates: Path | None) -> Stamper:
    """Who stamps a seal. Raises KimError where nobody says whom to ask, or whom to believe."""
    address = authority or git.config(repository, AUTHORITY)
    trusted = certificates or trust_of(repository).certificates
    if not address:
        raise KimError(
            "Nobody says which time stamp authority to ask. Give its address, as in "
            f"--stamp https://stamps.example.org, or set it with 'git config {AUTHORITY}'."
        )
    if trusted is None:
        raise KimError(
            "A time stamp is checked before it is kept, and nobody says against what. Get the "
            "authority's root certificate from the authority itself, and name its file with "
            f"--certificates, or with 'git config {CERTIFICATES}'."
        )

    def stamp(seal: Seal, committed: datetime) -> Seal:
        from macros.evidence.stamping import stamped  # noqa: PLC0415 - takes a fifth of a second

        return stamped(seal, committed, address, trusted)

    return stamp


# ----------------------------------------------------------------------------------- its copies


def _send(repository: git.Repository, name: str, remote: str) -> None:
    """The seal sent to a second place. Raises KimError where it can't be."""
    try:
        git.push_tag(repository, remote, name)
    except git.HistoryError as error:
        raise KimError(
            f"{error.message} The seal {name} was made, and {remote} doesn't have it: "
            f"'git push {remote} {name}' tries again."
        ) from error
    say(f"{remote} has {name} now. 'kim verify --remote {remote}' reads it.")


def _check_copy(file: Path) -> None:
    if file.exists():
        raise click.UsageError(
            f"'{file}' is there already, and may be the only copy of another seal: "
            "choose another name."
        )
    folder = file.absolute().parent
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder '{folder}'. Make it first.")


def _write_copy(repository: git.Repository, name: str, id_: str, file: Path) -> None:
    """The tag as Git keeps it, in a file. Raises KimError where it can't be written."""
    (_, content), *_ = git.contents(repository, [id_])
    try:
        write_whole(file, content)
    except OSError as error:
        raise KimError(
            f"{refused(error, str(file))} The seal {name} was made, and no copy of it: "
            f"'git cat-file tag {name}' prints it."
        ) from error
    say(f"{file}: send it to somebody outside. 'kim verify --copy' reads it.")

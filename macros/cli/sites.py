"""Commands that make sites: build, serve."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text, summary
from macros.cli.progress import Step, progress
from macros.cli.second_process import Second, SiteToMake, second
from macros.cli.start import day_of_reading, main, painted, project_root, with_today
from macros.cli.streams import say
from macros.history.latest_day import latest_day
from macros.history.revisions import History
from macros.model import Audience, Catalogue
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.site import run_mkdocs
from macros.site import serve as live
from macros.site.output import publish, workshop
from macros.site.saved import FOLDERS
from macros.site.showing import Site

SITES: Mapping[str, str] = {"staff": "mkdocs.yml", "public": "mkdocs.public.yml"}
"""The sites, and the file that describes each."""


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where to put the sites.  [default: site]",
)
@with_today
def build(out: Path | None, today: date) -> None:
    """Check everything, then build the sites.

    Where something is wrong, nothing is built and the old sites stay as they are.

    Example: kim build --out /tmp/kim --today 2026-11-22
    """
    root = project_root()
    target = (out or root / "site").resolve()
    _refuse_sources(root, target)
    with progress(2 + len(SITES)) as step:
        lines = _build(root, target, today, step)
    say("\n".join(lines))


def _refuse_sources(root: Path, target: Path) -> None:
    """Raises a usage error where sites would lie among what they are made from."""
    for name in FOLDERS:
        if target.is_relative_to((root / name).resolve()):
            message = f"'{name}' holds what the sites are made from. Name a folder elsewhere."
            raise click.BadParameter(message, param_hint="--out")


def _build(root: Path, out: Path, today: date, step: Step) -> list[str]:
    """Build the sites, and give back what to print: where each is, and what was checked.

    Raises KimError, after which the old sites stand as they were.
    """
    step("checking the registers")
    now = day_of_reading(today)
    with second(root, now) as other:
        catalogue, _ = load(root, latest_day(root, now))
        if catalogue.errors:
            raise KimError(as_text(catalogue.problems, catalogue.count, painted))
        step("reading the history")
        past = _history(other)
        try:
            with workshop(out, list(SITES)) as sites:
                _make(other, _sites(root, sites, today, catalogue, past), step)
                publish(sites, out, list(SITES))
        except OSError as error:
            raise KimError(f"{refused(error, str(out))}\nNo site was replaced.") from error
    places = [f"{site}: {out / site}" for site in SITES]
    return [*places, summary(catalogue.problems, catalogue.count)]


def _sites(
    root: Path, folder: Path, today: date, catalogue: Catalogue, past: History
) -> list[SiteToMake]:
    return [
        SiteToMake(root / config, folder / name, today, catalogue, past)
        for name, config in SITES.items()
    ]


def _make(other: Second, sites: Sequence[SiteToMake], step: Step) -> None:
    """Make two sites. Raises KimError with what is wrong with either, always in this order."""
    first, last = sites
    step("building the staff site")
    with other.beside(last) as wait:
        wrong = {first.folder.name: _why_not(partial(run_mkdocs.make, *first))}
        step("building the public site")
        wrong[last.folder.name] = _why_not(wait)
    failed = [(name, why) for name, why in wrong.items() if why]
    if len({why for _, why in failed}) == 1 < len(failed):
        raise KimError(f"{failed[0][1]}\nNo site could be built, so none was replaced.")
    if failed:
        lines = [f"{why}\nThe {name} site could not be built" for name, why in failed]
        raise KimError(".\n".join(lines) + ", so none was replaced.")


def _why_not(make: Callable[[], object]) -> str:
    """What stopped a site; empty where nothing did."""
    try:
        make()
    except KimError as error:
        return str(error)
    return ""


def _history(other: Second) -> History:
    try:
        return other.history()
    except KimError as error:
        raise KimError(f"{error}\nNothing was built.") from error


@main.command()
@click.option("--public", is_flag=True, help="Show the tenants' site instead of the staff site.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(public: bool, address: str) -> None:
    """Show a site while you write, and again after each change.

    What is wrong is said here and in the browser, until it is mended.

    Example: kim serve --public
    """
    host, port = _host_and_port(address)
    root, audience = project_root(), _audience(public)
    site = Site(root, root / SITES[audience], audience)
    try:
        live.serve(site, host, port, say)
    except OSError as error:
        raise KimError(_cannot_listen(error, address, host, port)) from error


def _audience(public: bool) -> Audience:
    return "public" if public else "staff"


def _host_and_port(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.path:
        message = f"'{address}' is not an address. Write a host and a port, as in 127.0.0.1:8000."
        raise click.BadParameter(message, param_hint="--address")
    return host, port


def _cannot_listen(error: OSError, address: str, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        another = f"kim serve --address {address.removesuffix(str(port))}{port + 1}"
        return (
            f"{address} is in use, perhaps by another kim serve. "
            f"Choose another port, as in '{another}'."
        )
    if isinstance(error, PermissionError):
        return f"You may not listen at {address}. Choose a port from 1024 on, as in '{host}:8000'."
    return f"Nothing can listen at {address}: {error.strerror or error}."

"""Commands that make sites: build, serve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text, summary
from macros.cli.start import main, project_root, stop, with_today
from macros.history.git import HistoryError
from macros.history.load import load_history
from macros.site import run_mkdocs

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
    catalogue, _ = load(root)
    if catalogue.errors:
        stop(as_text(catalogue.problems, catalogue.count))
    try:
        past = load_history(root)
    except HistoryError as reason:
        stop(f"{reason}\nNothing was built.")
    for site, config in SITES.items():
        place = (out or root / "site").resolve() / site
        try:
            run_mkdocs.generate(root / config, place, today, catalogue, past)
        except run_mkdocs.BuildFailedError as reason:
            stop(f"{reason}\nThe {site} site was not built.")
        click.echo(f"{site}: {place}")
    click.echo(summary(catalogue.problems, catalogue.count))


@main.command()
@click.option("--public", is_flag=True, help="Show the tenants' site instead of the staff site.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(public: bool, address: str) -> None:
    """Show a site while you write, and again after each change.

    Example: kim serve --public
    """
    try:
        run_mkdocs.serve(project_root() / SITES["public" if public else "staff"], address)
    except run_mkdocs.BuildFailedError as reason:
        stop(str(reason))

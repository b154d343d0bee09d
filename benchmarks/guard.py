"""What the last guard costs: every text for staff, looked for in every file of the public site.

    python -m benchmarks.enlarge /tmp/enlarged --records 2000
    python -m benchmarks.guard /tmp/enlarged

The public site is built first, unless `site/public` is there already; only the guard is measured.
"""

from __future__ import annotations

import resource
import time
from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.site.run_mkdocs import generate
from macros.view.leaks import leaks
from macros.view.staff_texts import secrets_of

DAY = date(2026, 11, 22)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Measure the guard over a project's public site."""
    root = folder.resolve()
    site = root / "site/public"
    if not site.is_dir():
        generate(root / "mkdocs.public.yml", site, DAY)
    catalogue, past = load(root)[0], load_history(root)
    began = time.process_time()
    secrets = secrets_of(catalogue, past)
    listed = time.process_time()
    shown = leaks(site, secrets)
    searched = time.process_time()
    files = sum(path.is_file() for path in site.rglob("*"))
    click.echo(
        f"{catalogue.count} records, {len(secrets)} secrets, {files} files, {len(shown)} found"
    )
    click.echo(f"listing the secrets: {listed - began:.2f} s; searching: {searched - listed:.2f} s")
    click.echo(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

"""What reading and checking a project costs, once and once more.

python -m benchmarks.enlarge /tmp/enlarged --records 2000
python -m benchmarks.load /tmp/enlarged
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.schemas import read_schemas


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Measure a project's schemas, all else that is read and checked, and all of it once more.

    The second time most files are remembered, as they are between two edits of a served site.
    """
    files = {path.name: path.read_bytes() for path in (folder / "schemas").glob("*.json")}
    began = time.process_time()
    read_schemas(files)
    compiled = time.process_time()
    catalogue, _ = load(folder)
    loaded = time.process_time()
    load(folder)
    again = time.process_time()
    click.echo(f"{catalogue.count} records: schemas {compiled - began:.2f} s")
    click.echo(f"all else: {loaded - compiled:.2f} s, once more: {again - loaded:.2f} s")


if __name__ == "__main__":
    main()

"""What reading and checking a project costs, the schemas apart.

python -m benchmarks.enlarge /tmp/enlarged --records 2000
python -m benchmarks.load /tmp/enlarged
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.schemas import read_schemas
from macros.catalogue.validate import check


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Measure a project's schemas, its records against them, and all that `kim check` does."""
    load(folder)  # what is done once is no part of it
    files = {path.name: path.read_bytes() for path in (folder / "schemas").glob("*.json")}
    began = time.process_time()
    schemas, _ = read_schemas(files)
    compiled = time.process_time()
    catalogue, _ = load(folder)
    loaded = time.process_time()
    for name, register in catalogue.registers.items():
        for record in register.records:
            check(schemas, name, record.document, record.file)
    checked = time.process_time()
    click.echo(
        f"{catalogue.count} records: schemas {compiled - began:.2f} s, "
        f"checking {checked - loaded:.2f} s"
    )
    click.echo(f"with reading and linking: {loaded - compiled:.2f} s")


if __name__ == "__main__":
    main()

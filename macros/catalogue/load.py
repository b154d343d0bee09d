"""A folder into a catalogue: read, parse, check, link, in that order, with every problem collected.

`read` reads the files; here all that was read is checked together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros.catalogue.checks import CHECKS
from macros.catalogue.open_tables import tables_in
from macros.catalogue.personal import masked
from macros.catalogue.read import NOTHING_PROPOSED, read_project
from macros.catalogue.schemas import Schemas
from macros.model import Catalogue
from macros.model.collecting import without_collecting


@without_collecting()
def load(
    root: Path,
    today: date = date.max,
    *,
    warnings: bool = True,
    proposed: Mapping[str, bytes] = NOTHING_PROPOSED,
) -> tuple[Catalogue, Schemas]:
    """Everything under `root`. What is wrong with it is in the catalogue's `problems`, by place.

    `today` is for those who ask what is wrong: without it no day is still to come. Without
    `warnings`, what only they need isn't looked at: some take time, or large libraries. What is
    `proposed`, records by the paths of their files, counts as if it lay there.
    """
    project, problems = read_project(root, today, proposed)
    asked = [check for check in CHECKS if warnings or check.rule.severity == "error"]
    broken = [problem for check in asked for problem in check.find(project)]
    if not project.schema_files and broken:
        problems = []  # that the shared schemas are missing too goes without saying
    references, used_by = project.links
    ordered = tuple(sorted(masked([*problems, *broken], project.personal_data)))
    catalogue = Catalogue(
        project.registers,
        references,
        used_by,
        project.pages,
        ordered,
        project.permitted_here,
        tables_in(project.docs),
        project.schemas.page_kinds,
    )
    return catalogue, project.schemas

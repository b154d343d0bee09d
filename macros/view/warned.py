"""What the checks warn of, for the pages of the files that it is about."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model import Catalogue
from macros.model.mappings import grouped


def warnings_by_file(catalogue: Catalogue) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Each warning as (message, hint), by file."""
    warnings = (problem for problem in catalogue.problems if problem.severity == "warning")
    by_file = grouped((problem.file, (problem.message, problem.hint)) for problem in warnings)
    return {file: tuple(words) for file, words in by_file.items()}

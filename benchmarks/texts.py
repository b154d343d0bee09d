"""What comparing old and new texts costs, word by word, over a project's whole history.

python -m benchmarks.texts .
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator
from pathlib import Path

import click

from macros.history import word_diff as compared
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model.matching import SequenceMatcher
from macros.pages import word_diff


def changed_texts(past: History) -> Iterator[tuple[str, str]]:
    """Every text that changed, and what it became."""
    for trail in past.trails.values():
        for revision in trail:
            for change in revision.changes:
                if isinstance(change.old, str) and isinstance(change.new, str):
                    yield change.old, change.new


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Compare every text that changed with what it became, by difflib and by ours."""
    pairs = sorted(set(changed_texts(load_history(folder.resolve()))))
    results = []
    for name, matcher in (("difflib", difflib.SequenceMatcher), ("ours", SequenceMatcher)):
        compared.SequenceMatcher = matcher  # type: ignore[attr-defined]
        compared.word_diff.cache_clear()
        began = time.process_time()
        results.append([word_diff.words_apart.__wrapped__(old, new) for old, new in pairs])
        click.echo(f"{name}: {len(pairs)} pairs in {time.process_time() - began:.2f} s")
    assert results[0] == results[1]


if __name__ == "__main__":
    main()

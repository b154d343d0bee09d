"""How far a long command has got, where somebody is looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Step = Callable[[str], None]
"""Says what is begun; what was begun before it is done."""


@contextmanager
def progress(steps: int) -> Iterator[Step]:
    """A bar for so many steps, in standard error, so that what a command prints can be kept.

    There is none where standard error isn't a terminal, and none in continuous integration.
    Leave the block before you print anything else: the bar stands in a line of its own.
    """
    with click.progressbar(
        length=steps,
        bar_template="[%(bar)s]  %(info)s",
        hidden=not _watched(),
        show_eta=False,
        show_percent=False,
        item_show_func=lambda name: name,
        width=20,
        file=sys.stderr,
    ) as bar:
        begun: list[str] = []

        def step(name: str) -> None:
            bar.current_item = name
            bar.update(1 if begun else 0)
            bar.render_progress()
            begun.append(name)

        yield step
        bar.current_item = None
        bar.update(steps - bar.pos)


def _watched() -> bool:
    """Whether somebody looks at a terminal that can draw a line again."""
    return sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"

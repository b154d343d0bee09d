"""How well questions are answered, as `kim ask --score` prints it and a guide shows it."""

from __future__ import annotations

from collections.abc import Sequence

from macros.cli.start import as_json
from macros.site.score import Score

HEADS = ("Reader and part", "Answered", "Right first", "In three", "Not sure", "Wrong first")
MORE = ("None", "Not answered", "False answers")
PARTS = {"develop": "to work with", "held_out": "held out"}


def printed(scores: Sequence[Score], form: str) -> str:
    """The table as people read it, in Markdown, or for programs."""
    if form == "json":
        return as_json([score._asdict() for score in scores])
    heads = [*HEADS, *MORE]
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(_row, scores)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(score: Score) -> list[str]:
    of_answered = (score.first, score.three, score.unsure, score.wrong, score.none)
    return [
        f"{score.reader}, {PARTS[score.part]}",
        str(score.answerable),
        *(_share(number, score.answerable) for number in of_answered),
        str(score.unanswerable),
        _share(score.false, score.unanswerable),
    ]


def _share(number: int, whole: int) -> str:
    return f"{number / whole:.0%}" if whole else "-"

"""How much of what is personal is noticed, and how much of what is noticed is personal.

python -m benchmarks.personal            # both halves of tests/personal
python -m benchmarks.personal --misses   # the half to work on, with what went wrong
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import yaml

from macros.rules.personal.data import KINDS
from macros.rules.personal.detect import detect
from macros.rules.personal.references import as_form

SETS = Path(__file__).parents[1] / "tests" / "personal"
DEVELOP, HELD_OUT = "develop", "held_out"
OWN = (as_form(r"TEN-\d{6}"), as_form(r"PAY\d{8}"))
"""The forms of references that the texts are written for."""

NOTHING = "none"


class Text(NamedTuple):
    """A text of the set, what kind it is of, and which kinds were noticed in it."""

    text: str
    kind: str
    noticed: frozenset[str]


class Measure(NamedTuple):
    """What came of the texts of one kind: how many there are, and how many were noticed."""

    texts: int
    noticed: int

    @property
    def share(self) -> float:
        """Of all texts, those that were noticed."""
        return self.noticed / self.texts if self.texts else 1.0


def texts_of(part: str) -> list[Text]:
    """One half of the set, with what is noticed in each text."""
    rows = yaml.safe_load((SETS / f"{part}.yml").read_text("utf-8"))
    return [Text(row["text"], row["kind"], _kinds(row["text"])) for row in rows]


def _kinds(text: str) -> frozenset[str]:
    return frozenset(sighting.kind for sighting in detect(text, own=OWN))


def recalls(texts: Sequence[Text]) -> Mapping[str, Measure]:
    """For each kind, in how many of its texts that kind was noticed."""
    return {kind: recall(texts, [kind]) for kind in KINDS}


def recall(texts: Sequence[Text], kinds: Sequence[str]) -> Measure:
    """The same for several kinds together."""
    wanted = [text for text in texts if text.kind in kinds]
    return Measure(len(wanted), sum(text.kind in text.noticed for text in wanted))


def precision(texts: Sequence[Text]) -> Measure:
    """Of the texts in which anything was noticed, those in which there is something."""
    noticed = [text for text in texts if text.noticed]
    return Measure(len(noticed), sum(text.kind != NOTHING for text in noticed))


IDENTIFIERS = tuple(name for name, kind in KINDS.items() if kind.identifies)


@click.command()
@click.option("--misses", is_flag=True, help="Print what went wrong in the half to work on.")
def main(misses: bool) -> None:
    """Print recall for each kind and precision, of both halves."""
    if misses:
        for text in texts_of(DEVELOP):
            if text.kind not in (*text.noticed, NOTHING) or (text.kind == NOTHING and text.noticed):
                click.echo(
                    f"{text.kind:10} {', '.join(sorted(text.noticed)) or '-':20} {text.text!r}"
                )
        return
    for part in (DEVELOP, HELD_OUT):
        began = time.process_time()
        texts = texts_of(part)
        seconds = time.process_time() - began
        click.echo(f"{part}: {len(texts)} texts in {seconds:.2f} s")
        rows = {**recalls(texts), "identifiers": recall(texts, IDENTIFIERS)}
        rows["precision"] = precision(texts)
        for name, measure in rows.items():
            click.echo(f"  {name:12} {measure.noticed:4} of {measure.texts:4}  {measure.share:.3f}")


if __name__ == "__main__":
    main()

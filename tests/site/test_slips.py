"""Slips of the keys are counted only between words that are near: those are counted right."""

from __future__ import annotations

from macros.site.alarms import SCRIPTS
from macros.site.matching import loaded

COUNTED = """
(function (most) {
  function within(number) { return Math.min(number, most + 1); }
  const wrong = [];
  let near = 0;
  for (const one of stopWords) for (const other of stopWords) {
    const steps = damerauLevenshtein(one, other).steps;
    if (steps <= most) near += 1;
    if (within(KimWords.steps(one, other, most)) !== within(steps)) wrong.push(one, other);
  }
  return JSON.stringify([wrong, near > stopWords.length]);
})(%d)
"""


def test_slips_are_counted_up_to_as_many_as_are_forgiven() -> None:
    with loaded(SCRIPTS) as engine:
        assert [str(engine.eval(COUNTED % most)) for most in (1, 2)] == ["[[],true]"] * 2

"""The benchmark of stages watches functions that are there, whatever they are called by now."""

from __future__ import annotations

from importlib import import_module
from itertools import chain

import pytest

from benchmarks.stages import STAGES


@pytest.mark.parametrize("name", [*chain.from_iterable(STAGES.values())])
def test_a_stage_that_is_watched_is_there(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(module), function))

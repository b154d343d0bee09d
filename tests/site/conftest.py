"""Projects to build in this process, changed by a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import copy_small


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project, of the test's own."""
    return copy_small(tmp_path)

"""Ids that rows of a spreadsheet get: the next free one, also past 999 and 9999."""

from __future__ import annotations

import pytest

from macros.catalogue.schemas import Schemas
from macros.catalogue.sheets.new_ids import NewIds
from macros.model import Values


@pytest.mark.parametrize(
    ("register", "given", "values", "expected"),
    [
        ("retention", ["RET-998"], {}, ["RET-999", "RET-1000", "RET-1001"]),
        ("retention", ["RET-1000", "RET-999"], {}, ["RET-1001"]),
        (
            "requests",
            ["FOI-2025-9998", "FOI-2024-2025"],
            {"received": "2025-03-01"},
            ["FOI-2025-9999", "FOI-2025-10000", "FOI-2025-10001"],
        ),
        ("requests", ["FOI-2024-2025"], {"received": "2025-03-01"}, ["FOI-2025-0001"]),
    ],
)
def test_ids_go_on_where_they_get_another_figure_and_a_number_is_no_year(
    register: str, given: list[str], values: Values, expected: list[str], real_schemas: Schemas
) -> None:
    ids = NewIds(real_schemas.registers[register], given)
    assert [ids.next_for(values) for _ in expected] == expected

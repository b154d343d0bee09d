"""Tables of a register in groups, in the order of what they have in common."""

from __future__ import annotations

from macros.model import Catalogue
from macros.pages.tables import groups
from macros.view.view import view
from tests.projects import TODAY


def test_a_log_is_read_from_its_newest_entries_back(real: Catalogue) -> None:
    seen = view(real, "staff", TODAY)
    log = seen.registers["kim-log"]
    usual = groups(seen, log, "period_end", ("id",))
    newest = groups(seen, log, "period_end", ("id",), last_first=True)
    assert newest.headings == usual.headings[::-1]
    ends = {str(record.values["period_end"]) for record in log.records}
    assert len(newest.headings) == len(ends) > 1
    at = [newest.html.index(f'id="{heading.anchor}"') for heading in newest.headings]
    assert at == sorted(at)

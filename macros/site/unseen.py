"""Words that nobody is to be seen typing: what is fetched for a question mustn't tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from macros.site.alarms import alarms
from macros.view.view import View


def unseen(view: View) -> Sequence[str]:
    """The phrases that tell of a danger of which whoever reads may be harmed if they are seen."""
    hidden = (alarm for alarm in alarms(view) if alarm["exit"])
    return list(chain.from_iterable([*alarm["phrases"], *alarm["alone"]] for alarm in hidden))

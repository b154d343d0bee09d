"""What looks like personal data and may stand anyway, in plain values."""

from __future__ import annotations

from typing import NamedTuple


class Permitted(NamedTuple):
    """What looks personal and may stand anyway.

    `forms` are those that the landlord gives to references of tenancies and payments: they never
    may. `data` may stand everywhere: pairs of a kind and what it is, letters and figures alone.
    """

    forms: tuple[str, ...] = ()
    data: frozenset[tuple[str, str]] = frozenset()


NOTHING_PERMITTED = Permitted()

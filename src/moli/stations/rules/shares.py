"""How a station's commission is shared within its team: thousandths that make a whole."""

from __future__ import annotations

from collections.abc import Mapping

WHOLE_PER_MILLE = 1_000


def is_whole(shares: Mapping[str, int]) -> bool:
    """Whether everybody has more than nothing and all parts together make a thousand."""
    parts = shares.values()
    return all(part > 0 for part in parts) and sum(parts) == WHOLE_PER_MILLE

"""Which towns are alike, so that like is compared with like."""

from __future__ import annotations

from dataclasses import dataclass

PEERS = 3


@dataclass(frozen=True)
class TownShape:
    """How large a town is and how far out: its villages, and their mean distance from the seat.

    Metres in a straight line from the middle of the county seat; points may be approximate.
    """

    code: str
    villages: int
    mean_metres: int

"""Towns by an indicator: as they stand, and beside those that are most like them."""

from __future__ import annotations

from dataclasses import dataclass

from moli.insights.queries.counting import Counted
from moli.insights.rules.peers import TownShape
from moli.market.queries.naming import Name


@dataclass(frozen=True)
class RankedTown:
    """A town by an indicator.

    `place` is by the share alone, `fair_place` by how far it lies above or below the peers
    together: `difference_per_mille`, the town's share less theirs. Places count from 1; where
    two are equal the lower code stands first.
    """

    code: str
    names: Name
    numerator: int
    denominator: int
    per_mille: int
    place: int
    shape: TownShape
    peers: tuple[Name, ...]
    peers_per_mille: int
    difference_per_mille: int
    fair_place: int


def ranking(counted: Counted, *, county_code: str) -> tuple[RankedTown, ...]:
    """The towns with something to count, by their raw place.

    Empty for members, whose towns are not told.
    """
    raise NotImplementedError

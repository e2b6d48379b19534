"""Which towns are alike, so that like is compared with like.

Two towns are alike when as many towns are smaller than the one as than the other, and as many
nearer to the county seat. It is counted in towns, so that neither villages nor kilometres weigh
more. docs/plans.md has it on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PEERS = 3


@dataclass(frozen=True)
class TownShape:
    """How large a town is and how far out: its villages, and their mean distance from the seat.

    Metres in a straight line from the county seat; points may be approximate. 0 where no point
    is known, so that in a county without points size alone counts.
    """

    code: str
    villages: int
    mean_metres: int


@dataclass(frozen=True)
class Share:
    """So many of so many in a town."""

    met: int
    all: int

    @property
    def per_mille(self) -> int:
        """The share, half a per mille goes up; 0 of nothing."""
        return (2_000 * self.met + self.all) // (2 * self.all) if self.all else 0

    def __add__(self, other: Share) -> Share:
        return Share(self.met + other.met, self.all + other.all)


@dataclass(frozen=True)
class Compared:
    """A town beside those most like it: their codes, their share together, and both places."""

    code: str
    share: Share
    peers: tuple[str, ...]
    peers_share: Share
    place: int = 0
    fair_place: int = 0

    @property
    def difference_per_mille(self) -> int:
        """The town's share less that of its peers; 0 for a town without peers."""
        return self.share.per_mille - self.peers_share.per_mille if self.peers_share.all else 0


def peers_of(shape: TownShape, towns: Sequence[TownShape]) -> tuple[str, ...]:
    """The three towns most like one, the most alike first; the lower code where two are equal."""
    others = [town for town in towns if town.code != shape.code]

    def unlike(town: TownShape) -> int:
        by_size = _smaller(town, towns) - _smaller(shape, towns)
        by_distance = _nearer(town, towns) - _nearer(shape, towns)
        return abs(by_size) + abs(by_distance)

    return tuple(town.code for town in sorted(others, key=lambda t: (unlike(t), t.code))[:PEERS])


def compare(shapes: Sequence[TownShape], shares: Mapping[str, Share]) -> tuple[Compared, ...]:
    """Towns with something to count, by their raw place.

    Peers are looked for among these alone. Where two stand equal the lower code stands first.
    """
    towns = [shape for shape in shapes if shares.get(shape.code, Share(0, 0)).all]
    peers = {town.code: peers_of(town, towns) for town in towns}
    together = {
        code: sum((shares[peer] for peer in found), Share(0, 0)) for code, found in peers.items()
    }
    unplaced = {
        town.code: Compared(
            town.code, shares[town.code], peers[town.code], together[town.code], 0, 0
        )
        for town in towns
    }
    raw = sorted(unplaced.values(), key=lambda row: (-row.share.per_mille, row.code))
    fair = sorted(unplaced.values(), key=lambda row: (-row.difference_per_mille, row.code))
    fair_place = {row.code: place for place, row in enumerate(fair, start=1)}
    return tuple(
        Compared(row.code, row.share, row.peers, row.peers_share, place, fair_place[row.code])
        for place, row in enumerate(raw, start=1)
    )


def _smaller(town: TownShape, towns: Sequence[TownShape]) -> int:
    return sum(other.villages < town.villages for other in towns)


def _nearer(town: TownShape, towns: Sequence[TownShape]) -> int:
    return sum(other.mean_metres < town.mean_metres for other in towns)

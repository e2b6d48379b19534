"""Towns by an indicator: as they stand, and beside those that are most like them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from moli.insights.queries.counting import Counted
from moli.insights.rules.peers import Share, TownShape, compare
from moli.insights.rules.plans import Indicator
from moli.kernel.distance import kilometres_between
from moli.market.queries.naming import Name, division_name
from moli.places.models import Division
from moli.places.rules.divisions import Level


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
    """The towns with something to count, by their raw place: one query.

    Empty for members, whose towns are not told, and for branches, which lead several towns.
    """
    if counted.indicator in (Indicator.MEMBERS_PRACTISING, Indicator.BRANCHES_WITH_PROJECT):
        return ()
    rows = list(Division.objects.filter(code__startswith=county_code).order_by("code"))
    towns = {row.code: row for row in rows if row.level == Level.TOWN}
    shapes = {shape.code: shape for shape in _shapes(rows)}
    shares: dict[str, Share] = defaultdict(lambda: Share(0, 0))
    for unit in counted.units:
        shares[unit.town_code] += Share(int(unit.is_met), 1)
    names = {code: division_name(town) for code, town in towns.items()}
    return tuple(
        RankedTown(
            code=row.code,
            names=names[row.code],
            numerator=row.share.met,
            denominator=row.share.all,
            per_mille=row.share.per_mille,
            place=row.place,
            shape=shapes[row.code],
            peers=tuple(names[code] for code in row.peers),
            peers_per_mille=row.peers_share.per_mille,
            difference_per_mille=row.difference_per_mille,
            fair_place=row.fair_place,
        )
        for row in compare(list(shapes.values()), shares)
    )


def _shapes(rows: list[Division]) -> list[TownShape]:
    """How large each town is and how far out, by code."""
    seat = _seat(rows)
    ways: dict[str, list[int]] = defaultdict(list)
    villages: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.level == Level.VILLAGE:
            villages[row.code[:9]] += 1
            if (way := _metres(row, seat)) is not None:
                ways[row.code[:9]].append(way)
    return [
        TownShape(row.code, villages[row.code], _mean(ways[row.code]))
        for row in rows
        if row.level == Level.TOWN
    ]


def _seat(rows: list[Division]) -> Division | None:
    """The county seat: its own point, else that of the first town.

    Statistical codes number the town that holds the county's government first.
    """
    of_county = [row for row in rows if row.level == Level.COUNTY]
    of_towns = [row for row in rows if row.level == Level.TOWN]
    placed = [row for row in (*of_county, *of_towns) if row.longitude is not None]
    return next(iter(placed), None)


def _metres(row: Division, seat: Division | None) -> int | None:
    if seat is None or seat.longitude is None or seat.latitude is None:
        return None
    if row.longitude is None or row.latitude is None:
        return None
    kilometres = kilometres_between(
        longitude_a=row.longitude,
        latitude_a=row.latitude,
        longitude_b=seat.longitude,
        latitude_b=seat.latitude,
    )
    return round(1_000 * kilometres)


def _mean(metres: list[int]) -> int:
    return round(sum(metres) / len(metres)) if metres else 0

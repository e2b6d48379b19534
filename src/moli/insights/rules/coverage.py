"""How far stations reach, and which of them serve buyers alone or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Over so many days what a station bought and sold is compared.
TRADE_DAYS = 90
# A station that buys more than so many times for each time that it sells serves buyers above all.
# Our own figure: the published ones of 2015 to 2017 come to about 55 over whole provinces.
BUYS_MOSTLY_FROM = 10


@dataclass(frozen=True)
class VillageReach:
    """One village: its stations that are open on a day, how many of them live, and its people.

    `active` stations did something in the last thirty days. `people` are those on record in the
    registry, `poor` the poor among them.
    """

    code: str
    town_code: str
    stations: int
    active: int
    people: int
    poor: int


@dataclass(frozen=True)
class Reach:
    """How far the stations of some villages reach.

    Coverage is `covered` (villages with at least one active station) of `villages`, never
    stations of villages: two stations in one village cover no more than one.
    """

    stations: int = 0
    active_stations: int = 0
    villages: int = 0
    with_station: int = 0
    covered: int = 0
    people: int = 0
    people_covered: int = 0
    poor: int = 0
    poor_covered: int = 0


def reach_of(villages: Iterable[VillageReach]) -> Reach:
    """What some villages come to together."""
    rows = list(villages)
    covered = [row for row in rows if row.active]
    return Reach(
        stations=sum(row.stations for row in rows),
        active_stations=sum(row.active for row in rows),
        villages=len(rows),
        with_station=sum(1 for row in rows if row.stations),
        covered=len(covered),
        people=sum(row.people for row in rows),
        people_covered=sum(row.people for row in covered),
        poor=sum(row.poor for row in rows),
        poor_covered=sum(row.poor for row in covered),
    )


class TradeKind(StrEnum):
    """What an open station is, by what it did."""

    GHOST = "GHOST"  # open for thirty days and more, and nothing was done in the last thirty
    ONLY_BUYS = "ONLY_BUYS"
    BUYS_MOSTLY = "BUYS_MOSTLY"
    SELLS_TOO = "SELLS_TOO"


@dataclass(frozen=True)
class Trade:
    """What a station did in the last ninety days, each time counted once.

    Bought: orders for villagers that were not undone, and parcels that came. Sold: weigh-ins,
    parcels that villagers sent, and orders of the shop that were sent.
    """

    buy_fors: int = 0
    parcels_in: int = 0
    weigh_ins: int = 0
    parcels_out: int = 0
    orders_sent: int = 0

    @property
    def bought(self) -> int:
        """How many times it served a buyer."""
        return self.buy_fors + self.parcels_in

    @property
    def sold(self) -> int:
        """How many times it served a seller."""
        return self.weigh_ins + self.parcels_out + self.orders_sent


def trade_kind(trade: Trade, *, is_ghost: bool) -> TradeKind | None:
    """What a station is; None for one that is too young, or did neither, and is no ghost."""
    if is_ghost:
        return TradeKind.GHOST
    if not trade.bought:
        return TradeKind.SELLS_TOO if trade.sold else None
    if not trade.sold:
        return TradeKind.ONLY_BUYS
    is_mostly = trade.bought > BUYS_MOSTLY_FROM * trade.sold
    return TradeKind.BUYS_MOSTLY if is_mostly else TradeKind.SELLS_TOO

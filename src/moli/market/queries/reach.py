"""How far a person reaches on the market: whose lots, whose demands, whose introductions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.accounts.rules import COUNTY_ROLES, SELLER_ROLES, Role, Standing
from moli.party.queries import branches as party
from moli.stations import queries as stations


@dataclass(frozen=True)
class MarketReach:
    """The areas and enterprises that a standing opens, by what it may do there.

    Empty fields open nothing: a stranger's reach matches no row of any query.
    """

    sells_for_areas: tuple[str, ...] = ()
    buys_for_keys: tuple[str, ...] = ()
    leads_areas: tuple[str, ...] = ()
    leads_keys: tuple[str, ...] = ()
    reads_areas: tuple[str, ...] = ()

    @property
    def seen_areas(self) -> tuple[str, ...]:
        """Areas whose lots may be read."""
        return tuple(sorted({*self.sells_for_areas, *self.leads_areas, *self.reads_areas}))

    @property
    def seen_keys(self) -> tuple[str, ...]:
        """Enterprises whose demands may be read, beside those of the county roles."""
        return tuple(sorted({*self.buys_for_keys, *self.leads_keys}))


def market_reach(standing: Standing, *, on: date) -> MarketReach:
    """What a standing opens on the market: at most three queries, none for a stranger."""
    station_villages: tuple[str, ...] = ()
    if station_keys := standing.organisation_keys(Role.STATION_OPERATOR):
        station_villages = stations.villages_of_stations(station_keys, on=on)
    led = party.reach_of(branch_keys=standing.organisation_keys(Role.ORGANISER), on=on)
    return MarketReach(
        sells_for_areas=tuple(
            sorted({*standing.area_codes(SELLER_ROLES), *station_villages}),
        ),
        buys_for_keys=standing.organisation_keys(Role.BUYER),
        leads_areas=led.area_codes,
        leads_keys=led.enterprise_keys,
        reads_areas=standing.area_codes(COUNTY_ROLES),
    )

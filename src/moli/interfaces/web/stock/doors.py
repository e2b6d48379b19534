"""Stock through a person's reach: what it may look at, what it may work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404

from moli.accounts.rules import Role
from moli.households.queries.at_the_scale import household_at_scale
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, only
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.registry.doors import choices_of_villages
from moli.interfaces.web.registry.household_forms import VillageChoices
from moli.orders.queries.stock_reach import (
    STOCK_READERS,
    STOCK_WORKERS,
    StockReach,
    StockScope,
    stock_reach,
)
from moli.orders.queries.stock_sheets import article_in, production_in, weigh_in_in
from moli.places.queries.directory import villages_inside
from moli.stations.queries import open_stations_of, stations_of_keys

WORKERS = only(*STOCK_WORKERS)
READERS = only(*STOCK_READERS)
_TOWN_SIGNS = 9


def reach_of(request: MoliRequest) -> StockReach:
    """How far the person reaches into stock."""
    return stock_reach(request.standing, county_code=settings.MOLI_COUNTY_CODE)


def is_worker(request: MoliRequest) -> bool:
    """Whether the person does the work, or only looks at it."""
    return request.standing.holds(*STOCK_WORKERS)


def weigh_in_or_404(scope: StockScope, uid: UUID) -> Any:
    """A weigh-in of a scope; else there is nothing."""
    return _or_404(weigh_in_in(scope, uid))


def production_or_404(scope: StockScope, uid: UUID) -> Any:
    """A batch of a scope; else there is nothing."""
    return _or_404(production_in(scope, uid))


def article_or_404(scope: StockScope, code: str) -> Any:
    """An article of a scope; else there is nothing."""
    return _or_404(article_in(scope, code))


def _or_404(found: object | None) -> Any:
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Scale:
    """Where a person weighs, and whose goods may come there.

    An operator weighs for the villages of its station's town, the office for its county.
    """

    stations: tuple[Any, ...]
    areas: tuple[str, ...]

    @property
    def villages(self) -> VillageChoices:
        """The villages to choose from: one query."""
        return choices_of_villages(villages_inside(area_codes=self.areas))

    @property
    def village_code(self) -> str:
        """The village of the only station there is, from which most of it comes."""
        return self.stations[0].village.code if len(self.stations) == 1 else ""

    def grower(self, uid: UUID) -> Any:
        """A household that may bring goods; else there is nothing."""
        return _or_404(household_at_scale(self.areas, uid))

    def station_for(self, village_code: str) -> str:
        """The station nearest at hand for a village: its own, or the only one."""
        own: list[str] = [row.key for row in self.stations if row.village.code == village_code]
        only: list[str] = [row.key for row in self.stations] if len(self.stations) == 1 else []
        return next(iter(own or only), "")


def scale_of(request: MoliRequest) -> Scale:
    """The scale at which a person stands today: at most two queries beyond the reach."""
    works = reach_of(request).works
    stations = tuple(open_stations_of(works.station_keys, on=clock.today()))
    own = set(request.standing.organisation_keys(Role.STATION_OPERATOR))
    towns = {row.village.code[:_TOWN_SIGNS] for row in stations if row.key in own}
    return Scale(stations=stations, areas=tuple(sorted({*towns, *works.areas})))


def station_names(keys: Sequence[str]) -> dict[str, str]:
    """The names of some stations with their villages: one query, none for none."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return {row.key: station_name(row) for row in stations_of_keys(wanted)}


def station_name(row: Any) -> str:
    """A station as a list names it; its village is told where its name does not."""
    village = row.village.short_name
    return row.name if village in row.name else f"{row.name} · {village_name(row.village)}"

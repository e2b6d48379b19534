"""How far a person reaches into stock and parcels. Every page about them starts from here.

An operator works with what its own stations keep, the office with all of its county; leaders and
auditors of a county read the same and change nothing. Nobody else sees any of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from moli.accounts.rules import COUNTY_ROLES, Role, Standing
from moli.orders.models import Article, Order, OrderLine, Production, WeighIn
from moli.places.queries.directory import inside_areas
from moli.stations.queries import keys_of_stations_inside

STOCK_WORKERS = frozenset({Role.STATION_OPERATOR, Role.OFFICE})
STOCK_READERS = STOCK_WORKERS | COUNTY_ROLES


@dataclass(frozen=True)
class StockScope:
    """Whose stock it is: of some stations, of whatever was brought from some areas.

    With `has_county_store` also what no station keeps. Empty fields open nothing.
    """

    station_keys: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    has_county_store: bool = False

    @property
    def store_keys(self) -> tuple[str, ...]:
        """What an article of the scope may name as the station that keeps it."""
        return (*self.station_keys, "") if self.has_county_store else self.station_keys


@dataclass(frozen=True)
class StockReach:
    """`works` is what a person may change, `sees` what it may look at; the first is part of it."""

    works: StockScope = StockScope()
    sees: StockScope = StockScope()


def stock_reach(standing: Standing, *, county_code: str) -> StockReach:
    """What a standing opens: at most two queries, none for operators and strangers.

    The county's own store belongs to whoever has the whole county of this code.
    """
    own = standing.organisation_keys(Role.STATION_OPERATOR)
    works = _scope(own, standing.area_codes({Role.OFFICE}), county_code=county_code)
    areas = standing.area_codes(COUNTY_ROLES)
    if areas == works.areas:
        return StockReach(works=works, sees=works)
    return StockReach(works=works, sees=_scope(own, areas, county_code=county_code))


def weigh_ins_in(scope: StockScope) -> QuerySet[WeighIn]:
    """What was weighed in at the scope's stations, or came from its areas."""
    return WeighIn.objects.filter(
        Q(station_key__in=scope.station_keys) | inside_areas(scope.areas, field="village__code")
    )


def articles_in(scope: StockScope) -> QuerySet[Article]:
    """Articles that the scope keeps."""
    return Article.objects.filter(station_key__in=scope.store_keys)


def productions_in(scope: StockScope) -> QuerySet[Production]:
    """Batches of articles that the scope keeps."""
    return Production.objects.filter(article__station_key__in=scope.store_keys)


def orders_in(scope: StockScope) -> QuerySet[Order]:
    """Orders all of whose articles the scope keeps; one of two stations is for the office."""
    lines = OrderLine.objects.filter(order=OuterRef("pk"))
    elsewhere = lines.exclude(article__station_key__in=scope.store_keys)
    return Order.objects.filter(~Exists(elsewhere), Exists(lines)) if scope.store_keys else _none()


def _none() -> QuerySet[Order]:
    return Order.objects.none()


def _scope(own: Iterable[str], areas: tuple[str, ...], *, county_code: str) -> StockScope:
    inside = keys_of_stations_inside(areas) if areas else ()
    return StockScope(
        station_keys=tuple(sorted({*own, *inside})),
        areas=areas,
        has_county_store=any(county_code.startswith(area) for area in areas),
    )

"""Which open stations nobody uses, and which serve buyers alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from moli.counter.models import BuyFor, Parcel
from moli.counter.rules.states import BuyForState, Direction
from moli.insights.queries.moments import within
from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.coverage import TRADE_DAYS, Trade, TradeKind, trade_kind
from moli.insights.rules.periods import ACTIVE_DAYS, Period, last_days
from moli.orders.models import OrderLine, WeighIn
from moli.orders.queries.taken_back import not_taken_back
from moli.stations.models import Station
from moli.stations.queries.opening import in_state
from moli.stations.rules.offering import OpenState


@dataclass(frozen=True)
class StationTrade:
    """One open station: what it did in ninety days, and what that makes of it."""

    station: Station
    trade: Trade
    kind: TradeKind | None


@dataclass
class _Counts:
    of: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, name: str, rows: Iterator[tuple[str, int]]) -> None:
        for key, count in rows:
            self.of.setdefault(key, {})[name] = count

    def trades(self) -> Mapping[str, Trade]:
        return {key: Trade(**counts) for key, counts in self.of.items()}


def station_trades(*, county_code: str, on: date) -> list[StationTrade]:
    """Every open station of a county by village, with what it did: a fixed number of queries.

    Stations that are paused on the day are left out; one that opened less than thirty days ago is
    no ghost yet.
    """
    stations = (
        Station.objects.filter(
            in_state(OpenState.OPEN, on=on), village__code__startswith=county_code
        )
        .select_related("village__parent")
        .order_by("village__code", "pk")
    )
    trades = trades_in(Period(on - timedelta(days=TRADE_DAYS - 1), on))
    alive = activity_of_stations(last_days(on))
    old_from = on - timedelta(days=ACTIVE_DAYS)
    rows = []
    for station in stations:
        trade = trades.get(station.key, Trade())
        is_ghost = station.from_on <= old_from and station.key not in alive
        rows.append(StationTrade(station, trade, trade_kind(trade, is_ghost=is_ghost)))
    return rows


def trades_in(period: Period) -> Mapping[str, Trade]:
    """What stations bought and sold on some days, by key: five queries, whoever they are."""
    counts = _Counts()
    came = Parcel.objects.filter(came_on__gte=period.first_on, came_on__lte=period.last_on)
    ordered = BuyFor.objects.filter(
        ordered_on__gte=period.first_on, ordered_on__lte=period.last_on
    ).exclude(state=BuyForState.UNDONE)
    weighed = not_taken_back(
        WeighIn.objects.filter(weighed_on__gte=period.first_on, weighed_on__lte=period.last_on)
    )
    counts.add("buy_fors", _by_station(ordered))
    counts.add("parcels_in", _by_station(came.filter(direction=Direction.IN)))
    counts.add("parcels_out", _by_station(came.filter(direction=Direction.OUT)))
    counts.add("weigh_ins", _by_station(weighed))
    counts.add("orders_sent", _sent(period))
    return counts.trades()


def _by_station(
    rows: QuerySet[BuyFor] | QuerySet[Parcel] | QuerySet[WeighIn],
) -> Iterator[tuple[str, int]]:
    yield from rows.order_by().values_list("station_key").annotate(Count("pk"))


def _sent(period: Period) -> Iterator[tuple[str, int]]:
    """Orders with a station's articles that were sent, each once for a station."""
    rows = OrderLine.objects.filter(within(period, "order__sent_at")).exclude(
        article__station_key=""
    )
    yield from (
        rows.order_by().values_list("article__station_key").annotate(Count("order", distinct=True))
    )

"""Goods between stations as pages show them: lists, one of them, what waits, what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from moli.orders.models import (
    Article,
    LineFill,
    ProductionInput,
    StockTransfer,
    StockTransferLoad,
    WeighIn,
)
from moli.orders.queries.stock_reach import StockScope
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.transferring import OPEN_TRANSFERS, TransferState


def transfers_in(scope: StockScope) -> QuerySet[StockTransfer]:
    """Those that a station of the scope asked for or was asked for, the newest first."""
    rows = StockTransfer.objects.filter(
        Q(asking_station_key__in=scope.station_keys) | Q(giving_station_key__in=scope.station_keys)
    )
    return rows.select_related("product", "lowest_grade", "article").order_by("-pk")


def open_transfers_in(scope: StockScope) -> QuerySet[StockTransfer]:
    """Those of them that somebody still has to act on, what is needed first before the rest."""
    return transfers_in(scope).filter(state__in=OPEN_TRANSFERS).order_by("needed_by_on", "pk")


def transfer_in(scope: StockScope, uid: UUID) -> StockTransfer | None:
    """One of a scope with its loads and steps: three queries."""
    rows = transfers_in(scope).filter(uid=uid)
    return rows.prefetch_related(
        "loads__weigh_in__grade", "loads__weigh_in__village__parent", "steps"
    ).first()


def load_in(scope: StockScope, uid: UUID) -> StockTransferLoad | None:
    """One load that a station of the scope received."""
    rows = StockTransferLoad.objects.filter(
        uid=uid,
        transfer__asking_station_key__in=scope.station_keys,
        transfer__state=TransferState.RECEIVED,
    )
    return rows.select_related("transfer", "weigh_in__grade", "weigh_in__product").first()


@dataclass(frozen=True)
class TransferWork:
    """How many wait for the stations' own people: to be answered, handed over, received."""

    to_answer: int = 0
    to_hand_over: int = 0
    to_receive: int = 0


def transfer_work(station_keys: Collection[str]) -> TransferWork:
    """What waits for some stations: one query, none without a station."""
    if not station_keys:
        return TransferWork()
    gives, asks = Q(giving_station_key__in=station_keys), Q(asking_station_key__in=station_keys)
    return TransferWork(
        **StockTransfer.objects.filter(state__in=OPEN_TRANSFERS).aggregate(
            to_answer=Count("pk", filter=gives & Q(state=TransferState.ASKED)),
            to_hand_over=Count("pk", filter=gives & Q(state=TransferState.AGREED)),
            to_receive=Count("pk", filter=asks & Q(state=TransferState.SENT)),
        )
    )


def stock_to_give(row: StockTransfer) -> QuerySet[WeighIn]:
    """What the asked station could give, what spoils first before the rest."""
    return (
        _free(row.product_id, row.lowest_grade.rank)
        .filter(station_key=row.giving_station_key)
        .select_related("household", "village__parent", "product", "grade")
        .order_by("best_before_on", "pk")
    )


def grams_elsewhere(weigh_in: WeighIn) -> int:
    """What of a weigh-in lies at another station, or is kept for it, and is not packed yet."""
    loads = StockTransferLoad.objects.filter(weigh_in=weigh_in)
    return loads.aggregate(grams=Sum("left_grams"))["grams"] or 0


@dataclass(frozen=True)
class StockElsewhere:
    """What a station has free of one grade: a sum, of however many households."""

    station_key: str
    grade_id: int
    grade: str
    grade_en: str
    grams: int


def stock_elsewhere(
    product_id: int, *, station_keys: Collection[str], but: Collection[str]
) -> list[StockElsewhere]:
    """What some stations have free of a product, by grade, without those in `but`: one query."""
    rows = (
        _free(product_id, None)
        .filter(station_key__in=set(station_keys) - set(but))
        .order_by("station_key", "grade__rank")
        .values_list("station_key", "grade", "grade__name", "grade__name_en")
        .annotate(grams=Sum("left_grams"))
    )
    return [StockElsewhere(*row) for row in rows]


def articles_for(station_keys: Collection[str], *, product_id: int) -> QuerySet[Article]:
    """The articles of some stations that are packed of a product."""
    rows = Article.objects.filter(station_key__in=station_keys, product=product_id)
    return rows.select_related("product", "lowest_grade").order_by("pk")


def received_loads_for(article: Article) -> QuerySet[StockTransferLoad]:
    """What an article's station received and has left for it, what spoils first before the rest."""
    rows = StockTransferLoad.objects.filter(
        transfer__asking_station_key=article.station_key,
        transfer__state=TransferState.RECEIVED,
        left_grams__gt=0,
        weigh_in__product=article.product_id,
        weigh_in__grade__rank__lte=article.lowest_grade.rank,
    )
    return rows.select_related(
        "transfer", "weigh_in__grade", "weigh_in__product", "weigh_in__village__parent"
    ).order_by("weigh_in__best_before_on", "pk")


@dataclass(frozen=True)
class Filled:
    """What became of received goods: batches that have them, orders that were filled from those."""

    batches: int = 0
    orders: int = 0
    packed_grams: int = 0


def filled_from(row: StockTransfer) -> Filled:
    """What became of a transfer's goods: two queries."""
    inputs = ProductionInput.objects.filter(load__transfer=row)
    told = inputs.aggregate(batches=Count("production", distinct=True), grams=Sum("grams"))
    fills = LineFill.objects.filter(production__in=inputs.values("production"))
    orders = fills.aggregate(orders=Count("line__order", distinct=True))["orders"]
    return Filled(told["batches"], orders, told["grams"] or 0)


@dataclass(frozen=True)
class PooledWay:
    """All that one station gave another: weights, and the orders that were filled with it."""

    giving_station_key: str
    asking_station_key: str
    transfers: int
    received_grams: int
    orders: int


def pooled_supply(scope: StockScope) -> list[PooledWay]:
    """Who filled whose orders, the most first: two queries, whatever their number."""
    received = (
        transfers_in(scope)
        .filter(state=TransferState.RECEIVED)
        .order_by()
        .values_list("giving_station_key", "asking_station_key")
        .annotate(transfers=Count("pk"), grams=Sum("received_grams"))
    )
    orders = _orders_by_way(scope)
    ways = [
        PooledWay(giving, asking, count, grams, orders[giving, asking])
        for giving, asking, count, grams in received
    ]
    return sorted(ways, key=lambda each: (-each.received_grams, each.giving_station_key))


def _orders_by_way(scope: StockScope) -> Counter[tuple[str, str]]:
    filled = (
        LineFill.objects.filter(
            production__inputs__load__transfer__in=transfers_in(scope).order_by().values("pk")
        )
        .order_by()
        .values_list(
            "production__inputs__load__transfer__giving_station_key",
            "production__inputs__load__transfer__asking_station_key",
            "line__order",
        )
        .distinct()
    )
    return Counter((giving, asking) for giving, asking, _ in filled if giving)


def _free(product_id: int, lowest_rank: int | None) -> QuerySet[WeighIn]:
    """What is left of a product and promised to no open bulk order."""
    rows = WeighIn.objects.filter(product=product_id, left_grams__gt=0).exclude(
        quota__part__bulk_order__state=BulkState.OPEN
    )
    return rows if lowest_rank is None else rows.filter(grade__rank__lte=lowest_rank)


def sums_of(ways: Sequence[PooledWay]) -> PooledWay:
    """All of them together."""
    return PooledWay(
        giving_station_key="",
        asking_station_key="",
        transfers=sum(each.transfers for each in ways),
        received_grams=sum(each.received_grams for each in ways),
        orders=sum(each.orders for each in ways),
    )

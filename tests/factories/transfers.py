"""Goods between two stations: Yaobu's asks, Hegui's gives; the tea of docs/orders.md §8."""

from __future__ import annotations

from collections.abc import Sequence

from moli.kernel.actor import Actor
from moli.orders.models import Article, Production, StockTransfer, WeighIn
from moli.orders.rules.producing import Input
from moli.orders.rules.stock import ShrinkReason
from moli.orders.rules.transferring import Asked
from moli.orders.services.agreeing_transfers import agree_transfer
from moli.orders.services.asking_for_stock import Wanted, ask_for_stock
from moli.orders.services.handing_over_stock import hand_over_stock, receive_stock
from moli.orders.services.producing import Batch, produce
from moli.orders.services.transfer_steps import Act
from tests.factories.market import key
from tests.factories.moments import NOW, TESTER, TODAY
from tests.factories.orders import KG, tea_box, tea_grade, weighed_tea
from tests.factories.organisations import station
from tests.factories.places import HEGUI

SELLER_PER_MILLE = 400
BOXES, LOSS_GRAMS = 397, 150


def asking_station() -> str:
    """The key of the station that asks."""
    return station().key


def giving_station() -> str:
    """The key of the station that gives."""
    return station(village_code=HEGUI, name="和桂村服务站").key


def act(row: StockTransfer, *, by: Actor = TESTER, seen_version: int | None = None) -> Act:
    """A step by somebody who looked at the row as it is."""
    row.refresh_from_db()
    seen = row.version if seen_version is None else seen_version
    return Act(key(), seen_version=seen, by=by, at=NOW)


def asked_for(
    *, grams: int = 60 * KG, per_mille: int = SELLER_PER_MILLE, article: Article | None = None
) -> StockTransfer:
    """A request for tea that nobody has answered."""
    return ask_for_stock(
        wanted=Wanted(asking_station(), giving_station(), tea_grade(2), article),
        asked=Asked(grams, per_mille, TODAY),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def stock_to_give(*grams: int) -> list[WeighIn]:
    """Tea that the giving station has weighed in, each of a household of its own."""
    there = giving_station()
    return [weighed_tea(grams=each, at_station=there) for each in grams or (40 * KG, 20 * KG)]


def agreed_on(
    row: StockTransfer | None = None, *, of: Sequence[WeighIn] | None = None
) -> StockTransfer:
    """A request that was answered with all of some weigh-ins."""
    row = row or asked_for()
    rows = stock_to_give() if of is None else of
    picked = [(each.uid, each.left_grams) for each in rows]
    return agree_transfer(transfer_uid=row.uid, picked=picked, act=act(row))


def handed_over(row: StockTransfer | None = None, *, grams: int | None = None) -> StockTransfer:
    """Goods on their way, all that was agreed unless told otherwise."""
    row = row or agreed_on()
    given = row.agreed_grams if grams is None else grams
    return hand_over_stock(transfer_uid=row.uid, grams=given or 0, act=act(row))


def received_from(row: StockTransfer | None = None, *, lost_grams: int = 0) -> StockTransfer:
    """Goods that arrived, all that was sent unless some dried on the way."""
    row = row or handed_over()
    return receive_stock(
        transfer_uid=row.uid,
        grams=(row.sent_grams or 0) - lost_grams,
        loss_reason=ShrinkReason.DRIED if lost_grams else None,
        act=act(row),
    )


def packed_together(row: StockTransfer, *, code: str = "jasmine-250") -> Production:
    """Boxes from 40 kg of the asking station's own tea and all that it received (§8)."""
    article = tea_box(code=code, kept_at=row.asking_station_key)
    own = weighed_tea(grams=40 * KG, at_station=row.asking_station_key)
    loads = list(row.loads.select_related("weigh_in").order_by("pk"))
    inputs = [
        Input(own.key, own.grams),
        *(Input(load.weigh_in.key, load.left_grams, load.key) for load in loads),
    ]
    grams = sum(each.grams for each in inputs)
    units = grams // article.grams_per_unit
    batch = Batch(article, units, grams - units * article.grams_per_unit, tuple(inputs))
    return produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

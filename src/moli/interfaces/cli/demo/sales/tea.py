"""Jasmine tea in boxes: weighed in, packed, and two thousand of them sold in a day.

The station of the article's Xu Jianyong keeps it; growers, buyers and prices are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from moli.catalogue.queries import products
from moli.gateways.payment import Channel
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import DAY, at, request_key
from moli.interfaces.cli.demo.people import office, station_key, tea_operator
from moli.interfaces.cli.demo.places import HEGUI
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.kernel.weight import GRAMS_PER_KG
from moli.orders.rules.basket import Buyer, Wanted
from moli.orders.rules.paying import PaymentFacts
from moli.orders.rules.producing import Input
from moli.orders.rules.selling import ArticleDetails
from moli.orders.rules.weighing import Weighed
from moli.orders.services.opening_articles import open_article, set_flash_sale, set_price
from moli.orders.services.packing import pack_order, send_order
from moli.orders.services.paying import record_payment
from moli.orders.services.placing import place_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.weighing_in import Brought, weigh_in
from moli.settlement.services.settling import settle_order

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.households.models import Household
    from moli.orders.models import Article, Order, WeighIn

PRODUCT = "jasmine-tea"
BOX, GIFT = "jasmine-tea-250", "jasmine-tea-gift"
_GROWERS = 12
_PRICES_FEN = {BOX: 3_800, GIFT: 8_800}
_UNITS = {BOX: 2_300, GIFT: 200}
_LOSS_GRAMS = {BOX: 6 * GRAMS_PER_KG, GIFT: GRAMS_PER_KG}
# Who bought on the day: companies a hundred boxes for the Mid-Autumn Festival, others a carton.
_ORDERS = (*(100,) * 14, *(25,) * 24)
_DAYS_BEFORE_WEIGHED, _DAYS_BEFORE_PACKED, _DAYS_BEFORE_SOLD = 5, 3, -1
_STREETS = ("民族大道", "长湖路", "星湖路", "东葛路", "大学路", "江南大道", "五象大道", "友爱路")


def details() -> tuple[ArticleDetails, ...]:
    """What is sold, as its label says."""
    return (
        ArticleDetails(
            code=BOX,
            name="横县茉莉花茶",
            name_en="Heng County jasmine tea",
            unit_name="250 克盒",
            unit_name_en="box of 250 g",
            grams_per_unit=250,
            packaging_fen=300,
            shelf_days=540,
        ),
        ArticleDetails(
            code=GIFT,
            name="茉莉花茶中秋礼盒",
            name_en="Jasmine tea Mid-Autumn gift box",
            unit_name="500 克礼盒",
            unit_name_en="gift box of 500 g",
            grams_per_unit=500,
            packaging_fen=1_200,
            shelf_days=540,
        ),
    )


def load_tea() -> None:
    """Weigh the tea in, pack it and put it on sale; the gift boxes tonight, for all at once."""
    operator = tea_operator()
    rows = _weighed(operator)
    box, gift = (_on_sale(row, operator) for row in details())
    if rows:
        in_boxes = _part_of_each(rows, _needed_grams(box))
        _packed(box, rows, in_boxes, operator)
        in_gifts = [row.grams - weight for row, weight in zip(rows, in_boxes, strict=True)]
        _packed(gift, rows, in_gifts, operator)


def sell_tea() -> None:
    """The day on which two thousand boxes were sold: each order placed, paid, packed and shared."""
    if not _growers():
        return
    for place, units in enumerate(_ORDERS):
        order = _ordered(place, units)
        # What has been sent cannot be packed once more.
        if order.paid_at is None:
            _carried_out(order, place)


def sold_fen() -> int:
    """What buyers paid for the tea; nothing in a demo too small to have growers of it."""
    return sum(_ORDERS) * _PRICES_FEN[BOX] if _growers() else 0


def _growers() -> list[Household]:
    reach = RegistryReach(county_areas=(HEGUI,))
    return list(households_in_areas(reach).order_by("national_code")[:_GROWERS])


def _weighed(operator: User) -> list[WeighIn]:
    """What each grower brought, the whole in one proportion so that it fills all boxes."""
    growers = _growers()
    if not growers:
        return []
    grade = products().get(code=PRODUCT).grades.get(rank=1)
    total = sum(_UNITS[row.code] * row.grams_per_unit + _LOSS_GRAMS[row.code] for row in details())
    parts = [Chance(f"tea of grower {place}").whole(60, 140) for place in range(len(growers))]
    grams = [total * part // sum(parts) for part in parts]
    grams[0] += total - sum(grams)
    return [
        weigh_in(
            brought=Brought(household, grade, station_key(JIAOYI_SEAT)),
            weighed=Weighed(weight + 2 * GRAMS_PER_KG, 2 * GRAMS_PER_KG, DAY.replace(day=6)),
            request_key=request_key(f"tea weighed {place}"),
            by=operator.actor,
            at=at(days_before=_DAYS_BEFORE_WEIGHED, hour=8, minutes=12 * place),
        )
        for place, (household, weight) in enumerate(zip(growers, grams, strict=True))
    ]


def _on_sale(row: ArticleDetails, operator: User) -> Article:
    moment = at(days_before=_DAYS_BEFORE_PACKED, hour=8)
    grade = products().get(code=PRODUCT).grades.get(rank=1)
    article = open_article(details=row, lowest_grade=grade, by=operator.actor, at=moment)
    set_price(
        article_id=article.pk,
        price_fen=_PRICES_FEN[row.code],
        from_on=moment.date(),
        by=operator.actor,
        at=moment,
    )
    if row.code == GIFT:
        set_flash_sale(
            article_id=article.pk,
            begins_at=at(days_before=-2, hour=20),
            per_buyer_max=2,
            by=operator.actor,
            at=moment,
        )
    return article


def _part_of_each(rows: Sequence[WeighIn], needed: int) -> list[int]:
    """So many grams from all growers, each in proportion; the odd grams from the first."""
    whole = sum(row.grams for row in rows)
    grams = [row.grams * needed // whole for row in rows]
    grams[0] += needed - sum(grams)
    return grams


def _needed_grams(article: Article) -> int:
    return _UNITS[article.code] * article.grams_per_unit + _LOSS_GRAMS[article.code]


def _packed(
    article: Article, rows: Sequence[WeighIn], grams: Sequence[int], operator: User
) -> None:
    inputs = [Input(row.key, weight) for row, weight in zip(rows, grams, strict=True)]
    produce(
        batch=Batch(article, _UNITS[article.code], _LOSS_GRAMS[article.code], tuple(inputs)),
        request_key=request_key(f"packed {article.code}"),
        by=operator.actor,
        at=at(days_before=_DAYS_BEFORE_PACKED, hour=14),
    )


def _ordered(place: int, units: int) -> Order:
    chance = Chance(f"buyer of tea {place}")
    buyer = Buyer(
        name=f"演示买家{place + 1}",
        phone=f"1990000{9_000 + place}",
        address=f"南宁市{chance.one_of(_STREETS)} {chance.whole(1, 180)} 号（演示地址）",
    )
    return place_order(
        wanted=[Wanted(BOX, units)],
        buyer=buyer,
        request_key=request_key(f"tea order {place}"),
        by=office().actor,
        at=_moment(place),
    )


def _carried_out(order: Order, place: int) -> None:
    by, later = office().actor, _steps(place)
    record_payment(
        order_uid=order.uid,
        facts=PaymentFacts(Channel.OFFLINE, f"演示回单{place + 1:03d}", order.total_fen),
        by=by,
        at=next(later),
    )
    pack_order(order_uid=order.uid, by=tea_operator().actor, at=next(later))
    send_order(order_uid=order.uid, by=tea_operator().actor, at=next(later))
    settle_order(order_id=order.pk, by=by, at=next(later))


def _moment(place: int) -> datetime:
    """Orders come from nine o'clock on, eight minutes apart."""
    return at(days_before=_DAYS_BEFORE_SOLD, hour=9, minutes=8 * place)


def _steps(place: int) -> Iterator[datetime]:
    """When an order was paid, packed, sent and settled."""
    for minutes in (5, 60, 240, 245):
        yield at(days_before=_DAYS_BEFORE_SOLD, hour=9, minutes=8 * place + minutes)

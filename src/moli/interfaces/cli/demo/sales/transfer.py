"""August's tasting bags: Xu Jianyong's station lacked tea, the one in Hegui village had it.

That stations no longer fight alone is the article's; this transfer, its weights and its prices are
made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moli.catalogue.queries import products
from moli.gateways.payment import Channel
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.interfaces.cli.demo.moment import DAY, at, request_key
from moli.interfaces.cli.demo.people import finance, office, station_key, tea_operator
from moli.interfaces.cli.demo.places import HEGUI
from moli.interfaces.cli.demo.sales.tea import PRODUCT
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.kernel.weight import GRAMS_PER_KG
from moli.orders.queries.transfers import articles_for
from moli.orders.rules.basket import Buyer, Wanted
from moli.orders.rules.paying import PaymentFacts
from moli.orders.rules.producing import Input
from moli.orders.rules.selling import ArticleDetails
from moli.orders.rules.stock import ShrinkReason
from moli.orders.rules.transferring import Asked, share_default
from moli.orders.rules.weighing import Weighed
from moli.orders.services.agreeing_transfers import agree_transfer
from moli.orders.services.asking_for_stock import Wanted as WantedStock
from moli.orders.services.asking_for_stock import ask_for_stock
from moli.orders.services.handing_over_stock import hand_over_stock, receive_stock
from moli.orders.services.opening_articles import close_article, open_article, set_price
from moli.orders.services.packing import complete_order, pack_order, send_order
from moli.orders.services.paying import record_payment
from moli.orders.services.placing import place_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.transfer_steps import Act
from moli.orders.services.weighing_in import Brought, weigh_in
from moli.settlement.queries.team_earnings import team_parts
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.handing_over import hand_over
from moli.settlement.services.paying_takers import pay_taker
from moli.settlement.services.releasing import release_earnings
from moli.settlement.services.settling import settle_order

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.households.models import Household
    from moli.orders.models import Article, StockTransfer, WeighIn

BAG = "jasmine-tea-tasting"
_PRICE_FEN = 1_600
_OWN_KG, _THEIR_KG = 20, (18, 12)
_LOST_GRAMS = 300
_UNITS, _LOSS_GRAMS = 495, 200
# A company's gift for its staff, and two teahouses.
_ORDERS = (400, 60, 35)
_AUGUST = 28


def fill_from_hegui() -> None:
    """Ask, receive, pack, sell; in September August's commission is shared within the team."""
    growers = _growers()
    if not growers or _is_over():
        return
    operator = tea_operator()
    own, *theirs = _weighed(growers, operator)
    article = _on_sale(operator)
    transfer = _transferred(article, theirs, operator)
    _packed(article, own, transfer, operator)
    for place, units in enumerate(_ORDERS):
        _sold(place, units)
    close_article(article_id=article.pk, by=operator.actor, at=at(days_before=_AUGUST - 8))
    _shared_within_the_team()


def _is_over() -> bool:
    """Whether the bags are sold and off the shelf: opened again, they would be on sale again."""
    kept = articles_for([station_key(JIAOYI_SEAT)], product_id=products().get(code=PRODUCT).pk)
    return kept.filter(code=BAG, is_open=False).exists()


def _growers() -> list[Household]:
    reach = RegistryReach(county_areas=(HEGUI,))
    growers = list(households_in_areas(reach).order_by("national_code")[:3])
    return growers if len(growers) == 1 + len(_THEIR_KG) else []


def _weighed(growers: Sequence[Household], operator: User) -> list[WeighIn]:
    """What the first brought to Xu's station, and the others to the one in their own village."""
    grade = products().get(code=PRODUCT).grades.get(rank=1)
    stations = (JIAOYI_SEAT, HEGUI, HEGUI)
    return [
        weigh_in(
            brought=Brought(household, grade, station_key(village)),
            weighed=Weighed((kg + 1) * GRAMS_PER_KG, GRAMS_PER_KG, DAY.replace(month=8, day=10)),
            request_key=request_key(f"tasting tea weighed {place}"),
            by=operator.actor if village == JIAOYI_SEAT else office().actor,
            at=at(days_before=_AUGUST + 2, hour=9, minutes=15 * place),
        )
        for place, (household, kg, village) in enumerate(
            zip(growers, (_OWN_KG, *_THEIR_KG), stations, strict=True)
        )
    ]


def _on_sale(operator: User) -> Article:
    moment = at(days_before=_AUGUST + 1, hour=8)
    grade = products().get(code=PRODUCT).grades.get(rank=1)
    details = ArticleDetails(
        code=BAG,
        name="茉莉花茶尝鲜袋",
        name_en="Jasmine tea tasting bag",
        unit_name="100 克袋",
        unit_name_en="bag of 100 g",
        grams_per_unit=100,
        packaging_fen=80,
        shelf_days=540,
        station_key=station_key(JIAOYI_SEAT),
    )
    article = open_article(details=details, lowest_grade=grade, by=operator.actor, at=moment)
    set_price(
        article_id=article.pk,
        price_fen=_PRICE_FEN,
        from_on=moment.date(),
        by=operator.actor,
        at=moment,
    )
    return article


def _transferred(article: Article, stock: Sequence[WeighIn], operator: User) -> StockTransfer:
    """Asked in the evening, on the road the next morning; three hundred grams dried on the way."""
    grams = sum(row.grams for row in stock)
    row = ask_for_stock(
        wanted=WantedStock(
            asking_station_key=station_key(JIAOYI_SEAT),
            giving_station_key=station_key(HEGUI),
            lowest_grade=article.lowest_grade,
            article=article,
            words="单位发福利要 400 袋，自己只有 20 公斤",
        ),
        asked=Asked(grams, share_default().seller_per_mille, at(days_before=_AUGUST - 2).date()),
        request_key=request_key("tasting tea asked"),
        by=operator.actor,
        at=at(days_before=_AUGUST, hour=18),
    )

    def act(name: str, version: int, by: User, *, hour: int) -> Act:
        moment = at(days_before=_AUGUST - 1, hour=hour)
        return Act(request_key(f"tasting tea {name}"), version, by.actor, moment)

    # The station in Hegui has no account of its own in the demo: the office acts for it.
    agree_transfer(
        transfer_uid=row.uid,
        picked=[(each.uid, each.grams) for each in stock],
        act=act("agreed", 1, office(), hour=8),
    )
    hand_over_stock(transfer_uid=row.uid, grams=grams, act=act("sent", 2, office(), hour=9))
    return receive_stock(
        transfer_uid=row.uid,
        grams=grams - _LOST_GRAMS,
        loss_reason=ShrinkReason.DRIED,
        act=act("received", 3, operator, hour=11),
    )


def _packed(article: Article, own: WeighIn, transfer: StockTransfer, operator: User) -> None:
    loads = transfer.loads.select_related("weigh_in").order_by("pk")
    inputs = (
        Input(own.key, own.grams),
        *(Input(row.weigh_in.key, row.grams - row.shrunk_grams, row.key) for row in loads),
    )
    produce(
        batch=Batch(article, _UNITS, _LOSS_GRAMS, inputs),
        request_key=request_key("tasting tea packed"),
        by=operator.actor,
        at=at(days_before=_AUGUST - 1, hour=16),
    )


def _sold(place: int, units: int) -> None:
    moment = at(days_before=_AUGUST - 2, hour=9, minutes=20 * place)
    order = place_order(
        wanted=[Wanted(BAG, units)],
        buyer=Buyer(
            name=f"演示单位{place + 1}",
            phone=f"1990000{9_100 + place}",
            address=f"南宁市大学路 {place + 20} 号（演示地址）",
        ),
        request_key=request_key(f"tasting tea order {place}"),
        by=office().actor,
        at=moment,
    )
    if order.paid_at is not None:
        return
    later = at(days_before=_AUGUST - 2, hour=15, minutes=20 * place)
    facts = PaymentFacts(Channel.OFFLINE, f"演示回单八月{place + 1:02d}", order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=office().actor, at=moment)
    pack_order(order_uid=order.uid, by=tea_operator().actor, at=later)
    send_order(order_uid=order.uid, by=tea_operator().actor, at=later)
    complete_order(order_uid=order.uid, by=office().actor, at=at(days_before=_AUGUST - 5, hour=10))
    settle_order(order_id=order.pk, by=office().actor, at=later)


def _shared_within_the_team() -> None:
    """August is moved; one of the team is paid already, by another person of the office."""
    hand_over(
        channel=Channel.OFFLINE,
        total_fen=sum(_ORDERS) * _PRICE_FEN,
        bank_reference="演示回单 20160902-0",
        by=office().actor,
        at=at(days_before=10, hour=9),
    )
    moment = at(days_before=7, hour=9)
    release_earnings(month=DAY.replace(month=8), by=office().actor, at=moment)
    parts = team_parts([station_key(JIAOYI_SEAT)])
    paid = min(parts, key=lambda each: (each.fen, each.person_name), default=None)
    if paid is not None:
        pay_taker(
            owner=paid.person_key,
            kind=ShareKind.MEMBER,
            total_fen=paid.fen,
            bank_reference="演示付款 20160906-1",
            by=finance().actor,
            at=at(days_before=6, hour=10),
        )

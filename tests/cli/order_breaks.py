"""A shop in which everything has happened once, and one break of each of its laws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F

from moli.audit.models import Event
from moli.gateways.payment import Channel
from moli.households.models import Household
from moli.orders.models import (
    Article,
    ArticlePrice,
    Charge,
    LineFill,
    Order,
    OrderLine,
    Payment,
    ProductionInput,
    Refund,
    Shrinkage,
    StockMove,
    StockTransfer,
    StockTransferLoad,
    StockTransferStep,
    WeighIn,
)
from moli.orders.rules.paying import PAY_WITHIN
from moli.orders.rules.producing import Input
from moli.orders.rules.stock import ShrinkReason
from moli.orders.services.expiring import expire_orders
from moli.orders.services.forgetting import forget_buyers
from moli.orders.services.producing import Batch, produce
from moli.orders.services.returning import CameBack, take_back
from moli.orders.services.shrinking import Loss, write_off_grams
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.orders import KG, packed, packed_tea, placed, tea_box, weighed_tea
from tests.factories.transfers import (
    agreed_on,
    asked_for,
    asking_station,
    giving_station,
    handed_over,
    received_from,
)
from tests.unguarded import unguarded, written_again


def kept_shop() -> None:
    """A batch, an order that waits, one that is over, one of which a part came back, a loss."""
    # Other breaks count the households: no new one.
    someone = Household.objects.order_by("pk")[:1].get()
    article = tea_box()
    packed_tea(article, units=20, of=someone)
    placed(units=2)
    placed(at=NOW - 2 * PAY_WITHIN)
    expire_orders(by=TESTER, at=NOW)
    forget_buyers(by=TESTER, at=NOW.replace(year=NOW.year + 10))
    order = packed(placed(units=3))
    take_back(
        order_uid=order.uid,
        goods=CameBack(article.code, 1, is_restocked=False),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )
    write_off_grams(
        weigh_in_uid=weighed_tea(grams=5 * KG, of=someone).uid,
        loss=Loss(KG, ShrinkReason.DRIED),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def transferred_tea() -> None:
    """Tea of another station: part of it stayed there, some dried, the rest is packed or waits."""
    someone = Household.objects.order_by("pk")[:1].get()

    def stock(kg: int) -> WeighIn:
        return weighed_tea(grams=kg * KG, of=someone, at_station=giving_station())

    row = handed_over(agreed_on(asked_for(), of=[stock(20)]), grams=15 * KG)
    received_from(row, lost_grams=KG)
    load = row.loads.select_related("weigh_in").get()
    box = tea_box(code="tea-of-two", kept_at=asking_station())
    batch = Batch(box, 40, 0, (Input(load.weigh_in.key, 10 * KG, load.key),))
    produce(batch=batch, request_key=key(), by=TESTER, at=NOW)
    agreed_on(asked_for(), of=[stock(1)])


def _price_of_the_same_days() -> object:
    article = Article.objects.order_by("pk")[:1].get()
    return ArticlePrice.objects.create(
        article=article, price_fen=1, from_on=TODAY + timedelta(days=1)
    )


def _line_is_lost() -> None:
    OrderLine.objects.filter(order__state="PLACED").order_by("pk")[:1].get().delete()


def _charge_of_an_expired_order() -> object:
    order = Order.objects.filter(state="EXPIRED").order_by("pk")[:1].get()
    return Charge.objects.create(
        order=order, channel=Channel.WECHAT, started_at=NOW, expires_at=NOW
    )


ORDER_BREAKS: dict[str, Callable[[], object]] = {
    "orders.weight_is_conserved": lambda: WeighIn.objects.update(left_grams=0),
    "orders.batch_weighs_its_inputs": lambda: ProductionInput.objects.update(grams=1),
    "orders.units_are_conserved": unguarded(
        lambda: Shrinkage.objects.filter(weigh_in=None).delete()
    ),
    "orders.shelf_holds_what_batches_have_left": lambda: Article.objects.update(on_hand_units=99),
    "orders.reserved_is_what_open_orders_hold": lambda: Article.objects.update(reserved_units=1),
    "orders.moves_add_up": unguarded(lambda: StockMove.objects.filter(kind="RESERVED").delete()),
    "orders.order_costs_its_lines": _line_is_lost,
    "orders.line_is_filled_when_packed": lambda: LineFill.objects.update(units=F("units") + 1),
    "orders.payments_fit_the_order": unguarded(lambda: Payment.objects.update(total_fen=1)),
    "orders.return_is_owed": unguarded(lambda: Refund.objects.update(total_fen=1)),
    "orders.expired_waits_at_no_channel": _charge_of_an_expired_order,
    "orders.forgotten_names_nobody": lambda: Order.objects.filter(state="PLACED").update(
        forgotten_at=NOW
    ),
    "orders.price_once_at_a_time": _price_of_the_same_days,
    "orders.weighed_in_once": written_again("orders.weigh_in"),
    "orders.produced_once": written_again("orders.produce"),
    "orders.placed_once": lambda: Event.objects.filter(verb="orders.place").delete(),
    "orders.guards_stand": unguarded(lambda: None),
    "orders.transferred_weight_is_conserved": lambda: StockTransferLoad.objects.update(
        freed_grams=0
    ),
    "orders.transfer_weighs_its_loads": lambda: StockTransfer.objects.filter(state="AGREED").update(
        agreed_grams=1
    ),
    "orders.transfer_went_step_by_step": unguarded(
        lambda: StockTransferStep.objects.filter(step="AGREED").delete()
    ),
    "orders.station_packs_what_is_its_own": lambda: ProductionInput.objects.filter(
        load__isnull=False
    ).update(load=None),
    "orders.stock_asked_once": written_again("orders.ask_for_stock"),
    "orders.transfer_guards_stand": unguarded(lambda: None),
}

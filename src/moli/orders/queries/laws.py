"""Laws of stock and orders, each a query over all rows, whoever may see them."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import BigIntegerField, F, Q, Sum
from django.db.models.functions import Coalesce

from moli.audit.queries import guards_law, overlap_law, sum_of
from moli.kernel.law import LawCheck
from moli.orders.models import (
    Article,
    ArticlePrice,
    Charge,
    LineFill,
    Load,
    Order,
    OrderLine,
    Payment,
    Production,
    ProductionInput,
    Refund,
    Shrinkage,
    StockMove,
    StockTransferLoad,
    WeighIn,
)
from moli.orders.models.guards import GUARDS
from moli.orders.queries.bulk_laws import BULK_LAWS
from moli.orders.queries.law_checks import law_of, once_law
from moli.orders.queries.transfer_laws import TRANSFER_LAWS
from moli.orders.rules.states import FILLED_STATES, HOLDING_STATES, OrderState


def order_laws() -> list[LawCheck]:
    """What holds of weigh-ins, batches, articles, orders, payments and bulk orders."""
    return [law() for law in LAWS]


def weight_is_conserved() -> LawCheck:
    """What was weighed in is left, was written off, went into batches, or was sent to buyers.

    What another station has of it, or is to get, counts for itself.
    """
    rows = WeighIn.objects.annotate(
        elsewhere=sum_of(StockTransferLoad.objects.all(), by="weigh_in", of="left_grams"),
        used=sum_of(ProductionInput.objects.all(), by="weigh_in", of="grams"),
        sent=sum_of(Load.objects.all(), by="weigh_in", of="grams"),
        lost=sum_of(Shrinkage.objects.all(), by="weigh_in", of="amount"),
    ).exclude(
        grams=F("left_grams") + F("shrunk_grams") + F("used") + F("sent") + F("elsewhere"),
        shrunk_grams=F("lost"),
    )
    return law_of("orders.weight_is_conserved", WeighIn.objects.all(), rows, name="uid")


def batches_weigh_their_inputs() -> LawCheck:
    """The inputs of a batch weigh what its units and its loss weigh."""
    rows = Production.objects.annotate(
        used=sum_of(ProductionInput.objects.all(), by="production", of="grams")
    ).exclude(used=F("units") * F("article__grams_per_unit") + F("loss_grams"))
    return law_of(
        "orders.batch_weighs_its_inputs", Production.objects.all(), rows, name="trace_code"
    )


def units_are_conserved() -> LawCheck:
    """What a batch made is left, was written off, or is with buyers."""
    fills = LineFill.objects.all()
    rows = Production.objects.annotate(
        out=sum_of(fills, by="production", of="units"),
        back=sum_of(fills, by="production", of="returned_units"),
        lost=sum_of(Shrinkage.objects.all(), by="production", of="amount"),
    ).exclude(
        units=F("left_units") + F("shrunk_units") + F("out") - F("back"),
        shrunk_units=F("lost"),
    )
    return law_of("orders.units_are_conserved", Production.objects.all(), rows, name="trace_code")


def shelves_hold_what_batches_have_left() -> LawCheck:
    """What an article has on hand is what its batches have left."""
    rows = Article.objects.annotate(
        left=sum_of(Production.objects.all(), by="article", of="left_units")
    ).exclude(on_hand_units=F("left"))
    return law_of(
        "orders.shelf_holds_what_batches_have_left", Article.objects.all(), rows, name="code"
    )


def reserved_is_what_open_orders_hold() -> LawCheck:
    """What an article has reserved is what orders hold that wait or are paid, and no more."""
    held = OrderLine.objects.filter(order__state__in=HOLDING_STATES)
    rows = Article.objects.annotate(held=sum_of(held, by="article", of="units")).exclude(
        reserved_units=F("held"), reserved_units__lte=F("on_hand_units")
    )
    return law_of(
        "orders.reserved_is_what_open_orders_hold", Article.objects.all(), rows, name="code"
    )


def moves_add_up() -> LawCheck:
    """Every change of stock stands written: their sums are what the article says of itself."""
    moves = StockMove.objects.all()
    rows = Article.objects.annotate(
        on_hand=sum_of(moves, by="article", of="on_hand_change"),
        reserved=sum_of(moves, by="article", of="reserved_change"),
    ).exclude(on_hand_units=F("on_hand"), reserved_units=F("reserved"))
    return law_of("orders.moves_add_up", Article.objects.all(), rows, name="code")


def orders_cost_their_lines() -> LawCheck:
    """An order has lines, and its sum is theirs."""
    rows = Order.objects.annotate(
        lines_fen=sum_of(OrderLine.objects.all(), by="order", of="total_fen")
    ).exclude(total_fen=F("lines_fen"))
    return law_of("orders.order_costs_its_lines", Order.objects.all(), rows, name="number")


def lines_are_filled_when_packed() -> LawCheck:
    """The lines of a packed order came whole from batches; others took nothing."""
    is_filled = Q(order__state__in=FILLED_STATES)
    rows = OrderLine.objects.annotate(
        filled=sum_of(LineFill.objects.all(), by="line", of="units")
    ).exclude((is_filled & Q(filled=F("units"))) | (~is_filled & Q(filled=0)))
    return law_of(
        "orders.line_is_filled_when_packed", OrderLine.objects.all(), rows, name="order__number"
    )


def payments_fit_orders() -> LawCheck:
    """A paid order has been paid its sum once; whatever else came for it is owed back.

    Never is more owed back than came.
    """
    whole = Refund.objects.filter(payment__isnull=False)
    was_paid = Q(state__in=(OrderState.PAID, *FILLED_STATES))
    rows = Order.objects.annotate(
        came=sum_of(Payment.objects.all(), by="order", of="total_fen"),
        whole=sum_of(whole, by="order", of="total_fen"),
        owed=sum_of(Refund.objects.all(), by="order", of="total_fen"),
    ).exclude(
        (was_paid & Q(came=F("total_fen") + F("whole"))) | (~was_paid & Q(came=F("whole"))),
        owed__lte=F("came"),
    )
    return law_of("orders.payments_fit_the_order", Order.objects.all(), rows, name="number")


def returns_are_owed() -> LawCheck:
    """What is owed for goods that came back is the price of those goods."""
    back = Sum(F("lines__fills__returned_units") * F("lines__unit_price_fen"))
    rows = Order.objects.annotate(
        goods_fen=Coalesce(back, 0, output_field=BigIntegerField()),
        owed=sum_of(Refund.objects.filter(payment=None), by="order", of="total_fen"),
    ).exclude(goods_fen=F("owed"))
    return law_of("orders.return_is_owed", Order.objects.all(), rows, name="number")


def expired_orders_wait_nowhere() -> LawCheck:
    """No channel can still take money for an order whose units went back on sale."""
    waiting = Charge.objects.filter(ended_at=None).values("order")
    expired = Order.objects.filter(state=OrderState.EXPIRED)
    return law_of(
        "orders.expired_waits_at_no_channel",
        expired,
        expired.filter(pk__in=waiting),
        name="number",
    )


def forgotten_orders_name_nobody() -> LawCheck:
    """Of a forgotten order's buyer nothing is left; only one that ended is forgotten."""
    forgotten = Order.objects.exclude(forgotten_at=None)
    named = forgotten.exclude(
        buyer_name="", phone="", address="", buyer_key="", ended_at__isnull=False
    )
    return law_of("orders.forgotten_names_nobody", forgotten, named, name="number")


def prices_never_overlap() -> LawCheck:
    """An article has one price on a day."""
    return overlap_law("orders.price_once_at_a_time", ArticlePrice.objects.all(), same=("article",))


def weigh_ins_were_written_once() -> LawCheck:
    """Twice is once: every weigh-in has exactly one line of the trail."""
    return once_law("orders.weighed_in_once", verb="orders.weigh_in", rows=WeighIn.objects.all())


def batches_were_written_once() -> LawCheck:
    """Twice is once: every batch has exactly one line of the trail."""
    return once_law("orders.produced_once", verb="orders.produce", rows=Production.objects.all())


def orders_were_placed_once() -> LawCheck:
    """Twice is once: every order has exactly one line of the trail that placed it."""
    return once_law("orders.placed_once", verb="orders.place", rows=Order.objects.all())


def guards_stand() -> LawCheck:
    """The database still refuses to change what came, went or changed a sum."""
    return guards_law("orders.guards_stand", GUARDS)


# A new law of this room is one function here; `moli check` and its test find it by this list.
LAWS: tuple[Callable[[], LawCheck], ...] = (
    weight_is_conserved,
    batches_weigh_their_inputs,
    units_are_conserved,
    shelves_hold_what_batches_have_left,
    reserved_is_what_open_orders_hold,
    moves_add_up,
    orders_cost_their_lines,
    lines_are_filled_when_packed,
    payments_fit_orders,
    returns_are_owed,
    expired_orders_wait_nowhere,
    forgotten_orders_name_nobody,
    prices_never_overlap,
    weigh_ins_were_written_once,
    batches_were_written_once,
    orders_were_placed_once,
    guards_stand,
    *BULK_LAWS,
    *TRANSFER_LAWS,
)

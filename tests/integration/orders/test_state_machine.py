"""Any order of producing, ordering, paying, packing, returning and losing: nothing vanishes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from moli.kernel.refusal import Refusal
from moli.orders.models import Article, Order, Production
from moli.orders.queries.laws import order_laws
from moli.orders.rules.basket import Buyer, NotEnoughInStock, OverBuyerCap
from moli.orders.rules.paying import PaymentFacts
from moli.orders.rules.states import HOLDING_STATES, OrderState
from moli.orders.rules.stock import NotEnoughToShrink, ShrinkReason
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.expiring import expire_orders
from moli.orders.services.opening_articles import set_flash_sale
from moli.orders.services.packing import pack_order, send_order
from moli.orders.services.paying import record_payment
from moli.orders.services.returning import CameBack, take_back
from moli.orders.services.shrinking import Loss, write_off_units
from tests.factories import NOW, TESTER, key
from tests.factories.orders import buyer_of, packed_tea, payment_of, placed, tea_box
from tests.unchanged import everything

CODES = ("a", "b")
UNITS = st.integers(1, 6)
PLACE = st.integers(0, 30)
CAP = 4


class Shop(RuleBasedStateMachine):
    """The services beside the plainest count of them; each example is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.at: datetime = NOW
        self.free = dict.fromkeys(CODES, 0)
        self.orders: list[Order] = []
        self.told: list[tuple[Order, PaymentFacts]] = []
        self.buyers: list[Buyer] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def open_the_shop(self) -> None:
        for code in CODES:
            tea_box(code=code)
        capped = Article.objects.get(code="b")
        set_flash_sale(article_id=capped.pk, begins_at=NOW, per_buyer_max=CAP, by=TESTER, at=NOW)
        self.buyers = [buyer_of() for _ in range(3)]

    @rule(code=st.sampled_from(CODES), units=st.integers(1, 12), days=st.integers(0, 5))
    def produce(self, code: str, units: int, days: int) -> None:
        packed_tea(Article.objects.get(code=code), units=units, at=self.at + timedelta(days=days))
        self.free[code] += units

    @rule(codes=st.sets(st.sampled_from(CODES), min_size=1), units=UNITS, who=st.integers(0, 2))
    def order(self, codes: set[str], units: int, who: int) -> None:
        is_there = all(self.free[code] >= units for code in codes)
        had = self._of_buyer("b", self.buyers[who])
        is_allowed = "b" not in codes or had + units <= CAP
        try:
            row = placed(*codes, units=units, buyer=self.buyers[who], at=self.at)
        except (NotEnoughInStock, OverBuyerCap):
            assert not (is_there and is_allowed)
            return
        assert is_there
        assert is_allowed
        self.orders.append(row)
        for code in codes:
            self.free[code] -= units

    @precondition(lambda self: self.orders)
    @rule(place=PLACE)
    def pay(self, place: int) -> None:
        row = self._picked(place)
        facts = payment_of(row)
        was = row.state
        record_payment(order_uid=row.uid, facts=facts, by=TESTER, at=self.at)
        self.told.append((row, facts))
        if was == OrderState.EXPIRED and self._picked(place).state == OrderState.PAID:
            self._count(row, sign=-1)

    @precondition(lambda self: self.told)
    @rule(place=PLACE)
    def tell_again(self, place: int) -> None:
        row, facts = self.told[place % len(self.told)]
        before = everything()
        record_payment(order_uid=row.uid, facts=facts, by=TESTER, at=self.at)
        assert everything() == before

    @rule(minutes=st.sampled_from([1, 15, 31]))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        due = Order.objects.filter(state=OrderState.PLACED, pay_until_at__lte=self.at)
        rows = list(due)
        assert expire_orders(by=TESTER, at=self.at) == len(rows)
        for row in rows:
            self._count(row, sign=1)

    @precondition(lambda self: self.orders)
    @rule(place=PLACE)
    def cancel(self, place: int) -> None:
        row = self._picked(place)
        held = row.state in HOLDING_STATES
        try:
            cancel_order(order_uid=row.uid, by=TESTER, at=self.at)
        except Refusal:
            assert not held
            return
        if held:
            self._count(row, sign=1)

    @precondition(lambda self: self.orders)
    @rule(place=PLACE, is_sent=st.booleans())
    def pack(self, place: int, is_sent: bool) -> None:
        row = self._picked(place)
        may = row.state in (OrderState.PAID, OrderState.PACKED)
        try:
            pack_order(order_uid=row.uid, by=TESTER, at=self.at)
        except Refusal:
            assert not may
            return
        assert may
        if is_sent:
            send_order(order_uid=row.uid, by=TESTER, at=self.at)

    @precondition(lambda self: self.orders)
    @rule(place=PLACE, code=st.sampled_from(CODES), units=UNITS, is_restocked=st.booleans())
    def come_back(self, place: int, code: str, units: int, is_restocked: bool) -> None:
        row = self._picked(place)
        goods, tapped = CameBack(code, units, is_restocked), key()
        try:
            for _ in range(2):
                take_back(order_uid=row.uid, goods=goods, request_key=tapped, by=TESTER, at=self.at)
        except Refusal:
            return
        self.free[code] += units if is_restocked else 0

    @precondition(lambda self: any(self.free.values()))
    @rule(place=PLACE, units=UNITS)
    def lose(self, place: int, units: int) -> None:
        batches = list(Production.objects.order_by("pk").select_related("article"))
        batch = batches[place % len(batches)]
        code = batch.article.code
        may = units <= min(self.free[code], batch.left_units)
        try:
            write_off_units(
                production_uid=batch.uid,
                loss=Loss(units, ShrinkReason.BROKEN),
                request_key=key(),
                by=TESTER,
                at=self.at,
            )
        except NotEnoughToShrink:
            assert not may
            return
        assert may
        self.free[code] -= units

    @invariant()
    def what_is_free_is_what_was_counted(self) -> None:
        if self.buyers:
            shelf = {row.code: row.free_units for row in Article.objects.all()}
            assert shelf == self.free

    @invariant()
    def every_law_holds(self) -> None:
        assert [check for check in order_laws() if not check.holds] == []

    def _picked(self, place: int) -> Order:
        return Order.objects.get(pk=self.orders[place % len(self.orders)].pk)

    def _count(self, row: Order, *, sign: int) -> None:
        for line in row.lines.select_related("article"):
            self.free[line.article.code] += sign * line.units

    def _of_buyer(self, code: str, buyer: Buyer) -> int:
        dropped = (OrderState.CANCELLED, OrderState.EXPIRED)
        return sum(
            line.units
            for row in Order.objects.exclude(state__in=dropped)
            if row.phone == buyer.phone
            for line in row.lines.filter(article__code=code)
        )


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_in_the_shop_no_unit_and_no_fen_vanishes() -> None:
    run_state_machine_as_test(
        Shop,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""A drawer through many days: whatever is done in whatever order, no fen is lost or made.

Beside the services stands what a careful clerk would write down on paper: each time that cash came
or went with the day on which it is counted, and how each order and bill stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Sum
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

from moli.counter.models import CashMove, DayClosing
from moli.counter.queries.drawer import drawer
from moli.counter.queries.laws import counter_laws
from moli.counter.rules.bills import BillMovedOn
from moli.counter.rules.buying import MAY_BECOME, BuyForMovedOn
from moli.counter.rules.cash import BY_HAND, FeesNotThere
from moli.counter.rules.closing import Counted, DayClosedAlready, DayNotOver, EarlierDayOpen
from moli.counter.rules.day_books import (
    bills_key,
    commission_key,
    drawer_key,
    orders_key,
    wallet_key,
)
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import BillState, BuyForState, CashKind
from moli.counter.services import bills, buy_for
from moli.ledger.models import Account
from moli.ledger.queries.balances import balance
from moli.ledger.rules.chart import AccountKey
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.factories import NOW, TODAY, station
from tests.factories.drawers import billed, bought, by_hand, closed, occasion, ware

PRICE_FEN, OWN_FEN = 4_500, 200
PICK = st.integers(0, 20)
# Told by a device that was away since the day before.
LATE = st.booleans()
STALE = st.sampled_from((0, 0, 0, 1))
BUY_STEPS = st.sampled_from((BuyForState.ARRIVED, BuyForState.HANDED, BuyForState.UNDONE))
BILL_STEPS = st.sampled_from((BillState.PAID, BillState.UNDONE))
ENDED = {BuyForState.HANDED: buy_for.hand_over, BuyForState.UNDONE: buy_for.undo}


@dataclass
class Moved:
    """Cash that came (above nought) or went, and what of it was the station's own."""

    on: date
    kind: CashKind
    fen: int
    own_fen: int = 0


@dataclass
class Thing:
    """An order or a bill, as it stands."""

    fen: int
    own_fen: int
    state: BuyForState | BillState
    paid_on: date
    version: int = 1
    ended_on: date | None = None


class Drawers(RuleBasedStateMachine):
    """One station's drawer; each example is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.moved: list[Moved] = []
        self.orders: dict[UUID, Thing] = {}
        self.bills: dict[UUID, Thing] = {}
        self.closed_on: date | None = None
        self.counted_fen = 0
        self.days = self.minutes = self.made = 0
        self.again: Callable[[], object] | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.here = station().key
        ware(price_fen=PRICE_FEN, fee_fen=OWN_FEN)

    @property
    def today(self) -> date:
        return TODAY + timedelta(days=self.days)

    def _key(self) -> UUID:
        """A new one, the same in each run of an example: things are picked in their order."""
        self.made += 1
        return UUID(int=self.made)

    def _moment(self, late: bool) -> datetime:
        self.minutes += 1
        return NOW + timedelta(days=self.days - late, minutes=self.minutes)

    def _occasion(self, late: bool) -> Occasion:
        return occasion(self.here, key=self._key(), at=self._moment(late))

    def _counted_on(self, late: bool) -> date:
        on = self.today - timedelta(days=late)
        return on if self.closed_on is None else max(on, self.closed_on + timedelta(days=1))

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self.again = act

    def _moves(self, on: date, kind: CashKind, fen: int, own_fen: int = 0) -> None:
        self.moved.append(Moved(on, kind, fen, own_fen))

    @rule()
    def sleep(self) -> None:
        self.days += 1

    @rule(units=st.integers(1, 9), late=LATE)
    def order(self, units: int, late: bool) -> None:
        key, at, on = self._key(), self._moment(late), self._counted_on(late)
        lines = [("fertilizer", units, PRICE_FEN)]
        self._do(lambda: bought(self.here, lines, key=key, at=at))
        row = Thing(units * PRICE_FEN, units * OWN_FEN, BuyForState.ORDERED, on)
        self.orders[key] = row
        self._moves(on, CashKind.BUY_FOR, row.fen, row.own_fen)

    @precondition(lambda self: self.orders)
    @rule(pick=PICK, to=BUY_STEPS, stale=STALE, late=LATE)
    def step_order(self, pick: int, to: BuyForState, stale: int, late: bool) -> None:
        ref, row = _picked(self.orders, pick)
        when, base = self._occasion(late), row.version - stale
        step = ENDED.get(to, buy_for.arrive)

        def act() -> object:
            return step(ref=ref, base_version=base, occasion=when)

        if stale:
            _refused(ChangedMeanwhile, act)
        elif to not in MAY_BECOME[BuyForState(row.state)]:
            _refused(BuyForMovedOn, act)
        else:
            self._do(act)
            self._stepped(row, to, back=CashKind.BUY_FOR_BACK, late=late)

    @rule(fen=st.integers(1, 50_000), own_fen=st.sampled_from((0, 100, 200)), late=LATE)
    def bill(self, fen: int, own_fen: int, late: bool) -> None:
        key, at, on = self._key(), self._moment(late), self._counted_on(late)
        self._do(lambda: billed(self.here, fen, fee_fen=own_fen, key=key, at=at))
        self.bills[key] = row = Thing(fen + own_fen, own_fen, BillState.TAKEN, on)
        self._moves(on, CashKind.BILL, row.fen, own_fen)

    @precondition(lambda self: self.bills)
    @rule(pick=PICK, to=BILL_STEPS, stale=STALE, late=LATE)
    def step_bill(self, pick: int, to: BillState, stale: int, late: bool) -> None:
        ref, row = _picked(self.bills, pick)
        when, base = self._occasion(late), row.version - stale

        def act() -> object:
            if to == BillState.PAID:
                return bills.pass_on(ref=ref, slip_no="0098", base_version=base, occasion=when)
            return bills.undo(ref=ref, base_version=base, occasion=when)

        if stale:
            _refused(ChangedMeanwhile, act)
        elif row.state != BillState.TAKEN:
            _refused(BillMovedOn, act)
        else:
            self._do(act)
            self._stepped(row, to, back=CashKind.BILL_BACK, late=late)

    def _stepped(
        self, row: Thing, to: BuyForState | BillState, *, back: CashKind, late: bool
    ) -> None:
        row.state, row.version = to, row.version + 1
        if to == BuyForState.ARRIVED:
            return
        row.ended_on = max(self._counted_on(late), row.paid_on)
        if to in (BuyForState.UNDONE, BillState.UNDONE):
            self._moves(row.ended_on, back, -row.fen, -row.own_fen)

    @rule(kind=st.sampled_from(sorted(BY_HAND)), fen=st.integers(1, 3_000), late=LATE)
    def move(self, kind: CashKind, fen: int, late: bool) -> None:
        key, at = self._key(), self._moment(late)

        def act() -> object:
            return by_hand(self.here, kind, fen, key=key, at=at)

        if kind == CashKind.FEES_TAKEN and fen > self._own_in_drawer():
            _refused(FeesNotThere, act)
            return
        self._do(act)
        self._moves(self._counted_on(late), kind, BY_HAND[kind] * fen)

    @rule(is_today=st.booleans(), over_fen=st.sampled_from((0, 0, -300, 200)))
    def close(self, is_today: bool, over_fen: int) -> None:
        """The oldest day that is open, or this one out of turn."""
        open_days = sorted({each.on for each in self.moved if self._is_open(each.on)})
        oldest = open_days[0] if open_days else self.today
        on = self.today if is_today else oldest
        key, at = self._key(), self._moment(late=False)
        lies_fen = self.counted_fen + sum(each.fen for each in self.moved if each.on == on)
        found_fen = max(0, lies_fen + over_fen)
        said = Counted(
            counted_fen=found_fen,
            expected_fen=lies_fen,
            parcels_expected=0,
            is_difference_accepted=found_fen != lies_fen,
        )

        def act() -> object:
            return closed(self.here, on=on, at=at, key=key, said=said)

        if on > self.today:
            _refused(DayNotOver, act)
        elif not self._is_open(on):
            _refused(DayClosedAlready, act)
        elif oldest < on:
            _refused(EarlierDayOpen, act)
        else:
            self._do(act)
            if found_fen != lies_fen:
                self._moves(on, CashKind.DIFFERENCE, found_fen - lies_fen)
            self.closed_on, self.counted_fen = on, found_fen

    @precondition(lambda self: self.again)
    @rule()
    def send_again(self) -> None:
        """A line that broke off before the answer came."""
        if self.again is not None:
            self.again()

    def _is_open(self, on: date) -> bool:
        return self.closed_on is None or on > self.closed_on

    def _own_in_drawer(self) -> int:
        taken = sum(each.fen for each in self.moved if each.kind == CashKind.FEES_TAKEN)
        return taken + sum(each.own_fen for each in self.moved)

    @invariant()
    def the_drawer_is_the_sum_of_what_moved(self) -> None:
        rows = CashMove.objects.order_by("pk").values_list("on", "cash_kind", "amount_fen")
        assert list(rows) == [(each.on, each.kind, each.fen) for each in self.moved]
        if self.made:
            box = drawer(station_key=self.here, on=self.today)
            assert box.expected_fen == sum(each.fen for each in self.moved)
            assert (box.opening_fen, box.fees_fen) == (self.counted_fen, self._own_in_drawer())

    @invariant()
    def closed_days_earned_the_fees_of_what_moved_on_them(self) -> None:
        earned_fen = DayClosing.objects.aggregate(fen=Sum("commission_fen"))["fen"] or 0
        assert earned_fen == sum(each.own_fen for each in self._of_closed_days())

    @invariant()
    def the_books_hold_what_closed_days_came_to(self) -> None:
        if self.closed_on is None:
            assert not Account.objects.exists()
            return
        moved = self._of_closed_days()
        own_fen = sum(each.own_fen for each in moved)
        by_kind = {kind: sum(each.fen for each in moved if each.kind == kind) for kind in CashKind}
        ordered_fen = _others(moved, CashKind.BUY_FOR, CashKind.BUY_FOR_BACK)
        billed_fen = _others(moved, CashKind.BILL, CashKind.BILL_BACK)
        handed_fen = self._ended(self.orders, BuyForState.HANDED)
        passed_fen = self._ended(self.bills, BillState.PAID)
        assert _left(drawer_key(self.here)) == self.counted_fen
        assert _left(orders_key(self.here)) == ordered_fen - handed_fen
        assert _left(bills_key(self.here)) == billed_fen - passed_fen
        assert _left(commission_key(self.here)) == own_fen + by_kind[CashKind.FEES_TAKEN]
        brought_fen = by_kind[CashKind.FLOAT] + by_kind[CashKind.HANDED_IN]
        assert _left(wallet_key(self.here)) == -brought_fen - handed_fen - passed_fen

    def _of_closed_days(self) -> list[Moved]:
        return [each for each in self.moved if not self._is_open(each.on)]

    def _ended(self, things: dict[UUID, Thing], state: BuyForState | BillState) -> int:
        """The others' part of what ended so up to the last closing."""
        return sum(
            each.fen - each.own_fen
            for each in things.values()
            if each.state == state and each.ended_on and not self._is_open(each.ended_on)
        )

    @invariant()
    def the_laws_hold(self) -> None:
        assert [law.law for law in counter_laws() if not law.holds] == []


def _picked(things: dict[UUID, Thing], pick: int) -> tuple[UUID, Thing]:
    return list(things.items())[pick % len(things)]


def _refused(kind: type[Exception], act: Callable[[], object]) -> None:
    with pytest.raises(kind):
        act()


def _others(moved: list[Moved], *kinds: CashKind) -> int:
    """What of the cash of some kinds is not the station's own."""
    return sum(each.fen - each.own_fen for each in moved if each.kind in kinds)


def _left(key: AccountKey) -> int:
    row = Account.objects.filter(
        owner_kind=key.owner_kind, owner_key=key.owner_key, kind=key.kind
    ).first()
    return 0 if row is None else balance(row, on=date.max)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_order_of_what_is_done_loses_or_makes_a_fen() -> None:
    run_state_machine_as_test(
        Drawers,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

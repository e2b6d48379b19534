"""Any order of proposing, answering, working, selling and ending keeps the laws of pairings."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

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

from moli.accounts.models import User
from moli.audit.models import Event
from moli.kernel.refusal import Refusal
from moli.orders.models import LineFill, Order
from moli.orders.rules.producing import Input
from moli.orders.services.packing import pack_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.returning import CameBack, take_back
from moli.pairing.models import Pairing, Result
from moli.pairing.queries.delivered import delivered_of
from moli.pairing.queries.laws import pairing_laws
from moli.pairing.queries.sales import sales_of
from moli.pairing.rules.kinds import EndKind, PairingState, PairSide, PromiseKind
from moli.pairing.services.agreeing import agree, decline
from moli.pairing.services.reporting import answer_result
from tests.factories import HEGUI, NOW, PANTANG_NAYANG, TESTER, YAOBU, household, key, station
from tests.factories.orders import paid_for, placed, tea_box, weighed_tea
from tests.factories.pairings import (
    Pair,
    ended,
    in_force,
    partner_pair,
    promised,
    proposed,
    reported,
    visited,
)

VILLAGES = (YAOBU, HEGUI, PANTANG_NAYANG)
CAPACITY = 2
PICK = st.integers(0, 30)
SIDES = st.sampled_from(PairSide)
UNITS = st.integers(1, 30)


class Pairings(RuleBasedStateMachine):
    """Two stations, three villages that they may help; each example is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.at: datetime = NOW

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def lay_down(self) -> None:
        self.stations = [station(), station(village_code=HEGUI, name="贺桂村服务站")]
        self.pairs = [
            partner_pair(village_code=code, station=own)
            for own in self.stations
            for code in VILLAGES
        ]
        self.article = tea_box()
        # Yaobu has its partner, who is to be replaced; tea of all three villages is on the shelf.
        in_force(self.pairs[0], at=self.at)
        proposed(self.pairs[len(VILLAGES)], at=self.at)
        self.weigh_in_and_pack(0, [4, 3, 2, 1], 10)

    def _try(self, act: object, *args: object, **kwargs: object) -> object:
        """What an act returns; a refusal changes nothing and is as good."""
        try:
            with transaction.atomic():
                return act(*args, **kwargs)  # type: ignore[operator]
        except Refusal:
            return None

    def _some(self, pick: int, *states: PairingState) -> tuple[Pairing, Pair] | None:
        rows = list(Pairing.objects.filter(state__in=states).order_by("pk"))
        if not rows:
            return None
        row = rows[pick % len(rows)]
        keys = (row.helper_key, row.helped_key)
        return row, {(p.helper_key, p.helped_key): p for p in self.pairs}[keys]

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(pick=PICK)
    def propose(self, pick: int) -> None:
        self._try(proposed, self.pairs[pick % len(self.pairs)], at=self.at)

    @rule(pick=PICK, side=SIDES, is_other=st.sampled_from([False] * 6 + [True]))
    def say_yes(self, pick: int, side: PairSide, *, is_other: bool) -> None:
        some = self._some(pick, PairingState.PROPOSED)
        if some is not None:
            self._try(
                agree,
                pairing_uid=some[0].uid,
                pair_side=side,
                by=self._speaker(some[1], side, is_other=is_other).actor,
                at=self.at,
            )

    def _speaker(self, pair: Pair, side: PairSide, *, is_other: bool) -> User:
        is_helper = (side is PairSide.HELPER) != is_other
        return pair.helper if is_helper else pair.helped

    @rule(pick=PICK)
    def say_yes_both(self, pick: int) -> None:
        for side in PairSide:
            self.say_yes(pick, side, is_other=False)

    @rule(pick=PICK, side=SIDES)
    def say_no(self, pick: int, side: PairSide) -> None:
        states = PairingState if pick % 3 == 0 else [PairingState.ENDED]
        some = self._some(pick, *states)
        if some is not None:
            by = some[1].speaker(side).actor
            self._try(
                decline, pairing_uid=some[0].uid, pair_side=side, words="不", by=by, at=self.at
            )

    @rule(pick=PICK, people=st.integers(1, 5), side=SIDES, is_so=st.booleans())
    def report_and_answer(self, pick: int, people: int, side: PairSide, *, is_so: bool) -> None:
        some = self._some(pick, PairingState.IN_FORCE)
        if some is None:
            return
        row, pair = some
        on = self.at.date()
        told = self._try(reported, row, pair, people=people, pair_side=side, on=on, at=self.at)
        if isinstance(told, Result):
            other = pair.helped if side is PairSide.HELPER else pair.helper
            self._try(
                answer_result,
                result_uid=told.uid,
                is_confirmed=is_so,
                words="是这样",
                by=other.actor,
                at=self.at,
            )

    @rule(pick=PICK, kind=st.sampled_from(PromiseKind), days=st.integers(1, 90))
    def promise_and_visit(self, pick: int, kind: PromiseKind, days: int) -> None:
        some = self._some(pick, PairingState.IN_FORCE)
        if some is not None:
            by_on = self.at.date() + timedelta(days=days)
            self._try(promised, some[0], promise_kind=kind, by_on=by_on, at=self.at)
            self._try(visited, some[0], on=self.at.date(), at=self.at)

    @rule(pick=PICK, days=st.integers(0, 9), kind=st.sampled_from(EndKind))
    def end(self, pick: int, days: int, kind: EndKind) -> None:
        some = self._some(pick, PairingState.IN_FORCE)
        if some is not None:
            on = self.at.date() - timedelta(days=days)
            self._try(ended, some[0], on=on, end_kind=kind, at=self.at)

    @rule(pick=PICK, weights=st.lists(st.integers(1, 9), min_size=1, max_size=4), units=UNITS)
    def weigh_in_and_pack(self, pick: int, weights: list[int], units: int) -> None:
        grams = [units * weight * 250 for weight in weights]
        rows = [
            weighed_tea(
                grams=each,
                of=household(village_code=VILLAGES[(pick + place) % len(VILLAGES)]),
                at_station=self.stations[(pick + place // 2) % 2].key,
            )
            for place, each in enumerate(grams)
        ]
        inputs = tuple(Input(row.key, row.grams) for row in rows)
        whole = sum(grams)
        loss = pick * 7 % 250
        # At least one box is packed: who weighs in one box's tea loses none of it.
        made = max(1, (whole - loss) // 250)
        batch = Batch(self.article, made, whole - made * 250, inputs)
        produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

    @rule(units=UNITS)
    def sell(self, units: int) -> None:
        order = self._try(placed, units=units, at=self.at)
        if isinstance(order, Order):
            paid_for(order, at=self.at)
            pack_order(order_uid=order.uid, by=TESTER, at=self.at)

    @precondition(lambda self: Order.objects.exists())
    @rule(pick=PICK, units=UNITS)
    def come_back(self, pick: int, units: int) -> None:
        orders = list(Order.objects.order_by("pk"))
        goods = CameBack("jasmine-250", units, is_restocked=bool(pick % 2))
        self._try(
            take_back,
            order_uid=orders[pick % len(orders)].uid,
            goods=goods,
            request_key=key(),
            by=TESTER,
            at=self.at,
        )

    @invariant()
    def the_laws_hold(self) -> None:
        assert [check for check in pairing_laws() if not check.holds] == []

    @invariant()
    def one_helper_for_each_and_no_more_than_there_are_places(self) -> None:
        now = Pairing.objects.filter(state=PairingState.IN_FORCE)
        held = list(now.values_list("helper_key", "helped_key"))
        assert max(Counter(helped for _, helped in held).values(), default=0) <= 1
        assert max(Counter(helper for helper, _ in held).values(), default=0) <= CAPACITY

    @invariant()
    def what_is_sold_is_never_more_than_buyers_keep(self) -> None:
        rows = list(Pairing.objects.exclude(from_on=None))
        sold = sales_of(rows, first_on=NOW.date(), last_on=self.at.date())
        told = sum(sale.grams for sales in sold.values() for sale in sales)
        exact = sum((self._owed(fill, rows) for fill in LineFill.objects.all()), Fraction())
        lost = LineFill.objects.count() * max(1, len(rows))
        assert exact - lost <= told <= exact

    def _owed(self, fill: LineFill, rows: list[Pairing]) -> Fraction:
        """What of a filling came from where a pairing held on the day it left, by hand."""
        batch = fill.production
        kept = (fill.units - fill.returned_units) * 250
        packed_at = fill.line.order.packed_at
        assert packed_at is not None
        on = packed_at.date()
        inputs = list(batch.inputs.select_related("weigh_in__village"))
        whole = sum(each.grams for each in inputs)
        own = sum(
            each.grams
            for each in inputs
            for row in rows
            if row.from_on is not None
            and row.helper_key == each.weigh_in.station_key
            and row.helped_key == each.weigh_in.village.code
            and row.from_on <= on
            and (row.to_on is None or on < row.to_on)
        )
        return Fraction(kept * own, whole)

    @invariant()
    def people_are_delivered_as_often_as_they_were_confirmed(self) -> None:
        rows = list(Pairing.objects.all())
        people = sum(Result.objects.filter(is_confirmed=True).values_list("people", flat=True))
        told = sum(
            each.amount
            for promises in delivered_of(rows, on=self.at.date()).values()
            for each in promises
            if each.promise.promise_kind == PromiseKind.TRAINED
        )
        assert told <= people

    @invariant()
    def each_that_began_or_ended_says_so_once(self) -> None:
        begun = Pairing.objects.exclude(from_on=None).count()
        over = Pairing.objects.filter(state=PairingState.ENDED).count()
        told = Counter(Event.objects.values_list("verb", flat=True))
        assert (told["pairing.begin"], told["pairing.end"]) == (begun, over)


@pytest.mark.slow
@pytest.mark.django_db
def test_any_order_of_acts_keeps_the_laws() -> None:
    run_state_machine_as_test(
        Pairings,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

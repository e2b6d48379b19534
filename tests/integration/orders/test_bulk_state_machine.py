"""Any order of naming, sharing, bringing, sending, accepting, claiming and paying adds up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

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

from moli.households.models import Household
from moli.kernel.money import total_fen
from moli.kernel.refusal import Refusal
from moli.ledger.models import Account
from moli.ledger.queries.balances import balance
from moli.ledger.queries.laws import ledger_laws
from moli.market.queries.laws import lots_commit_what_is_held
from moli.orders.models import BulkOrder, BulkPart, Claim, Delivery, Quota, WeighIn
from moli.orders.queries.laws import order_laws
from moli.orders.rules.bulk import BulkState, ClaimSide
from moli.orders.services.calling_off import cancel_bulk_order, close_bulk_order
from moli.orders.services.claiming import agree_outcome, claim_later, propose_outcome
from moli.orders.services.moving_shortfall import move_shortfall
from moli.orders.services.quoting import accept_quote
from moli.orders.services.sharing_out import give_up, name_supplier, reallocate, share_out_part
from tests.factories import HEGUI, NOW, TESTER, TODAY, YAOBU, household, key, lot
from tests.factories.bulk import (
    BUYER,
    KG,
    SELLER,
    accepted,
    claim_of,
    offered,
    remitted,
    sent,
    weighed_for,
)
from tests.factories.procedures import poor_household

PRICE = 640
WHO = st.integers(0, 4)
PLACE = st.integers(0, 9)
GRAMS = st.integers(1, 40).map(lambda tens: tens * 10 * KG)
SIDES = st.sampled_from(ClaimSide)


@dataclass
class Money:
    """What should stand of one delivery, in fen."""

    total: int
    held: int = 0
    waived: int = 0
    paid: int = 0

    @property
    def due(self) -> int:
        return self.total - self.held - self.waived - self.paid


class Loads(RuleBasedStateMachine):
    """The services beside the plainest count of them; each example is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.households: list[Household] = []
        self.brought: dict[int, int] = defaultdict(int)
        self.on_scale: dict[int, int] = {}
        self.deliveries: list[Delivery] = []
        self.money: dict[int, Money] = {}
        self.is_over = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize(
        per_mille=st.sampled_from((0, 500, 1_000)),
        cap=st.sampled_from((None, 200 * KG)),
        mosts=st.lists(GRAMS, min_size=5, max_size=5),
        claimed=st.just(0) | st.integers(1, 999),
    )
    def order(self, per_mille: int, cap: int | None, mosts: list[int], claimed: int) -> None:
        """Two villages that have shared out; Yaobu's first household was quick."""
        quote = offered(
            lot(grams=600 * KG), lot(village_code=HEGUI, grams=600 * KG), grams=500 * KG
        )
        self.bulk = accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW)
        BulkOrder.objects.update(poor_per_mille=per_mille, cap_grams=cap)
        self.parts = list(self.bulk.parts.order_by("pk"))
        self.households = [poor_household(), household(), household()]
        self.households += [household(village_code=HEGUI) for _ in range(2)]
        for who, most in enumerate(mosts):
            self.name(who, most)
        self.share(0)
        self.share(4)
        self.bring(0, 10 * KG)
        self.send(0)
        self.accept(0, 1, claimed)

    def _part(self, who: int) -> BulkPart:
        code = self.households[who].village.code
        return BulkPart.objects.get(pk=self.parts[(YAOBU, HEGUI).index(code)].pk)

    def _quota(self, who: int) -> Quota | None:
        return Quota.objects.filter(household=self.households[who]).first()

    @precondition(lambda self: not self.is_over)
    @rule(who=WHO, most=GRAMS)
    def name(self, who: int, most: int) -> None:
        quota = self._quota(who)
        may = not self.is_over and most >= (quota.granted_grams if quota else 0)
        try:
            name_supplier(
                part_uid=self._part(who).uid,
                household=self.households[who],
                most_grams=most,
                by=SELLER,
                at=NOW,
            )
        except Refusal:
            assert not may
            return
        assert may

    def share(self, who: int) -> None:
        for _ in range(2):
            share_out_part(part_uid=self._part(who).uid, by=SELLER, at=NOW)

    @rule(who=WHO)
    def share_anew(self, who: int) -> None:
        part = self._part(who)
        try:
            reallocate(part_uid=part.uid, by=SELLER, at=NOW)
        except Refusal:
            return
        part.refresh_from_db()
        free = part.grams - part.granted_grams
        cap = BulkOrder.objects.get().cap_grams or free + part.granted_grams
        could = [min(q.most_grams, cap) - q.granted_grams for q in part.quotas.all()]
        assert not free or all(room <= 0 for room in could)

    @rule(who=WHO, grams=GRAMS)
    def cannot_bring(self, who: int, grams: int) -> None:
        quota = self._quota(who)
        if quota is None:
            return
        may = not self.is_over and grams <= quota.granted_grams - quota.brought_grams
        try:
            for _ in range(2):
                give_up(
                    quota_id=quota.pk,
                    grams=grams,
                    seen_grams=quota.granted_grams,
                    by=SELLER,
                    at=NOW,
                )
        except Refusal:
            assert not may
            return
        assert may
        assert Quota.objects.get(pk=quota.pk).granted_grams == quota.granted_grams - grams

    @rule(grams=GRAMS, is_back=st.booleans())
    def move(self, grams: int, is_back: bool) -> None:
        before, after = (self.parts[place].uid for place in ((1, 0) if is_back else (0, 1)))
        rows = {row.uid: row for row in BulkPart.objects.all()}
        may = (
            not self.is_over
            and grams <= rows[before].grams - rows[before].granted_grams
            and grams <= 600 * KG - rows[after].grams
        )
        try:
            move_shortfall(from_part_uid=before, to_part_uid=after, grams=grams, by=TESTER, at=NOW)
        except Refusal:
            assert not may
            return
        assert may

    @rule(who=WHO, grams=GRAMS)
    def bring(self, who: int, grams: int) -> None:
        quota = self._quota(who)
        if quota is None:
            return
        may = not self.is_over and grams <= quota.granted_grams - quota.brought_grams
        try:
            row = weighed_for(quota, grams=grams)
        except Refusal:
            assert not may
            return
        assert may
        self.brought[who] += grams
        self.on_scale[row.pk] = grams

    @precondition(lambda self: any(self.on_scale.values()))
    @rule(place=PLACE)
    def send(self, place: int) -> None:
        left = [pk for pk, grams in self.on_scale.items() if grams]
        first = WeighIn.objects.select_related("quota").get(pk=left[place % len(left)])
        assert first.quota is not None
        rows = WeighIn.objects.filter(pk__in=left, quota__part=first.quota.part_id).order_by("pk")
        try:
            row = sent(list(rows), freight_fen=0, packaging_fen=0)
        except Refusal:
            assert self.is_over
            return
        assert not self.is_over
        assert row.sent_grams == sum(self.on_scale[each.pk] for each in rows)
        self.on_scale |= dict.fromkeys((each.pk for each in rows), 0)
        self.deliveries.append(row)

    def _delivery(self, place: int) -> Delivery:
        return Delivery.objects.get(pk=self.deliveries[place % len(self.deliveries)].pk)

    @precondition(lambda self: self.deliveries)
    @rule(place=PLACE, lost=st.integers(0, 9), claimed=st.integers(0, 999))
    def accept(self, place: int, lost: int, claimed: int) -> None:
        row = self._delivery(place)
        for _ in range(2):
            accepted(row, received_grams=row.sent_grams - lost, claimed_grams=claimed)
        if row.pk not in self.money:
            self.money[row.pk] = Money(
                total=total_fen(grams=row.sent_grams - lost, fen_per_kg=PRICE),
                held=total_fen(grams=claimed, fen_per_kg=PRICE),
            )

    @precondition(lambda self: self.money)
    @rule(place=PLACE, grams=st.integers(1, 3_000))
    def claim(self, place: int, grams: int) -> None:
        row, held = self._delivery(place), total_fen(grams=grams, fen_per_kg=PRICE)
        money = self.money.get(row.pk)
        may = money is not None and held <= money.due
        may = may and not Claim.objects.filter(delivery=row).exists()
        try:
            claim_later(
                delivery_uid=row.uid,
                claimed=claim_of(grams),
                request_key=key(),
                by=BUYER,
                at=NOW,
            )
        except Refusal:
            assert not may
            return
        assert may
        assert money is not None
        money.held = held

    @precondition(lambda self: self.money)
    @rule(place=PLACE, grams=st.integers(0, 999), side=SIDES, is_agreed=st.booleans())
    def settle(self, place: int, grams: int, side: ClaimSide, is_agreed: bool) -> None:
        row = self._delivery(place)
        claim = Claim.objects.filter(delivery=row).first()
        if claim is None:
            return
        people = {ClaimSide.SELLER: (SELLER, BUYER), ClaimSide.BUYER: (BUYER, SELLER)}
        says, answers = people[side]
        other = ClaimSide.BUYER if side is ClaimSide.SELLER else ClaimSide.SELLER
        may = claim.state != "SETTLED" and grams <= claim.grams
        try:
            propose_outcome(claim_uid=claim.uid, upheld_grams=grams, side=side, by=says, at=NOW)
        except Refusal:
            assert not may
            return
        assert may
        if is_agreed:
            for _ in range(2):
                agree_outcome(
                    claim_uid=claim.uid, upheld_grams=grams, side=other, by=answers, at=NOW
                )
            money = self.money[row.pk]
            money.held, money.waived = 0, total_fen(grams=grams, fen_per_kg=PRICE)

    @precondition(lambda self: self.money)
    @rule(place=PLACE, fen=st.integers(1, 200_000), is_all=st.booleans())
    def pay(self, place: int, fen: int, is_all: bool) -> None:
        row = self._delivery(place)
        money = self.money.get(row.pk)
        due = money.due if money else 0
        fen, number = due if is_all else fen, str(key())
        may = 0 < fen <= due
        try:
            for _ in range(2):
                remitted(row, total_fen=fen, reference=number)
        except Refusal:
            assert not may
            return
        assert may
        assert money is not None
        money.paid += fen

    @precondition(lambda self: any(self.brought.values()) and len(self.deliveries) > 1)
    @rule(place=PLACE)
    def end(self, place: int) -> None:
        if place:
            return
        with pytest.raises(Refusal), transaction.atomic():
            cancel_bulk_order(order_uid=self.bulk.uid, by=TESTER, at=NOW)
        close_bulk_order(order_uid=self.bulk.uid, by=TESTER, at=NOW)
        self.is_over = True

    @invariant()
    def goods_are_where_they_were_counted(self) -> None:
        brought = {
            who: quota.brought_grams
            for who in range(len(self.households))
            if (quota := self._quota(who)) and quota.brought_grams
        }
        assert brought == {who: grams for who, grams in self.brought.items() if grams}
        left = dict(WeighIn.objects.values_list("pk", "left_grams"))
        assert left == self.on_scale
        if self.households:
            assert sum(BulkPart.objects.values_list("grams", flat=True)) == 1_000 * KG
            state = BulkState.CLOSED if self.is_over else BulkState.OPEN
            assert BulkOrder.objects.get().state == state

    @invariant()
    def money_is_where_it_was_counted(self) -> None:
        rows = self.money.values()
        wanted = {
            "RECEIVABLE": sum(each.total - each.waived - each.paid for each in rows),
            "PROCEEDS": sum(each.total - each.held - each.waived for each in rows),
            "HELD": sum(each.held for each in rows),
            "BANK": sum(each.paid for each in rows),
        }
        found = dict.fromkeys(wanted, 0)
        for account in Account.objects.all():
            found[account.kind] += balance(account, on=TODAY)
        assert found == wanted

    @invariant()
    def every_law_holds(self) -> None:
        checks = [*order_laws(), *ledger_laws(), lots_commit_what_is_held()]
        assert [check for check in checks if not check.holds] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_to_loads_no_gram_and_no_fen_vanishes() -> None:
    run_state_machine_as_test(
        Loads,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

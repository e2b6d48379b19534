"""A shop whose orders were settled, paid out and corrected, and one break of each of their laws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F

from moli.audit.models import Event
from moli.households.models import Household
from moli.orders.models import Refund, Remittance
from moli.settlement.models import (
    BankAccount,
    PaidBack,
    Payout,
    Settlement,
    Share,
    TeamEarning,
    WaterfallRule,
)
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.paying_back import pay_back
from moli.settlement.services.paying_takers import pay_taker
from moli.settlement.services.releasing import release_earnings
from moli.settlement.services.taking_in_refunds import take_in_refunds
from moli.settlement.services.taking_results import take_results
from tests.factories import NOW, TESTER, TODAY, YAOBU
from tests.factories.bulk import (
    accepted,
    brought,
    called_off,
    first_part,
    remitted,
    sent,
    settled_claim,
)
from tests.factories.orders import KG, paid_for
from tests.factories.settlement import (
    MAKER,
    batch_sent,
    brought_back,
    card_of,
    general_rule,
    money_in_bank,
    packed_order,
    payout_of,
    settled,
    shared_delivery,
    shelf_of_three,
)
from tests.unguarded import unguarded, written_again


def settled_shop() -> None:
    """An order that was settled and paid out; one payout was returned, some boxes came back."""
    # Other breaks count the households: no new one.
    households = list(Household.objects.filter(erased_at=None).order_by("pk")[:2])
    general_rule()
    shelf_of_three((3 * KG, KG), of=households, code="settled-250")
    order = packed_order(units=10, code="settled-250")
    settled(order)
    for row in households:
        card_of(row)
    money_in_bank(order.total_fen)
    first = households[0]
    batch = batch_sent()
    take_results(
        batch_id=batch.pk,
        results=[Result(payout_of(batch, first).key, ReturnReason.OTHER)],
        file_hash="f1",
        by=MAKER,
        at=NOW,
    )
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)
    pay_back(refund_id=Refund.objects.get(order=order).pk, by=TESTER, at=NOW)
    paid_for(order)
    take_in_refunds(order_id=order.pk, by=TESTER, at=NOW)
    _load_shared_in_two_stages()
    _station_paid()


def _load_shared_in_two_stages() -> None:
    rows = Household.objects.filter(village__code=YAOBU, withdrawn_at=None, is_in_review=False)
    part = first_part(called_off(grams=100 * KG))
    weighed = brought(part, mosts=[90 * KG], of=list(rows.order_by("pk")[:1]))
    load = sent(weighed, freight_fen=1_000, packaging_fen=0)
    delivery = accepted(load, claimed_grams=10 * KG)
    remitted(delivery, total_fen=51_200)
    shared_delivery(delivery)
    settled_claim(delivery, upheld_grams=5 * KG)
    remitted(delivery, total_fen=3_200)
    shared_delivery(delivery)


def _station_paid() -> None:
    """What was earned in September is moved in October, and a part of it paid."""
    later = NOW + timedelta(days=30)
    release_earnings(month=TODAY, by=MAKER, at=later)
    pay_taker(
        owner="station-1",
        kind=ShareKind.STATION,
        total_fen=1,
        bank_reference="b1",
        by=TESTER,
        at=later,
    )


def _share_of_another_household() -> object:
    """Sums stay; the books and the shares name different people."""
    other = BankAccount.objects.order_by("-pk").first()
    assert other is not None
    share = Share.objects.filter(kind="HOUSEHOLD", correction=None).order_by("pk").first()
    assert share is not None
    Share.objects.filter(household=other.household, correction=None).delete()
    return Share.objects.filter(pk=share.pk).update(
        household=other.household, owner_key=other.household.key
    )


def _paid_again() -> object:
    """A payout that the bank returned is called paid by hand."""
    return Payout.objects.filter(state="RETURNED").update(state="PAID", return_reason="")


def _income_of_another_year() -> object:
    return Share.objects.filter(kind="HOUSEHOLD", correction=None).update(
        happened_on=date(2015, 9, 12)
    )


def _more_shared_than_came() -> object:
    return Remittance.objects.update(total_fen=1)


def _taken_in_by_another_channel() -> object:
    return PaidBack.objects.update(channel="ALIPAY")


def _share_of_another_station() -> object:
    return Share.objects.filter(kind=ShareKind.STATION, correction=None).update(owner_key="other")


def _rule_without_end_before() -> object:
    rule = WaterfallRule.objects.order_by("pk")[:1].get()
    rule.pk, rule.from_on, rule.to_on = None, date(2016, 3, 1), date(2030, 1, 1)
    return rule.save()


def _second_account() -> object:
    row = BankAccount.objects.order_by("pk")[:1].get()
    row.pk, row.to_on = None, date(2030, 1, 1)
    return row.save()


SETTLEMENT_BREAKS: dict[str, Callable[[], object]] = {
    "settlement.shares_add_up": unguarded(lambda: Settlement.objects.update(total_fen=1)),
    "settlement.transfer_is_its_shares": unguarded(_share_of_another_household),
    "settlement.payout_is_in_the_books": lambda: Payout.objects.update(total_fen=1),
    "settlement.nobody_is_paid_twice": _paid_again,
    "settlement.income_is_in_the_books": unguarded(_income_of_another_year),
    "settlement.settled_once": lambda: Event.objects.filter(verb="settlement.settle").delete(),
    "settlement.delivery_shares_what_was_paid": unguarded(_more_shared_than_came),
    "settlement.delivery_settled_once": written_again("settlement.settle_rest"),
    "settlement.refund_is_in_the_books": unguarded(lambda: PaidBack.objects.update(total_fen=1)),
    "settlement.channel_holds_what_came": unguarded(_taken_in_by_another_channel),
    "settlement.taker_is_owed_what_was_shared": unguarded(_share_of_another_station),
    "settlement.team_shares_what_was_moved": unguarded(
        lambda: TeamEarning.objects.update(fen=F("fen") + 1)
    ),
    "settlement.commission_is_of_who_took_part": unguarded(
        lambda: Share.objects.filter(kind=ShareKind.STATION, correction=None).update(
            owner_key="who-did-nothing"
        )
    ),
    "settlement.team_guards_stand": unguarded(lambda: None),
    "settlement.rule_once_at_a_time": _rule_without_end_before,
    "settlement.bank_account_once_at_a_time": _second_account,
    "settlement.guards_stand": unguarded(lambda: None),
}

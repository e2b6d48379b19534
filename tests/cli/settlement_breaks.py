"""A shop whose orders were settled, paid out and corrected, and one break of each of their laws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from moli.audit.models import Event
from moli.households.models import Household
from moli.settlement.models import BankAccount, Payout, Settlement, Share, WaterfallRule
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.taking_results import take_results
from tests.factories import NOW, TESTER
from tests.factories.orders import KG
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
    shelf_of_three,
)
from tests.unguarded import unguarded


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
    "settlement.rule_once_at_a_time": _rule_without_end_before,
    "settlement.bank_account_once_at_a_time": _second_account,
    "settlement.guards_stand": unguarded(lambda: None),
}

"""A transfer that was wrong is answered by its mirror."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.ledger.models import Transfer
from moli.ledger.queries.balances import balance
from moli.ledger.rules.chart import AccountKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.posting import MonthClosed, NotEnoughInAccount, ReferenceTaken
from moli.ledger.services.reversing import (
    AlreadyReversed,
    ReversalNotReversed,
    ReversedTooEarly,
    reverse,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account, entered, funded
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
AUGUST = date(2016, 8, 31)


def _reverse(
    row: Transfer, *, reference: str = "reversal:1", happened_on: date = TODAY
) -> Transfer:
    return reverse(
        transfer_id=row.pk, reference=reference, happened_on=happened_on, by=TESTER, at=NOW
    )


def test_a_reversal_is_the_mirror_and_both_stay() -> None:
    bank, household = funded(AccountKind.BANK, 1_000), account(AccountKind.PAYABLE)
    fees = account(AccountKind.FEES)
    wrong = entered({fees: 30, bank: 70, household: -100})

    row = _reverse(wrong)

    assert (row.kind, row.reverses_id, row.reference) == ("REVERSAL", wrong.pk, "reversal:1")
    entries = row.entries.order_by("sequence").values_list("account_id", "amount_fen")
    assert list(entries) == [(fees.pk, -30), (bank.pk, -70), (household.pk, 100)]
    assert [balance(each, on=TODAY) for each in (bank, household, fees)] == [1_000, 0, 0]
    bank.refresh_from_db()
    assert bank.left_fen == 1_000
    assert Event.objects.filter(verb="ledger.post", subject_key=row.key).count() == 1


def test_the_same_reference_again_returns_the_first_reversal() -> None:
    wrong = entered({account(AccountKind.FEES): 1, account(AccountKind.CLEARING): -1})
    first = _reverse(wrong)

    with unchanged():
        assert _reverse(wrong).pk == first.pk


def test_a_transfer_is_reversed_once() -> None:
    wrong = entered({account(AccountKind.FEES): 1, account(AccountKind.CLEARING): -1})
    _reverse(wrong)

    with refused(AlreadyReversed, field="transfer", value="reversal:1"):
        _reverse(wrong, reference="reversal:2")


def test_a_reversal_under_the_reference_of_something_else_is_refused() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    wrong = entered({fees: 1, clearing: -1})
    entered({fees: -1, clearing: 1}, reference="other")

    with refused(ReferenceTaken, field="reference", value="other"):
        _reverse(wrong, reference="other")


def test_a_reversal_is_not_reversed() -> None:
    wrong = entered({account(AccountKind.FEES): 1, account(AccountKind.CLEARING): -1})
    row = _reverse(wrong)

    with refused(ReversalNotReversed, field="transfer", value="reversal:1"):
        _reverse(row, reference="reversal:2")


def test_a_reversal_does_not_come_before_its_transfer() -> None:
    wrong = entered({account(AccountKind.FEES): 1, account(AccountKind.CLEARING): -1})

    with refused(ReversedTooEarly, field="happened_on", from_on="2016-09-12"):
        _reverse(wrong, happened_on=TODAY - timedelta(days=1))


def test_what_has_been_paid_on_cannot_be_reversed() -> None:
    bank, household = funded(AccountKind.BANK, 1_000), account(AccountKind.PAYABLE)
    split = entered({account(AccountKind.COMMISSION): 100, household: -100})
    entered({household: 100, bank: -100})

    with refused(
        NotEnoughInAccount,
        field="lines",
        account=AccountKind.PAYABLE,
        left_fen=0,
        value_fen=100,
    ):
        _reverse(split)


def test_a_mistake_of_a_closed_month_is_put_right_in_an_open_one() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    wrong = entered({fees: 1, clearing: -1}, happened_on=AUGUST)
    close_month(month=AUGUST, by=TESTER, at=NOW)

    with refused(MonthClosed, field="happened_on", through_on="2016-08-31"):
        _reverse(wrong, happened_on=AUGUST)
    _reverse(wrong)

    assert (balance(fees, on=AUGUST), balance(fees, on=TODAY)) == (1, 0)

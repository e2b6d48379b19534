"""Posting a transfer: whole, once, balanced, and never more than there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import (
    AMOUNT_FEN_MAX,
    ENTRIES_MAX,
    AmountOutOfRange,
    EntriesOutOfRange,
    NotBalanced,
    NotYetHappened,
    TransferKind,
)
from moli.ledger.services.closing import close_month
from moli.ledger.services.posting import (
    Line,
    MonthClosed,
    NotEnoughInAccount,
    ReferenceTaken,
    post,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account, entered, funded
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_transfer_has_its_entries_in_the_order_they_were_said() -> None:
    buyer = account(AccountKind.RECEIVABLE, owner_kind="enterprise")
    sale, held = account(AccountKind.PROCEEDS), account(AccountKind.HELD)

    row = entered(
        {buyer: 25_600_000, sale: -25_088_000, held: -512_000},
        reference="sale:1",
        kind=TransferKind.SALE,
    )

    row.refresh_from_db()
    assert (row.reference, row.kind, row.happened_on) == ("sale:1", "SALE", TODAY)
    assert (row.by_key, row.by_name, row.at) == (TESTER.key, TESTER.name, NOW)
    entries = row.entries.order_by("sequence")
    assert list(entries.values_list("sequence", "account", "amount_fen")) == [
        (1, buyer.pk, 25_600_000),
        (2, sale.pk, -25_088_000),
        (3, held.pk, -512_000),
    ]


def test_what_is_left_on_accounts_that_can_run_out_follows() -> None:
    bank, household = funded(AccountKind.BANK, 10_000), account(AccountKind.PAYABLE)
    commission = account(AccountKind.COMMISSION)

    entered({commission: 3_000, household: -3_000})
    entered({household: 1_000, bank: -1_000})

    for row in (bank, household, commission):
        row.refresh_from_db()
    assert (bank.left_fen, household.left_fen, commission.left_fen) == (9_000, 2_000, None)


def test_the_trail_tells_of_a_transfer_once() -> None:
    row = entered({account(AccountKind.FEES): 60, account(AccountKind.CLEARING): -60})

    event = Event.objects.get(verb="ledger.post")
    assert (event.subject_kind, event.subject_key, event.area_code) == ("transfer", row.key, "")
    assert event.facts == {
        "reference": row.reference,
        "kind": "CORRECTION",
        "happened_on": "2016-09-12",
        "debit_fen": 60,
        "entries": 2,
    }


def test_the_same_reference_again_returns_the_first() -> None:
    bank = funded(AccountKind.BANK, 500)
    household = account(AccountKind.PAYABLE)
    first = entered({bank: 100, household: -100}, reference="payment:1")

    with unchanged():
        second = entered({household: -100, bank: 100}, reference="payment:1")

    assert second.pk == first.pk
    bank.refresh_from_db()
    assert bank.left_fen == 600


def test_a_reference_that_says_something_else_is_refused() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    entered({fees: 100, clearing: -100}, reference="fee:1")
    other = account(AccountKind.SHRINKAGE)

    for lines in ({fees: 101, clearing: -101}, {other: 100, clearing: -100}):
        with refused(ReferenceTaken, field="reference", value="fee:1"):
            entered(lines, reference="fee:1")
    with refused(ReferenceTaken, field="reference", value="fee:1"):
        entered({fees: 100, clearing: -100}, reference="fee:1", kind=TransferKind.FEE)
    with refused(ReferenceTaken, field="reference", value="fee:1"):
        entered(
            {fees: 100, clearing: -100},
            reference="fee:1",
            happened_on=TODAY - timedelta(days=1),
        )


def test_lines_that_do_not_sum_to_zero_are_refused() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    with refused(NotBalanced, field="lines", over_fen=1):
        entered({fees: 100, clearing: -99})


@pytest.mark.parametrize("amount_fen", [0, AMOUNT_FEN_MAX + 1, -AMOUNT_FEN_MAX - 1])
def test_an_entry_of_nothing_or_too_much_is_refused(amount_fen: int) -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    with refused(AmountOutOfRange, field="lines", value_fen=amount_fen, max_fen=AMOUNT_FEN_MAX):
        entered({fees: amount_fen, clearing: -amount_fen})


@pytest.mark.parametrize("entries", [0, 1, ENTRIES_MAX + 1])
def test_too_few_or_too_many_entries_are_refused(entries: int) -> None:
    fees = account(AccountKind.FEES)

    with refused(
        EntriesOutOfRange, field="lines", value=entries, entries_min=2, entries_max=ENTRIES_MAX
    ):
        post(
            reference="test:many",
            kind=TransferKind.CORRECTION,
            lines=[Line(fees, 1)] * entries,
            happened_on=TODAY,
            by=TESTER,
            at=NOW,
        )


def test_one_account_may_have_several_entries_and_is_judged_by_their_sum() -> None:
    household = funded(AccountKind.PAYABLE, 100)

    post(
        reference="test:several",
        kind=TransferKind.CORRECTION,
        lines=[Line(household, 150), Line(household, -150)],
        happened_on=TODAY,
        by=TESTER,
        at=NOW,
    )

    household.refresh_from_db()
    assert household.left_fen == 100
    assert Entry.objects.filter(account=household).count() == 3


def test_a_day_to_come_is_refused() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)

    with refused(NotYetHappened, field="happened_on", happened_on="2016-09-13", today="2016-09-12"):
        entered({fees: 1, clearing: -1}, happened_on=TODAY + timedelta(days=1))


def test_a_closed_month_is_refused_and_so_is_every_month_before_it() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    close_month(month=date(2016, 8, 3), by=TESTER, at=NOW)

    for day in (date(2016, 8, 31), date(2016, 8, 1), date(2016, 7, 15)):
        with refused(MonthClosed, field="happened_on", through_on="2016-08-31"):
            entered({fees: 1, clearing: -1}, happened_on=day)
    assert entered({fees: 1, clearing: -1}, happened_on=date(2016, 9, 1)).pk


def test_a_reference_posted_before_its_month_was_closed_is_still_answered() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    august = date(2016, 8, 31)
    first = entered({fees: 1, clearing: -1}, reference="fee:august", happened_on=august)
    close_month(month=august, by=TESTER, at=NOW)

    with unchanged():
        again = entered({fees: 1, clearing: -1}, reference="fee:august", happened_on=august)

    assert again.pk == first.pk


@pytest.mark.parametrize(
    "kind",
    [
        AccountKind.CASH,
        AccountKind.BANK,
        AccountKind.PROCEEDS,
        AccountKind.HELD,
        AccountKind.PAYABLE,
    ],
)
def test_no_more_is_taken_than_an_account_has_left(kind: AccountKind) -> None:
    scarce, clearing = funded(kind, 100), account(AccountKind.CLEARING)
    taken = -scarce.on_its_side(101)

    with refused(NotEnoughInAccount, field="lines", account=kind, left_fen=100, value_fen=101):
        entered({scarce: taken, clearing: -taken})

    taken = -scarce.on_its_side(100)
    entered({scarce: taken, clearing: -taken})
    scarce.refresh_from_db()
    assert scarce.left_fen == 0


def test_an_account_that_cannot_run_out_may_fall_below_nought() -> None:
    buyer, bank = account(AccountKind.RECEIVABLE), account(AccountKind.BANK)

    assert entered({bank: 100, buyer: -100}).pk


def test_a_stale_row_of_an_account_takes_nothing_that_is_gone() -> None:
    household, clearing = funded(AccountKind.PAYABLE, 100), account(AccountKind.CLEARING)
    stale = Account.objects.get(pk=household.pk)
    entered({household: 100, clearing: -100})

    with refused(
        NotEnoughInAccount,
        field="lines",
        account=AccountKind.PAYABLE,
        left_fen=0,
        value_fen=1,
    ):
        entered({stale: 1, clearing: -1})


def test_a_transfer_costs_the_same_whatever_the_number_of_its_entries(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    clearing = account(AccountKind.CLEARING)
    households = [funded(AccountKind.PAYABLE, 10, owner_key=f"{n}") for n in range(63)]

    for some in (households[:1], households):
        lines = dict.fromkeys(some, 10) if some is households[:1] else None
        lines = lines or dict.fromkeys(some, -10)
        total = -sum(lines.values())
        # A savepoint and its end; the transfer, its row, the month, the accounts, what is left,
        # the entries, the trail.
        with django_assert_num_queries(9):  # type: ignore[operator]
            entered({**lines, clearing: total})
    assert Transfer.objects.count() == 65

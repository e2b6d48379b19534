"""What takers earned, by month: for the office, and for the stations themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.ledger.models import Transfer
from moli.ledger.services.reversing import reverse
from moli.settlement.queries.earnings import (
    EarnedMonth,
    TakerPayment,
    TakerStanding,
    months_to_release,
    station_earnings,
    taker_payable_now,
    taker_standings,
)
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.rules.releases import MonthDue
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.paying_takers import pay_taker
from moli.settlement.services.releasing import release_earnings
from tests.factories import NOW, TESTER, TODAY
from tests.factories.settlement import CHECKER, MAKER, brought_back, earned, packed_order, settled

pytestmark = pytest.mark.django_db
OCTOBER = NOW + timedelta(days=30)
NOVEMBER = NOW + timedelta(days=60)
SEP, OCT = date(2016, 9, 1), date(2016, 10, 1)
READER = MoneyReach(reads_books=True)
PAYER = MoneyReach(pays=True, reads_payouts=True, reads_books=True)


def _paid(fen: int, *, number: str = "b1") -> None:
    pay_taker(
        owner="station-1",
        kind=ShareKind.STATION,
        total_fen=fen,
        bank_reference=number,
        by=CHECKER,
        at=OCTOBER,
    )


def _standing(kind: ShareKind = ShareKind.STATION) -> TakerStanding:
    return next(each for each in taker_standings(READER) if each.taker.kind is kind)


def test_a_taker_goes_from_earned_to_payable_to_paid_and_stays_listed() -> None:
    earned()
    assert [each.taker.kind for each in taker_standings(READER)] == [
        ShareKind.STATION,
        ShareKind.PACKAGING,
        ShareKind.TRANSPORT,
    ]
    assert (_standing().earned_fen, _standing().account_uid) == (1_000, None)

    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)
    _paid(600)
    told = _standing()
    assert (told.earned_fen, told.payable_fen, told.paid_fen) == (0, 400, 600)

    _paid(400, number="b2")
    told = _standing()
    assert (told.earned_fen, told.payable_fen, told.paid_fen) == (0, 0, 1_000)


def test_what_a_month_is_said_to_move_is_what_it_moves() -> None:
    order, _ = earned()
    settled(packed_order(units=10), at=OCTOBER)
    brought_back(order, units=3, at=OCTOBER)
    correct_order(order_id=order.pk, by=TESTER, at=OCTOBER)
    assert months_to_release(READER, on=TODAY) == []
    told = months_to_release(READER, on=NOVEMBER.date())
    # 6,000 are September's three takers'; of October's 6,000 three boxes of ten came back.
    assert told == [MonthDue(SEP, 3, 6_000), MonthDue(OCT, 3, 4_200)]

    for due in told:
        moved = release_earnings(month=due.month, by=MAKER, at=NOVEMBER)
        fen = [entry.amount_fen for row in moved for entry in row.entries.all()]
        assert (len(moved), sum(each for each in fen if each > 0)) == (due.takers, due.total_fen)
    assert months_to_release(READER, on=NOVEMBER.date()) == []


def test_a_station_reads_its_months_and_payments_and_nothing_of_others() -> None:
    earned()
    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)
    settled(packed_order(units=10), at=OCTOBER)
    _paid(600)

    told, other = station_earnings(["station-2", "station-1"])

    assert told.months == [
        EarnedMonth(OCT, 1_000, 0, None),
        EarnedMonth(SEP, 1_000, 1_000, OCTOBER.date()),
    ]
    assert told.payments == [TakerPayment(OCTOBER.date(), 600, "b1")]
    assert (told.earned_fen, told.payable_fen, told.paid_fen) == (1_000, 400, 600)
    assert told.earned_in(OCTOBER.date()) == 1_000
    assert (other.station_key, other.months, other.payments) == ("station-2", [], [])
    assert (other.earned_fen, other.payable_fen) == (0, 0)


def test_a_payment_that_was_reversed_is_told_and_counts_as_not_paid() -> None:
    earned()
    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)
    _paid(600)
    wrong = Transfer.objects.get(reference="taker:b1")
    on = NOVEMBER.date()
    reverse(transfer_id=wrong.pk, reference="wrong", happened_on=on, by=TESTER, at=NOVEMBER)

    (told,) = station_earnings(["station-1"])

    assert told.payments == [TakerPayment(on, -600, "b1"), TakerPayment(OCTOBER.date(), 600, "b1")]
    assert (told.payable_fen, told.paid_fen) == (1_000, 0)
    assert (_standing().payable_fen, _standing().paid_fen) == (1_000, 0)


def test_without_the_right_there_is_nothing() -> None:
    earned()
    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)
    uid = _standing().account_uid
    assert uid is not None

    assert taker_standings(MoneyReach()) == []
    assert months_to_release(MoneyReach(), on=NOVEMBER.date()) == []
    assert taker_payable_now(READER, uid) is None
    assert station_earnings([]) == []
    found = taker_payable_now(PAYER, uid)
    assert found is not None
    assert (found.payable_fen, found.releaser_keys) == (1_000, frozenset({MAKER.key}))


def test_the_office_reads_all_takers_by_a_fixed_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    earned()
    with django_assert_num_queries(3):
        taker_standings(PAYER)
    with django_assert_num_queries(3):
        months_to_release(PAYER, on=NOVEMBER.date())
    with django_assert_num_queries(4):
        station_earnings(["station-1", "station-2"])

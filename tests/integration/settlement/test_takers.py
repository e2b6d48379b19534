"""What stations, carriers and packers earn: moved once a month, paid by another person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from moli.audit.models import Event
from moli.ledger.models import Account, Transfer
from moli.ledger.services.closing import MonthNotOver
from moli.ledger.services.posting import NotEnoughInAccount, ReferenceTaken
from moli.ledger.services.reversing import reverse
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.queries.takers import takers_owed
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.correcting import correct_order
from moli.settlement.services.paying_takers import (
    MoreThanTakerIsOwed,
    PaidByReleaser,
    TakerPaymentWithoutReference,
    pay_taker,
)
from moli.settlement.services.releasing import release_earnings
from tests.crashing import crashes
from tests.factories import NOW, TESTER, TODAY
from tests.factories.settlement import (
    CHECKER,
    MAKER,
    brought_back,
    earned,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import everything, refused, unchanged

pytestmark = pytest.mark.django_db
OCTOBER = NOW + timedelta(days=30)
NOVEMBER = NOW + timedelta(days=60)


def _released(at: datetime = OCTOBER, *, month: date = TODAY) -> list[Transfer]:
    return release_earnings(month=month, by=MAKER, at=at)


def _owed() -> dict[ShareKind, tuple[int, int]]:
    return {each.taker.kind: (each.earned_fen, each.payable_fen) for each in takers_owed()}


def _paid(fen: int, *, reference: str = "b1", at: datetime = OCTOBER) -> Transfer:
    return pay_taker(
        owner="station-1",
        kind=ShareKind.STATION,
        total_fen=fen,
        bank_reference=reference,
        by=CHECKER,
        at=at,
    )


def _laws_hold() -> None:
    assert [law.law for law in settlement_laws() if not law.holds] == []


def test_a_months_earnings_are_moved_once_for_each_taker() -> None:
    earned()
    assert _owed() == {
        ShareKind.STATION: (1_000, 0),
        ShareKind.PACKAGING: (3_000, 0),
        ShareKind.TRANSPORT: (2_000, 0),
    }

    moved = _released()

    assert {row.reference for row in moved} == {
        "earnings:STATION:station-1:2016-09",
        "earnings:PACKAGING:county:2016-09",
        "earnings:TRANSPORT:county:2016-09",
    }
    assert _owed() == {
        ShareKind.STATION: (0, 1_000),
        ShareKind.PACKAGING: (0, 3_000),
        ShareKind.TRANSPORT: (0, 2_000),
    }
    with unchanged():
        assert _released(NOVEMBER) == []
    _laws_hold()


def test_a_month_that_is_not_over_is_refused() -> None:
    earned()

    with refused(MonthNotOver, field="month", through_on="2016-09-30"):
        _released(NOW)


def test_what_was_earned_after_the_month_waits_for_its_own() -> None:
    earned()
    order = packed_order(units=10)
    settled(order, at=OCTOBER)

    _released()
    assert _owed()[ShareKind.STATION] == (1_000, 1_000)
    assert len(_released(NOVEMBER, month=OCTOBER.date())) == 3
    assert _owed()[ShareKind.STATION] == (0, 2_000)


def test_what_is_corrected_after_it_was_moved_is_kept_back_from_the_next_month() -> None:
    order, _ = earned()
    _released()
    brought_back(order, units=3)
    correct_order(order_id=order.pk, by=TESTER, at=OCTOBER)
    assert _owed()[ShareKind.STATION] == (-300, 1_000)

    # Less than nothing was earned in October; nothing moves until it is made good.
    assert _released(NOVEMBER, month=OCTOBER.date()) == []
    settled(packed_order(units=10), at=NOVEMBER)
    _released(NOVEMBER + timedelta(days=30), month=NOVEMBER.date())

    assert _owed()[ShareKind.STATION] == (0, 1_700)
    _laws_hold()


def test_a_taker_is_paid_by_another_person_once() -> None:
    earned()
    _released()

    first = _paid(600)

    assert (first.kind, first.reference) == ("PAYOUT", "taker:b1")
    assert Account.objects.get(kind="BANK").left_fen == 38_000 - 600
    with unchanged():
        assert _paid(600, at=NOVEMBER) == first
    with refused(ReferenceTaken, field="bank_reference", value="b1"):
        _paid(601)
    _paid(400, reference="b2")
    assert ShareKind.STATION not in _owed()
    _laws_hold()


def test_nobody_pays_what_they_moved_themselves() -> None:
    earned()
    release_earnings(month=TODAY, by=CHECKER, at=OCTOBER)

    with refused(PaidByReleaser, field="total_fen"):
        _paid(600)


def test_who_moved_what_is_paid_long_since_may_pay_what_another_moved() -> None:
    earned()
    release_earnings(month=TODAY, by=CHECKER, at=OCTOBER)
    pay_taker(
        owner="station-1",
        kind=ShareKind.STATION,
        total_fen=1_000,
        bank_reference="b0",
        by=MAKER,
        at=OCTOBER,
    )
    settled(packed_order(units=10), at=OCTOBER)
    _released(NOVEMBER, month=OCTOBER.date())

    assert _paid(1_000, at=NOVEMBER).by_key == CHECKER.key


@pytest.mark.parametrize("fen", [0, -1, 1_001])
def test_no_more_is_paid_than_is_payable(fen: int) -> None:
    earned()
    _released()

    with refused(MoreThanTakerIsOwed, field="total_fen", value_fen=fen, left_fen=1_000):
        _paid(fen)


def test_what_is_earned_but_not_moved_is_not_paid() -> None:
    earned()
    before = Transfer.objects.count()

    with pytest.raises(MoreThanTakerIsOwed):
        _paid(1_000)
    assert Transfer.objects.count() == before


def test_a_payment_has_the_banks_number() -> None:
    earned()
    _released()

    with refused(TakerPaymentWithoutReference, field="bank_reference", signs_max=80):
        _paid(600, reference="  ")


def test_nothing_is_paid_with_money_that_has_not_come() -> None:
    general_rule()
    shelf_of_three()
    settled(packed_order(units=10))
    _released()

    with pytest.raises(NotEnoughInAccount):
        _paid(600)


def test_the_trail_tells_what_was_moved_and_not_what_waits() -> None:
    earned()
    _released()
    # More of September for takers whose September was moved, and for a station whose was not.
    shelf_of_three(code="other-tea", at_station="station-2")
    settled(packed_order(units=10, code="other-tea"))

    (moved,) = _released(NOVEMBER)

    assert moved.reference == "earnings:STATION:station-2:2016-09"
    told = Event.objects.filter(verb="settlement.release_earnings").order_by("pk")
    assert [row.facts["total_fen"] for row in told] == [6_000, 1_000]


def test_a_payment_that_was_reversed_is_payable_again() -> None:
    earned()
    _released()
    first = _paid(600)

    reverse(
        transfer_id=first.pk,
        reference="wrong",
        happened_on=OCTOBER.date(),
        by=TESTER,
        at=OCTOBER,
    )

    assert _owed()[ShareKind.STATION] == (0, 1_000)
    _laws_hold()


@pytest.mark.slow
def test_moving_stops_anywhere_and_is_whole_or_nothing() -> None:
    earned()
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            _released()
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Transfer.objects.filter(kind="EARNED").count() == 3

"""Cash that comes into a drawer and leaves it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import CashMove, DayClosing
from moli.counter.rules.cash import CASH_FEN_MAX, CashNotByHand, CashOutOfRange, FeesNotThere
from moli.counter.rules.states import CashKind
from moli.counter.services.cash import move_cash
from moli.counter.services.locking import CounterUnknown
from tests.factories import NOW, TESTER, TODAY, station
from tests.factories.drawers import by_hand, occasion
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _moved(
    station_key: str,
    amount_fen: int = 500,
    *,
    kind: CashKind = CashKind.PARCEL_FEE,
    key: UUID | None = None,
    days: int = 0,
) -> CashMove:
    at = NOW + timedelta(days=days)
    return move_cash(
        cash_kind=kind,
        amount_fen=amount_fen,
        subject_key="",
        occasion=occasion(station_key, key=key, at=at),
    )


def _closed(station_key: str, on: date) -> None:
    """A closing as it stands in the table: what is tested here only asks for its day."""
    DayClosing.objects.create(
        request_key=uuid4(),
        station_key=station_key,
        by_key=TESTER.key,
        by_name=TESTER.name,
        at=NOW,
        received_at=NOW,
        on=on,
        opening_fen=0,
        expected_fen=0,
        counted_fen=0,
        difference_fen=0,
        parcels_expected=0,
        parcels_counted=0,
        weigh_ins=0,
        weighed_grams=0,
        commission_fen=0,
    )


def test_cash_is_counted_on_its_own_day() -> None:
    key = station().key
    move = _moved(key, 500)
    assert (move.on, move.amount_fen, move.station_key) == (TODAY, 500, key)


def test_cash_of_a_closed_day_is_counted_on_the_next_one_that_is_open() -> None:
    key = station().key
    _closed(key, TODAY)
    _closed(key, TODAY + timedelta(days=1))
    assert _moved(key).on == TODAY + timedelta(days=2)
    assert _moved(key, days=5).on == TODAY + timedelta(days=5)


def test_a_closing_of_one_station_says_nothing_about_another() -> None:
    mine, other = station().key, station(name="瑶埠邮政站").key
    _closed(other, TODAY)
    assert _moved(mine).on == TODAY


def test_the_same_key_again_is_the_first_move() -> None:
    key, request_key = station().key, uuid4()
    first = _moved(key, key=request_key)
    with unchanged():
        assert _moved(key, 999, key=request_key) == first


def test_a_station_that_nobody_knows_is_refused() -> None:
    for unknown in (str(uuid4()), "no uid"):
        with refused(CounterUnknown, field="station_key"):
            _moved(unknown)


@pytest.mark.parametrize(
    ("kind", "signed"),
    [(CashKind.FLOAT, 20_000), (CashKind.HANDED_IN, -20_000)],
)
def test_the_kind_says_which_way_cash_goes(kind: CashKind, signed: int) -> None:
    move = by_hand(station().key, kind, 20_000)
    assert move.amount_fen == signed
    line = Event.objects.get(verb="counter.move_cash")
    assert (line.subject_key, line.facts["amount_fen"]) == (move.key, signed)


def test_cash_by_hand_sent_again_is_once() -> None:
    key, request_key = station().key, uuid4()
    first = by_hand(key, CashKind.FLOAT, 100, key=request_key)
    with unchanged():
        assert by_hand(key, CashKind.FLOAT, 100, key=request_key) == first


def test_orders_and_counts_are_not_movedby_hand() -> None:
    key = station().key
    for kind in set(CashKind) - {CashKind.FLOAT, CashKind.HANDED_IN, CashKind.FEES_TAKEN}:
        with refused(CashNotByHand, field="cash_kind"):
            by_hand(key, kind, 100)


@pytest.mark.parametrize("amount_fen", [0, -1, CASH_FEN_MAX + 1])
def test_a_sum_out_of_range_is_refused(amount_fen: int) -> None:
    key = station().key
    with refused(CashOutOfRange, field="amount_fen", value_fen=amount_fen, max_fen=CASH_FEN_MAX):
        by_hand(key, CashKind.FLOAT, amount_fen)


def test_no_more_fees_are_taken_out_than_were_taken_in() -> None:
    key = station().key
    _moved(key, 500)
    _moved(key, -200)
    by_hand(key, CashKind.FEES_TAKEN, 250)
    with refused(FeesNotThere, field="amount_fen", value_fen=51, left_fen=50):
        by_hand(key, CashKind.FEES_TAKEN, 51)
    assert by_hand(key, CashKind.FEES_TAKEN, 50).amount_fen == -50

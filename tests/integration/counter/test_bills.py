"""Bills that villagers pay at the counter."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from moli.counter.models import Bill, CashMove, DeputyAct
from moli.counter.rules.bills import (
    BILL_FEE_FEN_MAX,
    AccountNumberMalformed,
    BillFeeTooHigh,
    BillMovedOn,
    BillSlipMissing,
    BillUnknown,
)
from moli.counter.rules.cash import CASH_FEN_MAX, CashOutOfRange
from moli.counter.rules.deputising import DeputyConsentMissing
from moli.counter.rules.states import BillState, CashKind
from moli.counter.services import bills
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.factories import NOW, TODAY, household, station
from tests.factories.drawers import billed, occasion
from tests.factories.parcels import agreed_to_deputy
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_bill_and_its_fee_are_taken_in_cash() -> None:
    row = billed(station().key, 8_640)
    move = CashMove.objects.get()
    assert (move.cash_kind, move.amount_fen) == (CashKind.BILL, 8_740)
    assert (row.state, row.taken_on, row.account_tail) == (BillState.TAKEN, TODAY, "8137")


def test_the_customers_number_is_sealed() -> None:
    row = billed(station().key, 8_640)
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_number FROM counter_bill")
        (stored,) = cursor.fetchone()
    assert "0451" not in stored
    row.refresh_from_db()
    assert row.account_number == "045122008137"


def test_the_same_key_again_is_the_same_bill() -> None:
    key, request_key = station().key, uuid4()
    first = billed(key, 8_640, key=request_key)
    with unchanged():
        assert billed(key, 8_640, key=request_key) == first


@pytest.mark.parametrize("number", ["", "123", "4" * 31, "户号 123456"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    key = station().key
    with refused(AccountNumberMalformed, field="account_number"):
        billed(key, 8_640, number=number)


@pytest.mark.parametrize("fee_fen", [-1, BILL_FEE_FEN_MAX + 1])
def test_a_fee_above_our_cap_is_refused(fee_fen: int) -> None:
    key = station().key
    with refused(BillFeeTooHigh, field="fee_fen", value_fen=fee_fen, max_fen=BILL_FEE_FEN_MAX):
        billed(key, 8_640, fee_fen=fee_fen)


@pytest.mark.parametrize("amount_fen", [0, CASH_FEN_MAX + 1])
def test_a_bill_of_nothing_or_too_much_is_refused(amount_fen: int) -> None:
    key = station().key
    with refused(CashOutOfRange, field="amount_fen", value_fen=amount_fen, max_fen=CASH_FEN_MAX):
        billed(key, amount_fen)


def test_a_household_pays_through_the_station_only_when_it_has_agreed() -> None:
    key, nobody = station().key, household()
    with refused(DeputyConsentMissing, field="household"):
        billed(key, 8_640, household=nobody)
    agreed_to_deputy(nobody)
    row = billed(key, 8_640, household=nobody)
    assert DeputyAct.objects.get().subject_key == row.key


def test_a_bill_is_passed_on_with_the_number_of_the_payment() -> None:
    key = station().key
    row, same = billed(key, 8_640), occasion(key)
    done = bills.pass_on(ref=row.request_key, slip_no=" 0098 ", base_version=1, occasion=same)
    assert (done.state, done.slip_no, done.version) == (BillState.PAID, "0098", 2)
    assert done.ended_on == TODAY
    assert CashMove.objects.count() == 1  # the wallet paid, not the drawer
    with unchanged():
        bills.pass_on(ref=row.request_key, slip_no="0098", base_version=1, occasion=same)


def test_a_payment_without_a_number_is_refused() -> None:
    key = station().key
    row = billed(key, 8_640)
    with refused(BillSlipMissing, field="slip_no", signs_max=40):
        bills.pass_on(ref=row.request_key, slip_no=" ", base_version=1, occasion=occasion(key))


def test_what_is_undone_is_paid_back_with_its_fee_once() -> None:
    key = station().key
    row, same = billed(key, 8_640), occasion(key)
    bills.undo(ref=row.request_key, base_version=1, occasion=same)
    back = CashMove.objects.get(cash_kind=CashKind.BILL_BACK)
    assert (back.amount_fen, back.subject_key) == (-8_740, row.key)
    with unchanged():
        bills.undo(ref=row.request_key, base_version=1, occasion=same)


def test_what_was_passed_on_is_not_undone() -> None:
    key = station().key
    row = billed(key, 8_640)
    bills.pass_on(ref=row.request_key, slip_no="0098", base_version=1, occasion=occasion(key))
    later = occasion(key, at=NOW + timedelta(hours=1))
    with refused(BillMovedOn, field="ref", bill_state=BillState.PAID):
        bills.undo(ref=row.request_key, base_version=2, occasion=later)
    with refused(ChangedMeanwhile, field="ref", bill_state=BillState.PAID, version=2):
        bills.undo(ref=row.request_key, base_version=1, occasion=later)


def test_a_bill_of_another_station_is_unknown() -> None:
    row = billed(station().key, 8_640)
    other = occasion(station(name="瑶埠邮政站").key)
    with refused(BillUnknown, field="ref"):
        bills.undo(ref=row.request_key, base_version=1, occasion=other)
    assert Bill.objects.get().state == BillState.TAKEN

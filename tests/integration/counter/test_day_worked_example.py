"""docs/day-closing.md §2, through the services: Yaobu's 11th and 12th of September."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.counter.models import CashMove, DayClosing, Parcel
from moli.counter.queries.day_sums import opening_fen
from moli.counter.rules.closing import CashDiffers, Counted, DayFiguresChanged, ParcelsNotFound
from moli.counter.rules.day_books import (
    bills_key,
    commission_key,
    drawer_key,
    orders_key,
    wallet_key,
)
from moli.counter.rules.parcels import ParcelFacts
from moli.counter.rules.states import CashKind, ParcelState
from moli.counter.services import bills, buy_for
from moli.counter.services.handing_out import collect, hand_out
from moli.counter.services.taking_in_parcels import take_in, take_to_send
from moli.ledger.models import Account, Entry
from moli.ledger.queries.balances import balance, trial_balance
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.stations.models import Station
from tests.factories import NOW, TODAY, station
from tests.factories.drawers import (
    billed,
    bought,
    by_hand,
    closed,
    occasion,
    parcel_fee,
    ware,
)
from tests.factories.orders import weighed_tea
from tests.factories.teams import share_plan, staff
from tests.unchanged import refused

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)
LAST_NIGHT = NOW - timedelta(hours=14)


def _parcel(key: str, number: int) -> Parcel:
    facts = ParcelFacts(code=f"ZTO{number:04d}", carrier="中通", person_name="覃秀兰")
    return take_in(facts=facts, household=None, occasion=occasion(key))


def _sent(key: str, number: int, *, fee_fen: int) -> Parcel:
    facts = ParcelFacts(
        code=f"EMS{number:04d}", person_name="覃秀兰", weight_grams=2_000, fee_fen=fee_fen
    )
    return take_to_send(facts=facts, household=None, occasion=occasion(key))


def _eleventh(key: str) -> None:
    """Change is brought in, and two parcels come."""
    by_hand(key, CashKind.FLOAT, 20_000, at=LAST_NIGHT)
    _parcel(key, 1)
    _parcel(key, 2)
    closed(key, on=YESTERDAY, at=LAST_NIGHT)


def _money_of_the_twelfth(key: str) -> None:
    ware(code="fertilizer", price_fen=4_500, fee_fen=200)
    ware(code="cooker", price_fen=15_900, fee_fen=800, name="电饭锅")
    ware(code="powder", price_fen=1_250, fee_fen=50, name="洗衣粉")
    fertilizer = bought(key, [("fertilizer", 2, 4_500)])
    bought(key, [("cooker", 1, 15_900)])
    powder = bought(key, [("powder", 3, 1_250)])
    electricity = billed(key, 8_640)
    billed(key, 5_000)
    _sent(key, 2, fee_fen=800)
    buy_for.undo(ref=powder.request_key, base_version=1, occasion=occasion(key))
    buy_for.hand_over(ref=fertilizer.request_key, base_version=1, occasion=occasion(key))
    bills.pass_on(
        ref=electricity.request_key, slip_no="0098", base_version=1, occasion=occasion(key)
    )
    by_hand(key, CashKind.HANDED_IN, 30_000)
    by_hand(key, CashKind.FEES_TAKEN, 1_000)


def _goods_of_the_twelfth(key: str) -> Parcel:
    """Four parcels come, three are fetched, one of the two to be sent is collected."""
    parcels = [*Parcel.objects.filter(station_key=key, code__startswith="ZTO")]
    parcels += [_parcel(key, number) for number in (3, 4, 5, 6)]
    for each in parcels[:3]:
        hand_out(ref=each.request_key, left_name="", base_version=1, occasion=occasion(key))
    collected = _sent(key, 1, fee_fen=1_200)
    collect(ref=collected.request_key, base_version=1, occasion=occasion(key))
    for grams in (48_500, 61_250, 55_000):
        weighed_tea(grams=grams, at_station=key)
    return parcels[3]


def _team(row: Station) -> None:
    people = [staff(station=row, name=name) for name in ("韦甲", "韦乙", "韦丙")]
    keys = sorted(each.actor.key for each in people)
    share_plan(row, dict(zip(keys, (333, 333, 334), strict=True)))


def _day() -> tuple[Station, Parcel]:
    row = station()
    _team(row)
    _eleventh(row.key)
    _money_of_the_twelfth(row.key)
    return row, _goods_of_the_twelfth(row.key)


def _said(**other: object) -> Counted:
    said = {
        "counted_fen": 29_440,
        "expected_fen": 29_740,
        "parcels_expected": 4,
        "parcels_counted": 3,
    }
    return Counted(**{**said, **other})  # type: ignore[arg-type]


def _book(key: AccountKey) -> int:
    owner = Account.objects.get(owner_kind=key.owner_kind, owner_key=key.owner_key, kind=key.kind)
    return balance(owner, on=TODAY)


def _closed_twelfth(key: str, missing: Parcel) -> DayClosing:
    said = _said(missing=(missing.request_key,), is_difference_accepted=True)
    return closed(key, said=said)


def test_the_eleventh_closes_with_the_change_that_was_brought_in() -> None:
    key = station().key
    _eleventh(key)
    row = DayClosing.objects.get(on=YESTERDAY)
    assert (row.opening_fen, row.expected_fen, row.counted_fen) == (0, 20_000, 20_000)
    assert (row.parcels_expected, row.commission_fen) == (2, 0)
    assert not row.shares.exists()


def test_a_missing_parcel_and_three_yuan_are_caught() -> None:
    row, missing = _day()
    with refused(
        ParcelsNotFound,
        field="missing",
        parcels_expected=4,
        parcels_counted=3,
        parcels_missing=0,
    ):
        closed(row.key, said=_said())
    with refused(
        CashDiffers,
        field="counted_fen",
        expected_fen=29_740,
        counted_fen=29_440,
        difference_fen=-300,
    ):
        closed(row.key, said=_said(missing=(missing.request_key,)))


def test_figures_that_are_not_so_any_more_are_told_anew() -> None:
    row, missing = _day()
    said = _said(missing=(missing.request_key,), is_difference_accepted=True)
    parcel_fee(row.key, 600)
    with refused(DayFiguresChanged, field="expected_fen", expected_fen=30_340, parcels_expected=4):
        closed(row.key, said=said)


def test_the_twelfth_closes_as_on_paper() -> None:
    row, missing = _day()
    closing = _closed_twelfth(row.key, missing)
    assert (closing.opening_fen, closing.expected_fen) == (20_000, 29_740)
    assert (closing.counted_fen, closing.difference_fen) == (29_440, -300)
    assert (closing.parcels_expected, closing.parcels_counted) == (4, 3)
    assert (closing.weigh_ins, closing.weighed_grams) == (3, 164_750)
    assert closing.commission_fen == 3_400
    assert [each.fen for each in closing.shares.order_by("fen")] == [1_132, 1_132, 1_136]


def test_the_difference_and_the_missing_parcel_are_written_down() -> None:
    row, missing = _day()
    closing = _closed_twelfth(row.key, missing)
    found = CashMove.objects.get(cash_kind=CashKind.DIFFERENCE)
    assert (found.amount_fen, found.on) == (-300, TODAY)
    missing.refresh_from_db()
    assert missing.state == ParcelState.MISSING
    assert [each.parcel for each in closing.missing.all()] == [missing]


def test_the_books_say_what_the_paper_says() -> None:
    row, missing = _day()
    closing = _closed_twelfth(row.key, missing)
    transfer = closing.transfer
    assert transfer is not None
    assert (transfer.kind, transfer.happened_on) == (TransferKind.DAY, TODAY)
    entries = {
        each.account.key: each.amount_fen
        for each in Entry.objects.filter(transfer=transfer).select_related("account")
    }
    assert entries == {
        drawer_key(row.key): 9_440,
        orders_key(row.key): -15_100,
        bills_key(row.key): -5_000,
        commission_key(row.key): -2_400,
        wallet_key(row.key): 12_760,
        AccountKey("counter", row.key, AccountKind.SHRINKAGE): 300,
    }


def test_the_thirteenth_begins_with_what_was_counted() -> None:
    row, missing = _day()
    _closed_twelfth(row.key, missing)
    assert _book(drawer_key(row.key)) == 29_440
    assert opening_fen(row.key, on=date(2016, 9, 13)) == 29_440
    assert trial_balance(on=TODAY).is_balanced


def test_what_comes_late_is_counted_on_the_thirteenth() -> None:
    row, missing = _day()
    _closed_twelfth(row.key, missing)
    assert parcel_fee(row.key, 600).on == date(2016, 9, 13)

"""What a counter forgets: when its time is over, and with an erased household."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moli.counter.models import Bill, BuyFor, Parcel, WeighPhoto
from moli.counter.queries.laws_parcels import parcel_laws
from moli.counter.queries.retention import households_to_forget
from moli.counter.rules.retention import Kept, counter_retention
from moli.counter.services import bills, buy_for
from moli.counter.services.forgetting import (
    CounterStillKept,
    forget_household,
    forget_people,
)
from moli.counter.services.missing_parcels import find_again, mark_missing
from moli.counter.services.weighing import add_photo
from moli.households.models import Household
from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import ErasureReason
from moli.households.services.erasing import erase_household, withdraw_household
from moli.interfaces.cli.work.jobs import JOBS
from moli.kernel.actor import Actor
from tests.factories import NOW, TESTER, TODAY, household, station
from tests.factories.drawers import billed, bought, occasion, ware
from tests.factories.parcels import agreed_to_deputy, came, handed, weighed_at
from tests.unchanged import refused, unchanged
from tests.web.party.life import picture

pytestmark = pytest.mark.django_db

_ANOTHER = Actor(key="user:another", name="另一位")


def _days(kind: Kept) -> timedelta:
    return timedelta(days=counter_retention()[kind].days)


def _erased(row: Household) -> Household:
    withdraw_household(household_id=row.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    return erase_household(household_id=row.pk, reason=ErasureReason.REQUEST, by=_ANOTHER, at=NOW)


def _everything_of(here: str, family: Household) -> tuple[Parcel, BuyFor, Bill]:
    agreed_to_deputy(family)
    ware()
    row = weighed_at(here, family)
    add_photo(ref=row.request_key, picture=picture(), occasion=occasion(here))
    return (
        came(here, of=family),
        bought(here, [("fertilizer", 1, 4_500)], household=family),
        billed(here, 10_000, household=family),
    )


def test_names_of_a_parcel_are_forgotten_ninety_days_after_it_left() -> None:
    here = station().key
    row, lies = came(here, of=household()), came(here)
    handed(row)
    over = NOW + _days(Kept.PARCELS)
    assert forget_people(by=TESTER, at=over - timedelta(days=1)) == 0

    assert forget_people(by=TESTER, at=over) == 1

    row.refresh_from_db()
    assert (row.person_name, row.phone_tail, row.left_name, row.household) == ("", "", "", None)
    assert (row.code, row.left_on, row.forgotten_at) == (row.code, TODAY, over)
    lies.refresh_from_db()
    assert lies.person_name == "覃秀兰"
    with unchanged():
        assert forget_people(by=TESTER, at=over) == 0


def test_a_parcel_that_was_never_found_is_forgotten_too() -> None:
    row = came(station().key)
    mark_missing(station_key=row.station_key, parcel_ids=[row.pk], on=TODAY, by=TESTER, at=NOW)
    assert forget_people(by=TESTER, at=NOW + _days(Kept.PARCELS)) == 1


def test_a_forgotten_parcel_that_turns_up_is_forgotten_again_after_it_has_left() -> None:
    row = came(station().key)
    mark_missing(station_key=row.station_key, parcel_ids=[row.pk], on=TODAY, by=TESTER, at=NOW)
    late = NOW + _days(Kept.PARCELS)
    forget_people(by=TESTER, at=late)
    when = occasion(row.station_key, at=late)
    found = find_again(ref=row.request_key, base_version=2, occasion=when)

    handed(found, to="韦大姐", by=when)

    assert [law.law for law in parcel_laws() if not law.holds] == []
    assert forget_people(by=TESTER, at=late + _days(Kept.PARCELS)) == 1
    row.refresh_from_db()
    assert row.left_name == ""


def test_who_fetches_a_parcel_after_its_household_was_forgotten_is_forgotten_too() -> None:
    here, family = station().key, household()
    row = came(here, of=family)
    _erased(family)
    forget_household(household_id=family.pk, by=TESTER, at=NOW)

    handed(row, to="韦大姐")

    assert [law.law for law in parcel_laws() if not law.holds] == []
    assert forget_people(by=TESTER, at=NOW + _days(Kept.PARCELS)) == 1
    row.refresh_from_db()
    assert row.left_name == ""


def test_orders_and_bills_are_forgotten_a_year_after_they_ended_and_their_sums_stay() -> None:
    here = station().key
    ware()
    order, bill = bought(here, [("fertilizer", 1, 4_500)]), billed(here, 10_000)
    waiting = bought(here, [("fertilizer", 1, 4_500)])
    buy_for.undo(ref=order.request_key, base_version=1, occasion=occasion(here))
    bills.undo(ref=bill.request_key, base_version=1, occasion=occasion(here))

    assert forget_people(by=TESTER, at=NOW + _days(Kept.BILLS)) == 2

    order.refresh_from_db()
    bill.refresh_from_db()
    waiting.refresh_from_db()
    assert (order.person_name, order.phone_tail, order.total_fen) == ("", "", 4_500)
    assert (bill.person_name, bill.account_number, bill.account_tail) == ("", "", "")
    assert bill.amount_fen == 10_000
    assert waiting.person_name == "覃秀兰"


def test_a_photo_is_deleted_a_year_after_its_weigh_in() -> None:
    here = station().key
    row = weighed_at(here)
    add_photo(ref=row.request_key, picture=picture(), occasion=occasion(here))
    forget_people(by=TESTER, at=NOW + _days(Kept.PHOTOS) - timedelta(days=1))
    assert WeighPhoto.objects.count() == 1
    forget_people(by=TESTER, at=NOW + _days(Kept.PHOTOS))
    assert not WeighPhoto.objects.exists()


def test_the_oldest_go_first_so_many_at_a_time() -> None:
    here = station().key
    for _ in range(3):
        handed(came(here))
    late: datetime = NOW + _days(Kept.PARCELS)
    assert [forget_people(by=TESTER, at=late, most=2) for _ in range(3)] == [2, 1, 0]


def test_an_erased_household_is_forgotten_at_the_counter_at_once() -> None:
    here, family = station().key, household()
    parcel, order, bill = _everything_of(here, family)
    other = came(here, of=household())
    with refused(CounterStillKept, field="household"):
        forget_household(household_id=family.pk, by=TESTER, at=NOW)
    assert households_to_forget() == []
    _erased(family)
    assert households_to_forget() == [family.pk]

    assert forget_household(household_id=family.pk, by=TESTER, at=NOW) == 4

    for row in (parcel, order, bill, other):
        row.refresh_from_db()
    assert (parcel.person_name, order.person_name, bill.person_name) == ("", "", "")
    assert (bill.account_number, bill.account_tail) == ("", "")
    assert not WeighPhoto.objects.exists()
    assert other.person_name == "覃秀兰"
    with unchanged():
        assert forget_household(household_id=family.pk, by=TESTER, at=NOW) == 0
    assert households_to_forget() == []


def test_the_jobs_do_both() -> None:
    here, family = station().key, household()
    _everything_of(here, family)
    _erased(family)
    handed(came(here))
    jobs = {job.name: job for job in JOBS}
    # The one parcel that was fetched; all of the erased household; and the photo with it.
    assert jobs["forget_households_at_counters"].run(NOW) == {"done": 1, "refused": 0}
    assert jobs["forget_at_counters"].run(NOW + _days(Kept.PARCELS)) == {"done": 1}


def test_looking_for_households_to_forget_asks_four_times(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert households_to_forget() == []

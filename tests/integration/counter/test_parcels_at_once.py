"""Several hands at one counter in the same moment."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from moli.counter.models import DeputyAct, Parcel
from moli.counter.queries.laws_parcels import parcel_laws
from moli.counter.rules.deputising import DeputyConsentMissing
from moli.counter.rules.parcels import ParcelLiesAlready
from moli.counter.rules.states import ParcelState
from moli.counter.services.forgetting import forget_household
from moli.counter.services.handing_out import give_back
from moli.counter.services.weighing import take_back
from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import ErasureReason
from moli.households.services.caring import withdraw_consent
from moli.households.services.erasing import erase_household, withdraw_household
from moli.kernel.actor import Actor
from moli.orders.models import Shrinkage, WeighIn
from moli.orders.queries.laws import order_laws
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, grade, household, station
from tests.factories.bulk import KG, called_off, first_part, shared
from tests.factories.drawers import occasion
from tests.factories.orders import tea
from tests.factories.parcels import agreed_to_deputy, at_scale, came, handed, weighed_at

pytestmark = pytest.mark.django_db(transaction=True)

_ANOTHER = Actor(key="user:another", name="另一位")


def _laws_hold() -> None:
    assert [law.law for law in (*parcel_laws(), *order_laws()) if not law.holds] == []


def test_two_devices_take_in_the_same_parcel_once() -> None:
    here = station().key
    outcomes = at_once([lambda: came(here, code="SF7")] * 4)
    assert sum(each.ok for each in outcomes) == 1
    assert {type(each.error) for each in outcomes if not each.ok} == {ParcelLiesAlready}
    assert Parcel.objects.count() == 1
    _laws_hold()


def test_the_same_operation_at_the_same_moment_is_once() -> None:
    here, key = station().key, uuid4()
    outcomes = at_once([lambda: came(here, code="SF7", key=key)] * 4)
    assert {each.result for each in outcomes} == {Parcel.objects.get()}
    _laws_hold()


def test_one_hands_out_what_another_gives_back() -> None:
    row = came(station().key)
    later = occasion(row.station_key, at=NOW + timedelta(minutes=1))
    outcomes = at_once(
        [
            lambda: handed(row),
            lambda: give_back(ref=row.request_key, base_version=1, occasion=later),
        ]
        * 2
    )
    row.refresh_from_db()
    assert row.version == 2
    assert row.state in {ParcelState.HANDED, ParcelState.GIVEN_BACK}
    # The same step sent twice is answered twice; the other one is told.
    assert [type(each.error) for each in outcomes if not each.ok] == [ChangedMeanwhile] * 2
    _laws_hold()


def test_a_consent_is_taken_back_while_the_station_acts_on_it() -> None:
    here, family = station().key, household()
    consent = agreed_to_deputy(family, at=NOW - timedelta(days=1))
    rows = [came(here, of=family) for _ in range(3)]
    outcomes = at_once(
        [
            *[lambda row=row: handed(row, to="黄邻居") for row in rows],  # type: ignore[misc]
            lambda: withdraw_consent(consent_id=consent.pk, by=TESTER, at=NOW),
        ]
    )
    failed = [each.error for each in outcomes if not each.ok]
    assert all(type(error) is DeputyConsentMissing for error in failed), failed
    assert DeputyAct.objects.count() == len(rows) - len(failed)
    _laws_hold()


def test_a_household_is_forgotten_while_its_parcels_are_handed_out() -> None:
    here, family = station().key, household()
    agreed_to_deputy(family, at=NOW - timedelta(days=1))
    rows = [came(here, of=family) for _ in range(6)]
    withdraw_household(household_id=family.pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    erase_household(household_id=family.pk, reason=ErasureReason.REQUEST, by=_ANOTHER, at=NOW)
    outcomes = at_once(
        [
            *[lambda row=row: handed(row, to="黄邻居") for row in reversed(rows)],  # type: ignore[misc]
            *[lambda: forget_household(household_id=family.pk, by=TESTER, at=NOW)] * 2,
        ]
    )
    failed = [each.error for each in outcomes if not each.ok]
    assert all(type(error) is DeputyConsentMissing for error in failed), failed
    assert not Parcel.objects.filter(household=family).exists()
    assert sum(each.result for each in outcomes[-2:]) == len(rows)
    _laws_hold()


def test_two_stations_weigh_in_for_one_household_at_once() -> None:
    tea()
    family = household()
    at_scale(family)
    keys = [station().key, station(name="瑶埠村二站").key]
    agreed_to_deputy(family)
    outcomes = at_once([lambda key=key: weighed_at(key, family) for key in keys * 3])  # type: ignore[misc]
    assert [each.error for each in outcomes if not each.ok] == []
    assert WeighIn.objects.count() == 6
    _laws_hold()


def test_taking_back_and_weighing_in_for_a_quota_wait_for_each_other() -> None:
    (quota,) = shared(first_part(called_off(grams=600 * KG)), mosts=[200 * KG])
    here = station().key
    said = {"grade": grade(rank=2), "quota_id": quota.pk, "grams": 100 * KG}
    first = weighed_at(here, quota.household, **said)
    outcomes = at_once(
        [
            *[lambda: take_back(ref=first.request_key, occasion=occasion(here))] * 2,
            lambda: weighed_at(here, quota.household, **said),
        ]
    )
    assert [each.error for each in outcomes if not each.ok] == []
    assert Shrinkage.objects.count() == 1
    quota.refresh_from_db()
    assert quota.brought_grams == 100 * KG
    _laws_hold()

"""Parcels at a station: they come, lie there once, and leave once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import CashMove, DeputyAct, Parcel
from moli.counter.queries.parcels import lying_parcels
from moli.counter.rules.deputising import DeputyConsentMissing
from moli.counter.rules.parcels import (
    ParcelCodeMissing,
    ParcelLiesAlready,
    ParcelMovedOn,
    ParcelUnknown,
    ParcelWeightOutOfRange,
)
from moli.counter.rules.states import ActKind, CashKind, Direction, ParcelState
from moli.counter.services.handing_out import collect, give_back, hand_out
from moli.counter.services.missing_parcels import find_again, mark_missing
from moli.counter.services.taking_in_parcels import take_in, take_to_send
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.factories import NOW, PANTANG_NAYANG, TESTER, TODAY, household, station
from tests.factories.drawers import closed, counted, occasion
from tests.factories.parcels import agreed_to_deputy, came, handed, parcel_facts, to_send
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _missed(row: Parcel) -> Parcel:
    mark_missing(station_key=row.station_key, parcel_ids=[row.pk], on=TODAY, by=TESTER, at=NOW)
    row.refresh_from_db()
    return row


def test_a_parcel_comes_lies_on_its_shelf_and_is_handed_out() -> None:
    here = station().key
    row = came(here, code="sf 1002 0030 01")
    assert (row.direction, row.state, row.version) == (Direction.IN, ParcelState.ON_SHELF, 1)
    assert (row.code, row.came_on, row.left_on) == ("SF1002003001", TODAY, None)
    assert list(lying_parcels(here)) == [row]

    handed(row)

    row.refresh_from_db()
    assert (row.state, row.version) == (ParcelState.HANDED, 2)
    assert (row.left_on, row.left_at, row.left_by_key) == (TODAY, NOW, TESTER.key)
    assert list(lying_parcels(here)) == []
    verbs = Event.objects.filter(subject_key=row.key).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "counter.take_in_parcel",
        "counter.hand_out_parcel",
    ]
    # The trail tells of the parcel, and of nobody.
    assert all(event.facts == {"station": here} for event in verbs)


def test_taking_in_twice_is_once() -> None:
    here, key = station().key, uuid4()
    row = came(here, key=key)
    with unchanged():
        assert came(here, key=key) == row


def test_handing_out_twice_by_the_same_hand_at_the_same_moment_is_once() -> None:
    row = came(station().key)
    first = handed(row)
    with unchanged():
        again = handed(row)
    assert again == first


def test_a_second_device_that_knew_less_is_told_how_it_is_now() -> None:
    row = came(station().key)
    handed(row)
    later = occasion(row.station_key, at=NOW + timedelta(minutes=5))
    with refused(ChangedMeanwhile, field="ref", parcel_state=ParcelState.HANDED, version=2):
        handed(row, by=later)
    with refused(ChangedMeanwhile, field="ref", parcel_state=ParcelState.HANDED, version=2):
        give_back(ref=row.request_key, base_version=1, occasion=later)


def test_a_step_that_does_not_lead_from_there_is_refused() -> None:
    here = station().key
    out, row = to_send(here), came(here)
    with refused(ParcelMovedOn, field="ref", parcel_state=ParcelState.TO_COLLECT):
        handed(out)
    with refused(ParcelMovedOn, field="ref", parcel_state=ParcelState.ON_SHELF):
        collect(ref=row.request_key, base_version=1, occasion=occasion(here))
    with refused(ParcelMovedOn, field="ref", parcel_state=ParcelState.ON_SHELF):
        find_again(ref=row.request_key, base_version=1, occasion=occasion(here))


def test_a_parcel_of_another_station_is_unknown_here() -> None:
    row = came(station().key)
    other = station(village_code=PANTANG_NAYANG, name="平塘村服务站").key
    for step in (give_back, collect, find_again):
        with refused(ParcelUnknown, field="ref"):
            step(ref=row.request_key, base_version=1, occasion=occasion(other))
    with refused(ParcelUnknown, field="ref"):
        hand_out(ref=row.request_key, left_name="", base_version=1, occasion=occasion(other))


def test_a_code_lies_at_a_station_once_at_a_time() -> None:
    here = station().key
    row = came(here, code="SF7")
    with refused(ParcelLiesAlready, field="code", came_on=TODAY.isoformat(), shelf="A3"):
        came(here, code="sf7")
    other = station(village_code=PANTANG_NAYANG, name="平塘村服务站").key
    assert came(other, code="SF7").state == ParcelState.ON_SHELF
    handed(row)
    assert came(here, code="SF7").version == 1


def test_what_cannot_be_a_parcel_changes_nothing() -> None:
    here = station().key
    with refused(ParcelCodeMissing, field="code"):
        take_in(facts=parcel_facts(code=" "), household=None, occasion=occasion(here))
    heavy = parcel_facts(weight_grams=50_001)
    with refused(ParcelWeightOutOfRange, field="weight_grams", max_grams=50_000):
        take_to_send(facts=heavy, household=None, occasion=occasion(here))


def test_a_parcel_to_send_brings_its_fee_into_the_drawer_and_is_collected() -> None:
    here, key = station().key, uuid4()
    row = to_send(here, fee_fen=1_200, key=key)
    with unchanged():
        to_send(here, fee_fen=1_200, key=key)
    move = CashMove.objects.get()
    assert (move.cash_kind, move.amount_fen, move.subject_key) == (
        CashKind.PARCEL_FEE,
        1_200,
        row.key,
    )
    collect(ref=row.request_key, base_version=1, occasion=occasion(here))
    row.refresh_from_db()
    assert (row.state, row.version) == (ParcelState.COLLECTED, 2)


def test_a_parcel_without_a_fee_moves_no_cash() -> None:
    to_send(station().key, fee_fen=0)
    assert not CashMove.objects.exists()


def test_what_a_count_does_not_find_is_missing_until_it_turns_up() -> None:
    here = station().key
    row = _missed(came(here))
    assert (row.state, row.version, row.left_on) == (ParcelState.MISSING, 2, TODAY)
    with refused(ParcelMovedOn, field="ref", parcel_state=ParcelState.MISSING):
        handed(row)
    with refused(ChangedMeanwhile, field="missing", parcel_state=ParcelState.MISSING, version=2):
        mark_missing(station_key=here, parcel_ids=[row.pk], on=TODAY, by=TESTER, at=NOW)

    find_again(ref=row.request_key, base_version=2, occasion=occasion(here))

    row.refresh_from_db()
    assert (row.state, row.version, row.left_on) == (ParcelState.ON_SHELF, 3, None)
    assert (row.left_at, row.left_by_key, row.left_name) == (None, "", "")
    assert handed(row).version == 4


def test_a_missing_parcel_to_send_waits_for_its_carrier_again() -> None:
    row = _missed(to_send(station().key))
    find_again(ref=row.request_key, base_version=2, occasion=occasion(row.station_key))
    row.refresh_from_db()
    assert row.state == ParcelState.TO_COLLECT


def test_a_parcel_is_not_found_again_beside_another_of_its_code() -> None:
    here = station().key
    row = _missed(came(here, code="SF7"))
    came(here, code="SF7")
    with refused(ParcelLiesAlready, field="code", came_on=TODAY.isoformat(), shelf="A3"):
        find_again(ref=row.request_key, base_version=2, occasion=occasion(here))


def test_a_closing_lets_what_it_did_not_find_be_missing() -> None:
    here = station().key
    kept, lost = came(here), came(here)
    closed(here, said=counted(here, missing=(lost.request_key,)))
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.state, lost.state) == (ParcelState.ON_SHELF, ParcelState.MISSING)


def test_somebody_else_fetches_for_a_household_only_with_its_consent() -> None:
    here, family = station().key, household()
    row = came(here, of=family, code="SF7")
    with refused(DeputyConsentMissing, field="household"):
        handed(row, to="黄邻居")
    agreed_to_deputy(family)
    handed(row, to="黄邻居")
    row.refresh_from_db()
    assert (row.state, row.left_name) == (ParcelState.HANDED, "黄邻居")
    act = DeputyAct.objects.get()
    assert (act.act_kind, act.subject_key, act.receipt_no) == (ActKind.PARCEL, row.key, "SF7")


def test_a_household_fetches_its_own_parcel_and_neighbours_fetch_for_people_not_on_record() -> None:
    here = station().key
    handed(came(here, of=household()))
    handed(came(here), to="黄邻居")
    assert not DeputyAct.objects.exists()


def test_a_device_whose_clock_is_behind_gives_nothing_away_before_it_came() -> None:
    row = came(station().key)
    handed(row, by=occasion(row.station_key, at=NOW - timedelta(days=2)))
    row.refresh_from_db()
    assert row.left_on == row.came_on == TODAY

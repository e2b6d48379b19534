"""What a device of a station that closes may still do, by the day on which it was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moli.counter.models import Parcel
from moli.interfaces.counter.kinds import WORK_OF_KIND
from moli.stations.rules.team import TeamRole
from moli.stations.services.opening import close_station
from tests.factories import NOW, TESTER, TODAY, station
from tests.factories.teams import staff
from tests.web.counter.tablet import Tablet

pytestmark = pytest.mark.django_db
EARLIER = (NOW - timedelta(hours=12)).isoformat()
# What leaves a station, or ends. Everything else is new.
WINDS_UP = {
    *("parcel_handed", "parcel_given_back", "parcel_collected", "parcel_found"),
    *("buy_for_arrived", "buy_for_handed", "buy_for_undone"),
    *("bill_paid", "bill_undone", "weigh_undone", "close_day", "task_done"),
}


def _close(tablet: Tablet) -> None:
    close_station(station_id=tablet.station.pk, to_on=TODAY, by=TESTER, at=NOW)


def _parcel(code: str = "ZTO1") -> dict[str, Any]:
    said = {"carrier": "中通", "person_name": "覃秀兰", "phone_tail": "4410", "shelf": "A1"}
    return {"code": code, **said}


@pytest.mark.parametrize("kind", sorted(WORK_OF_KIND))
def test_from_the_closing_day_on_nothing_new_is_done(kind: str) -> None:
    tablet = Tablet()
    _close(tablet)

    (answer,) = tablet.answers(tablet.operation(kind, {}))

    # What winds up is judged by its own service, to which an empty body says too little.
    expected = "FieldMissing" if kind in WINDS_UP else "StationClosed"
    assert (answer["outcome"], answer["code"]) == ("REFUSED", expected)


def test_what_was_done_before_the_closing_day_is_taken_however_late_it_is_told() -> None:
    tablet = Tablet()
    _close(tablet)

    before, after = tablet.answers(
        tablet.operation("parcel_in", _parcel("ZTO1"), made_at=EARLIER),
        tablet.operation("parcel_in", _parcel("ZTO2")),
    )

    assert before["outcome"] == "APPLIED", before
    assert (after["outcome"], after["code"]) == ("REFUSED", "StationClosed")
    assert "9 月 12 日" in after["sentence"]
    assert list(Parcel.objects.values_list("code", flat=True)) == ["ZTO1"]


def test_a_closed_station_hands_out_what_lies_there_and_its_cash_and_closes_its_days() -> None:
    tablet = Tablet()
    taken = tablet.operation("parcel_in", _parcel(), made_at=EARLIER)
    paid = tablet.operation("cash", {"cash_kind": "FLOAT", "amount_fen": 500}, made_at=EARLIER)
    assert [each["outcome"] for each in tablet.answers(taken, paid)] == ["APPLIED", "APPLIED"]
    _close(tablet)
    yesterday = {"on": str(TODAY - timedelta(days=1)), "expected_fen": 500, "counted_fen": 500}

    told = tablet.answers(
        tablet.operation("close_day", {**yesterday, "parcels_expected": 1, "parcels_counted": 1}),
        tablet.operation("parcel_handed", {"ref": taken["id"]}, base_version=1),
        tablet.operation("cash", {"cash_kind": "HANDED_IN", "amount_fen": 500}),
        tablet.operation("cash", {"cash_kind": "FEES_TAKEN", "amount_fen": 1}),
        tablet.operation("cash", {"cash_kind": "FLOAT", "amount_fen": 1}),
    )

    outcomes = [each["outcome"] for each in told]
    assert outcomes == ["APPLIED", "APPLIED", "APPLIED", "REFUSED", "REFUSED"], told
    # There are no fees that could be taken out.
    assert [each["code"] for each in told[3:]] == ["FeesNotThere", "StationClosed"]


def test_a_closed_station_is_wound_up_by_its_operator_its_team_has_ended() -> None:
    place = station()
    helper = staff(station=place, role=TeamRole.PACKER)
    tablet = Tablet(place, user=helper)
    _close(tablet)

    before, after = tablet.answers(
        tablet.operation("parcel_in", _parcel(), made_at=EARLIER),
        tablet.operation("parcel_found", {}),
    )

    assert (before["outcome"], after["code"]) == ("APPLIED", "NotOfTheTeam")

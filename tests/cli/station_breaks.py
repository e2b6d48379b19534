"""A station with all its parts, and one break of each law of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from moli.stations.models import Offering, Pause, SharePlan, Station, TeamMember, TeamShare
from moli.stations.rules.offering import EquipmentKind, PauseReason, Service
from moli.stations.services.equipping import set_up_equipment
from moli.stations.services.offering import offer_service
from moli.stations.services.pausing import pause
from tests.factories import NOW, TESTER, TODAY, station, station_operator
from tests.factories.market import key
from tests.factories.organisations import FOUNDED_ON
from tests.factories.teams import share_plan, staff


def kept_team() -> None:
    """Yaobu's station: what it offers, its scale, a pause that is over, a team that shares."""
    row = station()
    who, helper = station_operator(), staff(station=row)
    offer_service(station_id=row.pk, service=Service.BUY_FOR, from_on=FOUNDED_ON, by=TESTER, at=NOW)
    pause(
        station_id=row.pk,
        pause_reason=PauseReason.HARVEST,
        from_on=TODAY - timedelta(days=30),
        to_on=TODAY - timedelta(days=20),
        by=TESTER,
        at=NOW,
    )
    set_up_equipment(
        station_id=row.pk,
        equipment_kind=EquipmentKind.SCALE,
        count=1,
        words="",
        from_on=FOUNDED_ON,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )
    share_plan(row, {who.actor.key: 600, helper.actor.key: 400})


def _twice(row: Offering | Pause | TeamMember | SharePlan | None) -> None:
    """Write a dated row again so that it shares days with itself and the database lets it."""
    assert row is not None
    row.to_on = row.to_on or date(2030, 1, 1)
    row.from_on += timedelta(days=1)
    if isinstance(row, TeamMember | SharePlan):
        row.uid = "00000000-0000-4000-8000-000000000003"  # type: ignore[assignment]
    row.pk = None
    row.save()


def _before_it_opened() -> None:
    Station.objects.update(from_on=FOUNDED_ON + timedelta(days=1))


STATION_BREAKS: dict[str, Callable[[], object]] = {
    "stations.offered_once_at_a_time": lambda: _twice(Offering.objects.first()),
    "stations.pauses_do_not_overlap": lambda: _twice(Pause.objects.first()),
    "stations.team_role_once_at_a_time": lambda: _twice(TeamMember.objects.first()),
    "stations.one_share_plan_at_a_time": lambda: _twice(SharePlan.objects.first()),
    "stations.parts_hold_while_it_stands": _before_it_opened,
    "stations.shares_make_a_whole": lambda: TeamShare.objects.filter(per_mille=400).update(
        per_mille=399
    ),
    "stations.sharers_are_of_the_team": lambda: TeamShare.objects.filter(per_mille=400).update(
        person_key="user:00000000-0000-4000-8000-000000000004"
    ),
}

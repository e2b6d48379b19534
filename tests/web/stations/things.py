"""Yaobu's station with all that its pages can be about: a team that shares, tasks, a tablet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from moli.accounts.models import User
from moli.stations.models import Equipment, Station, Task
from moli.stations.rules.offering import EquipmentKind, PauseReason, Service
from moli.stations.rules.team import TeamRole
from moli.stations.services.equipping import set_up_equipment
from moli.stations.services.offering import offer_service
from moli.stations.services.pausing import pause
from moli.sync.models import Device
from moli.sync.services.registering import register_device
from tests.factories import NOW, TESTER, TODAY, station, station_operator
from tests.factories.market import key
from tests.factories.organisations import FOUNDED_ON
from tests.factories.teams import member, share_plan, staff, task

HELPER = "卢帮手"


@dataclass(frozen=True)
class Kept:
    """The station, its operator and helper, and one of each thing."""

    station: Station
    operator: User
    helper: User
    task: Task
    equipment: Equipment
    device: Device


def kept(operator: User | None = None) -> Kept:
    """A station in which everything is written down."""
    row = station()
    operator = operator or station_operator()
    helper = staff(station=row, role=TeamRole.PACKER, name=HELPER)
    member(row, TeamRole.ACCOUNTANT, user=helper)
    for service in (Service.BUY_FOR, Service.PARCELS):
        offer_service(station_id=row.pk, service=service, from_on=FOUNDED_ON, by=TESTER, at=NOW)
    for from_on, to_on in ((-40, -30), (20, 27)):
        pause(
            station_id=row.pk,
            pause_reason=PauseReason.HARVEST,
            from_on=TODAY + timedelta(days=from_on),
            to_on=TODAY + timedelta(days=to_on),
            by=TESTER,
            at=NOW,
        )
    equipment = set_up_equipment(
        station_id=row.pk,
        equipment_kind=EquipmentKind.SCALE,
        count=1,
        words="电子秤 150 公斤",
        from_on=FOUNDED_ON,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )
    share_plan(
        row,
        {operator.actor.key: 600, helper.actor.key: 400},
        from_on=TODAY - timedelta(days=10),
        source="8 月站务会议",
    )
    device = register_device(
        owner_key=row.key,
        name="柜台平板",
        token_hash="0" * 64,
        request_key=key(),
        by=operator.actor,
        at=NOW,
    )
    return Kept(row, operator, helper, task(row, for_key=helper.actor.key), equipment, device)


def station_things(found: Kept) -> Mapping[str, Sequence[object]]:
    """The values of each address of stations, by its name."""
    uid = found.station.uid
    of_station = (
        *("station", "station_services", "close_station", "pause_station", "reopen_station"),
        *("call_off_pause", "new_equipment", "join_team", "station_shares"),
        *("end_station_shares", "new_station_task"),
    )
    return {
        **dict.fromkeys(of_station, (uid,)),
        **dict.fromkeys(("leave_team", "own_household"), (uid, found.helper.uid)),
        "equipment_gone": (uid, found.equipment.uid),
        "end_station_task": (uid, found.task.uid),
        "revoke_device": (uid, found.device.uid),
    }

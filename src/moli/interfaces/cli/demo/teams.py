"""What the stations offer, what stands in them, when they pause, and who works in two of them.

The article tells of Xu Jianyong, whose station grew from one man to a team with clear roles. That
he has one is the article's; who is in it, how it shares, and everything about the other stations
is made up. What stands in a station follows the acceptance rules of 2017: computer, a television
of 42 inches, notice board, sign, baskets on shelves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from moli.accounts.queries import standing_of
from moli.households.queries.listing import households_of_village
from moli.households.queries.reach import registry_reach
from moli.interfaces.cli.demo import people
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import DAY, MAKER, TODAY, at, request_key
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.places import YAOBU
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT, planned_openings
from moli.stations.queries import open_stations, station_by_key
from moli.stations.rules.offering import EquipmentKind, PauseReason, Service
from moli.stations.rules.platforms import Platform
from moli.stations.rules.team import TeamRole
from moli.stations.services.own_household import name_own_household
from moli.stations.services.pausing import pause
from moli.stations.services.shares import set_shares
from moli.stations.services.taking_over import (
    ListedEquipment,
    ListedService,
    take_over_equipment,
    take_over_services,
)
from moli.stations.services.tasks import set_task
from moli.stations.services.team import join_team

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.stations.models import Station

# How likely a station of a platform offers a service.
_OFFERS: dict[Platform, dict[Service, float]] = {
    Platform.RURAL_TAOBAO: {
        Service.BUY_FOR: 1,
        Service.SELL_FOR: 0.6,
        Service.PARCELS: 0.9,
        Service.BILLS: 0.7,
    },
    Platform.POST: {
        Service.PARCELS: 1,
        Service.BILLS: 0.9,
        Service.BUY_FOR: 0.6,
        Service.SELL_FOR: 0.3,
    },
    Platform.SUPPLY_MARKETING: {
        Service.SELL_FOR: 0.9,
        Service.BUY_FOR: 0.8,
        Service.PARCELS: 0.4,
        Service.BILLS: 0.2,
    },
    Platform.JD: {
        Service.BUY_FOR: 1,
        Service.PARCELS: 0.9,
        Service.BILLS: 0.3,
        Service.SELL_FOR: 0.2,
    },
    Platform.OTHER: {
        Service.BUY_FOR: 0.7,
        Service.PARCELS: 0.6,
        Service.BILLS: 0.5,
        Service.SELL_FOR: 0.3,
    },
}
_STANDS: tuple[tuple[EquipmentKind, str, float], ...] = (
    (EquipmentKind.SCALE, "电子秤 150 公斤", 0.7),
    (EquipmentKind.COMPUTER, "", 0.9),
    (EquipmentKind.SCREEN, "42 英寸", 0.5),
    (EquipmentKind.SHELVES, "", 0.8),
    (EquipmentKind.SIGN, "", 1),
    (EquipmentKind.NOTICE_BOARD, "", 0.6),
)
# The two stations of people of the article have all of it.
_FULL = (YAOBU, JIAOYI_SEAT)
_JIAOYI_TEAM_FROM, _JIAOYI_SHARED_FROM = date(2016, 5, 3), date(2016, 6, 1)
_JIAOYI_TEAM = (
    (TeamRole.BUYER_FOR, 120),
    (TeamRole.PACKER, 180),
    (TeamRole.DELIVERER, 120),
    (TeamRole.TRAINER, 40),
    (TeamRole.ACCOUNTANT, 60),
)
_YAOBU_TEAM_FROM, _YAOBU_SHARED_FROM = date(2016, 6, 6), date(2016, 7, 1)
_HELPER_PER_MILLE = 300
_PAUSED_NOW, _PAUSED_BEFORE = 6, 24


def load_services() -> None:
    """What every station offers and what stands in it, since it opened."""
    stations = list(open_stations(on=DAY))
    take_over_services(
        [row for station in stations for row in _services(station)],
        by=MAKER,
        at=at(days_before=18),
    )
    take_over_equipment(
        [row for station in stations for row in _equipment(station)],
        by=MAKER,
        at=at(days_before=18),
    )


def load_pauses() -> None:
    """Some stations that are closed for a time, some that were; and three that will open."""
    stations = [row for row in open_stations(on=DAY) if row.village.code not in _FULL]
    chance = Chance("pauses")
    picked = chance.some_of(stations, _PAUSED_NOW + _PAUSED_BEFORE)
    for place, station in enumerate(picked):
        is_now = place < _PAUSED_NOW
        from_on = DAY - timedelta(days=chance.whole(2, 9) if is_now else chance.whole(40, 90))
        lasts = chance.whole(14, 30) if is_now else chance.whole(3, 12)
        pause(
            station_id=station.pk,
            pause_reason=chance.one_of(list(PauseReason)),
            from_on=max(from_on, station.from_on),
            to_on=None if place == 0 else max(from_on, station.from_on) + timedelta(days=lasts),
            by=MAKER,
            at=at(days_before=17),
        )
    planned_openings()


def load_teams() -> None:
    """The team of the article's station, and Yaobu's operator with one helper; how they share."""
    _load_jiaoyi()
    _load_yaobu()


def name_own_household_of_operator() -> None:
    """One household of Yaobu as that of its operator: what it sells there is marked."""
    operator = people.station_operator()
    reach = registry_reach(standing_of(people.office(), on=DAY), at=at())
    own = households_of_village(reach, village_code=YAOBU).order_by("-pk")[0]
    name_own_household(
        station_id=_station(YAOBU).pk,
        person_key=operator.actor.key,
        household_uid=own.uid,
        by=MAKER,
        at=at(days_before=16),
    )


def _load_jiaoyi() -> None:
    station = _station(JIAOYI_SEAT)
    shares = {people.tea_operator().actor.key: 1_000 - sum(part for _, part in _JIAOYI_TEAM)}
    for place, (role, per_mille) in enumerate(_JIAOYI_TEAM):
        who = people.open_account_at(
            people.TEAM_FIRST + place, made_up_name(f"jiaoyi {role.value}")
        )
        _join(station, who, role, from_on=_JIAOYI_TEAM_FROM)
        shares[who.actor.key] = per_mille
    _share(station, shares, source="2016 年 5 月站务会议，六个人都同意", on=_JIAOYI_SHARED_FROM)


def _load_yaobu() -> None:
    station = _station(YAOBU)
    operator, helper = people.station_operator(), people.station_helper()
    for role in (TeamRole.PACKER, TeamRole.BUYER_FOR):
        _join(station, helper, role, from_on=_YAOBU_TEAM_FROM)
    shares = {
        operator.actor.key: 1_000 - _HELPER_PER_MILLE,
        helper.actor.key: _HELPER_PER_MILLE,
    }
    _share(station, shares, source="站长和帮手商定，村委会在场", on=_YAOBU_SHARED_FROM)
    for words, for_key, due_on in (
        ("把秤校准，贴上日期", helper.actor.key, TODAY),
        ("打电话通知来取包裹", "", TODAY + timedelta(days=1)),
        ("教两位老人用手机看到账", operator.actor.key, TODAY + timedelta(days=2)),
    ):
        set_task(
            station_id=station.pk,
            words=words,
            due_on=due_on,
            for_key=for_key,
            request_key=request_key(f"task {words}"),
            by=operator.actor,
            at=at(hour=8),
        )


def _join(station: Station, who: User, role: TeamRole, *, from_on: date) -> None:
    join_team(
        station_id=station.pk,
        person_key=who.actor.key,
        person_name=who.name,
        team_role=role,
        from_on=max(from_on, station.from_on),
        by=MAKER,
        at=at(days_before=(DAY - from_on).days),
    )


def _share(station: Station, shares: dict[str, int], *, source: str, on: date) -> None:
    set_shares(
        station_id=station.pk,
        shares=shares,
        source=source,
        from_on=max(on, station.from_on),
        by=MAKER,
        at=at(days_before=(DAY - on).days + 3),
    )


def _services(station: Station) -> Iterator[ListedService]:
    is_full = station.village.code in _FULL
    for service, likely in _OFFERS[Platform(station.platform)].items():
        if (
            is_full
            or Chance(f"offers {station.village.code} {station.platform} {service}").share()
            < likely
        ):
            yield ListedService(station.pk, service, station.from_on)


def _equipment(station: Station) -> Iterator[ListedEquipment]:
    is_full = station.village.code in _FULL
    for kind, words, likely in _STANDS:
        name = f"stands {station.village.code} {station.platform} {kind}"
        if is_full or Chance(name).share() < likely:
            yield ListedEquipment(station.pk, kind, 1, words, station.from_on, request_key(name))


def _station(village_code: str) -> Station:
    station = station_by_key(people.station_key(village_code))
    if station is None:
        raise LookupError(f"the demo's station of {village_code} is missing")
    return station

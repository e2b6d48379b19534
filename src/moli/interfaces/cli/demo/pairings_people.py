"""Who is paired: first secretaries, the operators of Rural Taobao, and people who sell online.

All are made up but the two operators and the secretary whom the demo has from the beginning. No
password enters any of these accounts but the one practitioner's of the log-in page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from moli.accounts.rules import Role
from moli.enterprises.queries import enterprises
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import DAY
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.people import (
    Person,
    account_at,
    buyer_of,
    office,
    open_contact,
    open_first_secretary,
    organiser,
    practitioner,
    station_operator,
    tea_operator,
    village_place,
)
from moli.interfaces.cli.demo.places import NAMED_POOR, YAOBU, generated_poor_codes
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.pairing.rules.kinds import PairingKind
from moli.stations.queries import open_stations
from moli.stations.rules.platforms import Platform

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.stations.models import Station

PRACTITIONERS = 40
_OPERATORS, _PRACTITIONERS = 5_000, 8_000
# Two of three work in one village, the others for all of a town.
_IN_A_VILLAGE = 0.67


def load_people_to_pair() -> None:
    """Open the accounts of all who may be paired and are not there yet."""
    for code in poor_codes():
        open_first_secretary(code)
    for station in taobao_stations():
        if station.village.code not in (YAOBU, JIAOYI_SEAT):
            _open_operator(station)
    for place, area_code in enumerate(_areas_of_practitioners(), start=1):
        name = made_up_name(f"practitioner {place}")
        person = Person("", name, Role.PRACTITIONER, area_code)
        open_contact(_PRACTITIONERS + place, person)


def poor_codes() -> list[str]:
    """The sixty poor villages, by code."""
    return sorted([*NAMED_POOR, *generated_poor_codes()])


def taobao_stations() -> list[Station]:
    """The stations that have an operator, by village."""
    return list(open_stations(on=DAY).filter(platform=Platform.RURAL_TAOBAO))


def operators() -> Mapping[str, User]:
    """Who runs each of these stations, by its key."""
    kept = {YAOBU: station_operator(), JIAOYI_SEAT: tea_operator()}
    return {
        row.key: kept.get(row.village.code) or account_at(_operator_place(row))
        for row in taobao_stations()
    }


def buyers() -> Mapping[str, User]:
    """Who buys for each enterprise, by its key."""
    return {row.key: buyer_of(row.short_name) for row in enterprises()}


def practitioners() -> Mapping[str, User]:
    """All who sell online for a living, by the uid that pairings name them by."""
    others = [account_at(_PRACTITIONERS + place) for place in range(1, PRACTITIONERS)]
    return {str(user.uid): user for user in (practitioner(), *others)}


def where_practitioners_work() -> dict[str, str]:
    """The village or town of each of them, by uid."""
    return dict(zip(practitioners(), (YAOBU, *_areas_of_practitioners()), strict=True))


def planner_of(kind: PairingKind) -> User:
    """Who plans and proposes a kind: which households are poor only the office knows."""
    return office() if kind is PairingKind.PRACTITIONER else organiser()


def _open_operator(station: Station) -> None:
    name = made_up_name(f"operator {station.village.code}")
    person = Person("", name, Role.STATION_OPERATOR, "", station.key)
    open_contact(_operator_place(station), person)


def _operator_place(station: Station) -> int:
    return _OPERATORS + village_place(station.village.code)


def _areas_of_practitioners() -> Iterator[str]:
    """Where all but the one of Yaobu work: in poor villages, or in the towns of these."""
    chance = Chance("areas of practitioners")
    codes = [code for code in poor_codes() if code != YAOBU]
    for code in chance.some_of(codes, PRACTITIONERS - 1):
        yield code if chance.share() < _IN_A_VILLAGE else code[:9]

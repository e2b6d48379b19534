"""Stations with their counters: somebody who runs each, a device, households that agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING
from uuid import uuid4

from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation
from moli.accounts.services.opening import open_account
from moli.counter.rules.states import WareKind
from moli.counter.rules.wares import WareFacts
from moli.counter.services.wares import open_ware
from moli.households.rules.care import ConsentPurpose
from moli.households.rules.people import Relation, Sex
from moli.households.rules.registration import HouseholdFacts, PersonFacts
from moli.households.services.caring import give_consent
from moli.households.services.registering import register_household
from moli.interfaces.cli.command import OPERATOR
from moli.interfaces.cli.demo.moment import COUNTY_CODE
from moli.interfaces.cli.demo.places import load_divisions
from moli.interfaces.cli.demo.produce import load_products
from moli.places.queries.directory import villages_inside
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import open_station
from moli.sync.rules.tokens import hash_of
from moli.sync.services.registering import register_device

if TYPE_CHECKING:
    from moli.places.models import Division

WARES = {"fertilizer": 4_500, "cooker": 15_900, "powder": 1_250}
FEE_FEN = 50
_HOUSEHOLDS = 3
_OPEN_DAYS = 90


@dataclass(frozen=True)
class Counter:
    """What a device knows of its station: itself, who works with it, and three households."""

    number: int
    token: str
    person_key: str
    households: tuple[str, ...]


def open_counters(count: int, *, at: datetime) -> list[Counter]:
    """Open so many stations, some villages having two, through the services of the county."""
    load_divisions()
    load_products()
    since = at - timedelta(days=_OPEN_DAYS)
    for code, price_fen in WARES.items():
        facts = WareFacts(code, code, WareKind.FARM_SUPPLY, "件", "piece", "供销社", "")
        open_ware(
            code=code,
            facts=facts,
            price_fen=price_fen,
            fee_fen=FEE_FEN,
            from_on=since.date(),
            by=OPERATOR,
            at=since,
        )
    villages = list(villages_inside(area_codes=[COUNTY_CODE]).order_by("code"))
    return [_opened(number, villages[number % len(villages)], at=since) for number in range(count)]


def _opened(number: int, village: Division, *, at: datetime) -> Counter:
    station = open_station(
        name=f"{number} 号站",
        platform=Platform.RURAL_TAOBAO,
        village_code=village.code,
        from_on=at.date(),
        by=OPERATOR,
        at=at,
    )
    user = open_account(phone=f"199{number:08d}", name="演示", password=None, by=OPERATOR, at=at)
    appoint_in_organisation(
        user=user,
        role=Role.STATION_OPERATOR,
        organisation_key=station.key,
        from_on=at.date(),
        by=OPERATOR,
        at=at,
    )
    token = token_urlsafe(32)
    register_device(
        owner_key=station.key,
        name="柜台平板",
        token_hash=hash_of(token),
        request_key=uuid4(),
        by=user.actor,
        at=at,
    )
    households = [_agreed(village, at=at) for _ in range(_HOUSEHOLDS)]
    return Counter(number, token, user.actor.key, tuple(households))


def _agreed(village: Division, *, at: datetime) -> str:
    """A household that lets its station act for it."""
    head = PersonFacts(name="演示", relation=Relation.HEAD, sex=Sex.MALE, born_on=date(1970, 1, 1))
    household = register_household(
        facts=HouseholdFacts(group_name="第一组"),
        people=[head],
        village=village,
        request_key=uuid4(),
        by=OPERATOR,
        at=at,
    )
    give_consent(
        household_id=household.pk,
        member_id=household.members.all()[0].pk,
        purpose=ConsentPurpose.DEPUTY,
        notice_version="1",
        by=OPERATOR,
        at=at,
    )
    return str(household.uid)

"""Accounts: twelve that the log-in page offers, and the contacts of villages and enterprises.

Four people of the published article appear in their public roles; all other names are made up.
All telephone numbers begin with 1990000 and belong to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from moli.accounts.queries import user_by_phone
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, appoint_over_area
from moli.accounts.services.opening import open_account
from moli.enterprises.queries import enterprises
from moli.interfaces.cli.demo.branches import COUNTY_BRANCH
from moli.interfaces.cli.demo.enterprises import JUNQIAO
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, MAKER, at
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.places import SHITANG, YAOBU
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.interfaces.cli.latin import latin_person
from moli.party.queries.branches import branches
from moli.stations.queries import open_stations
from moli.stations.rules.platforms import Platform

if TYPE_CHECKING:
    from moli.accounts.models import User

PASSWORD = "moli-demo"  # noqa: S105 - a demo shows its accounts to everybody
APPOINTED_ON = date(2016, 4, 1)
_TEA_OPERATOR = 11
# Where those of the log-in page stand among the demo's numbers; the last two came later.
_LOG_IN_PAGE = (*range(1, 11), 12, 13)
_PRACTITIONER, _HELPER = 12, 13
# The first place of those who work in the team of the article's station.
TEAM_FIRST = 14
_FIRST_SECRETARIES = 3_000
_VILLAGE_HEAD, _FIRST_SECRETARY, _MANAGER, _OPERATOR = "陈治国", "徐世坚", "马小华", "徐建勇"


@dataclass(frozen=True)
class Person:
    """One account: over an area, or in an organisation by its key."""

    demo_key: str
    name: str
    role: Role
    area_code: str = ""
    organisation_key: str = ""


def load_people() -> None:
    """Open the accounts of the log-in page, one for each kind of work, and appoint them."""
    shared_hash = make_password(PASSWORD)
    for place, person in zip(_LOG_IN_PAGE, _on_the_log_in_page(), strict=True):
        user = user_by_phone(_phone(place)) or open_account(
            phone=_phone(place),
            name=person.name,
            password=None,
            password_hash=shared_hash,
            by=MAKER,
            at=at(days_before=150, minutes=place),
            name_en=latin_person(person.name),
            demo_key=person.demo_key,
        )
        _appoint(user, person)
    tea = Person("", _OPERATOR, Role.STATION_OPERATOR, "", station_key(JIAOYI_SEAT))
    open_contact(_TEA_OPERATOR, tea)


def load_contacts(village_codes: Iterable[str]) -> None:
    """Somebody to call in every village that sells and every enterprise; no password enters."""
    for code in sorted(set(village_codes) - {YAOBU}):
        open_committee(code)
    for place, enterprise in enumerate(enterprises()):
        if enterprise.short_name != JUNQIAO:
            name = made_up_name(enterprise.credit_code)
            open_contact(100 + place, Person("", name, Role.BUYER, "", enterprise.key))


def open_committee(village_code: str) -> User:
    """The account of a village's committee; the one there is, when it was opened before."""
    person = Person("", made_up_name(village_code), Role.VILLAGE_COMMITTEE, village_code)
    return open_contact(village_place(village_code), person)


def open_first_secretary(village_code: str) -> User:
    """The account of a poor village's first secretary; the one there is, once it was opened."""
    if village_code == YAOBU:
        return account_at(1)
    name = made_up_name(f"first secretary {village_code}")
    person = Person("", name, Role.FIRST_SECRETARY, village_code)
    return open_contact(_FIRST_SECRETARIES + village_place(village_code), person)


def first_secretary_of(village_code: str) -> User:
    """Who was posted to a village, whose account stands already."""
    place = village_place(village_code)
    return account_at(1 if village_code == YAOBU else _FIRST_SECRETARIES + place)


def seller_of(village_code: str) -> User:
    """Who posts a village's lots: the first secretary in Yaobu, the committee elsewhere."""
    return account_at(1 if village_code == YAOBU else village_place(village_code))


def buyer_of(short_name: str) -> User:
    """Who posts an enterprise's demands."""
    if short_name == JUNQIAO:
        return account_at(5)
    names = [enterprise.short_name for enterprise in enterprises()]
    return account_at(100 + names.index(short_name))


def village_head() -> User:
    """The head of Yaobu's committee."""
    return account_at(2)


def station_operator() -> User:
    """The operator of Yaobu's station."""
    return account_at(3)


def tea_operator() -> User:
    """The operator of the station that sells the tea."""
    return account_at(_TEA_OPERATOR)


def organiser() -> User:
    """The worker of the county's branch, who runs the first round."""
    return account_at(4)


def office() -> User:
    """The worker of the county's office."""
    return account_at(6)


def finance() -> User:
    """The office's second worker, who checks what the first has put together."""
    return account_at(10)


def practitioner() -> User:
    """Who sells online for a living in Yaobu."""
    return account_at(_PRACTITIONER)


def station_helper() -> User:
    """Who helps at Yaobu's station."""
    return account_at(_HELPER)


def _on_the_log_in_page() -> list[Person]:
    branch = next(row for row in branches() if row.name == COUNTY_BRANCH)
    junqiao = next(row for row in enterprises() if row.short_name == JUNQIAO)
    return [
        Person("secretary", _FIRST_SECRETARY, Role.FIRST_SECRETARY, YAOBU),
        Person("village", _VILLAGE_HEAD, Role.VILLAGE_COMMITTEE, YAOBU),
        Person("station", made_up_name("station"), Role.STATION_OPERATOR, "", station_key(YAOBU)),
        Person("organiser", made_up_name("organiser"), Role.ORGANISER, "", str(branch.uid)),
        Person("buyer", _MANAGER, Role.BUYER, "", junqiao.key),
        Person("office", made_up_name("office"), Role.OFFICE, COUNTY_CODE),
        Person("town", made_up_name("town"), Role.TOWN_OFFICE, SHITANG),
        Person("leader", made_up_name("leader"), Role.LEADER, COUNTY_CODE),
        Person("audit", made_up_name("audit"), Role.AUDITOR, COUNTY_CODE),
        # Whoever makes a batch of payouts cannot approve it.
        Person("finance", made_up_name("finance"), Role.OFFICE, COUNTY_CODE),
        Person("practitioner", made_up_name("practitioner"), Role.PRACTITIONER, YAOBU),
        Person("helper", made_up_name("helper"), Role.STATION_STAFF, "", station_key(YAOBU)),
    ]


def station_key(village_code: str) -> str:
    """The Rural Taobao station of a village that has one."""
    stations = open_stations(on=DAY).filter(
        village__code=village_code, platform=Platform.RURAL_TAOBAO
    )
    return stations[0].key


def open_contact(place: int, person: Person) -> User:
    """An account without a password at a place among the demo's numbers, appointed; once."""
    user = open_account_at(place, person.name)
    _appoint(user, person)
    return user


def open_account_at(place: int, name: str) -> User:
    """An account without a password at a place among the demo's numbers, which may do nothing."""
    return user_by_phone(_phone(place)) or open_account(
        phone=_phone(place),
        name=name,
        password=None,
        by=MAKER,
        at=at(days_before=150),
        name_en=latin_person(name),
    )


def _appoint(user: User, person: Person) -> None:
    if person.area_code:
        appoint_over_area(
            user=user,
            role=person.role,
            area_code=person.area_code,
            from_on=APPOINTED_ON,
            by=MAKER,
            at=at(days_before=150),
        )
    else:
        appoint_in_organisation(
            user=user,
            role=person.role,
            organisation_key=person.organisation_key,
            from_on=APPOINTED_ON,
            by=MAKER,
            at=at(days_before=150),
        )


def account_at(place: int) -> User:
    """The account at a place among the demo's numbers, which stands already."""
    user = user_by_phone(_phone(place))
    if user is None:
        raise LookupError(f"the demo's account {place} is missing")
    return user


def _phone(place: int) -> str:
    return f"1990000{place:04d}"


def village_place(code: str) -> int:
    """A place among the numbers that a village's code determines: from 1000, below 2900."""
    village = int(code[9:])
    return 1000 + town_place(code) * 100 + village % 100 + (50 if village < 200 else 0)


def town_place(code: str) -> int:
    """Which of the eighteen towns a code lies in, from 0."""
    return _TOWNS.index(int(code[6:9]))


_TOWNS = (100, 101, 102, 103, 104, 105, 106, 107, 108, 110, 112, 113, 114, 115, 118, 119, 204, 400)

"""People: one function for each role, and a stranger who has none."""

from __future__ import annotations

from datetime import date
from itertools import count

from moli.accounts.models import User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, appoint_over_area
from moli.accounts.services.opening import open_account
from moli.enterprises.models import Enterprise
from moli.party.models import Branch
from moli.stations.models import Station
from tests.factories import organisations
from tests.factories.moments import NOW, TESTER
from tests.factories.places import COUNTY, YAOBU, county, village

SINCE = date(2016, 1, 1)
_places = count(1)


def person(*, name: str = "李测试", phone: str = "", password: str | None = None) -> User:
    """A new account that may do nothing yet. A number is made when none is given."""
    # Apart from the numbers of the demo, 1990…, which tests write out.
    phone = phone or f"1991{next(_places):07d}"
    return open_account(phone=phone, name=name, password=password, by=TESTER, at=NOW)


def _over(role: Role, area_code: str, *, name: str) -> User:
    user = person(name=name)
    appoint_over_area(user=user, role=role, area_code=area_code, from_on=SINCE, by=TESTER, at=NOW)
    return user


def _in(role: Role, organisation_key: str, *, name: str) -> User:
    user = person(name=name)
    appoint_in_organisation(
        user=user,
        role=role,
        organisation_key=organisation_key,
        from_on=SINCE,
        by=TESTER,
        at=NOW,
    )
    return user


def first_secretary(*, village_code: str = YAOBU, name: str = "徐世坚") -> User:
    """The first secretary of a village."""
    return _over(Role.FIRST_SECRETARY, village(village_code).code, name=name)


def village_committee(*, village_code: str = YAOBU, name: str = "陈治国") -> User:
    """Somebody of a village's committee."""
    return _over(Role.VILLAGE_COMMITTEE, village(village_code).code, name=name)


def station_operator(*, station: Station | None = None, name: str = "黄站长") -> User:
    """Who runs a station, Yaobu's unless another is given."""
    return _in(Role.STATION_OPERATOR, (station or organisations.station()).key, name=name)


def organiser(*, branch: Branch | None = None, name: str = "覃牵线") -> User:
    """An organiser of a branch, the county's unless another is given."""
    row = branch or organisations.county_branch()
    return _in(Role.ORGANISER, str(row.uid), name=name)


def buyer(*, enterprise: Enterprise | None = None, name: str = "马小华") -> User:
    """Who buys for an enterprise, Junqiao unless another is given."""
    return _in(Role.BUYER, (enterprise or organisations.junqiao()).key, name=name)


def office(*, area_code: str = COUNTY, name: str = "韦办事") -> User:
    """Somebody of the county office."""
    county()
    return _over(Role.OFFICE, area_code, name=name)


def leader(*, area_code: str = COUNTY, name: str = "甘县长") -> User:
    """A county leader, who reads only."""
    county()
    return _over(Role.LEADER, area_code, name=name)


def auditor(*, area_code: str = COUNTY, name: str = "蒙审计") -> User:
    """Somebody who reads the trail."""
    county()
    return _over(Role.AUDITOR, area_code, name=name)


def stranger(*, name: str = "陌生人") -> User:
    """An account without any appointment."""
    return person(name=name)

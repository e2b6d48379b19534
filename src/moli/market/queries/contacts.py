"""Whom to call about a proposal. Read only for people whom an introduction opened it to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from moli.accounts.models import User
from moli.accounts.queries import people_in_organisation, people_over_area
from moli.accounts.rules import OrganisationKind, Role
from moli.market.models import Demand, Lot
from moli.stations.queries import open_stations


@dataclass(frozen=True)
class Contact:
    """One person of a side: who, in which role, under which number."""

    name: str
    name_en: str
    role: Role
    phone: str


def seller_contacts(lot: Lot, *, on: date) -> tuple[Contact, ...]:
    """First secretary and committee of exactly the lot's village, else who runs its station.

    At most seven queries.
    """
    code = lot.village.code
    found = [
        contact
        for role in (Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE)
        for contact in _contacts(people_over_area(role=role, area_code=code, on=on), role)
    ]
    if found:
        return tuple(found)
    for station in open_stations(on=on).filter(village__code=code):
        people = people_in_organisation(kind=OrganisationKind.STATION, key=station.key, on=on)
        found += _contacts(people, Role.STATION_OPERATOR)
    return tuple(found)


def buyer_contacts(demand: Demand, *, on: date) -> tuple[Contact, ...]:
    """Those who buy for the demand's enterprise: two queries."""
    people = people_in_organisation(
        kind=OrganisationKind.ENTERPRISE, key=demand.enterprise.key, on=on
    )
    return tuple(_contacts(people, Role.BUYER))


def _contacts(people: Iterable[User], role: Role) -> list[Contact]:
    return [
        Contact(name=user.name, name_en=user.name_en, role=role, phone=user.phone)
        for user in people
    ]

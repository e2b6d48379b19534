"""Who acts in the registry beside the people of the log-in page: towns, and villages' workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moli.accounts.rules import Role
from moli.interfaces.cli.demo.moment import COUNTY_CODE
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.people import (
    Person,
    account_at,
    open_committee,
    open_contact,
    open_first_secretary,
    town_place,
)
from moli.interfaces.cli.demo.places import SHITANG, YAOBU
from moli.places.queries.directory import towns_inside

if TYPE_CHECKING:
    from moli.accounts.models import User

_TOWN_OFFICES = 200


def load_town_offices() -> None:
    """Somebody of each town's office; that of Yaobu's town is on the log-in page."""
    for code in towns_inside(area_codes=[COUNTY_CODE]).values_list("code", flat=True):
        if code != SHITANG:
            name = made_up_name(f"town office {code}")
            person = Person("", name, Role.TOWN_OFFICE, code)
            open_contact(_TOWN_OFFICES + town_place(code), person)


def town_office_of(code: str) -> User:
    """Who checks for the town in which a code lies."""
    return account_at(7 if code[:9] == SHITANG else _TOWN_OFFICES + town_place(code))


def village_workers(code: str) -> tuple[User, User]:
    """Two people of a village who may act for it: its committee and its first secretary."""
    if code == YAOBU:
        return account_at(2), account_at(1)
    return open_committee(code), open_first_secretary(code)

"""Households: made up, with numbers that begin with 999999 and so belong to nobody."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from moli.accounts.models import User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.households.models import Household
from moli.households.rules.people import Health, Labour, Relation, Sex
from moli.households.rules.registration import HouseholdFacts, PersonFacts
from moli.households.services.registering import register_household
from moli.households.services.setting_standards import load_reference
from moli.kernel.actor import Actor
from moli.kernel.identifiers import id_check_sign
from tests.factories.market import key
from tests.factories.moments import NOW, TESTER
from tests.factories.people import SINCE
from tests.factories.people import person as account
from tests.factories.places import YAOBU, village

_sequence = count(1)
SHITANG = "450181110"  # Yaobu's town
JIAOYI = "450181113"  # Hegui's town


def id_number(*, born_on: date = date(1970, 1, 1), sex: Sex = Sex.MALE, sequence: int = 0) -> str:
    """A number with a right check sign that belongs to nobody; a new one each time."""
    place = (sequence or next(_sequence)) * 2 + (sex is Sex.MALE)
    first = f"999999{born_on:%Y%m%d}{place % 1000:03d}"
    return first + id_check_sign(first)


def person_facts(
    *,
    name: str = "韦永生",
    relation: Relation = Relation.HEAD,
    sex: Sex = Sex.MALE,
    born_on: date = date(1970, 1, 1),
    **extra: Any,
) -> PersonFacts:
    """One member: healthy and able to work unless told otherwise."""
    known = {
        "ethnicity": "汉族",
        "id_number": id_number(born_on=born_on, sex=sex),
        "health": Health.HEALTHY,
        "labour": Labour.ORDINARY,
        "has_medical_insurance": True,
    }
    return PersonFacts(name=name, relation=relation, sex=sex, born_on=born_on, **{**known, **extra})


def family() -> list[PersonFacts]:
    """Four people: head, spouse, a son, the head's mother."""
    return [
        person_facts(),
        person_facts(
            name="黄秀英", relation=Relation.SPOUSE, sex=Sex.FEMALE, born_on=date(1972, 3, 5)
        ),
        person_facts(name="韦小东", relation=Relation.SON, born_on=date(1996, 7, 1)),
        person_facts(
            name="覃月花",
            relation=Relation.MOTHER,
            sex=Sex.FEMALE,
            born_on=date(1945, 2, 2),
            labour=Labour.NONE,
        ),
    ]


def household(
    *,
    village_code: str = YAOBU,
    people: list[PersonFacts] | None = None,
    by: Actor = TESTER,
    at: datetime = NOW,
    **facts: Any,
) -> Household:
    """A household of four in Yaobu, unless told otherwise."""
    return register_household(
        facts=HouseholdFacts(**{"group_name": "第三组", **facts}),
        people=family() if people is None else people,
        village=village(village_code),
        request_key=key(),
        by=by,
        at=at,
    )


def town_office(*, area_code: str = SHITANG, name: str = "石镇办") -> User:
    """Somebody of a town's office."""
    village()
    user = account(name=name)
    appoint_over_area(
        user=user,
        role=Role.TOWN_OFFICE,
        area_code=area_code,
        from_on=SINCE,
        by=TESTER,
        at=NOW,
    )
    return user


def reference() -> None:
    """The lines, standards and quality rules that the package brings."""
    load_reference(by=TESTER, at=NOW)

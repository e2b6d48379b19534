"""What households agreed to, and who looked at a number in full, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moli.households.queries.openings import openings_in_areas
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.households.rules.care import ConsentPurpose
from moli.households.rules.people import Relation
from moli.households.services.caring import give_consent
from moli.households.services.opening import break_glass, open_number, open_phone
from moli.interfaces.cli.demo.households.workers import town_office_of, village_workers
from moli.interfaces.cli.demo.moment import COUNTY_CODE, at
from moli.interfaces.cli.demo.people import office
from moli.interfaces.cli.demo.places import HEGUI, YAOBU

if TYPE_CHECKING:
    from moli.households.models import FamilyMember, Household

_AGREED, _PURPOSES = 24, (ConsentPurpose.PAIRING, ConsentPurpose.DEPUTY, ConsentPurpose.MATCHING)
_READ_OUT = "2016-04"


def load_consents() -> None:
    """Some households of Yaobu agreed to be paired, fewer to more than that."""
    secretary = village_workers(YAOBU)[1]
    for place, household in enumerate(_households_of(YAOBU)[:_AGREED]):
        for purpose in _PURPOSES[: 1 + (place % 4 == 0) + (place % 8 == 0)]:
            give_consent(
                household_id=household.pk,
                member_id=_head_of(household).pk,
                purpose=purpose,
                notice_version=_READ_OUT,
                by=secretary.actor,
                at=at(days_before=40, hour=15, minutes=place),
            )


def load_openings() -> None:
    """Four looks behind a mask, each with its reason. Each look is one: they are not repeated."""
    here, there = _households_of(YAOBU), _households_of(HEGUI)
    if openings_in_areas([COUNTY_CODE]).exists() or not (here and there):
        return
    committee, secretary = village_workers(YAOBU)
    open_number(
        member_id=_head_of(here[0]).pk,
        reason="核对新农合参保号",
        by=committee.actor,
        at=_at(33),
    )
    open_phone(
        household_id=next(row for row in here if row.phone).pk,
        reason="约入户核实的时间",
        by=secretary.actor,
        at=_at(12),
    )
    open_number(
        member_id=_head_of(there[0]).pk,
        reason="社保比对，号码对不上",
        by=office().actor,
        at=_at(9),
    )
    break_glass(
        id_number=_head_of(there[-1]).id_number,
        reason="群众来石塘镇办事，户口在校椅镇，要看识别时间",
        by=town_office_of(YAOBU).actor,
        at=_at(5),
    )


def _households_of(village_code: str) -> list[Household]:
    reach = RegistryReach(village_areas=(village_code,))
    return list(households_in_areas(reach).order_by("national_code"))


def _head_of(household: Household) -> FamilyMember:
    return household.members.get(relation=Relation.HEAD, left_on=None)


def _at(days_before: int) -> datetime:
    return at(days_before=days_before, hour=16)

"""Enterprises, stations and branches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus
from moli.enterprises.services.registering import Details, register_enterprise, settle_standing
from moli.kernel.codes import credit_code_check_sign
from moli.party.models import Branch
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.services.founding import found_branch
from moli.party.services.leading import give_lead
from moli.stations.models import Station
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import open_station
from tests.factories.moments import NOW, TESTER
from tests.factories.places import COUNTY, YAOBU, county, village

FOUNDED_ON = date(2015, 7, 1)


def credit_code(place: int, *, kind: EnterpriseKind = EnterpriseKind.COMPANY) -> str:
    """A valid made-up credit code, a different one for each place."""
    head = {"COMPANY": "91", "COOPERATIVE": "93", "COLLECTIVE": "N2"}[kind]
    first_17 = f"{head}450100MA{place:07d}"
    return first_17 + credit_code_check_sign(first_17)


def enterprise(
    *,
    place: int = 2,
    name: str = "南宁果蔬配送有限公司",
    short_name: str = "南宁果蔬",
    kind: EnterpriseKind = EnterpriseKind.COMPANY,
    status: EnterpriseStatus = EnterpriseStatus.CHECKED,
) -> Enterprise:
    """An enterprise that the office has checked. Another `place` is another credit code."""
    details = Details(
        name=name,
        short_name=short_name,
        name_en=f"Enterprise {place}",
        credit_code=credit_code(place, kind=kind),
        kind=kind,
    )
    row = register_enterprise(details=details, by=TESTER, at=NOW)
    return settle_standing(enterprise_id=row.pk, status=status, by=TESTER, at=NOW)


def junqiao() -> Enterprise:
    """南宁君桥, the buyer of the worked example."""
    return enterprise(place=1, name="南宁君桥电子商务有限公司", short_name="南宁君桥")


def station(*, village_code: str = YAOBU, name: str = "瑶埠村服务站") -> Station:
    """An open Rural Taobao station in a village."""
    return open_station(
        name=name,
        platform=Platform.RURAL_TAOBAO,
        village_code=village(village_code).code,
        from_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )


def branch(
    *,
    name: str = "横县电商协会党支部",
    kind: BranchKind = BranchKind.ASSOCIATION,
    parent: Branch | None = None,
    areas: Sequence[str] = (),
    enterprises: Sequence[Enterprise] = (),
) -> Branch:
    """A branch with what it leads."""
    row = found_branch(
        names=(name, f"Branch {name}"),
        kind=kind,
        parent=parent,
        founded_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )
    led = {LedKind.AREA: areas, LedKind.ENTERPRISE: [each.key for each in enterprises]}
    for led_kind, keys in led.items():
        give_lead(branch=row, kind=led_kind, keys=keys, from_on=FOUNDED_ON, by=TESTER, at=NOW)
    return row


def county_branch() -> Branch:
    """The county's e-commerce branch: it leads the whole county, and Junqiao."""
    county()
    return branch(
        name="横县电子商务党支部",
        kind=BranchKind.COUNTY,
        areas=[COUNTY],
        enterprises=[junqiao()],
    )

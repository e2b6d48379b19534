"""The county's e-commerce branch, its seven sub-branches, and what each of them leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from moli.enterprises.queries import enterprises
from moli.interfaces.cli.demo.moment import DAY, MAKER, at
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.services.founding import found_branch
from moli.party.services.leading import give_lead
from moli.stations.queries import open_stations

if TYPE_CHECKING:
    from moli.party.models import Branch

COUNTY_BRANCH = "横县电子商务党支部"
ASSOCIATION_BRANCH = "横县电商协会党支部"
FOUNDED_ON = date(2015, 7, 1)


@dataclass(frozen=True)
class Group:
    """Neighbouring towns whose stations one branch leads."""

    name: str
    name_en: str
    town_codes: tuple[str, ...]


# The article names seven sub-branches, of the association and of village stations; how the
# towns are shared among the six is the demo's own.
GROUPS = (
    Group("城区", "County seat", ("450181100", "450181105", "450181115")),
    Group("校椅", "Jiaoyi", ("450181113", "450181114", "450181204")),
    Group("石塘", "Shitang", ("450181110", "450181112")),
    Group("六景", "Liujing", ("450181108", "450181107", "450181119", "450181400")),
    Group("百合", "Baihe", ("450181101", "450181102", "450181118")),
    Group("南乡", "Nanxiang", ("450181103", "450181104", "450181106")),
)


def load_branches() -> None:
    """Found all eight; the association's leads the enterprises, the others towns and stations."""
    county = _found(COUNTY_BRANCH, "Heng County E-commerce Branch", BranchKind.COUNTY, None)
    association = _found(
        ASSOCIATION_BRANCH, "E-commerce Association Branch", BranchKind.ASSOCIATION, county
    )
    keys = [row.key for row in enterprises()]
    _lead(association, LedKind.ENTERPRISE, keys)
    stations = [(row.village.code[:9], row.key) for row in open_stations(on=DAY)]
    for group in GROUPS:
        branch = _found(
            f"横县农村淘宝{group.name}片服务站党支部",
            f"Village Stations Branch, {group.name_en}",
            BranchKind.STATIONS,
            county,
        )
        _lead(branch, LedKind.AREA, group.town_codes)
        _lead(branch, LedKind.STATION, [k for town, k in stations if town in group.town_codes])


def _found(name: str, name_en: str, kind: BranchKind, parent: Branch | None) -> Branch:
    return found_branch(
        names=(name, name_en),
        kind=kind,
        parent=parent,
        founded_on=FOUNDED_ON,
        by=MAKER,
        at=at(days_before=250),
    )


def _lead(branch: Branch, kind: LedKind, keys: tuple[str, ...] | list[str]) -> None:
    give_lead(
        branch=branch, kind=kind, keys=keys, from_on=FOUNDED_ON, by=MAKER, at=at(days_before=250)
    )

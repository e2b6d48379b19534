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
    """Neighbouring towns whose stations one branch leads, and the firms that buy on the spot."""

    name: str
    name_en: str
    town_codes: tuple[str, ...]
    buyers: tuple[str, ...]


# The article names seven sub-branches, of the association and of village stations; how the
# towns are shared among the six, and which firms have a buying point there, is the demo's own.
GROUPS = (
    Group(
        "城区",
        "County seat",
        ("450181100", "450181105", "450181115"),
        ("郁江花茶", "横味酱菜", "学明股份社"),
    ),
    Group("校椅", "Jiaoyi", ("450181113", "450181114", "450181204"), ("茉香茶业", "榕香茶厂")),
    Group("石塘", "Shitang", ("450181110", "450181112"), ("柳味食品",)),
    Group(
        "六景",
        "Liujing",
        ("450181108", "450181107", "450181119", "450181400"),
        ("西津缫丝", "绿城团购"),
    ),
    Group("百合", "Baihe", ("450181101", "450181102", "450181118"), ("百合果蔬社", "穗源配送")),
    Group("南乡", "Nanxiang", ("450181103", "450181104", "450181106"), ("梧市商行",)),
)


def group_branch(group: Group) -> str:
    """What the branch of a group is called."""
    return f"横县农村淘宝{group.name}片服务站党支部"


def load_branches() -> None:
    """Found all eight; the association's leads the firms that buy nowhere on the spot."""
    county = _found(COUNTY_BRANCH, "Heng County E-commerce Branch", BranchKind.COUNTY, None)
    association = _found(
        ASSOCIATION_BRANCH, "E-commerce Association Branch", BranchKind.ASSOCIATION, county
    )
    keys = {row.short_name: row.key for row in enterprises()}
    on_the_spot = {name for group in GROUPS for name in group.buyers}
    others = [key for name, key in keys.items() if name not in on_the_spot]
    _lead(association, LedKind.ENTERPRISE, others)
    stations = [(row.village.code[:9], row.key) for row in open_stations(on=DAY)]
    for group in GROUPS:
        branch = _found(
            group_branch(group),
            f"Village Stations Branch, {group.name_en}",
            BranchKind.STATIONS,
            county,
        )
        _lead(branch, LedKind.AREA, group.town_codes)
        _lead(branch, LedKind.ENTERPRISE, [keys[name] for name in group.buyers])
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

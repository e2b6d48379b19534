"""Rows of the pages about branches: what they lead by name, who is a member, what lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext

from moli.enterprises.queries import enterprises_of_keys
from moli.interfaces.web.naming import enterprise_name, name_of, village_name
from moli.interfaces.words.labels import label
from moli.party.queries.branches import Reach
from moli.party.queries.sight import MemberRow
from moli.party.rules.branches import LedKind
from moli.party.rules.organisation import BelongingKind
from moli.places.queries.directory import divisions_of_codes
from moli.places.rules.divisions import Level
from moli.stations.queries import stations_of_keys

# The first few stand open, the others in a drawer.
SHOWN_MAX = 6


@dataclass(frozen=True)
class LedList:
    """What a branch leads of one kind, by name."""

    title: str
    shown: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.shown) + len(self.hidden)


@dataclass(frozen=True)
class MemberLine:
    """A member of a branch, for those who see members there."""

    key: str
    name: str
    what: str
    positions: str


def area_name(area: Any) -> str:
    """A village with its town, anything else by its own name."""
    return village_name(area) if area.level == Level.VILLAGE else name_of(area)


def station_name(row: Any) -> str:
    """A station; with its village where the name does not say it."""
    if row.village.short_name in row.name:
        return str(row.name)
    return f"{row.name} · {village_name(row.village)}"


def names_led(reach: Reach) -> Mapping[LedKind, Sequence[tuple[str, str]]]:
    """Key and name of all that is led, by kind: three queries."""
    areas = divisions_of_codes(reach.area_codes)
    firms = enterprises_of_keys(reach.enterprise_keys)
    stations = stations_of_keys(reach.station_keys)
    return {
        LedKind.AREA: [(row.code, area_name(row)) for row in areas],
        LedKind.ENTERPRISE: [(row.key, enterprise_name(row)) for row in firms],
        LedKind.STATION: [(row.key, station_name(row)) for row in stations],
    }


def led_lists(reach: Reach) -> list[LedList]:
    """What is led, the first few of each kind in sight."""
    titles = {
        LedKind.AREA: gettext("带的乡镇和村"),
        LedKind.ENTERPRISE: gettext("带的企业"),
        LedKind.STATION: gettext("带的服务站"),
    }
    found = []
    for kind, rows in names_led(reach).items():
        names = [name for _, name in rows]
        found.append(LedList(titles[kind], tuple(names[:SHOWN_MAX]), tuple(names[SHOWN_MAX:])))
    return found


def member_lines(rows: Sequence[MemberRow]) -> list[MemberLine]:
    """Members with their positions; whoever belongs for e-commerce only is called so."""
    return [
        MemberLine(
            key=row.key,
            name=row.name,
            what=label(row.kind)
            if row.belonging is BelongingKind.HOME
            else pgettext("party", "在这里做电商"),
            positions=gettext("、").join(label(kind) for kind in row.positions),
        )
        for row in rows
    ]

"""The areas of the registry that a person brings rosters for, or takes them from."""

from __future__ import annotations

from collections.abc import Sequence

from moli.households.queries.reach import RegistryReach, registry_reach
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, village_name
from moli.places.queries.directory import divisions_of_codes, towns_inside, villages_inside
from moli.places.rules.divisions import Level


def reach_of(request: MoliRequest) -> RegistryReach:
    """How far the person reaches in the registry at this moment."""
    return registry_reach(request.standing, at=clock.now())


def import_areas(reach: RegistryReach) -> tuple[str, ...]:
    """Where the person may import: villages check what an office brings and bring nothing."""
    return tuple(sorted({*reach.town_areas, *reach.county_areas}))


def export_choices(reach: RegistryReach) -> list[tuple[str, str]]:
    """The areas that the person may take out: their own, and every town and village in them."""
    own = [
        (area.code, village_name(area) if area.level == Level.VILLAGE else name_of(area))
        for area in divisions_of_codes(reach.areas)
    ]
    towns = [(town.code, name_of(town)) for town in towns_inside(area_codes=reach.areas)]
    villages = [
        (village.code, village_name(village)) for village in villages_inside(area_codes=reach.areas)
    ]
    return list(dict([*own, *towns, *villages]).items())


def is_inside(code: str, areas: Sequence[str]) -> bool:
    """Whether an area lies in one of some areas."""
    return any(code.startswith(area) for area in areas)

"""How far the person before a page of the registry reaches, and the household it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404

from moli.households.queries.listing import head_name_of, villages_in_reach
from moli.households.queries.reach import (
    RegistryReach,
    household_in_areas,
    household_in_reach,
    registry_reach,
)
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.fields import MOST_PICKS
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.registry.household_forms import VillageChoices
from moli.interfaces.words.amounts import is_english
from moli.kernel.identifiers import masked_name


def reach_of(request: MoliRequest) -> RegistryReach:
    """How far the person reaches now."""
    return registry_reach(request.standing, at=clock.now())


def household_to_read(request: MoliRequest, uid: UUID) -> tuple[Any, RegistryReach]:
    """A household of the person's areas, or one behind broken glass; else there is nothing."""
    reach = reach_of(request)
    found = household_in_reach(reach, uid)
    if found is None:
        raise Http404
    return found, reach


def household_to_change(request: MoliRequest, uid: UUID) -> Any:
    """A household of the person's areas; else there is nothing."""
    found = household_in_areas(reach_of(request), uid)
    if found is None:
        raise Http404
    return found


def head_name(household: Any) -> str:
    """The name by which a page calls a household, masked: one query."""
    return masked_name(head_name_of(household.pk))


def village_choices(reach: RegistryReach) -> VillageChoices:
    """The villages in reach for a closed list, under their towns when there are many."""
    return choices_of_villages(villages_in_reach(reach))


def choices_of_villages(found: Iterable[Any]) -> VillageChoices:
    """Some villages with their towns for a closed list, under the towns when there are many."""
    villages = list(found)
    towns = {village.parent for village in villages}
    # A few are buttons to tap, each with its town: one name may stand for two villages.
    if len(towns) <= 1 or len(villages) <= MOST_PICKS:
        return [(village.code, village_name(village)) for village in villages]
    grouped: dict[Any, list[tuple[str, str]]] = {}
    for village in villages:
        grouped.setdefault(village.parent, []).append((village.code, _short(village)))
    return [(name_of(town), choices) for town, choices in grouped.items()]


def only_village(choices: VillageChoices) -> str:
    """The code of the only village there is, or nothing."""
    codes = list(codes_of(choices))
    return codes[0] if len(codes) == 1 else ""


def codes_of(choices: VillageChoices) -> Iterable[str]:
    """The codes behind some choices."""
    for value, words in choices:
        if isinstance(words, list):
            yield from (code for code, _ in words)
        else:
            yield value


def _short(village: Any) -> str:
    return (village.name_en if is_english() else "") or str(village.short_name)

"""How many households stand where: of the county, or of a town, for those who lead and decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from moli.households.queries import figures as registry
from moli.households.queries.figures import Heads, RegistryFigures
from moli.households.queries.reach import registry_reach
from moli.households.rules.causes import Cause
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.naming import name_of
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.places.queries.directory import towns_inside

_TOWN_DIGITS = 9


@dataclass(frozen=True)
class TownRow:
    """One town: its households on record, and where they stand."""

    name: str
    known: Heads
    poor: Heads
    exited: Heads
    relapsed: Heads


@require_safe
def registry_figures(request: MoliRequest) -> HttpResponse:
    """Totals, by town, and by main cause; every one is counted when the page is opened."""
    on = clock.today()
    areas = registry_reach(request.standing, at=clock.now()).figure_areas
    by_village = registry.registry_figures_by_village(areas, on=on)
    context = {
        "on": on,
        "registered": registry.registered_heads(areas, on=on),
        "figures": registry.registry_figures(areas, on=on),
        "open_procedures": registry.open_procedures_count(areas),
        "towns": _towns(areas, by_village),
        "causes": _causes(registry.causes_of_the_poor(areas, on=on)),
    }
    return render(request, "web/figures/registry.html", context)


def _towns(areas: tuple[str, ...], by_village: dict[str, RegistryFigures]) -> list[TownRow]:
    """Towns with households on record, those with most poor ones first."""
    names = {town.code: name_of(town) for town in towns_inside(area_codes=areas)}
    of_town: dict[str, list[RegistryFigures]] = {}
    for code, found in by_village.items():
        of_town.setdefault(code[:_TOWN_DIGITS], []).append(found)
    rows = [
        TownRow(
            name=names.get(code, code),
            known=_sum([figures.poor + figures.exited for figures in found]),
            poor=_sum([figures.poor for figures in found]),
            exited=_sum([figures.exited for figures in found]),
            relapsed=_sum([figures.relapsed for figures in found]),
        )
        for code, found in sorted(of_town.items())
    ]
    return sorted(rows, key=lambda row: -row.poor.households)


def _sum(heads: list[Heads]) -> Heads:
    return sum(heads, Heads())


def _causes(counted: dict[Cause | None, int]) -> list[BarRow]:
    return [
        BarRow(
            label=label(cause) if cause else gettext("没有写"),
            amount=count,
            text=ngettext("%(count)s 户", "%(count)s 户", count) % {"count": number(count)},
            fill=Fill.LEAF,
        )
        for cause, count in counted.items()
    ]

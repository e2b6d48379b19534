"""The first page of the registry: find a household; nobody browses what is not their own.

A search is posted, so that no number and no name ends in an address, a history or a log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from moli.households.queries.figures import registered_heads
from moli.households.queries.listing import households_of_village, lines_of
from moli.households.queries.reach import RegistryReach
from moli.households.queries.searching import find_by_name, find_by_number
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.registry.doors import codes_of, only_village, reach_of, village_choices
from moli.interfaces.web.registry.household_forms import VillageChoices
from moli.interfaces.web.registry.links import kpis, links_of
from moli.interfaces.web.registry.rows import HouseholdRow, household_rows
from moli.interfaces.web.registry.search_forms import NameSearch, NumberSearch, VillagePick
from moli.places.queries.directory import division_by_code


def registry(request: MoliRequest) -> HttpResponse:
    """Search by a whole number, or by name and village; below, the households of one village."""
    reach = reach_of(request)
    choices = village_choices(reach)
    chosen = request.GET.get("village", "") or only_village(choices)
    if chosen and chosen not in set(codes_of(choices)):
        raise Http404
    by_number, by_name, rows = _search(request, reach, choices, chosen=chosen)
    pick = VillagePick(villages=choices, chosen=chosen)
    context: dict[str, Any] = {
        "by_number": by_number,
        "by_name": by_name,
        "results": rows,
        "pick": None if only_village(choices) else pick,
        "chosen": chosen,
        "heads": registered_heads(reach.areas, on=clock.today()),
        "kpis": kpis(reach.areas, on=clock.today()),
        "links": links_of(request.standing),
        **_village(request, reach, chosen),
    }
    return render(request, "web/registry/registry.html", context)


def _search(
    request: MoliRequest, reach: RegistryReach, choices: VillageChoices, *, chosen: str
) -> tuple[NumberSearch, NameSearch, list[HouseholdRow] | None]:
    """The two forms, and what the one that was sent found; None when none was answered."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    by_number = NumberSearch(request.POST if act == "number" else None)
    by_name = NameSearch(request.POST if act == "name" else None, villages=choices, chosen=chosen)
    if act == "number" and by_number.is_valid():
        return by_number, by_name, _rows(find_by_number(reach, by_number.cleaned_data["id_number"]))
    if act == "name" and by_name.is_valid():
        said = by_name.cleaned_data
        found = find_by_name(reach, name=said["name"], village_code=said["village"])
        return by_number, by_name, _rows(found)
    return by_number, by_name, None


def _village(request: MoliRequest, reach: RegistryReach, code: str) -> dict[str, Any]:
    """The households of one village, a page of them; of none when none was chosen."""
    if not code:
        return {"village": "", "sheet": None, "rows": []}
    found = division_by_code(code)
    sheet = sheet_of(
        request, households_of_village(reach, village_code=code), picked={"village": code}
    )
    return {
        "village": village_name(found) if found else code,
        "sheet": sheet,
        "rows": _rows(list(sheet.rows)),
    }


def _rows(households: Sequence[Any]) -> list[HouseholdRow]:
    today = clock.today()
    return household_rows(lines_of(households, on=today), on=today)

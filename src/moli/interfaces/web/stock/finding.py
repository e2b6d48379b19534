"""Whose goods stand on the scale: found by what the person says, masked, one tap from weighing.

A search is posted, so that no name ends in an address. Nobody leafs through households, except
those who keep the registry of the village anyway.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from moli.households.queries.at_the_scale import find_by_code, find_by_head, growers
from moli.households.queries.listing import households_of_village
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.registry.doors import only_village
from moli.interfaces.web.registry.doors import reach_of as registry_reach_of
from moli.interfaces.web.registry.fields import text_field
from moli.interfaces.web.registry.forms import Data, RegistryForm
from moli.interfaces.web.registry.household_forms import VillageChoices, village_field
from moli.interfaces.web.stock.doors import Scale, scale_of
from moli.interfaces.web.stock.rows import grower_rows
from moli.interfaces.words.labels import field_label
from moli.places.queries.directory import division_by_code


class HeadSearch(RegistryForm):
    """By the whole name of the head, in one village."""

    prefix = "head"

    def __init__(self, data: Data | None, *, villages: VillageChoices, chosen: str) -> None:
        super().__init__(data, initial={"village": chosen})
        self.fields["village"] = village_field(villages)
        self.fields["name"] = text_field(
            label=gettext("户主姓名"),
            longest=40,
            required=gettext("写一下户主的姓名"),
            help_text=gettext("姓名要写全"),
        )


class CodeSearch(RegistryForm):
    """By the household's number."""

    prefix = "code"

    def __init__(self, data: Data | None) -> None:
        super().__init__(data)
        self.fields["household_code"] = text_field(
            label=field_label("national_code"),
            longest=30,
            required=gettext("写一下完整的户编号"),
            inputmode="numeric",
        )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_grower(request: MoliRequest) -> HttpResponse:
    """The two searches, below them who was found, and the lists that the person keeps."""
    scale = scale_of(request)
    context = {**search_context(request, scale), "lists": _lists(request, scale)}
    return render(request, "web/stock/find_grower.html", context)


def search_context(request: MoliRequest, scale: Scale) -> dict[str, Any]:
    """The two searches at a scale, and who was found by the one that was sent."""
    villages = scale.villages
    chosen = scale.village_code or only_village(villages)
    act = request.POST.get("act", "")
    by_head = HeadSearch(request.POST if act == "head" else None, villages=villages, chosen=chosen)
    by_code = CodeSearch(request.POST if act == "code" else None)
    found = _found_by(scale, by_head, by_code)
    return {
        "by_head": by_head,
        "by_code": by_code,
        "has_scale": bool(scale.stations),
        "found": None if found is None else grower_rows(found),
    }


def _found_by(scale: Scale, by_head: HeadSearch, by_code: CodeSearch) -> list[Any] | None:
    """Who was found; None while nothing was asked that can be answered."""
    if by_head.is_bound and by_head.is_valid():
        said = by_head.cleaned_data
        return find_by_head(scale.areas, name=said["name"], village_code=said["village"])
    if by_code.is_bound and by_code.is_valid():
        return find_by_code(scale.areas, national_code=by_code.cleaned_data["household_code"])
    return None


@require_safe
def pick_grower(request: MoliRequest) -> HttpResponse:
    """The households of one village, for who keeps its registry and stands at a scale for it."""
    scale, code = scale_of(request), request.GET.get("village", "")
    if code not in {code for code, _ in _lists(request, scale)}:
        raise Http404
    village = division_by_code(code)
    rows = households_of_village(registry_reach_of(request), village_code=code)
    sheet = sheet_of(request, rows, picked={"village": code})
    context = {
        "village": village_name(village) if village else code,
        "sheet": sheet,
        "found": grower_rows(growers(list(sheet.rows))),
    }
    return render(request, "web/stock/pick_grower.html", context)


def _lists(request: MoliRequest, scale: Scale) -> list[tuple[str, str]]:
    """The villages whose households the person may pick from a list: those of its registry."""
    areas = registry_reach_of(request).areas
    flat: list[tuple[str, str]] = []
    for value, words in scale.villages:
        flat += words if isinstance(words, list) else [(value, words)]
    return [(code, name) for code, name in flat if any(code.startswith(area) for area in areas)]

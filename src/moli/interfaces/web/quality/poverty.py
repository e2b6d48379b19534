"""Poverty in many dimensions: the figures of an area, what they come from, and where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.households.queries.deprivation import AreaDeprivation, deprivation_of
from moli.households.queries.reach import registry_reach
from moli.households.rules.deprivation import Dimension, Indicator, Tally
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow, DataTable, Fill, KeyEntry
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.words.amounts import decimal, number, rounded
from moli.interfaces.words.labels import label
from moli.places.queries.directory import divisions_of_codes

_TOWN_DIGITS, _VILLAGE_DIGITS = 9, 12
_FILLS = {
    Dimension.INCOME: Fill.NOW,
    Dimension.HEALTH: Fill.PROPERTY,
    Dimension.EDUCATION: Fill.WAGES,
    Dimension.LIVING: Fill.LEAF,
}


@dataclass(frozen=True)
class PartRow:
    """One place below the area: its figures, and its share of the whole."""

    name: str
    url: str
    people: int
    poor: int
    headcount: str
    intensity: str
    adjusted: str
    share: str


def permille(share: Fraction) -> str:
    """A share in percent to one decimal, half up: "26.5%"."""
    return f"{decimal(rounded(share.numerator * 1000, step=share.denominator), places=1, least=1)}%"


def thousandths(figure: Fraction) -> str:
    """A figure between 0 and 1 to three decimals: "0.102"."""
    return decimal(rounded(figure.numerator * 1000, step=figure.denominator), places=3, least=3)


@require_safe
def poverty(request: MoliRequest) -> HttpResponse:
    """H, A and M0 of one's own area, by indicator and by the places below. No name is in it."""
    reach = registry_reach(request.standing, at=clock.now())
    code = request.GET.get("area") or min(reach.figure_areas, key=len, default="")
    found = _figures(code, reach.figure_areas)
    context: dict[str, Any] = {"figures": None, "area": _name(code), "up": _up(code, reach)}
    if found is not None:
        whole = found.whole
        context |= {
            "figures": found,
            "whole": whole,
            "headcount": permille(whole.headcount),
            "intensity": permille(whole.intensity),
            "adjusted": thousandths(whole.adjusted),
            "bars": _bars(whole),
            "key": [KeyEntry(_FILLS[dimension], label(dimension)) for dimension in Dimension],
            "dimensions": _dimensions(whole),
            "table": _table(whole),
            "parts": _parts(found),
            "is_county": len(code) < _TOWN_DIGITS,
            "unknown": _unknown(whole),
            "total": whole.standard.total,
            "cut": whole.standard.cut,
        }
    return render(request, "web/quality/poverty.html", context)


def _figures(code: str, areas: tuple[str, ...]) -> AreaDeprivation | None:
    """The figures of a county or town in reach; another place does not exist."""
    is_inside = any(code.startswith(area) for area in areas)
    if not is_inside or len(code) not in {6, _TOWN_DIGITS} or not divisions_of_codes([code]):
        raise Http404
    return deprivation_of(code, on=clock.today())


def _name(code: str) -> str:
    found = divisions_of_codes([code]).first()
    return name_of(found) if found else ""


def _up(code: str, reach: Any) -> str:
    """The address of the area around, when the person reaches it."""
    above = code[:6]
    is_open = len(code) > len(above) and any(above.startswith(area) for area in reach.figure_areas)
    return "?" + urlencode({"area": above}) if is_open else ""


def _bars(whole: Tally) -> list[BarRow]:
    """Each indicator's share of M0, the largest first; what adds nothing is left out."""
    shares = [(whole.contribution(each), each) for each in whole.standard.indicators]
    told = sorted((pair for pair in shares if pair[0]), key=lambda pair: -pair[0])
    return [_bar(share, indicator) for share, indicator in told]


def _bar(share: Fraction, indicator: Indicator) -> BarRow:
    return BarRow(
        label=label(indicator.code),
        amount=rounded(share.numerator * 100_000, step=share.denominator),
        text=permille(share),
        fill=_FILLS[indicator.dimension],
    )


def _dimensions(whole: Tally) -> str:
    """What each dimension weighs, in words."""
    weights: dict[Dimension, int] = {}
    for each in whole.standard.indicators:
        weights[each.dimension] = weights.get(each.dimension, 0) + each.weight
    told = [
        gettext("%(dimension)s %(weight)s 分")
        % {"dimension": label(dimension), "weight": number(weight)}
        for dimension, weight in weights.items()
    ]
    return gettext("、").join(told)


def _table(whole: Tally) -> DataTable:
    """The figures behind the bars."""
    headings = [
        gettext("缺什么"),
        gettext("权重"),
        gettext("几人缺"),
        gettext("又贫又缺"),
        gettext("占比"),
    ]
    rows = [
        (
            label(each.code),
            number(each.weight),
            number(whole.deprived.get(each.code, 0)),
            number(whole.poor_deprived.get(each.code, 0)),
            permille(whole.contribution(each)),
        )
        for each in whole.standard.indicators
    ]
    return DataTable(headings, rows)


def _parts(found: AreaDeprivation) -> list[PartRow]:
    """The places below by their share of the whole, the largest first."""
    places = {row.code: row for row in divisions_of_codes(found.parts)}
    order = sorted(found.parts, key=lambda code: (-found.parts[code].score, code))
    return [_part(places[code], found.parts[code], found.whole) for code in order if code in places]


def _part(place: Any, part: Tally, whole: Tally) -> PartRow:
    is_village = len(place.code) == _VILLAGE_DIGITS
    return PartRow(
        name=village_name(place) if is_village else name_of(place),
        url="" if is_village else "?" + urlencode({"area": place.code}),
        people=part.people,
        poor=part.poor,
        headcount=permille(part.headcount),
        intensity=permille(part.intensity),
        adjusted=thousandths(part.adjusted),
        share=permille(part.share_in(whole)),
    )


def _unknown(whole: Tally) -> list[tuple[str, int]]:
    """Of how many people an answer is missing, by indicator."""
    counted = {each.code for each in whole.standard.indicators}
    return [(label(code), count) for code, count in whole.unknown.items() if code in counted]

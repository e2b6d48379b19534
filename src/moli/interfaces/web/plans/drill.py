"""One indicator: its figure, the towns beside each other, and the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from moli.insights.queries.counting import Counted, Unit
from moli.insights.queries.indicators import counted as count
from moli.insights.queries.plans import Figure
from moli.insights.queries.ranking import ranking
from moli.insights.queries.targets import targets_on
from moli.insights.rules.plans import INDICATORS_OF, Indicator
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets import XLSX
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.plans.figures import figure_shown, indicator_url
from moli.interfaces.web.plans.links import Links
from moli.interfaces.web.plans.meanings import SLUGS, slug_of
from moli.interfaces.web.plans.own import own_towns
from moli.interfaces.web.plans.quarters import Quarter, picked_quarter
from moli.interfaces.web.plans.reading import Reader, is_of_people, reader_of, told_units
from moli.interfaces.web.plans.rows import Places, places_of, unit_rows
from moli.interfaces.web.plans.sheet import units_workbook
from moli.interfaces.web.plans.towns import town_rows
from moli.interfaces.words.labels import label

ROWS_A_PAGE = 50
_STATES = {"met": True, "unmet": False}


@dataclass(frozen=True)
class Picked:
    """What the address picks: met or not, a town, a village, a branch; nonsense picks nothing."""

    state: str = ""
    town: str = ""
    village: str = ""
    branch: str = ""

    @classmethod
    def from_address(cls, request: HttpRequest, units: Sequence[Unit]) -> Picked:
        """Only what there is among the units."""
        asked = request.GET
        state, town = asked.get("state", ""), asked.get("town", "")
        village, branch = asked.get("village", ""), asked.get("branch", "")
        return cls(
            state=state if state in _STATES else "",
            town=town if any(unit.town_code == town for unit in units) else "",
            village=village if any(unit.village_code == village for unit in units) else "",
            branch=branch if any(_branch_of(unit, branch) for unit in units) else "",
        )

    def takes(self, unit: Unit) -> bool:
        """Whether a unit is among those picked."""
        return (
            (not self.state or unit.is_met is _STATES[self.state])
            and (not self.town or unit.town_code == self.town)
            and (not self.village or unit.village_code == self.village)
            and (not self.branch or _branch_of(unit, self.branch))
        )

    def kept(self, quarter: Quarter) -> dict[str, str]:
        """What links to other pages of the list keep."""
        each = {
            "state": self.state,
            "town": self.town,
            "village": self.village,
            "branch": self.branch,
        }
        return {**quarter.kept, **{name: value for name, value in each.items() if value}}


def _branch_of(unit: Unit, key: str) -> bool:
    return bool(key) and key in {unit.branch_uid, unit.key}


@dataclass(frozen=True)
class _Drill:
    """An indicator of a quarter, and what of it a reader is told."""

    indicator: Indicator
    quarter: Quarter
    shown: Sequence[Quarter]
    reader: Reader
    counted: Counted
    told: Sequence[Unit]
    picked: Picked

    @property
    def units(self) -> list[Unit]:
        """The units picked; those that are missing first."""
        return sorted(
            (unit for unit in self.told if self.picked.takes(unit)),
            key=lambda unit: (unit.is_met, unit.town_code, unit.village_code, unit.key),
        )


def _drill_of(request: MoliRequest, slug: str) -> _Drill:
    indicator = SLUGS.get(slug)
    if indicator is None:
        raise Http404
    today = clock.today()
    quarter, shown = picked_quarter(request, today=today)
    reader = reader_of(request.standing, on=today)
    found = count(
        indicator,
        county_code=settings.MOLI_COUNTY_CODE,
        period=quarter.period,
        on=quarter.on,
        sight=reader.members,
    )
    told = told_units(found, reader)
    return _Drill(
        indicator, quarter, shown, reader, found, told, Picked.from_address(request, told)
    )


@require_safe
def plan_indicator(request: MoliRequest, indicator: str) -> HttpResponse:
    """One indicator with its rows, as many as the reader is told."""
    drill = _drill_of(request, indicator)
    found, quarter = drill.counted, drill.quarter
    target = targets_on(quarter.on).get(drill.indicator)
    sheet = sheet_of(
        request, drill.units, picked=drill.picked.kept(quarter), rows_a_page=ROWS_A_PAGE
    )
    places = places_of(drill.told)
    of_people = is_of_people(drill.indicator)
    own = own_towns(request.standing)
    ranked = ranking(found, county_code=settings.MOLI_COUNTY_CODE)
    links = Links(request.standing, clock.today())
    context = {
        "figure": figure_shown(Figure(found, target), quarter),
        "plan": _plan_words(drill.indicator),
        "quarter": quarter,
        "quarters": [(each, indicator_url(drill.indicator, each)) for each in drill.shown],
        "plans_url": _with(reverse("web:plans"), quarter.kept),
        "picked": drill.picked,
        "sheet": sheet,
        "rows": unit_rows(
            list(sheet.rows),
            places=places,
            links=links,
            is_of_people=of_people,
            year=quarter.on.year,
        ),
        "towns_to_pick": _towns(drill.told, places),
        "branches_to_pick": sorted(places.branches.items(), key=lambda each: each[1]),
        "kept_quarter": quarter.kept.get("quarter", ""),
        "village": places.places.get(drill.picked.village, ""),
        "is_of_people": of_people,
        "is_of_members": drill.indicator is Indicator.MEMBERS_PRACTISING,
        "untold": found.denominator - len(drill.told),
        "towns": town_rows(ranked, drill.indicator, quarter, own_codes=own),
        "download_url": _download_url(drill) if may_download(drill.indicator) else "",
    }
    return render(request, "web/plans/indicator.html", context)


@require_safe
def plan_download(request: MoliRequest, indicator: str) -> HttpResponse:
    """The picked rows as a workbook. Members are in none."""
    drill = _drill_of(request, indicator)
    if not may_download(drill.indicator):
        raise Http404
    content = units_workbook(
        drill.units,
        title=label(drill.indicator),
        places=places_of(drill.told),
        is_of_people=is_of_people(drill.indicator),
    )
    answer = HttpResponse(content, content_type=XLSX)
    name = f"moli-{slug_of(drill.indicator)}-{drill.quarter.key}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def may_download(indicator: Indicator) -> bool:
    """Whether the rows of an indicator may be taken out. Members are looked at here alone."""
    return indicator is not Indicator.MEMBERS_PRACTISING


def _plan_words(indicator: Indicator) -> str:
    return next(label(plan) for plan, these in INDICATORS_OF.items() if indicator in these)


def _towns(units: Sequence[Unit], places: Places) -> list[tuple[str, str]]:
    codes = sorted({unit.town_code for unit in units if unit.town_code})
    return [(code, places.places.get(code, code)) for code in codes]


def _download_url(drill: _Drill) -> str:
    url = reverse("web:plan_download", args=[slug_of(drill.indicator)])
    return _with(url, drill.picked.kept(drill.quarter))


def _with(url: str, kept: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(kept)}" if kept else url

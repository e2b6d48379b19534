"""How far households are from the line with this year's sales, and which have crossed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from moli.households.models import Household, IncomeYear, Status
from moli.households.queries.lines import lines_for
from moli.households.rules.lines import LineKind
from moli.households.rules.statuses import POOR_STATES
from moli.places.queries.directory import inside_areas
from moli.settlement.models import Share
from moli.settlement.queries.incomes import income_from_sales
from moli.settlement.rules.crossing import Distance
from moli.settlement.rules.shares import ShareKind

_COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Crossed:
    """Poor households of some areas: how many could be judged, and which crossed the line.

    `distances` are of all that were judged, by the household's primary key; `without_record` have
    no recorded income of an earlier year, or one without a line.
    """

    distances: Mapping[int, Distance]
    without_record: int

    @property
    def households(self) -> tuple[int, ...]:
        """Primary keys of the households that crossed."""
        return tuple(pk for pk, distance in self.distances.items() if distance.has_crossed)


def households_crossed(area_codes: Iterable[str], *, year: int, on: date) -> Crossed:
    """Which poor households sales have brought across the line: four queries, and one a county.

    Counted are households that are registered poor on a day, not above the line of their newest
    recorded year, and above this year's when this year's settled sales stand in the place of the
    recorded business income. No status is changed by it: it is for whoever visits next.
    """
    poor = (
        Status.objects.in_force(on=on)
        .filter(
            inside_areas(area_codes, field="household__village__code"),
            state__in=POOR_STATES,
            household__is_in_review=False,
            household__withdrawn_at=None,
        )
        .order_by()
    )
    counties = {
        pk: code[:_COUNTY_DIGITS]
        for pk, code in poor.values_list("household_id", "household__village__code")
    }
    ids = poor.values("household")
    records = _newest(IncomeYear.objects.filter(household__in=ids, year__lt=year))
    sales = _sales(ids, year=year)
    lines = _lines(set(counties.values()), {year, *(row.year for row in records.values())})
    distances = {
        pk: _distance(records[pk], sales=sales.get(pk, 0), lines=lines[counties[pk]], year=year)
        for pk in sorted(records)
    }
    judged = {
        pk: each
        for pk, each in distances.items()
        if each.line_fen is not None and each.recorded_line_fen is not None
    }
    return Crossed(judged, without_record=len(counties) - len(judged))


def distance_of(household: Household, *, year: int) -> Distance | None:
    """How far one household is from the line; None without a record of an earlier year.

    The household comes with its village. Three queries.
    """
    record = household.incomes.filter(year__lt=year).order_by("-year").first()
    if record is None:
        return None
    code = household.village.code[:_COUNTY_DIGITS]
    lines = _lines({code}, {year, record.year})[code]
    sales = income_from_sales(household, year=year)
    return _distance(record, sales=sales, lines=lines, year=year)


def _newest(rows: Iterable[IncomeYear]) -> dict[int, IncomeYear]:
    found: dict[int, IncomeYear] = {}
    for row in sorted(rows, key=lambda row: row.year):
        found[row.household_id] = row
    return found


def _sales(ids: QuerySet[Any], *, year: int) -> dict[int, int]:
    rows = (
        Share.objects.filter(household__in=ids, kind=ShareKind.HOUSEHOLD, happened_on__year=year)
        .order_by()
        .values("household")
        .annotate(total=Sum("fen"))
    )
    return {row["household"]: row["total"] for row in rows}


def _lines(counties: Iterable[str], years: Iterable[int]) -> dict[str, dict[int, int]]:
    """The poverty lines of some years in each county."""
    wanted = list(years)
    return {
        county: {
            year: line.fen
            for (year, kind), line in lines_for(area_code=county, years=wanted).items()
            if kind is LineKind.POVERTY
        }
        for county in counties
    }


def _distance(record: IncomeYear, *, sales: int, lines: Mapping[int, int], year: int) -> Distance:
    return Distance(
        recorded_year=record.year,
        recorded=record.income,
        recorded_line_fen=lines.get(record.year),
        sales_fen=sales,
        line_fen=lines.get(year),
    )

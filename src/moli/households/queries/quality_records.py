"""Households as the judges see them, in chunks: a fixed number of queries for each chunk.

Columns are read instead of rows of models: a county has 24,000 people, and only the judges of
numbers need the sealed numbers opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.db.models import Q

from moli.households.models import (
    FamilyMember,
    Household,
    IncomeYear,
    Line,
    LivingYear,
    Responsible,
    Status,
)
from moli.households.queries.lines import lines_for
from moli.households.rules.causes import Attribute, Cause, Risk
from moli.households.rules.income import Income
from moli.households.rules.lines import LineKind
from moli.households.rules.living import Fuel, HouseGrade, LandKind, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.quality.record import Member, Record, Stand, YearIncome, YearLiving
from moli.households.rules.statuses import State

CHUNK = 500
# Queries for each chunk: households, members, incomes, livings, states, responsibles, lines.
RECORD_QUERIES = 7
_MEMBER_COLUMNS = (
    *("household_id", "uid", "relation", "sex", "born_on", "ethnicity", "id_kind", "education"),
    *("schooling", "health", "labour", "work_place", "work_months", "monthly_wage_fen"),
    *("has_medical_insurance", "has_illness_insurance", "is_minimum_living", "is_special_support"),
)
_LAND = {kind: f"{kind.lower()}_square_metres" for kind in LandKind}
_LIVING_COLUMNS = (
    *("household_id", "year", "house_square_metres", "house_grade", "has_safe_water"),
    *("has_power", "has_television", "has_clean_toilet", "is_in_cooperative", "road_kind"),
    *("main_road_metres", "fuel"),
)
Kind = TypeVar("Kind", bound=StrEnum)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Located:
    """A record, the household it is of, and the village where it lies."""

    household_id: int
    village_code: str
    record: Record


def chunks_of(household_ids: Iterable[int]) -> Iterator[list[int]]:
    """Primary keys in their order, five hundred at a time."""
    ids = sorted(set(household_ids))
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def visible_households(*, area_code: str = "") -> list[int]:
    """Primary keys of the households that count: out of review, neither withdrawn nor erased."""
    found = Household.objects.filter(is_in_review=False, withdrawn_at=None, erased_at=None)
    inside = found.filter(village__code__startswith=area_code) if area_code else found
    return list(inside.order_by("pk").values_list("pk", flat=True))


def records_of(
    household_ids: Sequence[int], *, on: date, opens_numbers: bool = False
) -> list[Located]:
    """The records of one chunk of households on a day, by primary key.

    Households in review, withdrawn or erased have none. Years after the day are left out.
    """
    fields = ("pk", "village__code", "attribute", "is_generated")
    causes = ("main_cause", "second_cause", "third_cause")
    rows = list(
        Household.objects.filter(
            pk__in=household_ids, is_in_review=False, withdrawn_at=None, erased_at=None
        )
        .order_by("pk")
        .values_list(*fields, *causes)
    )
    ids = [row[0] for row in rows]
    members = _members(ids, on=on, opens_numbers=opens_numbers)
    incomes, livings = _incomes(ids, on=on), _livings(ids, on=on)
    stands, responsibles = _stands(ids, on=on), _responsibles(ids, on=on)
    years = sorted({row.year for found in incomes.values() for row in found})
    lines = _lines({row[1] for row in rows}, years)
    return [
        Located(
            household_id=pk,
            village_code=code,
            record=Record(
                on=on,
                members=tuple(members[pk]),
                incomes=tuple(incomes[pk]),
                livings=tuple(livings[pk]),
                stands=tuple(stands[pk]),
                attribute=_kind(Attribute, attribute),
                causes=tuple(Cause(cause) for cause in named if cause),
                responsibles=responsibles[pk],
                is_generated=is_generated,
                lines=lines[code[:6]],
            ),
        )
        for pk, code, attribute, is_generated, *named in rows
    ]


def _kind(kind: type[Kind], text: str) -> Kind | None:
    return kind(text) if text else None


def _members(
    ids: Sequence[int], *, on: date, opens_numbers: bool
) -> defaultdict[int, list[Member]]:
    found: defaultdict[int, list[Member]] = defaultdict(list)
    present = FamilyMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=on), household_id__in=ids, joined_on__lte=on
    ).order_by("pk")
    # The number comes last: left out, it is not opened, which is most of the work.
    columns = (*_MEMBER_COLUMNS, "id_number") if opens_numbers else _MEMBER_COLUMNS
    for pk, uid, relation, sex, born_on, ethnicity, id_kind, *more in present.values_list(*columns):
        education, schooling, health, labour, place, months, wage_fen, *rest = more
        medical, illness, minimum, special, *number = rest
        found[pk].append(
            Member(
                key=str(uid),
                relation=Relation(relation),
                sex=Sex(sex),
                born_on=born_on,
                ethnicity=ethnicity,
                id_kind=IdKind(id_kind),
                id_number=number[0] if number else "",
                education=_kind(Education, education),
                schooling=_kind(Schooling, schooling),
                health=_kind(Health, health),
                labour=_kind(Labour, labour),
                work_place=_kind(WorkPlace, place),
                work_months=months,
                monthly_wage_fen=wage_fen,
                has_medical_insurance=medical,
                has_illness_insurance=illness,
                is_minimum_living=minimum,
                is_special_support=special,
            )
        )
    return found


def _incomes(ids: Sequence[int], *, on: date) -> defaultdict[int, list[YearIncome]]:
    found: defaultdict[int, list[YearIncome]] = defaultdict(list)
    kinds = ("wage_fen", "business_fen", "property_fen", "transfer_fen", "cost_fen", "people")
    rows = IncomeYear.objects.filter(household_id__in=ids, year__lte=on.year)
    columns = ("household_id", "year", "medical_fen", *kinds)
    for pk, year, medical_fen, *sums in rows.order_by("-year").values_list(*columns):
        income = Income(**dict(zip(kinds, sums, strict=True)))
        found[pk].append(YearIncome(year=year, income=income, medical_fen=medical_fen))
    return found


def _livings(ids: Sequence[int], *, on: date) -> defaultdict[int, list[YearLiving]]:
    found: defaultdict[int, list[YearLiving]] = defaultdict(list)
    rows = LivingYear.objects.filter(household_id__in=ids, year__lte=on.year).order_by("-year")
    for pk, *answers in rows.values_list(*_LIVING_COLUMNS, *_LAND.values()):
        cut = len(_LIVING_COLUMNS) - 1
        told = dict(zip(_LIVING_COLUMNS[1:], answers[:cut], strict=True))
        told["house_grade"] = _kind(HouseGrade, told["house_grade"])
        told["road_kind"] = _kind(RoadKind, told["road_kind"])
        told["fuel"] = _kind(Fuel, told["fuel"])
        land = dict(zip(_LAND, answers[cut:], strict=True))
        found[pk].append(YearLiving(**told, land_square_metres=land))
    return found


def _stands(ids: Sequence[int], *, on: date) -> defaultdict[int, list[Stand]]:
    found: defaultdict[int, list[Stand]] = defaultdict(list)
    rows = Status.objects.filter(household_id__in=ids, from_on__lte=on).order_by("from_on", "pk")
    columns = ("household_id", "state", "from_on", "to_on", "risks", "risk_words")
    for pk, state, from_on, to_on, risks, words in rows.values_list(*columns):
        named = tuple(Risk(risk) for risk in risks)
        found[pk].append(Stand(State(state), from_on, to_on, named, words))
    return found


def _responsibles(ids: Sequence[int], *, on: date) -> defaultdict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    rows = Responsible.objects.in_force(on=on).filter(household_id__in=ids).order_by("pk")
    for pk in rows.values_list("household_id", flat=True):
        found[pk] += 1
    return found


def _lines(
    village_codes: Iterable[str], years: Sequence[int]
) -> Mapping[str, Mapping[tuple[int, LineKind], int]]:
    """The lines by county: one query for each county, and there is one."""

    def sums(rows: Mapping[tuple[int, LineKind], Line]) -> dict[tuple[int, LineKind], int]:
        return {key: row.fen for key, row in rows.items()}

    counties = sorted({code[:6] for code in village_codes})
    return {county: sums(lines_for(area_code=county, years=years)) for county in counties}

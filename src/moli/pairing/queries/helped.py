"""Who may be helped on a day, what they grow, and how pressing it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.audit.queries import COUNTY_CODE_DIGITS
from moli.households.models import Household, IncomeYear, Status
from moli.households.queries.lines import lines_for
from moli.households.rules.lines import LineKind
from moli.households.rules.statuses import POOR_STATES
from moli.market.models import Lot
from moli.orders.models import Quota, WeighIn
from moli.pairing.queries.helping import Point
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.rules.planning import need_by_income, needs_by_share
from moli.places.models import Division, PoorDesignation
from moli.places.queries.directory import inside_areas


@dataclass(frozen=True)
class HelpedRow:
    """One who may be helped: key and village, where it stands, what it grows, its need.

    `order` is as of a helper; no product means that nobody knows what is grown.
    """

    key: str
    order: tuple[str, ...]
    village_id: int
    village_code: str
    point: Point | None
    products: frozenset[str]
    need_per_mille: int


def helped_of(kind: PairingKind, *, on: date) -> list[HelpedRow]:
    """Everybody who may be helped on a day, in an order of their own.

    Poor villages, for partners those with a first secretary: five queries at most. Poor
    households of poor villages, out of review and not withdrawn: five, and one for each county.
    """
    villages = list(_villages(kind, on=on))
    if kind == PairingKind.PRACTITIONER:
        found = _households(villages, on=on)
    else:
        found = _in_villages(villages, on=on)
    return sorted(found, key=lambda row: (row.order, row.key))


def villages_that_may_be_helped(
    kind: PairingKind, keys: Collection[str], *, on: date
) -> dict[str, Division]:
    """The village of each of some keys that may be helped on a day: two queries at most."""
    villages = _villages(kind, on=on)
    if kind != PairingKind.PRACTITIONER:
        return {row.code: row for row in villages.filter(code__in=keys)}
    uids = [uid for uid in map(_uid, keys) if uid is not None]
    rows = _poor_households(villages, on=on).filter(uid__in=uids).select_related("village")
    return {row.key: row.village for row in rows}


def poor_households_in(area_codes: Iterable[str], *, on: date) -> QuerySet[Household]:
    """The poor households of some areas that a practitioner may help on a day."""
    villages = _villages(PairingKind.PRACTITIONER, on=on)
    return _poor_households(villages.filter(inside_areas(area_codes, field="code")), on=on)


def poor_villages_in(
    kind: PairingKind, area_codes: Iterable[str], *, on: date
) -> QuerySet[Division]:
    """The villages of some areas that may be helped by a kind on a day."""
    return _villages(kind, on=on).filter(inside_areas(area_codes, field="code"))


def _villages(kind: PairingKind, *, on: date) -> QuerySet[Division]:
    poor = PoorDesignation.objects.in_force(on=on)
    villages = Division.objects.filter(pk__in=poor.values("village")).order_by("code")
    if kind != PairingKind.PARTNER:
        return villages
    secretaries = Appointment.objects.in_force(on=on).filter(
        role=Role.FIRST_SECRETARY, user__is_active=True
    )
    return villages.filter(pk__in=secretaries.values("area"))


def _in_villages(villages: Collection[Division], *, on: date) -> list[HelpedRow]:
    ids = [village.pk for village in villages]
    grown = _gathered(
        [
            *Lot.objects.filter(village__in=ids).values_list("village", "product__code"),
            *WeighIn.objects.filter(village__in=ids)
            .order_by()
            .values_list("village", "product__code")
            .distinct(),
        ]
    )
    needs = needs_by_share(_poor_of_all(ids, on=on))
    return [
        HelpedRow(
            key=village.code,
            order=(village.code,),
            village_id=village.pk,
            village_code=village.code,
            point=_point(village),
            products=grown.get(village.pk, frozenset()),
            need_per_mille=needs[village.pk],
        )
        for village in villages
    ]


def _poor_of_all(village_ids: Iterable[int], *, on: date) -> Mapping[int, tuple[int, int]]:
    """How many households of each village are poor, and how many there are: one query."""
    found = dict.fromkeys(village_ids, (0, 0))
    rows = (
        Household.objects.filter(village__in=list(found), is_in_review=False, withdrawn_at=None)
        .order_by()
        .values("village")
        .annotate(of=Count("pk"), poor=Count("pk", filter=Q(pk__in=_poor_ids(on))))
    )
    return found | {row["village"]: (row["poor"], row["of"]) for row in rows}


def _poor_ids(on: date) -> QuerySet[Status, Any]:
    return Status.objects.in_force(on=on).filter(state__in=POOR_STATES).values("household")


def _poor_households(
    villages: QuerySet[Division] | Collection[Division], *, on: date
) -> QuerySet[Household]:
    return Household.objects.filter(
        pk__in=_poor_ids(on),
        village__in=villages,
        is_in_review=False,
        withdrawn_at=None,
        erased_at=None,
    )


def _households(villages: Collection[Division], *, on: date) -> list[HelpedRow]:
    by_id = {village.pk: village for village in villages}
    columns = ("pk", "uid", "national_code", "village_id")
    poor = _poor_households(villages, on=on)
    rows = list(poor.order_by().values_list(*columns))
    grown = _gathered(
        [
            *WeighIn.objects.filter(household__village__in=by_id)
            .order_by()
            .values_list("household", "product__code")
            .distinct(),
            *Quota.objects.filter(household__village__in=by_id).values_list(
                "household", "part__lot__product__code"
            ),
        ]
    )
    counties = {pk: by_id[village_id].code[:COUNTY_CODE_DIGITS] for pk, _, _, village_id in rows}
    needs = _needs(poor, counties, on=on)
    return [
        HelpedRow(
            key=str(uid),
            order=(by_id[village_id].code, national_code),
            village_id=village_id,
            village_code=by_id[village_id].code,
            point=_point(by_id[village_id]),
            products=grown.get(pk, frozenset()),
            need_per_mille=needs.get(pk, need_by_income(per_capita_fen=None, line_fen=None)),
        )
        for pk, uid, national_code, village_id in rows
    ]


def _needs(
    poor: QuerySet[Household], counties: Mapping[int, str], *, on: date
) -> Mapping[int, int]:
    """How far the newest income of each poor household lies under the line of its year.

    `counties` names the county of each of them.
    """
    rows = IncomeYear.objects.filter(
        household__in=poor.order_by().values("pk"), year__lte=on.year
    ).order_by("year")
    # The newest comes last and stays.
    newest = {row.household_id: row for row in rows}
    years = {row.year for row in newest.values()}
    lines = {
        county: lines_for(area_code=county, years=years)
        for county in sorted(set(counties.values()))
    }
    found = {}
    for pk, row in newest.items():
        line = lines[counties[pk]].get((row.year, LineKind.POVERTY))
        found[pk] = need_by_income(
            per_capita_fen=row.income.per_capita_fen, line_fen=line.fen if line else None
        )
    return found


def _gathered(pairs: Iterable[tuple[int, str]]) -> Mapping[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, product in pairs:
        found[key].add(product)
    return {key: frozenset(products) for key, products in found.items()}


def _uid(key: str) -> UUID | None:
    """A word that is no uid names no household."""
    try:
        return UUID(key)
    except ValueError:
        return None


def _point(village: Division) -> Point | None:
    if village.longitude is None or village.latitude is None:
        return None
    return village.longitude, village.latitude

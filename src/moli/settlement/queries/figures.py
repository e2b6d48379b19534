"""What sales brought households: gross, net, beyond the farm gate, saved from being left unsold.

Each figure is counted from settled shares and what stands behind them, when it is asked. Who may
see whose is for the caller; what everybody may see is in `public_figures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from moli.households.models import Household
from moli.places.queries.directory import inside_areas
from moli.settlement.models import Payout
from moli.settlement.queries.sold import SoldEntry, sold_in
from moli.settlement.rules.figures import (
    IncomeFigures,
    figure_terms,
    figures_of,
    public_villages,
)
from moli.settlement.rules.payouts import PayoutState


@dataclass(frozen=True)
class Paid:
    """What was sent to households' banks and not returned: to how many, how much."""

    households: int = 0
    total_fen: int = 0


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may be told: the county, and villages by code; None where too few sold."""

    county: IncomeFigures | None
    villages: Mapping[str, IncomeFigures]


@dataclass(frozen=True)
class HouseholdSales:
    """A household's year: the four figures, and its entries, the newest first."""

    figures: IncomeFigures
    entries: tuple[SoldEntry, ...]


def sales_of_household(household: Household, *, year: int) -> HouseholdSales:
    """The figures and sales of one household in a year: twelve queries at most."""
    found = sold_in(Q(household=household), year=year)
    oldest_first = sorted(found, key=lambda row: (row.entry.on, row.settlement.pk))
    return HouseholdSales(_figures(found), tuple(oldest_first[::-1]))


def figures_by_village(area_codes: Iterable[str], *, year: int) -> dict[str, IncomeFigures]:
    """The figures of a year by village code, in its order: twelve queries for any number."""
    by_village: dict[str, list[SoldEntry]] = defaultdict(list)
    for row in _sold_inside(area_codes, year=year):
        by_village[row.village_code].append(row)
    return {code: _figures(by_village[code]) for code in sorted(by_village)}


def figures_of_areas(area_codes: Iterable[str], *, year: int) -> IncomeFigures:
    """The figures of a village, a town, a county: of all of some areas together."""
    return _figures(_sold_inside(area_codes, year=year))


def public_figures(*, county_code: str, year: int) -> PublicFigures:
    """What everybody may be told of a county's year: nothing of fewer than five households."""
    villages = figures_by_village([county_code], year=year)
    shown = public_villages({code: figures.households for code, figures in villages.items()})
    county = sum(villages.values(), IncomeFigures())
    is_public = county.households >= figure_terms().public_households_min
    return PublicFigures(
        county=county if is_public else None,
        villages={code: figures for code, figures in villages.items() if code in shown},
    )


def paid_by_village(area_codes: Iterable[str], *, year: int) -> dict[str, Paid]:
    """What banks were told to pay in a year and have not returned, by village: one query."""
    rows = (
        Payout.objects.filter(
            inside_areas(area_codes, field="household__village__code"),
            state__in=(PayoutState.SENT, PayoutState.PAID),
            batch__approved_at__year=year,
        )
        .order_by("household__village__code")
        .values("household__village__code")
        .annotate(households=Count("household", distinct=True), total=Sum("total_fen"))
    )
    return {row["household__village__code"]: Paid(row["households"], row["total"]) for row in rows}


def _sold_inside(area_codes: Iterable[str], *, year: int) -> list[SoldEntry]:
    return sold_in(inside_areas(area_codes, field="household__village__code"), year=year)


def _figures(rows: Iterable[SoldEntry]) -> IncomeFigures:
    return figures_of((row.settlement.pk, row.entry) for row in rows)

"""Statements of a month on a list: by village, and the households of one village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from moli.households.models import Household
from moli.ledger.rules.months import last_day_of_month
from moli.places.models import Division
from moli.settlement.models import Share, Statement
from moli.settlement.queries.reach import (
    MoneyReach,
    households_with_statements,
    villages_with_statements,
)
from moli.settlement.rules.shares import ShareKind


@dataclass(frozen=True)
class VillageMonth:
    """A village's month: how many of its households earned how much."""

    village: Division
    households: int
    total_fen: int


@dataclass(frozen=True)
class HouseholdSum:
    """One household's month on a list. `rows` were drawn up of it, together `stated_fen`."""

    household: Household
    total_fen: int
    stated_fen: int
    rows: int

    @property
    def is_drawn_up(self) -> bool:
        """Whether what was drawn up is what the month is worth now."""
        return self.rows > 0 and self.stated_fen == self.total_fen


def villages_of_month(reach: MoneyReach, *, month: date) -> list[VillageMonth]:
    """The villages in reach that earned something in the month, by code: two queries."""
    sums = {
        row["household__village"]: row
        for row in _earned(month)
        .filter(household__in=households_with_statements(reach).order_by().values("pk"))
        .values("household__village")
        .annotate(households=Count("household", distinct=True), sum_fen=Sum("fen"))
    }
    villages = villages_with_statements(reach).filter(pk__in=sums)
    return [
        VillageMonth(village, sums[village.pk]["households"], sums[village.pk]["sum_fen"])
        for village in villages
    ]


def households_of_month(
    reach: MoneyReach, *, month: date, village_code: str
) -> QuerySet[Household]:
    """The households of one village in reach that earned something in the month, by group."""
    earners = _earned(month).filter(household__village__code=village_code)
    return (
        households_with_statements(reach)
        .filter(pk__in=earners.values("household"))
        .order_by("group_name", "pk")
    )


def sums_of(households: Sequence[Household], *, month: date) -> list[HouseholdSum]:
    """What the month is worth to some households, in their order: two queries."""
    keys = [row.pk for row in households]
    earned = dict(
        _earned(month)
        .filter(household__in=keys)
        .values("household")
        .annotate(sum_fen=Sum("fen"))
        .values_list("household", "sum_fen")
    )
    stated = {
        row["household"]: row
        for row in Statement.objects.filter(month=month.replace(day=1), household__in=keys)
        .order_by()
        .values("household")
        .annotate(sum_fen=Sum("total_fen"), rows=Count("pk"))
    }
    return [
        HouseholdSum(
            household=row,
            total_fen=earned.get(row.pk, 0),
            stated_fen=stated[row.pk]["sum_fen"] if row.pk in stated else 0,
            rows=stated[row.pk]["rows"] if row.pk in stated else 0,
        )
        for row in households
    ]


def months_with_sales(reach: MoneyReach) -> list[date]:
    """The months in which households in reach earned something, the newest first."""
    inside = households_with_statements(reach).order_by().values("pk")
    shares = Share.objects.filter(kind=ShareKind.HOUSEHOLD, household__in=inside)
    return list(shares.dates("happened_on", "month", order="DESC"))


def not_drawn_up(month: date) -> int:
    """How many households' statements of a month do not say what it is worth now."""
    stated = dict(
        Statement.objects.filter(month=month.replace(day=1))
        .order_by()
        .values("household")
        .annotate(sum_fen=Sum("total_fen"))
        .values_list("household", "sum_fen")
    )
    earned = (_earned(month).values("household").annotate(sum_fen=Sum("fen"))).values_list(
        "household", "sum_fen"
    )
    return sum(fen != stated.get(household, 0) for household, fen in earned)


def _earned(month: date) -> QuerySet[Share]:
    days = Q(happened_on__gte=month.replace(day=1), happened_on__lte=last_day_of_month(month))
    return Share.objects.filter(days, kind=ShareKind.HOUSEHOLD).order_by()

"""What households earned from sales, and what a month's statement says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from moli.households.models import Household
from moli.ledger.rules.months import last_day_of_month
from moli.settlement.models import Settlement, Share, Statement
from moli.settlement.rules.shares import ShareKind


def income_from_sales(household: Household, *, year: int) -> int:
    """What a household's sales brought it in a year, in fen: settled shares less corrections.

    It is net: commission, packaging and transport are not in it. It counts what was settled in
    the year, whether or not it has been paid out yet.
    """
    shares = household_shares(household).filter(happened_on__year=year)
    return shares.aggregate(fen=Sum("fen"))["fen"] or 0


def household_shares(household: Household) -> QuerySet[Share]:
    """All shares of a household, those of corrections too, as they came about."""
    return Share.objects.filter(household=household, kind=ShareKind.HOUSEHOLD).order_by("pk")


@dataclass(frozen=True)
class StatementLine:
    """One sale, or one correction of a sale, in a month."""

    on: date
    order_number: str
    article: str
    fen: int
    is_correction: bool


@dataclass(frozen=True)
class MonthStatement:
    """A household's month: its lines now, and the rows that were drawn up of it."""

    household: Household
    month: date
    lines: tuple[StatementLine, ...]
    rows: tuple[Statement, ...]

    @property
    def total_fen(self) -> int:
        """What the month is worth now."""
        return sum(line.fen for line in self.lines)

    @property
    def stated_fen(self) -> int:
        """What was drawn up: the first row and its corrections."""
        return sum(row.total_fen for row in self.rows)


def statement_of(household: Household, *, month: date) -> MonthStatement:
    """A household's sales in the month in which a day lies: two queries."""
    first = month.replace(day=1)
    shares = (
        household_shares(household)
        .filter(happened_on__gte=first, happened_on__lte=last_day_of_month(month))
        .select_related(
            "settlement__line__article",
            "settlement__line__order",
            "settlement__delivery__part__lot__product",
        )
    )
    return MonthStatement(
        household=household,
        month=first,
        lines=tuple(
            StatementLine(
                on=share.happened_on,
                **_sold(share.settlement),
                fen=share.fen,
                is_correction=share.correction_id is not None,
            )
            for share in shares
        ),
        rows=tuple(Statement.objects.filter(household=household, month=first).order_by("sequence")),
    )


def _sold(settlement: Settlement) -> dict[str, str]:
    """What was settled, as its statement names it: an order's article, or a delivery's product."""
    line, delivery = settlement.line, settlement.delivery
    if line is not None:
        return {"order_number": line.order.number, "article": line.article.code}
    if delivery is None:
        raise RuntimeError(f"settlement {settlement.pk} is of nothing")
    return {"order_number": delivery.number, "article": delivery.part.lot.product.code}


def month_sums(month: date) -> dict[int, int]:
    """What the month in which a day lies brought each household, by its primary key."""
    sums = (
        Share.objects.filter(
            kind=ShareKind.HOUSEHOLD,
            happened_on__gte=month.replace(day=1),
            happened_on__lte=last_day_of_month(month),
        )
        .order_by()
        .values("household")
        .annotate(total=Sum("fen"))
    )
    return {row["household"]: row["total"] for row in sums}

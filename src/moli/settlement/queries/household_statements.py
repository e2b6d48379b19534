"""A household's month in full: each sale, what was taken of it, what was paid out and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from moli.catalogue.models import Product
from moli.households.models import Household
from moli.ledger.rules.months import last_day_of_month
from moli.orders.models import Article
from moli.settlement.models import BankAccount, Payout, Share, Statement
from moli.settlement.queries.figures import sales_of_household
from moli.settlement.queries.incomes import household_shares
from moli.settlement.queries.owed import Owed, debts_of, owed
from moli.settlement.rules.payouts import BatchState, PayoutState
from moli.settlement.rules.shares import ShareKind

Parts = Mapping[ShareKind, int]


@dataclass(frozen=True)
class Sale:
    """One sale that a household had a part in, or one correction of it.

    `parts` are all that its price was shared into, by kind, everybody's together; what went back
    to the buyer is one of them. `own_fen` is this household's part of the households' share. Of a
    delivery whose claim was settled later the rest is a sale of its own, `is_rest`, without weight.
    """

    on: date
    number: str
    goods: Article | Product
    units: int
    grams: int
    parts: Parts
    own_fen: int
    is_correction: bool
    is_rest: bool

    @property
    def price_fen(self) -> int:
        """What the buyer paid for what was kept; of a correction what the price fell by."""
        return sum(fen for kind, fen in self.parts.items() if kind is not ShareKind.BUYER)


@dataclass(frozen=True)
class SaleGroup:
    """Sales of one kind of goods on one day, added up; corrections apart from sales.

    `own_grams` is what the household had in them; of a correction less than nought.
    """

    on: date
    goods: Article | Product
    is_correction: bool
    is_rest: bool
    own_grams: int
    sales: Sequence[Sale]

    @property
    def units(self) -> int:
        """Units sold; of corrections, units that came back."""
        return sum(sale.units for sale in self.sales)

    @property
    def grams(self) -> int:
        """The weight of a bulk sale."""
        return sum(sale.grams for sale in self.sales)

    @property
    def price_fen(self) -> int:
        """What buyers paid."""
        return sum(sale.price_fen for sale in self.sales)

    @property
    def own_fen(self) -> int:
        """This household's part."""
        return sum(sale.own_fen for sale in self.sales)

    def part_fen(self, kind: ShareKind) -> int:
        """What a kind of taker got of it."""
        return sum(sale.parts.get(kind, 0) for sale in self.sales)


@dataclass(frozen=True)
class HouseholdMonth:
    """All that a month's statement says.

    `payouts` are those that were approved or came back in the month; `now` is what stands to the
    household's credit today, `debt_fen` what it owes, whatever month that comes from.
    """

    household: Household
    month: date
    groups: tuple[SaleGroup, ...]
    rows: tuple[Statement, ...]
    payouts: tuple[Payout, ...]
    now: Owed | None
    debt_fen: int
    months: tuple[date, ...] = field(default=())

    @property
    def total_fen(self) -> int:
        """What the month is worth now."""
        return sum(group.own_fen for group in self.groups)

    @property
    def stated_fen(self) -> int:
        """What was drawn up of it: the first row and its corrections."""
        return sum(row.total_fen for row in self.rows)


def household_month(household: Household, *, month: date, on: date) -> HouseholdMonth:
    """A household's month: a fixed number of queries, whatever it sold. `on` is today."""
    first, last = month.replace(day=1), last_day_of_month(month)
    shares = household_shares(household).filter(happened_on__gte=first, happened_on__lte=last)
    standing = owed(on=on, keys=[household.key])
    return HouseholdMonth(
        household=household,
        month=first,
        groups=_groups(_sales(shares), _own_grams(household, first)),
        rows=tuple(Statement.objects.filter(household=household, month=first).order_by("sequence")),
        payouts=_payouts(household, first, last),
        now=standing[0] if standing else None,
        debt_fen=debts_of([household.key]).get(household.key, 0),
        months=tuple(household_shares(household).dates("happened_on", "month", order="DESC")),
    )


def account_of_household(household: Household, *, on: date) -> BankAccount | None:
    """The account at a bank to which a household's money goes on a day."""
    return (
        BankAccount.objects.in_force(on=on)
        .filter(household=household)
        .exclude(number_index="")
        .first()
    )


def _sales(shares: QuerySet[Share]) -> list[Sale]:
    rows = shares.select_related(
        "correction",
        "settlement__line__article",
        "settlement__line__order",
        "settlement__delivery__part__lot__product",
    )
    parts = _parts(shares)
    return [_sale(row, parts[row.settlement_id, row.correction_id]) for row in rows]


def _parts(shares: QuerySet[Share]) -> Mapping[tuple[int, int | None], Parts]:
    """Into what each of these settlements and corrections shared its price."""
    settled = shares.filter(correction=None).order_by().values("settlement")
    corrected = shares.filter(correction__isnull=False).order_by().values("correction")
    sums = (
        Share.objects.filter(
            Q(correction=None, settlement__in=settled) | Q(correction__in=corrected)
        )
        .order_by()
        .values("settlement", "correction", "kind")
        .annotate(sum_fen=Sum("fen"))
    )
    found: dict[tuple[int, int | None], dict[ShareKind, int]] = defaultdict(dict)
    for row in sums:
        found[row["settlement"], row["correction"]][ShareKind(row["kind"])] = row["sum_fen"]
    return found


def _sale(share: Share, parts: Parts) -> Sale:
    settlement, correction = share.settlement, share.correction
    line, delivery = settlement.line, settlement.delivery
    thing: dict[str, Any]
    if line is not None:
        # A correction counts all that has come back by then; what it gave the buyer is its own.
        back = parts.get(ShareKind.BUYER, 0) // line.unit_price_fen
        units = back if correction else line.units - settlement.returned_units
        thing = {"number": line.order.number, "goods": line.article, "units": units, "grams": 0}
    elif delivery is not None:
        product, grams = delivery.part.lot.product, delivery.received_grams or 0
        grams = 0 if settlement.stage > 1 else grams
        thing = {"number": delivery.number, "goods": product, "units": 0, "grams": grams}
    else:
        raise RuntimeError(f"settlement {settlement.pk} is of nothing")
    return Sale(
        on=share.happened_on,
        parts=parts,
        own_fen=share.fen,
        is_correction=correction is not None,
        is_rest=settlement.stage > 1,
        **thing,
    )


_Key = tuple[date, str, bool, bool]


def _own_grams(household: Household, month: date) -> Mapping[_Key, int]:
    """What a household had in the sales of a month, by day, goods and kind of row."""
    grams: dict[_Key, int] = defaultdict(int)
    for sold in sales_of_household(household, year=month.year).entries:
        goods, _ = sold.goods
        is_rest = sold.settlement.stage > 1
        grams[sold.entry.on, goods.code, sold.entry.is_correction, is_rest] += sold.entry.grams
    return grams


def _groups(sales: Sequence[Sale], own_grams: Mapping[_Key, int]) -> tuple[SaleGroup, ...]:
    found: dict[_Key, list[Sale]] = defaultdict(list)
    for sale in sales:
        found[sale.on, sale.goods.code, sale.is_correction, sale.is_rest].append(sale)
    return tuple(
        SaleGroup(
            on=key[0],
            goods=group[0].goods,
            is_correction=key[2],
            is_rest=key[3],
            own_grams=own_grams.get(key, 0),
            sales=tuple(group),
        )
        for key, group in sorted(found.items(), key=lambda each: each[0])
    )


def _payouts(household: Household, first: date, last: date) -> tuple[Payout, ...]:
    days = (first, last)
    return tuple(
        Payout.objects.filter(household=household, batch__state=BatchState.APPROVED)
        .exclude(state=PayoutState.CANCELLED)
        .filter(Q(batch__approved_at__date__range=days) | Q(told_at__date__range=days))
        .select_related("batch", "bank_account")
        .order_by("pk")
    )

"""Figures of the whole market, as the public page and the county's overview show them.

None of them is kept anywhere: each is counted from the rows that people made at their work, at
the moment of asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast

from moli.kernel.weight import GRAMS_PER_KG
from moli.market.models import Contract, Demand, Lot, Proposal
from moli.market.queries.offers import open_demands, open_lots
from moli.market.rules.negotiation import HOLDING_STATES, ProposalState

# What is left of a lot in its last three days hardly finds a buyer and a truck any more.
LAST_DAYS = 3
_AGREED = (ProposalState.AGREED, ProposalState.CONTRACTED)


@dataclass(frozen=True)
class OnOffer:
    """What stands on the market on a day: how many lots or demands, and what is left of them."""

    count: int
    left_grams: int


@dataclass(frozen=True)
class Dealt:
    """What became of introductions: how many there are, and what was agreed.

    `agreed_fen` is the farm-gate value of what was agreed; nobody has been paid by that.
    """

    introductions: int
    agreements: int
    contracts: int
    agreed_grams: int
    agreed_fen: int


@dataclass(frozen=True)
class ProductBalance:
    """One product's open lots and open demands, side by side."""

    name: str
    name_en: str
    lot_grams: int
    demand_grams: int


def lots_on_offer(*, on: date) -> OnOffer:
    """Lots of which something is left on a day, as `open_lots` lists them: one query."""
    return _on_offer(open_lots(on=on))


def demands_on_offer(*, on: date) -> OnOffer:
    """Demands that still want something on a day, as `open_demands` lists them: one query."""
    return _on_offer(open_demands(on=on))


def lots_in_their_last_days(*, on: date) -> OnOffer:
    """Open lots whose window ends within three days, today included: one query."""
    return _on_offer(open_lots(on=on).filter(ready_to_on__lt=on + timedelta(days=LAST_DAYS)))


def _on_offer(offers: QuerySet[Lot] | QuerySet[Demand]) -> OnOffer:
    row = offers.order_by().aggregate(
        count=Count("pk"), left=Sum(F("grams") - F("committed_grams"))
    )
    return OnOffer(count=row["count"], left_grams=row["left"] or 0)


def dealt() -> Dealt:
    """Introductions and what came of them since the county began: one query."""
    agreed = Q(state__in=_AGREED)
    price = Cast("agreed_fen_per_kg", BigIntegerField())
    row = Proposal.objects.order_by().aggregate(
        introductions=Count("pk", filter=Q(state__in=(*HOLDING_STATES, ProposalState.DECLINED))),
        agreements=Count("pk", filter=agreed),
        contracts=Count("pk", filter=Q(state=ProposalState.CONTRACTED)),
        agreed_grams=Sum("held_grams", filter=agreed),
        gram_fen=Sum(F("held_grams") * price, filter=agreed),
    )
    return Dealt(
        introductions=row["introductions"],
        agreements=row["agreements"],
        contracts=row["contracts"],
        agreed_grams=row["agreed_grams"] or 0,
        # A headline: cut to whole fen once, not for each agreement.
        agreed_fen=int(row["gram_fen"] or 0) // GRAMS_PER_KG,
    )


def newest_contract() -> Contract | None:
    """The contract drawn up last, for the story on the public page."""
    return (
        Contract.objects.select_related(
            "proposal__lot__village__parent",
            "proposal__lot__product",
            "proposal__demand__enterprise",
        )
        .order_by("-pk")
        .first()
    )


def balance_by_product(*, on: date) -> list[ProductBalance]:
    """Open lots against open demands for each product, the largest surplus first: two queries."""
    offered, wanted = _left_by_product(open_lots(on=on)), _left_by_product(open_demands(on=on))
    rows = [
        ProductBalance(
            name=names[0],
            name_en=names[1],
            lot_grams=offered.get(names, 0),
            demand_grams=wanted.get(names, 0),
        )
        for names in offered.keys() | wanted.keys()
    ]
    return sorted(rows, key=lambda row: (row.demand_grams - row.lot_grams, row.name))


def _left_by_product(
    offers: QuerySet[Lot] | QuerySet[Demand],
) -> Mapping[tuple[str, str], int]:
    rows = (
        offers.order_by()
        .values_list("product__name", "product__name_en")
        .annotate(left=Sum(F("grams") - F("committed_grams")))
    )
    return {(name, name_en): left for name, name_en, left in rows}

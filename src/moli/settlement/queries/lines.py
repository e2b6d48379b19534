"""What settling an order needs to know: its lines, from whom they came, and by which rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from moli.orders.models import Article, LineFill, Order, OrderLine, ProductionInput
from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import (
    NARROWEST_FIRST,
    Brought,
    LineFacts,
    Part,
    RuleScope,
)


@dataclass(frozen=True)
class FilledLine:
    """A line with its facts; `household_ids` finds the households by their keys."""

    line: OrderLine
    facts: LineFacts
    returned_units: int
    household_ids: dict[str, int]


def filled_lines(order: Order) -> list[FilledLine]:
    """The lines of an order that was packed, in key order: three queries whatever their number."""
    lines = order.lines.select_related("article__product").order_by("pk")
    fills = _fills(order)
    inputs, household_ids = _inputs(order)
    return [
        FilledLine(
            line=line,
            facts=_facts(line, fills=fills[line.pk], inputs=inputs, order_key=order.key),
            returned_units=sum(fill.returned_units for fill in fills[line.pk]),
            household_ids=household_ids,
        )
        for line in lines
    ]


def rule_for(article: Article, *, on: date) -> WaterfallRule | None:
    """The rule by which the price of an article is shared on a day: the narrowest that fits."""
    of_article = Q(scope=RuleScope.ARTICLE, scope_key=article.code)
    return _narrowest(of_article | _of_product(article.product.code), on=on)


def rule_for_product(code: str, *, on: date) -> WaterfallRule | None:
    """The rule by which the price of a product in bulk is shared on a day."""
    return _narrowest(_of_product(code), on=on)


def _of_product(code: str) -> Q:
    return Q(scope=RuleScope.GENERAL) | Q(scope=RuleScope.PRODUCT, scope_key=code)


def _narrowest(fits: Q, *, on: date) -> WaterfallRule | None:
    found = {rule.scope: rule for rule in WaterfallRule.objects.in_force(on=on).filter(fits)}
    return next((found[scope] for scope in NARROWEST_FIRST if scope in found), None)


def _fills(order: Order) -> dict[int, list[LineFill]]:
    fills: dict[int, list[LineFill]] = defaultdict(list)
    for fill in LineFill.objects.filter(line__order=order).order_by("pk"):
        fills[fill.line_id].append(fill)
    return fills


def _inputs(order: Order) -> tuple[dict[int, list[Brought]], dict[str, int]]:
    inputs: dict[int, list[Brought]] = defaultdict(list)
    household_ids: dict[str, int] = {}
    batches = LineFill.objects.filter(line__order=order).values("production")
    rows = ProductionInput.objects.filter(production__in=batches).select_related(
        "weigh_in__household", "load__transfer"
    )
    for row in rows.order_by("pk"):
        household = row.weigh_in.household
        household_ids[household.key] = household.pk
        inputs[row.production_id].append(_brought(row))
    return inputs, household_ids


def _brought(row: ProductionInput) -> Brought:
    weigh_in, transfer = row.weigh_in, row.load.transfer if row.load else None
    return Brought(
        household_key=weigh_in.household.key,
        station_key=weigh_in.station_key,
        grams=row.grams,
        seller_key=transfer.asking_station_key if transfer else "",
        seller_per_mille=transfer.seller_per_mille if transfer else 0,
    )


def _facts(
    line: OrderLine, *, fills: list[LineFill], inputs: dict[int, list[Brought]], order_key: str
) -> LineFacts:
    article = line.article
    return LineFacts(
        units=line.units,
        unit_price_fen=line.unit_price_fen,
        grams_per_unit=article.grams_per_unit,
        packaging_fen=article.packaging_fen,
        order_key=order_key,
        parts=[
            Part(fill.units - fill.returned_units, inputs[fill.production_id]) for fill in fills
        ],
    )

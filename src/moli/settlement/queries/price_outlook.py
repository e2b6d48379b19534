"""Where the price of an article goes, before anybody has bought it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from moli.settlement.models import WaterfallRule
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import (
    NARROWEST_FIRST,
    Brought,
    LineFacts,
    Part,
    RuleScope,
    shares_of,
)

Rules = Mapping[tuple[RuleScope, str], WaterfallRule]


@dataclass(frozen=True)
class UnitPrice:
    """A unit of an article and what it costs."""

    code: str
    product_code: str
    price_fen: int
    grams_per_unit: int
    packaging_fen: int


@dataclass(frozen=True)
class PriceOutlook:
    """How the price of one unit is shared by the rule of a day, in fen by what it is for."""

    price_fen: int
    parts: Mapping[ShareKind, int]
    source: str
    from_on: date

    @property
    def households_fen(self) -> int:
        """What reaches the growers."""
        return self.parts[ShareKind.HOUSEHOLD]


def price_outlook(units: Sequence[UnitPrice], *, on: date) -> dict[str, PriceOutlook]:
    """How the price of each article is shared, by code, as settling an order of one would do it.

    One query. An article without a rule is left out, and so is one whose rule would leave
    households nothing: settling refuses it.
    """
    rules = _rules(units, on=on)
    found = {each.code: _parts(each, rules) for each in units}
    return {code: parts for code, parts in found.items() if parts is not None}


def _parts(unit: UnitPrice, rules: Rules) -> PriceOutlook | None:
    keys = {RuleScope.ARTICLE: unit.code, RuleScope.PRODUCT: unit.product_code}
    fitting = (rules.get((scope, keys.get(scope, ""))) for scope in NARROWEST_FIRST)
    rule = next((rule for rule in fitting if rule is not None), None)
    if rule is None:
        return None
    # Who brought how much does not matter here: households share what is left of the costs.
    line = LineFacts(
        units=1,
        unit_price_fen=unit.price_fen,
        grams_per_unit=unit.grams_per_unit,
        packaging_fen=unit.packaging_fen,
        order_key="",
        parts=[Part(1, [Brought("", "", 1)])],
    )
    parts = {taker.kind: fen for taker, fen in shares_of(line, rule.terms).items()}
    if ShareKind.HOUSEHOLD not in parts:
        return None
    return PriceOutlook(unit.price_fen, parts, source=rule.source, from_on=rule.from_on)


def _rules(units: Sequence[UnitPrice], *, on: date) -> Rules:
    fits = (
        Q(scope=RuleScope.GENERAL)
        | Q(scope=RuleScope.PRODUCT, scope_key__in=[each.product_code for each in units])
        | Q(scope=RuleScope.ARTICLE, scope_key__in=[each.code for each in units])
    )
    rows = WaterfallRule.objects.in_force(on=on).filter(fits)
    return {(RuleScope(row.scope), row.scope_key): row for row in rows}

"""Rules of the waterfall as a page lists them, and the prices to try one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from moli.catalogue.models import Product
from moli.orders.models import Article, ArticlePrice
from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import RuleScope


@dataclass(frozen=True)
class ScopedRule:
    """A rule, and the goods that it is for; the general one is for none in particular."""

    rule: WaterfallRule
    goods: Article | Product | None


def rules_listed(*, on: date) -> tuple[list[ScopedRule], list[ScopedRule]]:
    """The rules that hold on a day or begin later, and those that are over: the widest first."""
    rows = list(WaterfallRule.objects.order_by("scope", "scope_key", "-from_on"))
    goods = _goods(rows)
    scoped = [ScopedRule(row, goods.get((row.scope, row.scope_key))) for row in rows]
    order = list(RuleScope)
    scoped.sort(key=lambda each: order.index(RuleScope(each.rule.scope)))
    over = [each for each in scoped if each.rule.to_on is not None and each.rule.to_on <= on]
    return [each for each in scoped if each not in over], over


def rule_by_id(rule_id: int) -> ScopedRule | None:
    """One rule."""
    row = WaterfallRule.objects.filter(pk=rule_id).first()
    return None if row is None else ScopedRule(row, _goods([row]).get((row.scope, row.scope_key)))


def priced_articles(*, on: date) -> list[tuple[Article, int]]:
    """All articles that cost something on a day, with their prices in fen."""
    prices = ArticlePrice.objects.in_force(on=on).select_related("article__product")
    return [(row.article, row.price_fen) for row in prices.order_by("article__pk")]


def scopes() -> tuple[QuerySet[Product], QuerySet[Article]]:
    """The products and articles for which a rule could be set."""
    return Product.objects.order_by("pk"), Article.objects.order_by("pk")


def _goods(rows: Sequence[WaterfallRule]) -> dict[tuple[str, str], Article | Product]:
    keys = {scope: {r.scope_key for r in rows if r.scope == scope} for scope in RuleScope}
    found: dict[tuple[str, str], Article | Product] = {
        (RuleScope.PRODUCT, row.code): row
        for row in Product.objects.filter(code__in=keys[RuleScope.PRODUCT])
    }
    articles = Article.objects.filter(code__in=keys[RuleScope.ARTICLE])
    return found | {(RuleScope.ARTICLE, row.code): row for row in articles}


def general_rule(*, on: date) -> WaterfallRule | None:
    """The rule for everything on a day."""
    return WaterfallRule.objects.in_force(on=on).filter(scope=RuleScope.GENERAL).first()

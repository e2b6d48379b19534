"""Stock as its pages show it: weigh-ins, batches and articles of a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from moli.catalogue.models import Grade
from moli.orders.models import Article, ArticlePrice, Production, WeighIn
from moli.orders.queries.stock import inputs_for
from moli.orders.queries.stock_reach import (
    StockScope,
    articles_in,
    productions_in,
    weigh_ins_in,
)
from moli.orders.queries.taken_back import not_taken_back


@dataclass(frozen=True)
class DaySum:
    """What a station took in of one grade on a day."""

    product: str
    product_en: str
    grade: str
    grade_en: str
    count: int
    grams: int


def weigh_ins_of_day(scope: StockScope, *, on: date) -> QuerySet[WeighIn]:
    """The weigh-ins of a day, the newest first, with all that a list shows."""
    rows = weigh_ins_in(scope).filter(weighed_on=on)
    return rows.select_related("household", "village__parent", "product", "grade").order_by("-pk")


def day_sums(scope: StockScope, *, on: date) -> list[DaySum]:
    """The same by product and grade, without what was taken back: one query."""
    rows = (
        not_taken_back(weigh_ins_in(scope))
        .filter(weighed_on=on)
        .order_by("product__pk", "grade__rank")
        .values_list("product__name", "product__name_en", "grade__name", "grade__name_en")
        .annotate(count=Count("pk"), grams=Sum("grams"))
    )
    return [DaySum(*row) for row in rows]


def weigh_in_in(scope: StockScope, uid: UUID) -> WeighIn | None:
    """One weigh-in of a scope with all that its receipt shows."""
    rows = weigh_ins_in(scope).filter(uid=uid)
    return rows.select_related("household", "village__parent", "product", "grade").first()


def newest_grade_at(scope: StockScope) -> int | None:
    """The grade that was weighed in last: what comes next is mostly the same."""
    return weigh_ins_in(scope).order_by("-pk").values_list("grade", flat=True).first()


def grade_of(pk: int) -> Grade:
    """A grade with its product."""
    return Grade.objects.select_related("product").get(pk=pk)


def inputs_in(scope: StockScope, article: Article) -> QuerySet[WeighIn]:
    """What a batch may be packed from, what spoils first before the rest.

    A station packs what it has weighed; the county's own store packs whatever was weighed in the
    county.
    """
    inside = weigh_ins_in(scope).order_by().values("pk")
    rows = inputs_for(article).filter(pk__in=inside).select_related("product", "village__parent")
    return rows.filter(station_key=article.station_key) if article.station_key else rows


def productions_newest_first(scope: StockScope) -> QuerySet[Production]:
    """Batches with their articles, the newest first."""
    return productions_in(scope).select_related("article__product").order_by("-pk")


def production_in(scope: StockScope, uid: UUID) -> Production | None:
    """One batch with what went into it."""
    return (
        productions_in(scope)
        .filter(uid=uid)
        .select_related("article__product")
        .prefetch_related(
            "inputs__weigh_in__household",
            "inputs__weigh_in__village__parent",
            "inputs__load__transfer",
        )
        .first()
    )


def production_of_key(scope: StockScope, request_key: str) -> Production | None:
    """The batch that a form made when it was sent before; words that are no key find none."""
    try:
        key = UUID(request_key)
    except ValueError:
        return None
    return productions_in(scope).filter(request_key=key).first()


def articles_with_prices(
    scope: StockScope, *, on: date
) -> list[tuple[Article, ArticlePrice | None]]:
    """The scope's articles, open ones first, with the price of a day: two queries."""
    rows = list(
        articles_in(scope).select_related("product", "lowest_grade").order_by("-is_open", "pk")
    )
    prices = _prices(rows, on=on)
    return [(row, prices.get(row.pk)) for row in rows]


def article_in(scope: StockScope, code: str) -> Article | None:
    """One article of a scope."""
    rows = articles_in(scope).filter(code=code)
    return rows.select_related("product", "lowest_grade").first()


def prices_of(article: Article) -> QuerySet[ArticlePrice]:
    """All prices of an article, the newest first."""
    return article.prices.order_by("-from_on")


def _prices(rows: Iterable[Article], *, on: date) -> dict[int, ArticlePrice]:
    found = ArticlePrice.objects.in_force(on=on).filter(article__in=list(rows))
    return {row.article_id: row for row in found}

"""How much there is, and what should be used first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from moli.audit.queries import sum_of
from moli.orders.models import Article, OrderLine, Production, WeighIn
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.states import DROPPED_STATES


@dataclass(frozen=True)
class Oversold:
    """An article of which orders want more than was ever made of it."""

    article_id: int
    over_units: int


def overselling() -> list[Oversold]:
    """Articles that were oversold, counted from orders and batches and not from the shelf's word.

    What came back and what was written off is left aside: an order that was returned still
    counts, so the answer can be too strict and never too kind.
    """
    wanted = OrderLine.objects.exclude(order__state__in=DROPPED_STATES)
    rows = Article.objects.annotate(
        wanted=sum_of(wanted, by="article", of="units"),
        made=sum_of(Production.objects.all(), by="article", of="units"),
    ).filter(wanted__gt=F("made"))
    return [
        Oversold(pk, wanted - made)
        for pk, wanted, made in rows.order_by("pk").values_list("pk", "wanted", "made")
    ]


def inputs_for(article: Article) -> QuerySet[WeighIn]:
    """What may go into an article and is left, what spoils first before the rest.

    What was brought for a bulk order goes to its buyer, until that order has ended.
    """
    return (
        WeighIn.objects.filter(
            Q(grade__rank__lte=article.lowest_grade.rank),
            product_id=article.product_id,
            left_grams__gt=0,
        )
        .exclude(quota__part__bulk_order__state=BulkState.OPEN)
        .select_related("household", "village", "grade")
        .order_by("best_before_on", "pk")
    )

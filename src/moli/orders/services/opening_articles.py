"""Articles: what is sold, for how much, and from which moment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.kernel.actor import Actor
from moli.orders.models import Article, ArticlePrice
from moli.orders.rules.selling import (
    ArticleDetails,
    BuyerCapOutOfRange,
    PriceNotAfterAnother,
    judge_article,
    judge_price,
)


@transaction.atomic
def open_article(
    *, details: ArticleDetails, lowest_grade: Grade, by: Actor, at: datetime
) -> Article:
    """Put an article on sale; it can be ordered once it has a price and units.

    The same code again opens the article of the first call if it was closed, and changes nothing
    else of it, not even which station keeps it. Refuses a unit that nobody can carry, and a code
    that stands for a page of the shop itself.
    """
    judge_article(details)
    row, is_new = Article.objects.select_for_update(of=("self",)).get_or_create(
        code=details.code,
        defaults={
            **{name: value for name, value in vars(details).items() if name != "code"},
            "product_id": lowest_grade.product_id,
            "lowest_grade": lowest_grade,
            "is_open": True,
        },
    )
    if not is_new and row.is_open:
        return row
    if not row.is_open:
        row.is_open = True
        row.save(update_fields=["is_open"])
    record(verb="orders.open_article", on=_subject(row), by=by, at=at)
    return row


@transaction.atomic
def close_article(*, article_id: int, by: Actor, at: datetime) -> Article:
    """Take an article off sale; orders that were placed stay. A second call changes nothing."""
    row = _locked(article_id)
    if row.is_open:
        row.is_open = False
        row.save(update_fields=["is_open"])
        record(verb="orders.close_article", on=_subject(row), by=by, at=at)
    return row


@transaction.atomic
def set_price(
    *, article_id: int, price_fen: int, from_on: date, by: Actor, at: datetime
) -> ArticlePrice:
    """Let a unit cost so much from a day on; the price before ends there and stays as history.

    The same price from the same day again changes nothing. Refuses a price that nobody can mean,
    and a day that is not after the beginning of every other price.
    """
    judge_price(price_fen)
    article = _locked(article_id)
    last = article.prices.order_by("from_on").last()
    if last is not None and (last.from_on, last.price_fen) == (from_on, price_fen):
        return last
    if last is not None and last.from_on >= from_on:
        raise PriceNotAfterAnother(field="from_on", from_on=last.from_on.isoformat())
    if last is not None:
        last.to_on = from_on
        last.save(update_fields=["to_on"])
    row = ArticlePrice.objects.create(article=article, price_fen=price_fen, from_on=from_on)
    record(
        verb="orders.set_price",
        on=_subject(article),
        by=by,
        at=at,
        price_fen=price_fen,
        from_on=from_on.isoformat(),
    )
    return row


@transaction.atomic
def set_flash_sale(
    *,
    article_id: int,
    begins_at: datetime | None,
    per_buyer_max: int | None,
    by: Actor,
    at: datetime,
) -> Article:
    """Sell an article from a moment on, to each buyer so many at most; None lifts either.

    What a buyer ordered before `begins_at` does not count. The same again changes nothing.
    Refuses a limit below one unit.
    """
    if per_buyer_max is not None and per_buyer_max < 1:
        raise BuyerCapOutOfRange(field="per_buyer_max", value=per_buyer_max)
    row = _locked(article_id)
    if (row.begins_at, row.per_buyer_max) == (begins_at, per_buyer_max):
        return row
    row.begins_at, row.per_buyer_max = begins_at, per_buyer_max
    row.save(update_fields=["begins_at", "per_buyer_max"])
    record(
        verb="orders.set_flash_sale",
        on=_subject(row),
        by=by,
        at=at,
        begins_at=begins_at.isoformat() if begins_at else "",
        per_buyer_max=per_buyer_max or 0,
    )
    return row


def _locked(article_id: int) -> Article:
    return Article.objects.select_for_update(of=("self",)).get(pk=article_id)


def _subject(article: Article) -> Subject:
    return Subject("article", article.code)

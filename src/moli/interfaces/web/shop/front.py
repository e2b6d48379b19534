"""What the first page says of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moli.interfaces.web.shop.rows import ArticleRow, article_row
from moli.orders.queries.storefront import shop_front


@dataclass(frozen=True)
class Front:
    """How many articles are on sale, and the flash sale that runs today or begins next."""

    count: int
    sale: ArticleRow | None


def front(*, at: datetime) -> Front:
    """The shop in two queries."""
    found = shop_front(at=at)
    sale = found.flash_sale
    return Front(count=found.count, sale=article_row(sale, at=at) if sale else None)

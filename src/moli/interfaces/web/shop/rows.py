"""What the shop's pages show of an article: its names, and words for what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import name_of, unit_name, village_name
from moli.interfaces.words.amounts import number, percent_of
from moli.interfaces.words.countdown import day_and_time, time_left
from moli.orders.queries.origins import Origin
from moli.orders.queries.storefront import Shelved
from moli.settlement.queries.price_outlook import PriceOutlook, UnitPrice

# Below this an exact number helps; above, "plenty" says all.
FEW_UNITS = 20
VILLAGES_SHOWN = 2


@dataclass(frozen=True)
class Left:
    """What is left of an article, in words, with the signal that goes with it."""

    words: str
    kind: Kind


@dataclass(frozen=True)
class ArticleRow:
    """An article as the shop shows it."""

    url: str
    code: str
    name: str
    unit: str
    price_fen: int
    left: Left
    begins: str
    countdown: str
    per_buyer_max: int | None
    villages: str
    growers_fen: int
    growers_percent: str
    is_there: bool
    in_basket: int = 0

    @property
    def is_to_come(self) -> bool:
        """Whether its flash sale has not begun."""
        return bool(self.countdown)


def article_row(
    row: Shelved, *, at: datetime, origin: Origin | None = None, parts: PriceOutlook | None = None
) -> ArticleRow:
    """An article on sale, in words."""
    price = row.price_fen or 0
    begins = None if row.begins_at is None or row.has_begun(at=at) else row.begins_at
    return ArticleRow(
        url=reverse("web:shop_article", args=[row.code]),
        code=row.code,
        name=name_of(row),
        unit=unit_name(row),
        price_fen=price,
        left=left_of(row),
        begins=day_and_time(begins, on=timezone.localdate(at)) if begins else "",
        countdown=time_left(begins, at=at) if begins else "",
        per_buyer_max=row.per_buyer_max,
        villages=villages_of(origin),
        growers_fen=parts.households_fen if parts else 0,
        growers_percent=percent_of(parts.households_fen, price) if parts else "",
        is_there=row.is_on_sale and row.free_units > 0,
    )


def unit_prices(rows: Sequence[Shelved]) -> list[UnitPrice]:
    """What settlement needs to know to say where each price goes."""
    return [
        UnitPrice(
            code=row.code,
            product_code=row.product_code,
            price_fen=row.price_fen,
            grams_per_unit=row.grams_per_unit,
            packaging_fen=row.packaging_fen,
        )
        for row in rows
        if row.price_fen
    ]


def left_of(row: Shelved) -> Left:
    """What is left of an article: plenty, a number, nothing, or nothing for the moment."""
    free = row.free_units
    if free > FEW_UNITS:
        return Left(gettext("货足"), Kind.OK)
    if free > 0:
        said = ngettext("还剩 %(n)s 份", "还剩 %(n)s 份", free) % {"n": number(free)}
        return Left(said, Kind.WARN)
    if row.reserved_units > 0:
        return Left(gettext("都被订走了"), Kind.WARN)
    return Left(gettext("卖完了"), Kind.PLAIN)


def villages_of(origin: Origin | None) -> str:
    """The villages that brought most, and how many more there are."""
    if origin is None:
        return ""
    names = [village_name(each.village) for each in origin.villages]
    shown = pgettext("villages", "、").join(names[:VILLAGES_SHOWN])
    more = len(names) - VILLAGES_SHOWN
    if more <= 0:
        return shown
    told = {"villages": shown, "n": number(more)}
    return ngettext("%(villages)s和另外 %(n)s 个村", "%(villages)s和另外 %(n)s 个村", more) % told

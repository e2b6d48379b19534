"""The shop window: what is on sale, for how much, how much is left, from which villages.

Every answer takes a fixed number of queries, however much there is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from moli.kernel.refusal import Refusal
from moli.orders.models import Article, ArticlePrice
from moli.orders.rules.basket import (
    ArticleNotOnSale,
    NotEnoughInStock,
    OverBuyerCap,
    SaleNotBegun,
)


@dataclass(frozen=True)
class Shelved:
    """An article as the shop shows it. `price_fen` is nothing when it is not on sale today."""

    article_id: int
    code: str
    name: str
    name_en: str
    unit_name: str
    unit_name_en: str
    product_code: str
    grams_per_unit: int
    packaging_fen: int
    on_hand_units: int
    reserved_units: int
    begins_at: datetime | None
    per_buyer_max: int | None
    is_open: bool
    price_fen: int | None

    @property
    def free_units(self) -> int:
        """What can still be ordered."""
        return self.on_hand_units - self.reserved_units

    @property
    def is_on_sale(self) -> bool:
        """Whether it is open and has a price today."""
        return self.is_open and self.price_fen is not None

    def has_begun(self, *, at: datetime) -> bool:
        """Whether it may be ordered at a moment, as far as its flash sale goes."""
        return self.begins_at is None or self.begins_at <= at

    def refusal_of(self, units: int, *, at: datetime) -> Refusal | None:
        """Why so many units could not be ordered now, as placing would say it; None if they could.

        What the buyer had before is not known here: placing the order counts it.
        """
        if not self.is_on_sale:
            return ArticleNotOnSale(field="article", article=self.code)
        if self.begins_at is not None and self.begins_at > at:
            return sale_not_begun(self.begins_at)
        most = self.per_buyer_max
        if most is not None and units > most:
            return OverBuyerCap(
                field="units", article=self.code, value=units, had_units=0, units_max=most
            )
        if units > self.free_units:
            left = max(0, self.free_units)
            return NotEnoughInStock(field="units", article=self.code, value=units, left_units=left)
        return None


@dataclass(frozen=True)
class Window:
    """One page of the shop: its articles, and how many there are on all pages."""

    articles: tuple[Shelved, ...]
    count: int


@dataclass(frozen=True)
class ShopFront:
    """What the first page says of the shop: how much it sells, and today's flash sale."""

    count: int
    flash_sale: Shelved | None


def sale_not_begun(begins_at: datetime) -> SaleNotBegun:
    """The refusal of an order before the hour of its sale."""
    begins = timezone.localtime(begins_at)
    return SaleNotBegun(
        field="article", begins_on=begins.date().isoformat(), begins_time=f"{begins:%H:%M}"
    )


def window(*, at: datetime, first: int = 0, most: int = 24) -> Window:
    """What is on sale, from the `first` place on: two queries.

    Flash sales of today and later come first, the next to begin before the others; then what is
    there, and last what is sold out.
    """
    rows = _on_sale(at=at)
    return Window(
        articles=tuple(_shelved(row) for row in _ordered(rows, at=at)[first : first + most]),
        count=rows.count(),
    )


def shop_front(*, at: datetime) -> ShopFront:
    """How much is on sale, and the flash sale of today that is running or begins next: two queries.

    One whose units are all taken is over.
    """
    rows = _on_sale(at=at)
    begun = _day_of(at)
    today = rows.filter(begins_at__gte=begun, begins_at__lt=begun + timedelta(days=1))
    sale = today.filter(reserved_units__lt=F("on_hand_units")).order_by("begins_at", "pk").first()
    return ShopFront(count=rows.count(), flash_sale=_shelved(sale) if sale else None)


def shelved(codes: Collection[str], *, at: datetime) -> dict[str, Shelved]:
    """Articles by their code, on sale or not: one query. Unknown codes are left out."""
    rows = _priced(Article.objects.filter(code__in=list(codes)), on=timezone.localdate(at))
    return {row.code: _shelved(row) for row in rows.order_by("pk")}


def _on_sale(*, at: datetime) -> QuerySet[Article]:
    on = timezone.localdate(at)
    return _priced(Article.objects.filter(Exists(_prices(on=on)), is_open=True), on=on)


def _priced(rows: QuerySet[Article], *, on: date) -> QuerySet[Article]:
    # One price holds on a day; the order only says which, should there ever be two.
    newest = _prices(on=on).order_by("-from_on").values("price_fen")[:1]
    return rows.select_related("product").annotate(price_fen=Subquery(newest))


def _prices(*, on: date) -> QuerySet[ArticlePrice]:
    return ArticlePrice.objects.in_force(on=on).filter(article=OuterRef("pk"))


def _ordered(rows: QuerySet[Article], *, at: datetime) -> QuerySet[Article]:
    sold_out, flash, other = Value(2), Value(0), Value(1)
    place = Case(
        When(Q(reserved_units__gte=F("on_hand_units")), then=sold_out),
        When(begins_at__gte=_day_of(at), then=flash),
        default=other,
        output_field=IntegerField(),
    )
    return rows.annotate(place=place).order_by("place", F("begins_at").asc(nulls_last=True), "pk")


def _day_of(at: datetime) -> datetime:
    """The midnight with which the day of a moment began, where the county is."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))


def _shelved(row: Article) -> Shelved:
    return Shelved(
        article_id=row.pk,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        unit_name=row.unit_name,
        unit_name_en=row.unit_name_en,
        product_code=row.product.code,
        grams_per_unit=row.grams_per_unit,
        packaging_fen=row.packaging_fen,
        on_hand_units=row.on_hand_units,
        reserved_units=row.reserved_units,
        begins_at=row.begins_at,
        per_buyer_max=row.per_buyer_max,
        is_open=row.is_open,
        price_fen=row.price_fen,  # type: ignore[attr-defined]
    )

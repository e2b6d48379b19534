"""What the storefront sells, and what it costs from which day on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.catalogue.models import Grade, Product


class Article(models.Model):
    """A packaged product (商品): a unit of a product, and how many units there are.

    `on_hand_units` stand on the shelf, `reserved_units` of them belong to orders that are not
    packed yet; the database refuses to reserve more than there is. With `begins_at` it is sold
    from that moment, with `per_buyer_max` to no buyer more than that since then.

    Personal data: none.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    # The lowest grade that goes into it.
    lowest_grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=20)
    unit_name_en = models.CharField(max_length=40)
    grams_per_unit = models.PositiveIntegerField()
    packaging_fen = models.PositiveIntegerField(default=0)
    # From packing on; without it a unit keeps as long as what is in it.
    shelf_days = models.PositiveIntegerField(null=True, blank=True)
    on_hand_units = models.BigIntegerField(default=0)
    reserved_units = models.BigIntegerField(default=0)
    begins_at = models.DateTimeField(null=True, blank=True)
    per_buyer_max = models.PositiveIntegerField(null=True, blank=True)
    is_open = models.BooleanField(default=False)
    # Which station keeps and packs it; nothing: the county's own store.
    station_key = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """Never more reserved than there is."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reserved_units__gte=0) & Q(reserved_units__lte=F("on_hand_units")),
                name="orders_article_reserves_no_more_than_it_has",
            ),
            models.CheckConstraint(
                condition=Q(grams_per_unit__gt=0), name="orders_article_unit_has_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def free_units(self) -> int:
        """What can still be ordered."""
        return self.on_hand_units - self.reserved_units


class ArticlePrice(DatedRow):
    """What a unit of an article costs, from a day on.

    Personal data: none.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="prices")
    price_fen = models.PositiveIntegerField()

    objects = DatedQuerySet["ArticlePrice"].as_manager()

    class Meta(DatedRow.Meta):
        """One price begins on a day."""

        ordering: ClassVar[list[str]] = ["article", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "from_on"], name="orders_article_price_begins_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(price_fen__gt=0), name="orders_article_price_is_more_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.from_on} {self.price_fen}"

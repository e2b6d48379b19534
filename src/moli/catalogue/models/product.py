"""Products with their names, packs and shelf life."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.catalogue.rules import ProductKind, Storage


class Product(models.Model):
    """One kind of produce that villages sell.

    Personal data: none.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=20, unique=True)
    name_en = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in ProductKind])
    season_from_month = models.PositiveSmallIntegerField()
    season_to_month = models.PositiveSmallIntegerField()

    class Meta:
        """Months are months."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(season_from_month__range=(1, 12), season_to_month__range=(1, 12)),
                name="catalogue_product_season_has_months",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProductName(models.Model):
    """Another word that people use for a product: 鸡蛋果 for 百香果.

    Personal data: none.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.name


class Pack(models.Model):
    """A unit in which a product is counted, and how many grams it holds.

    Personal data: none.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="packs")
    name = models.CharField(max_length=10)
    grams = models.PositiveIntegerField()

    class Meta:
        """A word for a pack means one weight of a product."""

        constraints = [
            models.UniqueConstraint(fields=["product", "name"], name="catalogue_pack_means_one"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="catalogue_pack_has_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.grams} g"


class ShelfLife(models.Model):
    """How many days a product keeps at one temperature, and who says so.

    Personal data: none.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="shelf_lives")
    storage = models.CharField(max_length=8, choices=[(kind, kind) for kind in Storage])
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        """One figure for a product and temperature."""

        constraints = [
            models.UniqueConstraint(
                fields=["product", "storage"], name="catalogue_shelf_life_is_one_figure"
            ),
            models.CheckConstraint(condition=Q(days__gt=0), name="catalogue_shelf_life_is_days"),
        ]

    def __str__(self) -> str:
        return f"{self.storage} {self.days}"

"""Answers about products."""

from __future__ import annotations

from django.db.models import QuerySet

from moli.catalogue.models import Product


def products() -> QuerySet[Product]:
    """All products with grades, names, packs and shelf lives, in catalogue order."""
    return Product.objects.prefetch_related(
        "grades", "other_names", "packs", "shelf_lives"
    ).order_by("pk")

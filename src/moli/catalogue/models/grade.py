"""Grades of a product."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.catalogue.models.product import Product


class Grade(models.Model):
    """One grade of a product; rank 1 is the best. Ungraded produce (统货) is a grade, the last.

    Personal data: none.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="grades")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=12)
    name_en = models.CharField(max_length=40)
    # What makes this grade, in words a grower can check in the field.
    criterion = models.CharField(max_length=80, blank=True, default="")
    criterion_en = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        """Ranks and names are unique within a product."""

        ordering = ["product", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "rank"], name="catalogue_grade_rank_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["product", "name"], name="catalogue_grade_name_is_taken_once"
            ),
            models.CheckConstraint(condition=Q(rank__gt=0), name="catalogue_grade_rank_from_one"),
        ]

    def __str__(self) -> str:
        return self.name

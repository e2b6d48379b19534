"""Members' wishes to be shown as members."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from moli.party.models.member import Member


class Wish(models.Model):
    """A member's own wish to be shown as one (亮身份), until it is taken back.

    Personal data: sensitive, as for a member.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="wishes")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One wish at a time; it is taken back at once, on the same day too."""

        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "wishes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(taken_back_at=None), name="party_wish_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("at")),
                name="party_wish_taken_back_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.at:%Y-%m-%d}"

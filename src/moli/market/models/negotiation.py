"""What people do with a proposal: the introduction, and both sides' answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.market.models.proposal import Proposal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side


class Introduction(models.Model):
    """The moment in which an organiser brought both sides of a proposal together (牵线搭桥).

    From here on each side sees the other's name and phone number, and the trail says so.

    Personal data: the organiser's name.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="introduction")
    # Until when an answer is hoped for. Later is not a no: the organiser is asked to call.
    answer_by = models.DateTimeField()
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.by_name}"


class Answer(models.Model):
    """One thing that a side said: yes, another price, or no with a reason. Never changed.

    Personal data: the name of who answered; `words` is free text to the other side.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    request_key = models.UUIDField(unique=True)
    side = models.CharField(max_length=6, choices=[(side, side) for side in Side])
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in AnswerKind])
    price_fen_per_kg = models.PositiveIntegerField()
    grams = models.BigIntegerField()
    reason = models.CharField(
        max_length=14, blank=True, default="", choices=[(r, r) for r in DeclineReason]
    )
    words = models.CharField(max_length=200, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """In the order they were given; a no has a reason."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.DECLINE) | ~Q(reason=""),
                name="market_answer_no_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="market_answer_has_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.kind}"

"""Payments that are proven but fit nothing of ours: a person looks at them."""

from __future__ import annotations

from django.db.models import QuerySet

from moli.audit.models import Event
from moli.orders.rules.charging import PUZZLE_VERB


def payment_puzzles() -> QuerySet[Event]:
    """What the channels told and nobody could book, the newest first."""
    # The trail is found by what a line is about, not by its verb.
    lines = Event.objects.filter(subject_kind="payment", verb=PUZZLE_VERB)
    return lines.order_by("-pk")

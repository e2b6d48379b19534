"""Until when an answer is hoped for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

# The evening after next: one to reach the village, one in which it asks its households.
_EVENINGS = 2
_UNTIL = time(20)


def answer_by(now: datetime) -> datetime:
    """The evening, two days on, until which both sides are asked to answer."""
    return datetime.combine((now + timedelta(days=_EVENINGS)).date(), _UNTIL, tzinfo=now.tzinfo)

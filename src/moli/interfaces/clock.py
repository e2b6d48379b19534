"""The one place where the clock is read.

On a demo system it is always the demo day: the hands move, the day does not, so that lots stay
ripe and every page agrees with the story whenever it is opened. The day's 24 hours pass between
ten in the morning and midnight, because the story ends before ten and whatever a visitor does
comes after it.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

_DEMO_OPENS = time(10)
_DEMO_HOURS = 14


def now() -> datetime:
    """This moment; on a demo system, a moment of the demo day that moves on as the day does."""
    moment = timezone.localtime()
    if not settings.MOLI_DEMO_DAY:
        return moment
    opened = datetime.combine(
        date.fromisoformat(settings.MOLI_DEMO_DAY), _DEMO_OPENS, tzinfo=moment.tzinfo
    )
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return opened + (moment - midnight) * _DEMO_HOURS / 24


def today() -> date:
    """This day, where the county is."""
    return now().date()

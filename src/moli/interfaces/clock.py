"""The one place where the clock is read.

On a demo system it is always the demo day: the hands move, the day does not, so that lots stay
ripe and every page agrees with the story whenever it is opened.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment; on a demo system, this time of day on the demo day."""
    moment = timezone.localtime()
    if not settings.MOLI_DEMO_DAY:
        return moment
    return datetime.combine(
        date.fromisoformat(settings.MOLI_DEMO_DAY), moment.time(), tzinfo=moment.tzinfo
    )


def today() -> date:
    """This day, where the county is."""
    return now().date()

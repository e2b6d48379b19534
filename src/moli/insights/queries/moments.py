"""Days as moments, where rows keep moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from moli.insights.rules.periods import Period


def within(period: Period, field: str) -> Q:
    """A condition that holds for moments on the days of a period."""
    begin = _beginning_of(period.first_on)
    end = _beginning_of(period.last_on + timedelta(days=1))
    return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def until(on: date, field: str) -> Q:
    """A condition that holds for moments up to the end of a day."""
    return Q(**{f"{field}__lt": _beginning_of(on + timedelta(days=1))})


def day_of(at: datetime) -> date:
    """The day of a moment, in the county."""
    return timezone.localdate(at)


def _beginning_of(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))

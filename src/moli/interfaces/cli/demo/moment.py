"""When the demo plays, and who acts in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from moli.kernel.actor import Actor

# The county's round is run on DAY; by TODAY, the day that a visitor finds, Yaobu has been paid.
DAY = date(2016, 9, 12)
TODAY = DAY + timedelta(days=2)
COUNTY_CODE = "450181"
MAKER = Actor(key="system:demo", name="演示数据")
GENERATED = "演示数据，由程序生成"

# Every write of the demo that carries a request key derives it from its own name, so that a
# demo killed half-way goes on where it was, and a second one changes nothing.
_KEYS = UUID("8a0d8a9e-4c5b-5f0e-9d1c-2016091200aa")


def request_key(name: str) -> UUID:
    """The request key of one named write of the demo."""
    return uuid5(_KEYS, name)


def at(*, days_before: int = 0, hour: int = 9, minutes: int = 0) -> datetime:
    """A moment some days before the day of the round; after it when they are negative."""
    moment = datetime.combine(
        DAY - timedelta(days=days_before), time(hour), tzinfo=timezone.get_default_timezone()
    )
    return moment + timedelta(minutes=minutes)

"""How long it is until a moment, and when that is, as people say it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.days import clock_time, day

_MINUTE, _HOUR_MINUTES, _DAY_MINUTES = 60, 60, 24 * 60


def time_left(until: datetime, *, at: datetime) -> str:
    """What is left: "2 小时 15 分", "3 天 2 小时"; in English "2 h 15 min", "3 days 2 h".

    To the minute, a begun minute counts; from a day on to the hour. Nothing is left below nought.
    """
    seconds = max(0, int((until - at).total_seconds()))
    minutes = -(-seconds // _MINUTE)
    days, rest = divmod(minutes, _DAY_MINUTES)
    hours, minutes = divmod(rest, _HOUR_MINUTES)
    if is_english():
        parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    else:
        parts = [(days, "天"), (hours, "小时"), (minutes, "分" if hours else "分钟")]
    told = [f"{count} {unit}" for count, unit in (parts[:2] if days else parts) if count]
    return " ".join(told) or f"0 {parts[-1][1]}"


def day_and_time(value: datetime, *, on: date) -> str:
    """A moment as seen from a day: "今天 20:00", "9 月 15 日 09:00"; in English "today 20:00"."""
    when = timezone.localtime(value).date()
    days = (when - on).days
    if not 0 <= days <= 1:
        return f"{day(value)} {clock_time(value)}"
    near = ("today", "tomorrow") if is_english() else ("今天", "明天")
    return f"{near[days]} {clock_time(value)}"

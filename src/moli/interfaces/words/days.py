"""Days and moments as people say them: "9 月 12 日", "9 月 10–25 日", "12 Sep"."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from moli.interfaces.words.amounts import is_english

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_XINGQI = "一二三四五六日"


def _on(value: date) -> date:
    """The day on which a moment falls where the county is; a day is itself."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: date) -> str:
    """A day without its year: "9 月 12 日", "12 Sep"."""
    on = _on(value)
    if is_english():
        return f"{on.day} {_MONTHS[on.month - 1]}"
    return f"{on.month} 月 {on.day} 日"


def full_day(value: date) -> str:
    """A day with its year: "2016 年 9 月 12 日", "12 Sep 2016"."""
    on = _on(value)
    return f"{day(on)} {on.year}" if is_english() else f"{on.year} 年 {day(on)}"


def weekday(value: date) -> str:
    """The day of the week: "星期一", "Monday"."""
    place = _on(value).weekday()
    return _WEEKDAYS[place] if is_english() else f"星期{_XINGQI[place]}"


def moment(value: datetime) -> str:
    """A day and its time, where the county is: "9 月 12 日 09:00", "12 Sep 09:00"."""
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(at)} {at:%H:%M}"


def clock_time(value: datetime) -> str:
    """The time of a moment where the county is: "15:20"."""
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{at:%H:%M}"


def day_range(first: date, last: date) -> str:
    """Days from the first to the last, both included, said as short as they can be."""
    first, last = _on(first), _on(last)
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{full_day(first)}–{full_day(last)}"
    if first.month != last.month:
        return f"{day(first)}–{day(last)}"
    if is_english():
        return f"{first.day}–{day(last)}"
    return f"{first.month} 月 {first.day}–{last.day} 日"


def until(value: date) -> str:
    """A last day: "9 月 20 日前", "by 20 Sep"."""
    return f"by {day(value)}" if is_english() else f"{day(value)}前"


def days_left(count: int) -> str:
    """What is left of a shelf life or a window: "还剩 8 天", on the last day "今天到期"."""
    if is_english():
        if count <= 0:
            return "last day" if count == 0 else "past its date"
        return f"{count} day{'' if count == 1 else 's'} left"
    if count <= 0:
        return "今天到期" if count == 0 else "已过期"
    return f"还剩 {count} 天"

"""Number and day filters: `{% load numbers %}`, then `{{ lot.weight_grams|jin }}`.

A value that is not there (None) shows a dash, so that a row without a price still reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from moli.interfaces.words import amounts, days

register = template.Library()


def _or_dash(show: Callable[[Any], str]) -> Callable[[Any], str]:
    def shown(value: Any) -> str:
        return amounts.NOTHING if value is None else show(value)

    return shown


for _show in (
    amounts.number,
    amounts.jin,
    amounts.whole_jin,
    amounts.jin_and_tonnes,
    amounts.wan_jin,
    amounts.yuan_per_jin,
    amounts.yuan,
    amounts.wan_yuan,
    amounts.kilometres,
    amounts.mu,
    days.day,
    days.full_day,
    days.weekday,
    days.moment,
    days.clock_time,
    days.until,
    days.days_left,
):
    register.filter(_show.__name__, _or_dash(_show))


@register.filter
def or_dash(text: str) -> str:
    """`{{ person.work|or_dash }}`: a text, or a dash where there is none."""
    return text or amounts.NOTHING


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`{{ poor_grams|percent_of:all_grams }}`: "32%"."""
    return amounts.percent_of(part, whole)


@register.filter
def day_range(first: Any, last: Any) -> str:
    """`{{ lot.ready_from|day_range:lot.ready_until }}`: "9 月 10–25 日"."""
    return amounts.NOTHING if first is None or last is None else days.day_range(first, last)

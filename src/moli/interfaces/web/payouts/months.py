"""Months in addresses and in words."""

from __future__ import annotations

import re
from datetime import date

from django.http import Http404
from django.utils.translation import gettext

from moli.interfaces.words.amounts import is_english

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEAR_MIN, YEAR_MAX = 2000, 2099


def month_said(text: str, *, otherwise: date) -> date:
    """The first day of the month that an address asks for: "2016-09"; else of another day."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return otherwise.replace(day=1)
    return date(int(match[1]), int(match[2]), 1)


def month_sent(text: str) -> date:
    """The first day of the month that a button is for; nothing is done for a guessed one."""
    if _MONTH.fullmatch(text) is None:
        raise Http404
    return month_said(text, otherwise=date.min)


def month_of(year: int, month: int) -> date:
    """The first day of a month in an address; one that is none is not there."""
    if not (YEAR_MIN <= year <= YEAR_MAX and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)


def month_code(month: date) -> str:
    """A month as an address says it."""
    return f"{month:%Y-%m}"


def month_words(month: date) -> str:
    """A month as people say it: "2016 年 9 月", "Sep 2016"."""
    if is_english():
        return f"{_MONTHS[month.month - 1]} {month.year}"
    return gettext("%(year)s 年 %(month)s 月") % {
        "year": str(month.year),
        "month": str(month.month),
    }


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + (date(2000, 1, 8) - date(2000, 1, 1))).replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)

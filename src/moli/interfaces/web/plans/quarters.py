"""The quarters that a page of figures can show: the present one and those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext

from moli.insights.rules.periods import Period, quarter_until

QUARTERS_SHOWN = 4


@dataclass(frozen=True)
class Quarter:
    """A quarter up to a day: today in the present one, the last day of those that are over."""

    period: Period
    is_present: bool

    @property
    def on(self) -> date:
        """The day on which everything is counted."""
        return self.period.last_on

    @property
    def key(self) -> str:
        """How addresses name it: 2016-3."""
        return f"{self.on.year}-{self.period.quarter}"

    @property
    def words(self) -> str:
        """How a page names it."""
        return gettext("%(year)s 年第 %(quarter)s 季度") % {
            "year": self.on.year,
            "quarter": self.period.quarter,
        }

    @property
    def kept(self) -> dict[str, str]:
        """What a link keeps of it; the present quarter needs no word."""
        return {} if self.is_present else {"quarter": self.key}


def quarters(today: date) -> list[Quarter]:
    """The present quarter and the ones before it, the newest first."""
    found = [Quarter(quarter_until(today), is_present=True)]
    while len(found) < QUARTERS_SHOWN:
        last_on = found[-1].period.first_on - timedelta(days=1)
        found.append(Quarter(quarter_until(last_on), is_present=False))
    return found


def picked_quarter(request: HttpRequest, *, today: date) -> tuple[Quarter, list[Quarter]]:
    """The quarter that an address asks for, and all there are; nonsense is the present one."""
    shown = quarters(today)
    asked = request.GET.get("quarter", "")
    return next((each for each in shown if each.key == asked), shown[0]), shown

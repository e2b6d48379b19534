"""Indicators of the four plans, counted from the rows that work left behind."""

from __future__ import annotations

from datetime import date

from moli.insights.queries.counting import Counted
from moli.insights.rules.periods import Period
from moli.insights.rules.plans import Indicator
from moli.party.queries.sight import MemberSight


def counted(
    indicator: Indicator,
    *,
    county_code: str,
    period: Period,
    on: date,
    sight: MemberSight | None = None,
) -> Counted:
    """What an indicator counts in a county, unit by unit.

    `period` is a quarter or the part of it until a day; what does not count by quarters (see
    `rules.periods`) counts until `on`. Members are units only inside `sight`; without one they
    are all unseen.
    """
    raise NotImplementedError

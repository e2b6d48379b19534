"""Indicators of the four plans, counted from the rows that work left behind."""

from __future__ import annotations

from datetime import date

from moli.insights.queries.cadre_units import cadre_units
from moli.insights.queries.counting import Counted, Unit, Unseen
from moli.insights.queries.facts import Facts
from moli.insights.queries.member_units import member_units
from moli.insights.queries.organisation_units import branch_units, village_units
from moli.insights.queries.venue_units import venue_units
from moli.insights.rules.periods import Period, counted_over
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
    """What an indicator counts in a county, unit by unit: a fixed number of queries.

    `period` is a quarter or the part of it until a day; what does not count by quarters (see
    `rules.periods`) counts until `on`. Members are units only inside `sight`; without one they
    are all unseen.
    """
    return counted_from(Facts(county_code, period, on), indicator, sight=sight)


def counted_from(
    facts: Facts, indicator: Indicator, *, sight: MemberSight | None = None
) -> Counted:
    """The same from facts that others share."""
    units, unseen = _units(facts, indicator, sight)
    period = counted_over(indicator, period=facts.period, on=facts.on)
    return Counted(indicator, period, units, unseen)


def _units(
    facts: Facts, indicator: Indicator, sight: MemberSight | None
) -> tuple[tuple[Unit, ...], Unseen]:
    match indicator:
        case Indicator.VILLAGES_WITH_PROJECT:
            return village_units(facts), Unseen()
        case Indicator.BRANCHES_WITH_PROJECT:
            return branch_units(facts), Unseen()
        case Indicator.CADRES_ACTIVE:
            return cadre_units(facts), Unseen()
        case Indicator.MEMBERS_PRACTISING:
            return member_units(facts, sight=sight)
        case Indicator.VENUES_WITH_STATION:
            return venue_units(facts, active_only=False), Unseen()
        case Indicator.VENUES_WITH_ACTIVE_STATION:
            return venue_units(facts, active_only=True), Unseen()

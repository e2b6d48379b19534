"""The four plans and their indicators."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class PlanKind(StrEnum):
    """The four plans of the county (四个计划)."""

    ORGANISATIONS = "ORGANISATIONS"  # 基层组织争先发展电商
    CADRES = "CADRES"  # 村干部领先融入电商
    MEMBERS = "MEMBERS"  # 党员骨干率先实践电商
    VENUES = "VENUES"  # 村级活动场所优先服务电商


class Indicator(StrEnum):
    """What a plan is measured by: so many of so many. The first of a plan is its headline.

    A *project* is live in a period when something was introduced, agreed, delivered or sold in
    it, or a pairing had a result in it.
    """

    # Villages with a live e-commerce project, of all villages.
    VILLAGES_WITH_PROJECT = "VILLAGES_WITH_PROJECT"
    # Branches (of the tree) that led to at least one live project, of all branches there.
    BRANCHES_WITH_PROJECT = "BRANCHES_WITH_PROJECT"
    # People of village committees with a deal of their village, or a station, of all of them.
    CADRES_ACTIVE = "CADRES_ACTIVE"
    # Members with a granted shop, an open station or an active pairing, of all members.
    MEMBERS_PRACTISING = "MEMBERS_PRACTISING"
    # Venues in which an open station stands, of all venues.
    VENUES_WITH_STATION = "VENUES_WITH_STATION"
    # Venues with a station that did something in the last 30 days, of all venues.
    VENUES_WITH_ACTIVE_STATION = "VENUES_WITH_ACTIVE_STATION"


INDICATORS_OF: Mapping[PlanKind, tuple[Indicator, ...]] = MappingProxyType(
    {
        PlanKind.ORGANISATIONS: (Indicator.VILLAGES_WITH_PROJECT, Indicator.BRANCHES_WITH_PROJECT),
        PlanKind.CADRES: (Indicator.CADRES_ACTIVE,),
        PlanKind.MEMBERS: (Indicator.MEMBERS_PRACTISING,),
        PlanKind.VENUES: (Indicator.VENUES_WITH_ACTIVE_STATION, Indicator.VENUES_WITH_STATION),
    }
)

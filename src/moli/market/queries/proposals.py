"""Rounds and proposals within somebody's reach."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from moli.market.models import Contract, Proposal, Round
from moli.market.queries.reach import MarketReach
from moli.market.rules.negotiation import HOLDING_STATES, LIVE_STATES, ProposalState, Side
from moli.places.queries.directory import inside_areas

# Sellers and buyers learn of a proposal only when an organiser introduces it.
_TOLD = (*HOLDING_STATES, ProposalState.DECLINED)


def _proposals() -> QuerySet[Proposal]:
    return Proposal.objects.select_related(
        "round",
        "lot__product",
        "lot__grade",
        "lot__village__parent",
        "demand__enterprise",
        "demand__lowest_grade",
        "demand__destination",
        "introduction",
        "contract",
    )


def proposals_visible_to(reach: MarketReach) -> QuerySet[Proposal]:
    """Proposals that a person may open.

    Organisers of either side and county roles see all of their area, from the round on; a side
    sees its own once it was introduced.
    """
    led = inside_areas(reach.leads_areas, field="lot__village__code")
    led |= Q(demand__enterprise__uid__in=reach.leads_keys)
    led |= inside_areas(reach.reads_areas, field="lot__village__code")
    own = inside_areas(reach.sells_for_areas, field="lot__village__code")
    own |= Q(demand__enterprise__uid__in=reach.buys_for_keys)
    return _proposals().filter(led | (own & Q(state__in=_TOLD)))


def proposals_to_introduce(reach: MarketReach) -> QuerySet[Proposal]:
    """Fresh proposals of which the person's branches lead both sides."""
    return (
        _proposals()
        .filter(
            inside_areas(reach.leads_areas, field="lot__village__code"),
            demand__enterprise__uid__in=reach.leads_keys,
            state=ProposalState.PROPOSED,
        )
        .order_by("-round__number", "place")
    )


def proposals_to_draw_up(reach: MarketReach) -> QuerySet[Proposal]:
    """Agreed proposals of which the person's branches lead both sides."""
    return (
        _proposals()
        .filter(
            inside_areas(reach.leads_areas, field="lot__village__code"),
            demand__enterprise__uid__in=reach.leads_keys,
            state=ProposalState.AGREED,
        )
        .order_by("-round__number", "place")
    )


def proposals_answerable_by(reach: MarketReach, *, side: Side) -> QuerySet[Proposal]:
    """Introduced proposals on whose one side the person speaks."""
    if side is Side.SELLER:
        own = inside_areas(reach.sells_for_areas, field="lot__village__code")
    else:
        own = Q(demand__enterprise__uid__in=reach.buys_for_keys)
    return _proposals().filter(own, state=ProposalState.INTRODUCED).order_by("-pk")


def live_proposals_visible_to(reach: MarketReach) -> QuerySet[Proposal]:
    """Visible proposals that are neither declined nor replaced."""
    return proposals_visible_to(reach).filter(state__in=LIVE_STATES)


def rounds_visible_to(reach: MarketReach) -> QuerySet[Round]:
    """Rounds, newest first, for organisers and county roles; nobody else runs or reads them."""
    if not (reach.leads_areas or reach.leads_keys or reach.reads_areas):
        return Round.objects.none()
    return Round.objects.order_by("-number")


def contracts_visible_to(reach: MarketReach) -> QuerySet[Contract]:
    """Contracts of proposals that a person may open."""
    return (
        Contract.objects.filter(proposal__in=proposals_visible_to(reach).values("pk"))
        .select_related(
            "proposal__lot__village__parent",
            "proposal__lot__product",
            "proposal__lot__grade",
            "proposal__demand__enterprise",
            "proposal__demand__destination",
            "proposal__round",
        )
        .order_by("-pk")
    )

"""What waits for a person on the market: answers, ripe lots, introductions, contracts.

Each list begins from a reach and holds only what its person can act on. The county's roles read
everything and answer for nobody, so their reach is left out (`work_reach`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from moli.accounts.rules import COUNTY_ROLES, Standing
from moli.market.models import Answer, Demand, Lot, Proposal
from moli.market.queries.offers import (
    demands_changeable_by,
    lots_changeable_by,
    open_demands,
)
from moli.market.queries.overview import LAST_DAYS
from moli.market.queries.proposals import proposals_answerable_by
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.rules.negotiation import (
    HOLDING_STATES,
    AnswerKind,
    ProposalState,
    Said,
    Side,
    table_after,
)
from moli.market.rules.offers import OfferState
from moli.places.queries.directory import inside_areas


@dataclass(frozen=True)
class ToAnswer:
    """One introduction on which a side has to say something, and what lies on the table."""

    proposal: Proposal
    side: Side
    price_fen_per_kg: int
    grams: int
    answer_by: datetime
    is_late: bool


@dataclass(frozen=True)
class Progress:
    """How far one lot or demand is: agreed, still being talked about, and left (grams)."""

    agreed_grams: int = 0
    talked_grams: int = 0
    contracts: int = 0


@dataclass(frozen=True)
class LotProgress:
    """One lot with what became of it so far."""

    lot: Lot
    progress: Progress


@dataclass(frozen=True)
class DemandProgress:
    """One demand with what became of it so far."""

    demand: Demand
    progress: Progress


@dataclass(frozen=True)
class OrganiserWork:
    """How much of each kind waits for an organiser."""

    to_introduce: int
    late: int
    to_draw_up: int


def work_reach(standing: Standing, *, on: date) -> MarketReach:
    """What a person itself answers for: its reach without that of the county's roles."""
    own = tuple(duty for duty in standing.duties if duty.role not in COUNTY_ROLES)
    return market_reach(Standing(actor=standing.actor, duties=own), on=on)


def waiting_for(reach: MarketReach, *, side: Side) -> QuerySet[Proposal]:
    """Introduced proposals on which the other side spoke last, or nobody yet.

    Whoever spoke last has accepted what lies on the table, because a counter counts as a yes of
    the side that made it. The most pressing deadline comes first.
    """
    last_side = Answer.objects.filter(proposal=OuterRef("pk")).order_by("-pk").values("side")[:1]
    return (
        proposals_answerable_by(reach, side=side)
        .annotate(last_side=Subquery(last_side))
        .filter(Q(last_side=None) | Q(last_side=side.other))
        .order_by("introduction__answer_by", "pk")
    )


def to_answer(reach: MarketReach, *, side: Side, at: datetime) -> list[ToAnswer]:
    """What waits for a side's answer, with the terms now on the table: two queries."""
    rows = waiting_for(reach, side=side).prefetch_related("answers")
    return [_to_answer(row, side=side, at=at) for row in rows]


def _to_answer(proposal: Proposal, *, side: Side, at: datetime) -> ToAnswer:
    table = table_after(
        price_fen_per_kg=proposal.fair_fen_per_kg,
        grams=proposal.grams,
        answers=[
            Said(Side(row.side), AnswerKind(row.kind), row.price_fen_per_kg, row.grams)
            for row in proposal.answers.all()
        ],
    )
    return ToAnswer(
        proposal=proposal,
        side=side,
        price_fen_per_kg=table.price_fen_per_kg,
        grams=table.grams,
        answer_by=proposal.introduction.answer_by,
        is_late=proposal.introduction.answer_by < at,
    )


def ripe_lots(reach: MarketReach, *, on: date) -> QuerySet[Lot]:
    """The person's lots whose window ends within three days while something is left."""
    return (
        own_open_lots(reach, on=on)
        .filter(ready_to_on__lt=on + timedelta(days=LAST_DAYS))
        .order_by("ready_to_on", "pk")
    )


def own_open_lots(reach: MarketReach, *, on: date) -> QuerySet[Lot]:
    """Lots of the person's villages of which something is left to sell."""
    return (
        lots_changeable_by(reach)
        .filter(state=OfferState.OPEN, ready_to_on__gte=on)
        .filter(grams__gt=F("committed_grams"))
        .order_by("ready_to_on", "pk")
    )


def lots_with_progress(reach: MarketReach, *, on: date, at_most: int) -> list[LotProgress]:
    """The person's lots of this season, the soonest first, and what became of each: two queries.

    Lots that are over stay as long as something of them was promised.
    """
    lots = (
        lots_changeable_by(reach)
        .filter(Q(state=OfferState.OPEN, ready_to_on__gte=on) | Q(committed_grams__gt=0))
        .order_by("ready_to_on", "pk")[:at_most]
    )
    rows = list(lots)
    progress = _progress_by(Q(lot__in=[row.pk for row in rows]), field="lot_id")
    return [LotProgress(lot=row, progress=progress.get(row.pk, Progress())) for row in rows]


def demands_with_progress(reach: MarketReach, *, on: date, at_most: int) -> list[DemandProgress]:
    """The person's demands of this season and how far each is filled: two queries."""
    demands = (
        demands_changeable_by(reach)
        .filter(Q(state=OfferState.OPEN, deliver_to_on__gte=on) | Q(committed_grams__gt=0))
        .order_by("deliver_to_on", "pk")[:at_most]
    )
    rows = list(demands)
    progress = _progress_by(Q(demand__in=[row.pk for row in rows]), field="demand_id")
    return [DemandProgress(demand=row, progress=progress.get(row.pk, Progress())) for row in rows]


def _progress_by(condition: Q, *, field: str) -> Mapping[int, Progress]:
    held = Proposal.objects.filter(condition, state__in=HOLDING_STATES).order_by("pk")
    sums: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, state, grams in held.values_list(field, "state", "held_grams"):
        sums[key][state] += grams
        sums[key]["contracts"] += state == ProposalState.CONTRACTED
    return {
        key: Progress(
            agreed_grams=found[ProposalState.AGREED] + found[ProposalState.CONTRACTED],
            talked_grams=found[ProposalState.INTRODUCED],
            contracts=found["contracts"],
        )
        for key, found in sums.items()
    }


def demands_for_own_products(reach: MarketReach, *, on: date) -> QuerySet[Demand]:
    """Open demands for what the person's villages have on the market, the soonest first.

    A seller reads them before anybody introduced it, so a page must leave out the ceiling.
    """
    grown = own_open_lots(reach, on=on).order_by().values("product_id")
    return open_demands(on=on).filter(product__in=grown)


def _led(reach: MarketReach) -> QuerySet[Proposal]:
    """Proposals of which the person's branches lead both sides."""
    return Proposal.objects.filter(
        inside_areas(reach.leads_areas, field="lot__village__code"),
        demand__enterprise__uid__in=reach.leads_keys,
    )


def organiser_work(reach: MarketReach, *, at: datetime) -> OrganiserWork:
    """How much waits for an organiser: one query, none for somebody who leads nothing."""
    if not (reach.leads_areas and reach.leads_keys):
        return OrganiserWork(to_introduce=0, late=0, to_draw_up=0)
    row = (
        _led(reach)
        .order_by()
        .aggregate(
            to_introduce=Count("pk", filter=Q(state=ProposalState.PROPOSED)),
            late=Count("pk", filter=_late(at)),
            to_draw_up=Count("pk", filter=Q(state=ProposalState.AGREED)),
        )
    )
    return OrganiserWork(**row)


def late_answers(reach: MarketReach, *, at: datetime) -> QuerySet[Proposal]:
    """Introductions that the person's branches made and whose deadline has passed."""
    return (
        _led(reach)
        .filter(_late(at))
        .select_related(
            "round",
            "introduction",
            "lot__product",
            "lot__grade",
            "lot__village__parent",
            "demand__enterprise",
        )
        .prefetch_related("answers")
        .order_by("introduction__answer_by", "pk")
    )


def _late(at: datetime) -> Q:
    return Q(state=ProposalState.INTRODUCED, introduction__answer_by__lt=at)


def lots_posted(reach: MarketReach, *, on: date) -> QuerySet[Lot]:
    """Lots posted on a day in the areas that a county role reads, the newest first."""
    return (
        Lot.objects.filter(
            inside_areas(reach.reads_areas, field="village__code"), posted_at__date=on
        )
        .select_related("product", "grade", "village__parent")
        .order_by("-posted_at", "-pk")
    )


def demands_posted(reach: MarketReach, *, on: date) -> QuerySet[Demand]:
    """Demands posted on a day; whoever reads an area of the county reads them all."""
    demands = Demand.objects.select_related("product", "lowest_grade", "enterprise", "destination")
    if not reach.reads_areas:
        return demands.none()
    return demands.filter(posted_at__date=on).order_by("-posted_at", "-pk")

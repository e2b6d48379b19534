"""All acts that would move an indicator, of each kind the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from moli.households.models import Household
from moli.insights.queries.cadre_units import cadre_units
from moli.insights.queries.facts import Facts
from moli.insights.queries.organisation_units import village_units
from moli.insights.queries.venue_units import venue_units
from moli.insights.rules.steps import OBJECT_OF, ObjectKind, StepKind
from moli.market.models import Demand, Lot, Proposal
from moli.market.queries.naming import Name, division_name, product_name
from moli.market.queries.offers import open_demands, open_lots
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import OfferState
from moli.pairing.queries.delivered import active_ids, pairings_in_force
from moli.party.queries.overdue import overdue_activities
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.places.queries.directory import inside_areas
from moli.stations.queries import open_stations


@dataclass(frozen=True)
class NextStep:
    """One act: what to do, with which object to open, and what it is about.

    `names` is the village, the venue, the station or the branch that it is about, `place` the
    village or the town around it. `facts` are codes, days, numbers and names for the sentence.
    Nobody is named: neither a cadre nor the two of a pairing.
    """

    kind: StepKind
    object_key: str
    names: Name
    place: Name | None = None
    branch_uids: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def object_kind(self) -> ObjectKind:
        """What it opens."""
        return OBJECT_OF[self.kind]


def possible_steps(facts: Facts) -> Iterator[NextStep]:
    """Every act there is to do in a county, kind by kind: a fixed number of queries."""
    weights = _households(facts)
    yield from _introduce(facts)
    yield from _sell(facts)
    yield from _host(facts, weights)
    yield from _wake(facts, weights)
    yield from _follow_up(facts)
    yield from _hold(facts)


def _introduce(facts: Facts) -> Iterator[NextStep]:
    """The most valuable proposal that waits in each led village without a project.

    It is for the branches of both sides, and so for the one above both that may introduce.
    """
    waiting = {unit.key: unit for unit in village_units(facts) if not unit.is_met}
    rows = Proposal.objects.filter(
        state=ProposalState.PROPOSED,
        lot__state=OfferState.OPEN,
        lot__ready_to_on__gte=facts.on,
        demand__state=OfferState.OPEN,
        demand__deliver_to_on__gte=facts.on,
        lot__village__code__startswith=facts.county_code,
    ).select_related("lot__village__parent", "lot__product", "demand__enterprise")
    for row in rows.order_by("-value_micro_yuan", "pk"):
        village = row.lot.village
        unit = waiting.pop(village.code, None)
        if unit is None or not unit.branch_uid:
            continue
        of_firm = facts.leads.of_enterprise(row.demand.enterprise.key)
        yield NextStep(
            StepKind.INTRODUCE,
            row.key,
            names=unit.names,
            place=division_name(village.parent) if village.parent else None,
            branch_uids=frozenset({unit.branch_uid, of_firm} - {""}),
            facts={"grams": row.grams, "product": product_name(row.lot.product)},
        )


def _sell(facts: Facts) -> Iterator[NextStep]:
    """Lots that a demand fits, of villages where a cadre has no deal: the most urgent first."""
    idle = {unit.village_code for unit in cadre_units(facts) if not unit.is_met}
    demands = list(open_demands(on=facts.on))
    for lot in open_lots(on=facts.on).filter(inside_areas([facts.county_code], field=_VILLAGE)):
        if lot.village.code not in idle or not any(_fits(lot, each) for each in demands):
            continue
        town = lot.village.parent
        yield NextStep(
            StepKind.SELL,
            lot.key,
            names=division_name(lot.village),
            place=division_name(town) if town else None,
            branch_uids=_branch(facts, lot.village.code),
            facts={"grams": lot.left_grams, "product": product_name(lot.product)},
        )


def _host(facts: Facts, weights: Mapping[str, int]) -> Iterator[NextStep]:
    """Venues without a station, those of villages with the most registered households first."""
    empty = [u for u in venue_units(facts, active_only=False) if not u.is_met]
    villages = {village.code: division_name(village) for village in facts.villages}
    for unit in sorted(empty, key=lambda u: (-weights.get(u.village_code, 0), u.village_code)):
        yield NextStep(
            StepKind.HOST,
            unit.key,
            names=unit.names,
            place=villages[unit.village_code],
            branch_uids=_branch(facts, unit.village_code),
            facts={"households": weights.get(unit.village_code, 0)},
        )


def _wake(facts: Facts, weights: Mapping[str, int]) -> Iterator[NextStep]:
    """Open stations that did nothing for thirty days, in the same order.

    Such a station counts for the branch that leads it, and where none does for the village's.
    """
    rows = open_stations(on=facts.on).filter(inside_areas([facts.county_code], field=_VILLAGE))
    idle = [row for row in rows if row.key not in facts.activity]
    for row in sorted(idle, key=lambda s: (-weights.get(s.village.code, 0), s.village.code, s.pk)):
        leading = facts.leads.of_station(row.key)
        yield NextStep(
            StepKind.WAKE,
            row.key,
            names=Name(row.name, row.name),
            place=division_name(row.village),
            branch_uids=frozenset({leading}) if leading else _branch(facts, row.village.code),
            facts={"households": weights.get(row.village.code, 0)},
        )


def _follow_up(facts: Facts) -> Iterator[NextStep]:
    """Pairings in force that brought nothing lately, the oldest first."""
    active = active_ids(facts.on)
    rows = pairings_in_force(on=facts.on).filter(inside_areas([facts.county_code], field=_VILLAGE))
    for row in rows.select_related("village__parent").order_by("from_on", "pk"):
        if row.pk in active:
            continue
        town = row.village.parent
        yield NextStep(
            StepKind.FOLLOW_UP,
            row.key,
            names=division_name(row.village),
            place=division_name(town) if town else None,
            branch_uids=_branch(facts, row.village.code),
            facts={"from_on": row.from_on},
        )


def _hold(facts: Facts) -> Iterator[NextStep]:
    """Activities that branches lack, what was due longest ago first; one for each branch.

    Where no rule says how often, none is lacking.
    """
    there = {branch.key: branch for branch in facts.branches}
    try:
        lacking = overdue_activities(on=facts.on, branch_ids=[row.pk for row in there.values()])
    except PartyRuleMissing:
        return
    for row in sorted(lacking, key=lambda each: each.from_on):
        branch = there.pop(row.branch_key, None)
        if branch is None:
            continue
        yield NextStep(
            StepKind.HOLD,
            branch.key,
            names=Name(branch.name, branch.name_en or branch.name),
            branch_uids=frozenset({branch.key}),
            facts={"activity_kind": row.kind, "from_on": row.from_on, "to_on": row.to_on},
        )


_VILLAGE = "village__code"


def _fits(lot: Lot, demand: Demand) -> bool:
    """Whether a demand takes this produce, this good, at a price and in days that can meet."""
    return (
        demand.product_id == lot.product_id
        and lot.grade.rank <= demand.lowest_grade.rank
        and lot.floor_fen_per_kg <= demand.ceiling_fen_per_kg
        and lot.ready_from_on <= demand.deliver_to_on
        and demand.deliver_from_on <= lot.ready_to_on
    )


def _branch(facts: Facts, village_code: str) -> frozenset[str]:
    found = facts.leads.of_village(village_code)
    return frozenset({found}) if found else frozenset()


def _households(facts: Facts) -> dict[str, int]:
    """Registered households of each village: what is known of how many people live there."""
    rows = Household.objects.filter(
        inside_areas([facts.county_code], field=_VILLAGE), withdrawn_at=None, is_in_review=False
    )
    return dict(rows.order_by().values_list(_VILLAGE).annotate(Count("pk")))

"""Proposals as a table shows them: who gives whom, at which price, why, and what instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Avg

from moli.kernel.money import total_fen
from moli.market.models import Proposal
from moli.market.queries.naming import (
    Name,
    destination_name,
    division_name,
    enterprise_name,
    product_name,
)
from moli.market.queries.runner_up import RunnerUp, runner_up_names, runner_up_of
from moli.market.queries.sight import Sight, Viewer, sight_of
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.reasons import Reason, Reckoned, households_of_part, reasons_of
from moli.market.rules.weights import poor_per_mille


@dataclass(frozen=True)
class ProposalLine:
    """One proposal without either side's limit.

    `home_fen` is what reaches the households at the farm gate.
    """

    uid: UUID
    round_number: int
    place: int
    state: ProposalState
    product: Name
    product_code: str
    village: Name
    enterprise: Name
    destination: Name
    grams: int
    farm_gate_fen_per_kg: int
    home_fen: int
    households: int
    poor_households: int
    road_km: int
    days_left: int
    transit_days: int
    reasons: tuple[Reason, ...]
    runner_up: RunnerUp
    shows_reckoning: bool
    village_code: str
    enterprise_key: str


def usual_freight(round_id: int, product_id: int) -> int:
    """The mean freight (fen per kg) of a product's proposals in a round: one query."""
    rows = Proposal.objects.filter(round=round_id, lot__product=product_id).order_by()
    return round(rows.aggregate(usual=Avg("freight_fen_per_kg"))["usual"] or 0)


def sight_on(proposal: Proposal, viewer: Viewer) -> Sight:
    """What a viewer sees of a proposal's two sides."""
    return sight_of(
        viewer,
        village_code=proposal.lot.village.code,
        enterprise_key=proposal.demand.enterprise.key,
    )


def reasons_for(
    proposal: Proposal, *, usual_fen_per_kg: int, shows_weight: bool
) -> tuple[Reason, ...]:
    """Why a proposal was made, from its own numbers; weights are 0 for who may not see them."""
    lot = proposal.lot
    found = reasons_of(
        Reckoned(
            grams=proposal.grams,
            value_micro_yuan=proposal.value_micro_yuan,
            days_left=proposal.days_left,
            poor_per_mille=poor_per_mille(
                households=lot.households, poor_households=lot.poor_households
            ),
            freight_fen_per_kg=proposal.freight_fen_per_kg,
            usual_freight_fen_per_kg=usual_fen_per_kg,
        )
    )
    return tuple(
        reason if shows_weight else replace(reason, weight_micro_yuan=0) for reason in found
    )


def lines_of(proposals: Sequence[Proposal], *, viewer: Viewer) -> list[ProposalLine]:
    """The lines of some proposals, in their order.

    Two queries for the names of runner-ups and one for the usual freight of their products.
    """
    names = runner_up_names(proposals)
    usual = _usual_freights(proposals)
    return [
        _line(
            row,
            sight=sight_on(row, viewer),
            runner_up=runner_up_of(row, names, shows_loss=sight_on(row, viewer).reckoning),
            usual_fen_per_kg=usual.get((row.round_id, row.lot.product_id), 0),
        )
        for row in proposals
    ]


def _usual_freights(proposals: Sequence[Proposal]) -> dict[tuple[int, int], int]:
    rounds = {row.round_id for row in proposals}
    rows = Proposal.objects.filter(round__in=rounds).order_by().values("round", "lot__product")
    return {
        (row["round"], row["lot__product"]): round(row["usual"])
        for row in rows.annotate(usual=Avg("freight_fen_per_kg"))
    }


def _line(
    row: Proposal, *, sight: Sight, runner_up: RunnerUp, usual_fen_per_kg: int
) -> ProposalLine:
    lot, demand = row.lot, row.demand
    return ProposalLine(
        uid=row.uid,
        round_number=row.round.number,
        place=row.place,
        state=ProposalState(row.state),
        product=product_name(lot.product),
        product_code=lot.product.code,
        village=division_name(lot.village),
        enterprise=enterprise_name(demand.enterprise),
        destination=destination_name(demand.destination),
        grams=row.grams,
        # A round is shown as it was run, whatever was agreed since.
        farm_gate_fen_per_kg=row.fair_fen_per_kg,
        home_fen=total_fen(grams=row.grams, fen_per_kg=row.fair_fen_per_kg),
        households=_part(row, lot.households),
        poor_households=_part(row, lot.poor_households),
        road_km=row.road_km,
        days_left=row.days_left,
        transit_days=row.transit_days,
        reasons=reasons_for(row, usual_fen_per_kg=usual_fen_per_kg, shows_weight=sight.reckoning),
        runner_up=runner_up,
        shows_reckoning=sight.reckoning,
        village_code=lot.village.code,
        enterprise_key=demand.enterprise.key,
    )


def _part(row: Proposal, households: int) -> int:
    return households_of_part(
        households=households, part_grams=row.grams, whole_grams=row.lot.grams
    )

"""Running a round: everything open is matched at once, and what the planner says is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.market.models import Proposal, Round
from moli.market.queries.problem import OpenMarket, open_market
from moli.market.queries.said_by_planner import Suggestion, suggestions_of, unmatched_of
from moli.market.rules.negotiation import ProposalState
from moli.places.models import Division
from moli.planner.matching import (
    Plan,
    by_product,
    first_come_first_served,
    greedy_by_value,
    solve,
)


@dataclass(frozen=True)
class Reckoning:
    """A plan with the two simple ways beside it, and how long the plan took."""

    plan: Plan
    greedy: Plan
    first_come: Plan
    milliseconds: int


def run_round(*, request_key: UUID, seed: int, by: Actor, at: datetime) -> Round:
    """Match everything open and keep the proposals, most valuable first.

    The same key again returns the round that it ran. Proposals of earlier rounds that nobody
    took up become void; introduced ones stay, and their weight is not matched again. Refuses a
    day without a freight tariff.

    The planner works before the transaction, which then only writes: on SQLite nobody else
    could post meanwhile. A lot that changes in between is caught by the introduction, which
    judges under lock what is left.
    """
    ran = Round.objects.filter(request_key=request_key).first()
    if ran is not None:
        return ran
    market = open_market(on=timezone.localdate(at))
    reckoning = _reckon(market, seed=seed)
    suggestions = suggestions_of(market, reckoning.plan)
    with transaction.atomic():
        # Every round locks the first county's row, so that numbers follow each other.
        Division.objects.select_for_update(of=("self",)).order_by("pk").first()
        ran = Round.objects.filter(request_key=request_key).first()
        if ran is not None:
            return ran
        fresh = Proposal.objects.filter(state=ProposalState.PROPOSED)
        fresh.update(state=ProposalState.REPLACED)
        row = _store(market, reckoning, request_key=request_key, by=by, at=at)
        _propose(row, market, suggestions)
        record(
            verb="market.run_round",
            on=Subject("round", str(row.number)),
            by=by,
            at=at,
            lots=row.lots,
            demands=row.demands,
            proposals=len(suggestions),
            value_micro_yuan=row.value_micro_yuan,
            bound_micro_yuan=row.bound_micro_yuan,
        )
    return row


def _reckon(market: OpenMarket, *, seed: int) -> Reckoning:
    started = time.perf_counter_ns()
    plan = solve(market.problem, seed=seed)
    milliseconds = (time.perf_counter_ns() - started) // 1_000_000
    return Reckoning(
        plan=plan,
        greedy=greedy_by_value(market.problem),
        # Rows come in posting order, so their own numbers say who came first.
        first_come=first_come_first_served(
            market.problem,
            lot_posted=range(len(market.lots)),
            demand_posted=range(len(market.demands)),
        ),
        milliseconds=milliseconds,
    )


def _store(
    market: OpenMarket, reckoning: Reckoning, *, request_key: UUID, by: Actor, at: datetime
) -> Round:
    plan = reckoning.plan
    last = Round.objects.aggregate(number=Max("number"))["number"] or 0
    return Round.objects.create(
        number=last + 1,
        request_key=request_key,
        on=timezone.localdate(at),
        run_at=at,
        run_by_key=by.key,
        run_by_name=by.name,
        milliseconds=reckoning.milliseconds,
        seed=plan.seed,
        lots=len(market.lots),
        demands=len(market.demands),
        matched_grams=int(plan.grams.sum()),
        value_micro_yuan=plan.objective,
        bound_micro_yuan=plan.bound,
        greedy_micro_yuan=reckoning.greedy.objective,
        first_come_micro_yuan=reckoning.first_come.objective,
        products=_by_product(market, reckoning),
        unmatched=unmatched_of(market, plan),
    )


def _by_product(market: OpenMarket, reckoning: Reckoning) -> dict[str, dict[str, int]]:
    """The figures of each product that has lots, by its code, with the two simple ways."""
    codes = {lot.product_id: lot.product.code for lot in market.lots}
    greedy, first_come = (
        {figures.product: figures.value for figures in by_product(market.problem, plan)}
        for plan in (reckoning.greedy, reckoning.first_come)
    )
    return {
        codes[figures.product]: {
            "lots": figures.lots,
            "demands": figures.demands,
            "matched_grams": figures.matched_grams,
            "value_micro_yuan": figures.value,
            "bound_micro_yuan": figures.bound,
            "greedy_micro_yuan": greedy[figures.product],
            "first_come_micro_yuan": first_come[figures.product],
        }
        for figures in by_product(market.problem, reckoning.plan)
        if figures.product in codes
    }


def _propose(row: Round, market: OpenMarket, suggestions: Sequence[Suggestion]) -> None:
    """Store the suggestions, the most valuable first; equal ones in the order of their rows."""
    best_first = sorted(
        suggestions, key=lambda said: (-said.value_micro_yuan, said.lot_row, said.demand_row)
    )
    Proposal.objects.bulk_create(
        (
            Proposal(
                round=row,
                place=place,
                lot=market.lots[said.lot_row],
                demand=market.demands[said.demand_row],
                grams=said.grams,
                fair_fen_per_kg=said.fair_fen_per_kg,
                low_fen_per_kg=said.low_fen_per_kg,
                high_fen_per_kg=said.high_fen_per_kg,
                freight_fen_per_kg=said.freight_fen_per_kg,
                road_km=said.road_km,
                transit_days=said.transit_days,
                days_left=said.days_left,
                shelf_days_left=said.shelf_days_left,
                value_micro_yuan=said.value_micro_yuan,
                runner_up_loss_micro_yuan=said.runner_up_loss_micro_yuan,
                runner_up=said.runner_up,
                lot_mark=market.lots[said.lot_row].terms_mark,
                demand_mark=market.demands[said.demand_row].terms_mark,
            )
            for place, said in enumerate(best_first, start=1)
        ),
        batch_size=500,
    )

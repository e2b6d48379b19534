"""The next-best plan without a proposal: who would get how much instead, what all would lose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from moli.kernel.money import MICRO_YUAN_PER_FEN
from moli.market.models import Demand, Lot, Proposal
from moli.market.queries.naming import Name, division_name, enterprise_name


@dataclass(frozen=True)
class Change:
    """So many grams more from a village to an enterprise."""

    village: Name
    enterprise: Name
    grams: int


@dataclass(frozen=True)
class RunnerUp:
    """What would happen without a proposal.

    `rerouted`: where its lot would go instead; `idle_grams`: what of the lot nobody would take;
    `filled_by`: who would fill the demand instead; `unmet_grams`: what the demand would lack;
    `further`: how many other pairs would change. `loss_fen` is None for who may not see it.
    """

    rerouted: tuple[Change, ...]
    filled_by: tuple[Change, ...]
    idle_grams: int
    unmet_grams: int
    further: int
    loss_fen: int | None


@dataclass(frozen=True)
class RunnerUpNames:
    """The names that runner-ups speak of, fetched once for all proposals of a page."""

    villages: Mapping[int, Name]
    enterprises: Mapping[int, Name]


def runner_up_names(proposals: Iterable[Proposal]) -> RunnerUpNames:
    """Names of all lots and demands in the runner-ups of some proposals: two queries at most."""
    changes = [change for proposal in proposals for change in proposal.runner_up]
    lots = Lot.objects.filter(pk__in={change["lot_id"] for change in changes})
    demands = Demand.objects.filter(pk__in={change["demand_id"] for change in changes})
    return RunnerUpNames(
        villages={row.pk: division_name(row.village) for row in lots.select_related("village")},
        enterprises={
            row.pk: enterprise_name(row.enterprise) for row in demands.select_related("enterprise")
        },
    )


def runner_up_of(proposal: Proposal, names: RunnerUpNames, *, shows_loss: bool) -> RunnerUp:
    """The runner-up of one proposal. Lots and demands without a name are counted as further."""
    signed = [(row["lot_id"], row["demand_id"], row["grams"]) for row in proposal.runner_up]
    pair = (proposal.lot_id, proposal.demand_id)
    removed = -sum(grams for lot, demand, grams in signed if (lot, demand) == pair)
    removed = removed or proposal.grams
    rerouted, filled_by, further = [], [], 0
    for lot, demand, grams in signed:
        if (lot, demand) == pair:
            continue
        is_known = lot in names.villages and demand in names.enterprises
        if not is_known or pair not in {(lot, proposal.demand_id), (proposal.lot_id, demand)}:
            further += 1
        elif lot == proposal.lot_id:
            rerouted.append(Change(names.villages[lot], names.enterprises[demand], grams))
        else:
            filled_by.append(Change(names.villages[lot], names.enterprises[demand], grams))
    loss = proposal.runner_up_loss_micro_yuan
    return RunnerUp(
        rerouted=_gains(rerouted),
        filled_by=_gains(filled_by),
        idle_grams=max(0, removed - sum(change.grams for change in rerouted)),
        unmet_grams=max(0, removed - sum(change.grams for change in filled_by)),
        further=further,
        loss_fen=round(loss / MICRO_YUAN_PER_FEN) if shows_loss else None,
    )


def _gains(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(
        sorted((change for change in changes if change.grams > 0), key=lambda row: -row.grams)
    )

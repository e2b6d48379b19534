"""What became of a lot or a demand: the proposals that its reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from moli.interfaces.web.naming import enterprise_name, village_name
from moli.interfaces.words.labels import label
from moli.market.queries.proposals import proposals_visible_to
from moli.market.queries.reach import MarketReach
from moli.market.rules.negotiation import ProposalState

_KINDS = {
    ProposalState.INTRODUCED: "info",
    ProposalState.AGREED: "ok",
    ProposalState.CONTRACTED: "ok",
}


@dataclass(frozen=True)
class Outcome:
    """One proposal: with whom, how much, where it stands."""

    url: str
    other_side: str
    weight_grams: int
    state: str
    kind: str


def outcomes_of_lot(reach: MarketReach, *, lot_id: int) -> list[Outcome]:
    """The proposals of a lot, the newest first, with the enterprises: one query."""
    found = proposals_visible_to(reach).filter(lot_id=lot_id)
    return [
        _outcome(one, other_side=enterprise_name(one.demand.enterprise)) for one in _live(found)
    ]


def outcomes_of_demand(reach: MarketReach, *, demand_id: int) -> list[Outcome]:
    """The proposals of a demand, the newest first, with the villages: one query."""
    found = proposals_visible_to(reach).filter(demand_id=demand_id)
    return [_outcome(one, other_side=village_name(one.lot.village)) for one in _live(found)]


def _live(found: Any) -> Any:
    return found.exclude(state=ProposalState.REPLACED).order_by("-pk")


def _outcome(proposal: Any, *, other_side: str) -> Outcome:
    state = ProposalState(proposal.state)
    return Outcome(
        url=reverse("web:proposal", args=[proposal.uid]),
        other_side=other_side,
        weight_grams=proposal.held_grams or proposal.grams,
        state=label(state),
        kind=_KINDS.get(state, ""),
    )

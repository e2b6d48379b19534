"""Proposals and products as lines of a table: everything in words, ready to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.web.matching.naming import listed, said
from moli.interfaces.web.matching.words import reason_words, runner_up_words
from moli.interfaces.words.labels import label
from moli.market.queries.introducers import Pair
from moli.market.queries.naming import Name
from moli.market.queries.proposal_lines import ProposalLine
from moli.market.queries.round_sheets import ProductLine
from moli.market.rules.negotiation import ProposalState

STATE_KINDS: Mapping[ProposalState, str] = {
    ProposalState.PROPOSED: "warn",
    ProposalState.INTRODUCED: "info",
    ProposalState.AGREED: "ok",
    ProposalState.CONTRACTED: "ok",
    ProposalState.DECLINED: "alert",
    ProposalState.REPLACED: "",
}


@dataclass(frozen=True)
class LineRow:
    """One proposal in a table."""

    url: str
    place: str
    product: str
    village: str
    enterprise: str
    destination: str
    grams: int
    farm_gate_fen_per_kg: int
    home_fen: int
    households: int
    poor_households: int
    why: str
    instead: str
    state: str
    state_kind: str
    is_fresh: bool
    introducers: str


@dataclass(frozen=True)
class ProductRow:
    """One product of a round in a table."""

    url: str
    name: str
    line: ProductLine


def line_row(line: ProposalLine, *, introducers: Mapping[Pair, Sequence[Name]]) -> LineRow:
    """One proposal; `introducers` names the branches for those that nobody introduced yet."""
    why = [
        reason_words(
            reason,
            days_left=line.days_left,
            poor_households=line.poor_households,
            road_km=line.road_km,
        )
        for reason in line.reasons
    ]
    branches = introducers.get((line.village_code, line.enterprise_key), ())
    return LineRow(
        url=reverse("web:proposal", args=[line.uid]),
        place=f"{line.round_number}-{line.place}",
        product=said(line.product),
        village=said(line.village),
        enterprise=said(line.enterprise),
        destination=said(line.destination),
        grams=line.grams,
        farm_gate_fen_per_kg=line.farm_gate_fen_per_kg,
        home_fen=line.home_fen,
        households=line.households,
        poor_households=line.poor_households,
        why=gettext("，").join(why),
        instead=runner_up_words(line.runner_up, is_short=True),
        state=label(line.state),
        state_kind=STATE_KINDS[line.state],
        is_fresh=line.state is ProposalState.PROPOSED,
        introducers=listed(said(name) for name in branches),
    )


def product_rows(number: int, lines: Sequence[ProductLine]) -> list[ProductRow]:
    """The products of a round, each with the address of its page."""
    return [
        ProductRow(
            url=reverse("web:round_product", args=[number, line.code]),
            name=said(line.name),
            line=line,
        )
        for line in lines
    ]

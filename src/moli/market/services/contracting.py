"""Drawing up the contract that follows an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.rules import season_of
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Contract, Proposal
from moli.market.rules.negotiation import ProposalState, may_become
from moli.market.rules.offers import judge_price
from moli.market.services.introducing import ProposalMovedOn
from moli.places.models import Division

SEASONS_MAX = 10


class FloorAbovePrice(Refusal):
    """A guaranteed floor above the agreed price would be the price."""


class SeasonsOutOfRange(Refusal):
    """A contract covers one to ten seasons."""


@dataclass(frozen=True)
class ContractTerms:
    """What is settled beyond price and weight."""

    floor_fen_per_kg: int
    seasons: int
    has_variety_clause: bool


@transaction.atomic
def draw_up_contract(
    *, proposal_id: int, terms: ContractTerms, by: Actor, at: datetime
) -> Contract:
    """Draw up the contract of an agreed proposal. Drawn up already: returns that contract.

    Refuses a proposal that is not agreed, a floor above the agreed price, and other than one
    to ten seasons.
    """
    # The county's row stands for the sequence of contract numbers.
    county_code = Proposal.objects.values_list("lot__village__code", flat=True).get(pk=proposal_id)[
        :6
    ]
    Division.objects.select_for_update(of=("self",)).get(code=county_code)
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("lot__village", "lot__product")
        .get(pk=proposal_id)
    )
    drawn_up = Contract.objects.filter(proposal=proposal).first()
    if drawn_up is not None:
        return drawn_up
    price_fen_per_kg = _judged_price(proposal, terms)
    product = proposal.lot.product
    contract = Contract.objects.create(
        number=_next_number(county_code=county_code, year=timezone.localdate(at).year),
        proposal=proposal,
        grams=proposal.held_grams,
        price_fen_per_kg=price_fen_per_kg,
        floor_fen_per_kg=terms.floor_fen_per_kg,
        seasons=terms.seasons,
        first_season=season_of(
            from_month=product.season_from_month,
            to_month=product.season_to_month,
            on=proposal.lot.ready_from_on,
        ),
        has_variety_clause=terms.has_variety_clause,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    proposal.state = ProposalState.CONTRACTED
    proposal.save(update_fields=["state"])
    record(
        verb="market.draw_up_contract",
        on=Subject("contract", contract.key, proposal.lot.village.code),
        by=by,
        at=at,
        number=contract.number,
        grams=contract.grams,
        price_fen_per_kg=contract.price_fen_per_kg,
        floor_fen_per_kg=contract.floor_fen_per_kg,
        seasons=contract.seasons,
    )
    return contract


def _judged_price(proposal: Proposal, terms: ContractTerms) -> int:
    """The agreed price, when these terms may be drawn up on it."""
    price_fen_per_kg = proposal.agreed_fen_per_kg
    may_draw_up = may_become(ProposalState(proposal.state), ProposalState.CONTRACTED)
    if price_fen_per_kg is None or not may_draw_up:
        raise ProposalMovedOn(field="state", state=proposal.state)
    judge_price(terms.floor_fen_per_kg, field="floor_fen_per_kg")
    if terms.floor_fen_per_kg > price_fen_per_kg:
        raise FloorAbovePrice(field="floor_fen_per_kg", max_fen_per_kg=price_fen_per_kg)
    if not 1 <= terms.seasons <= SEASONS_MAX:
        raise SeasonsOutOfRange(field="seasons", value=terms.seasons, seasons_max=SEASONS_MAX)
    return price_fen_per_kg


def _next_number(*, county_code: str, year: int) -> str:
    prefix = f"{county_code}-{year}-"
    last = Contract.objects.filter(number__startswith=prefix).order_by("-number").first()
    place = int(last.number.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{place:04d}"

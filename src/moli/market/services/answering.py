"""Answering an introduction: yes, another price, or no with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Answer, Demand, Lot, Proposal
from moli.market.rules.negotiation import (
    AnswerKind,
    DeclineReason,
    ProposalState,
    Said,
    Side,
    Table,
    may_become,
    table_after,
)
from moli.market.rules.offers import judge_price
from moli.market.services.introducing import ProposalMovedOn
from moli.market.services.posting_lots import RequestKeyTaken


class MoreThanHeld(Refusal):
    """A counter asks for no weight, or for more than is held for the two sides."""


class ReasonMissing(Refusal):
    """A no carries a reason, so that the next round does better."""


class TermsChanged(Refusal):
    """The other side has put other terms on the table since this page was shown."""


@dataclass(frozen=True)
class Reply:
    """What a side says.

    `price_fen_per_kg` and `grams` are the terms that the person saw (for a yes or a no) or
    wants (for a counter): a yes to terms that are no longer on the table is refused.
    """

    side: Side
    kind: AnswerKind
    price_fen_per_kg: int
    grams: int
    reason: DeclineReason | None = None
    words: str = ""


def table_of(proposal: Proposal) -> Table:
    """What lies on the table of a proposal now."""
    return table_after(
        price_fen_per_kg=proposal.fair_fen_per_kg,
        grams=proposal.grams,
        answers=[
            Said(Side(row.side), AnswerKind(row.kind), row.price_fen_per_kg, row.grams)
            for row in proposal.answers.order_by("pk")
        ],
    )


@transaction.atomic
def answer(
    *, proposal_id: int, reply: Reply, request_key: UUID, by: Actor, at: datetime
) -> Proposal:
    """Record what a side says, and what follows from it.

    When both sides accept the same terms, the proposal is agreed and weight held beyond them is
    free again. A no frees all of it. The same key again changes nothing. Refuses an answer to a
    proposal that is not open, terms that have changed, weight beyond what is held, a no without
    a reason.
    """
    said = Answer.objects.filter(request_key=request_key).first()
    if said is not None:
        if said.by_key != by.key or said.proposal_id != proposal_id:
            raise RequestKeyTaken(field="request_key")
        return Proposal.objects.get(pk=proposal_id)
    row = Proposal.objects.get(pk=proposal_id)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=row.lot_id)
    demand = Demand.objects.select_for_update(of=("self",)).get(pk=row.demand_id)
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("lot__village")
        .get(pk=proposal_id)
    )
    _judge(proposal, reply)
    Answer.objects.create(
        proposal=proposal,
        request_key=request_key,
        side=reply.side,
        kind=reply.kind,
        price_fen_per_kg=reply.price_fen_per_kg,
        grams=reply.grams,
        reason=reply.reason or "",
        words=reply.words,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    _settle(proposal, table_of(proposal), lot=lot, demand=demand)
    record(
        verb=f"market.{reply.kind.lower()}",
        on=Subject("proposal", proposal.key, proposal.lot.village.code),
        by=by,
        at=at,
        side=reply.side,
        price_fen_per_kg=reply.price_fen_per_kg,
        grams=reply.grams,
        reason=reply.reason or "",
        state=proposal.state,
    )
    return proposal


def _judge(proposal: Proposal, reply: Reply) -> None:
    if proposal.state != ProposalState.INTRODUCED:
        raise ProposalMovedOn(field="state", state=proposal.state)
    if reply.kind is AnswerKind.DECLINE:
        if reply.reason is None:
            raise ReasonMissing(field="reason")
        return
    if reply.kind is AnswerKind.COUNTER:
        judge_price(reply.price_fen_per_kg, field="price_fen_per_kg")
        if not 0 < reply.grams <= proposal.held_grams:
            raise MoreThanHeld(
                field="grams", value_grams=reply.grams, max_grams=proposal.held_grams
            )
        return
    table = table_of(proposal)
    if (reply.price_fen_per_kg, reply.grams) != (table.price_fen_per_kg, table.grams):
        raise TermsChanged(
            field="price_fen_per_kg",
            price_fen_per_kg=table.price_fen_per_kg,
            grams=table.grams,
        )


def _settle(proposal: Proposal, table: Table, *, lot: Lot, demand: Demand) -> None:
    """Carry out what the answers amount to: agreed, declined, or still open."""
    if table.declined_by is not None:
        after, kept_grams, price = ProposalState.DECLINED, 0, None
    elif table.is_agreed:
        after, kept_grams, price = ProposalState.AGREED, table.grams, table.price_fen_per_kg
    else:
        return
    if not may_become(ProposalState(proposal.state), after):
        raise ProposalMovedOn(field="state", state=proposal.state)
    freed = proposal.held_grams - kept_grams
    if freed:
        for offer in (lot, demand):
            offer.committed_grams -= freed
            offer.save(update_fields=["committed_grams"])
    proposal.state = after
    proposal.held_grams = kept_grams
    proposal.agreed_fen_per_kg = price
    proposal.save(update_fields=["state", "held_grams", "agreed_fen_per_kg"])

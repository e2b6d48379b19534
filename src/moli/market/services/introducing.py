"""Introducing the two sides of proposals: contacts open, and the weight is held for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.enterprises.rules import EnterpriseStatus, may_trade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Demand, Introduction, Lot, Proposal
from moli.market.rules.negotiation import HOLDING_STATES, ProposalState, may_become
from moli.market.rules.offers import OfferState
from moli.market.services.posting_demands import EnterpriseNotChecked


class ProposalMovedOn(Refusal):
    """A proposal is no longer in the state that this step needs."""


class NotEnoughLeft(Refusal):
    """A lot or a demand has less left than the proposal would take."""


@transaction.atomic
def introduce(
    *, proposal_ids: Sequence[int], answer_by: datetime, by: Actor, at: datetime
) -> list[Introduction]:
    """Bring both sides of each proposal together, all of them or none.

    Each proposal's weight is held on its lot and its demand, and from now on each side sees the
    other's name and number. A proposal that was introduced already keeps its introduction.
    Refuses a proposal that was declined or replaced, weight that is no longer there (also
    because an offer was taken back or its last day has passed), and an enterprise that may not
    trade.
    """
    rows = Proposal.objects.filter(pk__in=proposal_ids).order_by("pk")
    # What gets scarce is locked first, in key order, so that two organisers cannot deadlock.
    lots = {
        row.pk: row
        for row in Lot.objects.select_for_update(of=("self",))
        .filter(pk__in=rows.order_by().values("lot_id"))
        .select_related("village")
        .order_by("pk")
    }
    demands = {
        row.pk: row
        for row in Demand.objects.select_for_update(of=("self",))
        .filter(pk__in=rows.order_by().values("demand_id"))
        .select_related("enterprise")
        .order_by("pk")
    }
    introductions = []
    for proposal in rows.select_for_update(of=("self",)):
        if proposal.state in HOLDING_STATES:
            introductions.append(Introduction.objects.get(proposal=proposal))
            continue
        lot, demand = lots[proposal.lot_id], demands[proposal.demand_id]
        _judge(proposal, lot=lot, demand=demand, today=timezone.localdate(at))
        _hold(proposal, lot=lot, demand=demand)
        introductions.append(
            Introduction.objects.create(
                proposal=proposal, answer_by=answer_by, by_key=by.key, by_name=by.name, at=at
            )
        )
        record(
            verb="market.introduce",
            on=Subject("proposal", proposal.key, lot.village.code),
            by=by,
            at=at,
            grams=proposal.grams,
            contacts_opened_to="SELLER, BUYER",
            enterprise=demand.enterprise.key,
        )
    return introductions


def _judge(proposal: Proposal, *, lot: Lot, demand: Demand, today: date) -> None:
    if not may_become(ProposalState(proposal.state), ProposalState.INTRODUCED):
        raise ProposalMovedOn(field="state", state=proposal.state)
    for field, offer, last_on in (
        ("lot", lot, lot.ready_to_on),
        ("demand", demand, demand.deliver_to_on),
    ):
        is_open = offer.state == OfferState.OPEN and last_on >= today
        left = offer.left_grams if is_open else 0
        if left < proposal.grams:
            raise NotEnoughLeft(field=field, left_grams=left, value_grams=proposal.grams)
    if not may_trade(EnterpriseStatus(demand.enterprise.status)):
        raise EnterpriseNotChecked(field="enterprise_id", name=demand.enterprise.name)


def _hold(proposal: Proposal, *, lot: Lot, demand: Demand) -> None:
    for offer in (lot, demand):
        offer.committed_grams += proposal.grams
        offer.save(update_fields=["committed_grams"])
    proposal.held_grams = proposal.grams
    proposal.state = ProposalState.INTRODUCED
    proposal.save(update_fields=["held_grams", "state"])

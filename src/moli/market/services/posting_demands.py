"""Posting a demand, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus, may_trade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Demand, Proposal
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import OfferState, Window, judge_price, judge_weight, judge_window
from moli.market.services.posting_lots import GradeOfAnotherProduct, RequestKeyTaken


class EnterpriseNotChecked(Refusal):
    """The office has not checked this enterprise yet, or has suspended it."""


@dataclass(frozen=True)
class DemandOffer:
    """What is wanted: primary keys of enterprise, grade and destination, weight, price, days."""

    enterprise_id: int
    lowest_grade_id: int
    destination_id: int
    grams: int
    ceiling_fen_per_kg: int
    window: Window
    words: str = ""


def judge_demand(offer: DemandOffer, *, at: datetime) -> Grade:
    """Refuse a demand that cannot stand; returns its lowest grade with the product."""
    judge_weight(offer.grams)
    judge_price(offer.ceiling_fen_per_kg, field="ceiling_fen_per_kg")
    judge_window(offer.window, today=timezone.localdate(at), field="deliver_to_on")
    enterprise = Enterprise.objects.get(pk=offer.enterprise_id)
    if not may_trade(EnterpriseStatus(enterprise.status)):
        raise EnterpriseNotChecked(field="enterprise_id", name=enterprise.name)
    grade = Grade.objects.select_related("product").filter(pk=offer.lowest_grade_id).first()
    if grade is None:
        raise GradeOfAnotherProduct(field="lowest_grade_id")
    return grade


@transaction.atomic
def post_demand(*, offer: DemandOffer, request_key: UUID, by: Actor, at: datetime) -> Demand:
    """Put a demand on the market. The same key again returns the demand posted first.

    Refuses what `judge_demand` refuses, and a key that somebody else used.
    """
    posted = Demand.objects.filter(request_key=request_key).first()
    if posted is not None:
        if posted.posted_by_key != by.key:
            raise RequestKeyTaken(field="request_key")
        return posted
    grade = judge_demand(offer, at=at)
    demand, is_new = Demand.objects.get_or_create(
        request_key=request_key,
        defaults={
            "enterprise_id": offer.enterprise_id,
            "product": grade.product,
            "lowest_grade": grade,
            "destination_id": offer.destination_id,
            "grams": offer.grams,
            "ceiling_fen_per_kg": offer.ceiling_fen_per_kg,
            "deliver_from_on": offer.window.from_on,
            "deliver_to_on": offer.window.to_on,
            "words": offer.words,
            "posted_by_key": by.key,
            "posted_by_name": by.name,
            "posted_at": at,
        },
    )
    if is_new:
        _record("market.post_demand", demand, by=by, at=at)
    elif demand.posted_by_key != by.key:
        # Both asked at the same moment, and the other was stored first.
        raise RequestKeyTaken(field="request_key")
    return demand


@transaction.atomic
def withdraw_demand(*, demand_id: int, by: Actor, at: datetime) -> Demand:
    """Take a demand back. What was promised stays promised; withdrawing twice is once."""
    demand = Demand.objects.select_for_update(of=("self",)).get(pk=demand_id)
    if demand.state == OfferState.OPEN:
        demand.state = OfferState.WITHDRAWN
        demand.save(update_fields=["state"])
        fresh = Proposal.objects.filter(demand=demand, state=ProposalState.PROPOSED)
        fresh.update(state=ProposalState.REPLACED)
        _record("market.withdraw_demand", demand, by=by, at=at)
    return demand


def _record(verb: str, demand: Demand, *, by: Actor, at: datetime) -> None:
    record(
        verb=verb,
        on=Subject("demand", demand.key),
        by=by,
        at=at,
        grams=demand.grams,
        ceiling_fen_per_kg=demand.ceiling_fen_per_kg,
    )

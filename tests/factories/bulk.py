"""Yaobu's forty tonnes on their way to Junqiao, step by step, as in docs/bulk.md.

    called_off()  → named(…)  → shared(…)  → brought(…)  → sent(…)  → accepted(…)  → remitted(…)

Each function takes what the one before returns, or makes it; small loads go through the same steps:
`called_off(grams=600 * KG)`, `named(part, mosts=[200 * KG] * 3)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from moli.catalogue.models import Grade
from moli.catalogue.rules import Storage
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.market.models import Contract, Lot
from moli.orders.models import (
    BulkOrder,
    BulkPart,
    Claim,
    Delivery,
    Quota,
    Quote,
    Remittance,
    WeighIn,
)
from moli.orders.rules.bulk import ClaimReason, ClaimSide
from moli.orders.rules.bulk_ordering import CallOff, CallOffPart, QuoteLine, QuoteOffer
from moli.orders.rules.delivering import Claimed, DeliveryCosts
from moli.orders.rules.weighing import Weighed
from moli.orders.services.accepting import accept_delivery
from moli.orders.services.calling_off import call_off
from moli.orders.services.claiming import agree_outcome, propose_outcome
from moli.orders.services.delivering import send_delivery
from moli.orders.services.quoting import offer_quote
from moli.orders.services.remitting import record_remittance
from moli.orders.services.sharing_out import name_supplier, share_out_part
from moli.orders.services.weighing_in import weigh_in_for_quota
from tests.factories import organisations, places, produce
from tests.factories.households import household
from tests.factories.market import contracted, demand, key, lot, proposal
from tests.factories.moments import NOW, TESTER, TODAY, WINDOW

KG = 1_000
TONNE = 1_000_000
FREIGHT_FEN, PACKAGING_FEN = 600_000, 240_000
# 62 households bring 635 kg, the last one 630.
YAOBU_MOSTS = (*[635 * KG] * 62, 630 * KG)
# Five per cent of the weight are crates; the scale takes them off.
TARE_PER_MILLE = 50
BUYER = Actor(key="user:buyer", name="马小华")
SELLER = Actor(key="user:seller", name="徐世坚")
_sequence = count(1)


def contract(*, grams: int = 40 * TONNE, village_code: str = places.YAOBU) -> Contract:
    """A contract of a village with Junqiao: 3.20 yuan/jin, two seasons, floor 3.00."""
    row = proposal(
        lot=lot(village_code=village_code, grams=grams), demand=demand(grams=max(grams, TONNE))
    )
    return contracted(row)


def call_off_of(*contracts: Contract, grams: int | None = None, **changes: Any) -> CallOff:
    """All of some contracts in their first season, unless told otherwise."""
    parts = tuple(CallOffPart(each.uid, grams or each.grams) for each in contracts)
    return CallOff(**{"parts": parts, "deliver_by_on": WINDOW.to_on, **changes})


def called_off(
    *contracts: Contract, grams: int | None = None, at: datetime = NOW, **changes: Any
) -> BulkOrder:
    """An order of all of some contracts, of a new one of Yaobu's unless they are given."""
    wanted = call_off_of(*(contracts or (contract(),)), grams=grams, **changes)
    return call_off(wanted=wanted, request_key=key(), by=BUYER, at=at)


def quote_offer(*lots: Lot, grams: int | None = None, **changes: Any) -> QuoteOffer:
    """All of some lots to Junqiao at 3.20 yuan/jin, valid for the days of the harvest."""
    lines = tuple(QuoteLine(each.uid, grams or each.grams) for each in lots)
    return QuoteOffer(
        **{
            "enterprise_id": organisations.junqiao().pk,
            "lowest_grade_id": produce.grade(rank=2).pk,
            "destination_id": places.nanning().pk,
            "lines": lines,
            "price_fen_per_kg": 640,
            "deliver_by_on": WINDOW.to_on,
            "valid_until_on": WINDOW.to_on,
            **changes,
        }
    )


def offered(*lots: Lot, **changes: Any) -> Quote:
    """A quote of all of some lots, of a new one of Yaobu's unless they are given."""
    offer = quote_offer(*(lots or (lot(),)), **changes)
    return offer_quote(offer=offer, request_key=key(), by=TESTER, at=NOW)


def first_part(order: BulkOrder) -> BulkPart:
    """The first village's part of an order, as it stands."""
    return order.parts.select_related("lot__village", "bulk_order").order_by("pk")[0]


def named(
    part: BulkPart | None = None,
    *,
    mosts: Sequence[int] = YAOBU_MOSTS,
    of: Sequence[Household] = (),
) -> BulkPart:
    """A part for which households were named that can bring so much each: new ones unless given."""
    part = part or first_part(called_off())
    village_code = part.lot.village.code
    for place, most in enumerate(mosts):
        who = of[place] if of else household(village_code=village_code)
        name_supplier(part_uid=part.uid, household=who, most_grams=most, by=SELLER, at=NOW)
    return part


def shared(part: BulkPart | None = None, **kwargs: Any) -> list[Quota]:
    """The quotas of a part that was shared out among its households, named first."""
    part = named(part, **kwargs)
    return share_out_part(part_uid=part.uid, by=SELLER, at=NOW)


def weighed_for(
    quota: Quota,
    *,
    grams: int | None = None,
    grade: Grade | None = None,
    harvested_on: date = TODAY,
    at: datetime = NOW,
) -> WeighIn:
    """What a household brought for its quota: all that is left of it unless told otherwise."""
    quota.refresh_from_db()
    grams = grams or quota.granted_grams - quota.brought_grams
    tare = grams * TARE_PER_MILLE // 1_000
    return weigh_in_for_quota(
        quota_id=quota.pk,
        weighed=Weighed(grams + tare, tare, harvested_on),
        grade=grade or produce.grade(rank=2),
        station_key="station-1",
        storage=Storage.AMBIENT,
        request_key=key(),
        by=TESTER,
        at=at,
    )


def brought(part: BulkPart | None = None, **kwargs: Any) -> list[WeighIn]:
    """Everything that the households of a part were granted, on the scale."""
    return [weighed_for(quota) for quota in shared(part, **kwargs)]


def sent(
    weigh_ins: Sequence[WeighIn] | None = None,
    *,
    freight_fen: int = FREIGHT_FEN,
    packaging_fen: int = PACKAGING_FEN,
    at: datetime = NOW,
    **kwargs: Any,
) -> Delivery:
    """A delivery of all that some weigh-ins of one part have left: all of Yaobu's unless given."""
    rows = weigh_ins or brought(**kwargs)
    quota = rows[0].quota
    assert quota is not None
    return send_delivery(
        part_uid=quota.part.uid,
        loads=[(row.uid, row.left_grams) for row in rows],
        costs=DeliveryCosts(freight_fen, packaging_fen),
        request_key=key(),
        by=SELLER,
        at=at,
    )


def claim_of(grams: int, **changes: Any) -> Claimed:
    """A claim of damaged goods."""
    return Claimed(**{"grams": grams, "reason": ClaimReason.DAMAGED, "words": "压伤", **changes})


def accepted(
    delivery: Delivery | None = None,
    *,
    received_grams: int | None = None,
    claimed_grams: int = 0,
    at: datetime = NOW,
) -> Delivery:
    """A delivery that its buyer took in, whole and without a claim unless told otherwise."""
    delivery = delivery or sent()
    return accept_delivery(
        delivery_uid=delivery.uid,
        received_grams=received_grams or delivery.sent_grams,
        claimed=claim_of(claimed_grams) if claimed_grams else None,
        request_key=key(),
        by=BUYER,
        at=at,
    )


def remitted(
    delivery: Delivery, *, total_fen: int, reference: str = "", at: datetime = NOW
) -> Remittance:
    """Money of the buyer that arrived for a delivery."""
    return record_remittance(
        delivery_uid=delivery.uid,
        bank_reference=reference or f"bank-{next(_sequence)}",
        total_fen=total_fen,
        by=TESTER,
        at=at,
    )


def settled_claim(delivery: Delivery, *, upheld_grams: int, at: datetime = NOW) -> Claim:
    """A delivery's claim, settled: the village names an outcome, the buyer agrees."""
    claim = Claim.objects.get(delivery=delivery)
    propose_outcome(
        claim_uid=claim.uid, upheld_grams=upheld_grams, side=ClaimSide.SELLER, by=SELLER, at=at
    )
    return agree_outcome(
        claim_uid=claim.uid, upheld_grams=upheld_grams, side=ClaimSide.BUYER, by=BUYER, at=at
    )

"""Lots, demands and what becomes of them, with the numbers of the worked example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from moli.catalogue.models import Grade
from moli.enterprises.models import Enterprise
from moli.kernel.actor import Actor
from moli.market.models import (
    Contract,
    Demand,
    FreightTariff,
    Lot,
    PriceReport,
    Proposal,
    Round,
)
from moli.market.rules.negotiation import AnswerKind, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.contracting import ContractTerms, draw_up_contract
from moli.market.services.introducing import introduce
from moli.market.services.posting_demands import DemandOffer, post_demand
from moli.market.services.posting_lots import LotOffer, post_lot
from moli.market.services.reporting_prices import PriceSeen, report_price
from moli.places.models import Destination
from tests.factories import organisations, places, produce
from tests.factories.moments import NOW, TESTER, TODAY, WINDOW

TONNE = 1_000_000


def key() -> UUID:
    """A new request key."""
    return uuid4()


def tariff() -> FreightTariff:
    """Handling 0.20 yuan/kg and 0.002 yuan/kg/km on roads a third longer than straight."""
    row, _ = FreightTariff.objects.get_or_create(
        from_on=TODAY.replace(month=1, day=1),
        defaults={
            "handling_li_per_kg": 200,
            "rate_micro_yuan_per_kg_km": 2_000,
            "circuity_percent": 130,
            "km_per_day": 400,
            "source": "worked example",
        },
    )
    return row


def lot_offer(
    *, village_code: str = places.YAOBU, grade: Grade | None = None, **changes: Any
) -> LotOffer:
    """Yaobu's 40 t of grade 二级 from 3.00 yuan/jin; any field of LotOffer can be given."""
    offer = LotOffer(
        village_id=places.village(village_code).pk,
        grade_id=(grade or produce.grade(rank=2)).pk,
        grams=40 * TONNE,
        floor_fen_per_kg=600,
        window=WINDOW,
        households=112,
        poor_households=46,
    )
    return replace(offer, **changes)


def lot(
    *,
    village_code: str = places.YAOBU,
    grade: Grade | None = None,
    by: Actor = TESTER,
    **changes: Any,
) -> Lot:
    """A new lot on the market; fields of LotOffer can be given by name."""
    offer = lot_offer(village_code=village_code, grade=grade, **changes)
    return post_lot(offer=offer, request_key=key(), by=by, at=NOW)


def demand(
    *,
    enterprise: Enterprise | None = None,
    lowest_grade: Grade | None = None,
    destination: Destination | None = None,
    by: Actor = TESTER,
    **changes: Any,
) -> Demand:
    """Junqiao's 60 t to Nanning at no more than 3.60 yuan/jin; fields of DemandOffer by name."""
    offer = DemandOffer(
        enterprise_id=(enterprise or organisations.junqiao()).pk,
        lowest_grade_id=(lowest_grade or produce.grade(rank=2)).pk,
        destination_id=(destination or places.nanning()).pk,
        grams=60 * TONNE,
        ceiling_fen_per_kg=720,
        window=WINDOW,
    )
    return post_demand(offer=replace(offer, **changes), request_key=key(), by=by, at=NOW)


# `proposal` takes arguments of these names.
_another_lot, _another_demand = lot, demand


def _new_round() -> Round:
    newest = Round.objects.order_by("-number").first()
    return Round.objects.create(
        number=newest.number + 1 if newest else 1,
        request_key=key(),
        on=TODAY,
        run_at=NOW,
        run_by_key=TESTER.key,
        run_by_name=TESTER.name,
        milliseconds=30,
        seed=0,
        lots=1,
        demands=1,
        matched_grams=40 * TONNE,
        value_micro_yuan=0,
        bound_micro_yuan=0,
        greedy_micro_yuan=0,
        first_come_micro_yuan=0,
    )


def proposal(
    *,
    lot: Lot | None = None,
    demand: Demand | None = None,
    round: Round | None = None,
    **changes: Any,
) -> Proposal:
    """A proposal that nobody was told of, in a new round unless one is given.

    40 t at 3.20 yuan/jin at the farm gate, freight 0.20 yuan/jin. It is written as a round writes
    it, without a planner: a test that needs a true plan runs a round.
    """
    lot, demand = lot or _another_lot(), demand or _another_demand()
    row = round or _new_round()
    fields: dict[str, Any] = {
        "place": row.proposals.count() + 1,
        "grams": min(lot.grams, demand.grams),
        "fair_fen_per_kg": 640,
        "low_fen_per_kg": 600,
        "high_fen_per_kg": 680,
        "freight_fen_per_kg": 40,
        "road_km": 130,
        "transit_days": 1,
        "days_left": 18,
        "value_micro_yuan": 0,
    }
    return Proposal.objects.create(
        round=row,
        lot=lot,
        demand=demand,
        lot_mark=lot.terms_mark,
        demand_mark=demand.terms_mark,
        **{**fields, **changes},
    )


def introduced(row: Proposal | None = None, *, by: Actor = TESTER) -> Proposal:
    """A proposal whose two sides were brought together; a new one unless one is given."""
    row = row or proposal()
    introduce(proposal_ids=[row.pk], answer_by=NOW + timedelta(days=3), by=by, at=NOW)
    row.refresh_from_db()
    return row


def agreed(row: Proposal | None = None, *, by: Actor = TESTER) -> Proposal:
    """An introduced proposal to which both sides said yes as it stands."""
    row = introduced(row, by=by)
    for side in Side:
        reply = Reply(
            side=side,
            kind=AnswerKind.ACCEPT,
            price_fen_per_kg=row.fair_fen_per_kg,
            grams=row.grams,
        )
        answer(proposal_id=row.pk, reply=reply, request_key=key(), by=by, at=NOW)
    row.refresh_from_db()
    return row


def contracted(row: Proposal | None = None, *, by: Actor = TESTER) -> Contract:
    """The contract of an agreed proposal: two seasons, floor 3.00 yuan/jin."""
    row = agreed(row, by=by)
    terms = ContractTerms(floor_fen_per_kg=600, seasons=2, has_variety_clause=True)
    return draw_up_contract(proposal_id=row.pk, terms=terms, by=by, at=NOW)


def price_report(
    *,
    fen_per_kg: int = 400,
    by: Actor = TESTER,
    grade: Grade | None = None,
    village_code: str = places.YAOBU,
    seen_on: date = TODAY,
) -> PriceReport:
    """A farm-gate price of 二级 passion fruit, 2.00 yuan/jin in Yaobu today."""
    seen = PriceSeen(
        village_id=places.village(village_code).pk,
        grade_id=(grade or produce.grade(rank=2)).pk,
        fen_per_kg=fen_per_kg,
        seen_on=seen_on,
    )
    return report_price(report=seen, request_key=key(), by=by, at=NOW)


def farm_gate(*prices_fen_per_kg: int, **report: Any) -> None:
    """Reports of as many different people, one price each."""
    for place, fen_per_kg in enumerate(prices_fen_per_kg):
        person = Actor(key=f"user:reporter-{place}", name="报价人")
        price_report(fen_per_kg=fen_per_kg, by=person, **report)

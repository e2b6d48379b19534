"""Posting, changing and withdrawing a lot: once, whole, and only what can stand."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Lot
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import (
    HouseholdsInconsistent,
    OfferState,
    PriceOutOfRange,
    WeightOutOfRange,
    Window,
    WindowEndsBeforeStart,
    WindowOver,
)
from moli.market.services.posting_lots import (
    GradeOfAnotherProduct,
    LessThanCommitted,
    LotNeedsVillage,
    OfferWithdrawn,
    RequestKeyTaken,
    amend_lot,
    post_lot,
    withdraw_lot,
)
from tests.factories import market, places, produce
from tests.factories.moments import NOW, TESTER, TODAY

pytestmark = pytest.mark.django_db
SOMEBODY_ELSE = Actor(key="user:else", name="别人")


def verbs(lot: Lot) -> list[str]:
    """What the trail says of a lot, oldest first."""
    events = Event.objects.filter(subject_kind="lot", subject_key=lot.key)
    return list(events.order_by("id").values_list("verb", flat=True))


def test_a_posted_lot_holds_what_was_offered_and_leaves_one_line_in_the_trail() -> None:
    lot = post_lot(offer=market.lot_offer(), request_key=uuid4(), by=TESTER, at=NOW)

    lot.refresh_from_db()
    assert (lot.village.code, lot.product.code, lot.grade.rank) == (
        places.YAOBU,
        "passion-fruit",
        2,
    )
    assert (lot.grams, lot.committed_grams, lot.floor_fen_per_kg) == (40_000_000, 0, 600)
    assert (lot.households, lot.poor_households, lot.state) == (112, 46, OfferState.OPEN)
    (event,) = Event.objects.filter(verb="market.post_lot")
    assert (event.subject_key, event.area_code) == (lot.key, places.YAOBU)
    assert event.facts == {"grams": 40_000_000, "floor_fen_per_kg": 600}


def test_posting_twice_with_one_key_posts_once() -> None:
    offer, request_key = market.lot_offer(), uuid4()
    first = post_lot(offer=offer, request_key=request_key, by=TESTER, at=NOW)
    other_offer = replace(offer, grams=1_000_000)
    second = post_lot(offer=other_offer, request_key=request_key, by=TESTER, at=NOW)

    assert second.pk == first.pk
    assert Lot.objects.get().grams == 40_000_000
    assert verbs(first) == ["market.post_lot"]


def test_somebody_elses_key_is_refused() -> None:
    offer, request_key = market.lot_offer(), uuid4()
    post_lot(offer=offer, request_key=request_key, by=TESTER, at=NOW)

    with pytest.raises(RequestKeyTaken):
        post_lot(offer=offer, request_key=request_key, by=SOMEBODY_ELSE, at=NOW)

    assert Lot.objects.count() == 1


def test_a_lot_that_cannot_stand_is_refused_and_nothing_is_stored() -> None:
    offer = market.lot_offer()
    wrong: list[tuple[type[Refusal], dict[str, object]]] = [
        (WeightOutOfRange, {"grams": -1}),
        (WeightOutOfRange, {"grams": 10**15}),
        (PriceOutOfRange, {"floor_fen_per_kg": 0}),
        (WindowEndsBeforeStart, {"window": Window(TODAY, date(2016, 9, 11))}),
        (WindowOver, {"window": Window(date(2016, 9, 1), date(2016, 9, 11))}),
        (HouseholdsInconsistent, {"poor_households": 113}),
        (LotNeedsVillage, {"village_id": places.county().pk}),
        (GradeOfAnotherProduct, {"grade_id": 10**9}),
    ]
    trail = Event.objects.count()
    for refusal, change in wrong:
        with pytest.raises(refusal):
            post_lot(offer=replace(offer, **change), request_key=uuid4(), by=TESTER, at=NOW)

    assert (Lot.objects.count(), Event.objects.count()) == (0, trail)


def test_changed_terms_void_fresh_proposals_and_leave_promises() -> None:
    lot = market.lot()
    kept = market.introduced(market.proposal(lot=lot, grams=10_000_000))
    fresh = market.proposal(lot=lot, grams=20_000_000)

    amend_lot(lot_id=lot.pk, offer=market.lot_offer(floor_fen_per_kg=620), by=TESTER, at=NOW)

    lot.refresh_from_db()
    kept.refresh_from_db()
    fresh.refresh_from_db()
    assert (lot.floor_fen_per_kg, lot.committed_grams) == (620, 10_000_000)
    assert (kept.state, fresh.state) == (ProposalState.INTRODUCED, ProposalState.REPLACED)
    assert verbs(lot) == ["market.post_lot", "market.amend_lot"]


def test_the_same_terms_again_change_nothing() -> None:
    lot = market.lot()
    fresh = market.proposal(lot=lot)

    amend_lot(lot_id=lot.pk, offer=market.lot_offer(), by=TESTER, at=NOW)

    fresh.refresh_from_db()
    assert fresh.state == ProposalState.PROPOSED
    assert verbs(lot) == ["market.post_lot"]


def test_a_change_that_cannot_stand_changes_nothing() -> None:
    lot = market.lot()
    market.introduced(market.proposal(lot=lot, grams=10_000_000))
    gone = withdraw_lot(lot_id=market.lot().pk, by=TESTER, at=NOW)
    wrong: list[tuple[type[Refusal], Lot, dict[str, object]]] = [
        (LessThanCommitted, lot, {"grams": 9_999_000}),
        (GradeOfAnotherProduct, lot, {"grade": produce.grade(product=produce.mushroom(), rank=1)}),
        (WeightOutOfRange, lot, {"grams": 0}),
        (OfferWithdrawn, gone, {}),
    ]
    for refusal, target, change in wrong:
        with pytest.raises(refusal):
            amend_lot(lot_id=target.pk, offer=market.lot_offer(**change), by=TESTER, at=NOW)

    lot.refresh_from_db()
    assert (lot.grams, lot.grade.rank) == (40_000_000, 2)
    assert verbs(lot) == ["market.post_lot"]


def test_withdrawing_twice_is_once_and_keeps_what_was_promised() -> None:
    lot = market.lot()
    kept = market.introduced(market.proposal(lot=lot, grams=10_000_000))
    fresh = market.proposal(lot=lot, grams=20_000_000)

    withdraw_lot(lot_id=lot.pk, by=TESTER, at=NOW)
    withdraw_lot(lot_id=lot.pk, by=TESTER, at=NOW)

    lot.refresh_from_db()
    kept.refresh_from_db()
    fresh.refresh_from_db()
    assert (lot.state, lot.committed_grams) == (OfferState.WITHDRAWN, 10_000_000)
    assert (kept.state, fresh.state) == (ProposalState.INTRODUCED, ProposalState.REPLACED)
    assert verbs(lot) == ["market.post_lot", "market.withdraw_lot"]

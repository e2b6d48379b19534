"""Acceptance by the buyer's scale, claims, and how they are settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moli.audit.models import Event
from moli.kernel.refusal import Refusal
from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.posting import Line, post
from moli.orders.models import BulkPart, Claim, ClaimPhoto, Delivery
from moli.orders.rules.bulk import ClaimReason, ClaimSide, ClaimState, DeliveryState
from moli.orders.rules.delivering import (
    Claimed,
    ClaimedOutOfRange,
    ClaimWordsTooLong,
    Photo,
    PhotosOutOfRange,
    ReceivedOutOfRange,
    UpheldOutOfRange,
    WorthNothing,
)
from moli.orders.services.accepting import accept_delivery
from moli.orders.services.calling_off import close_bulk_order
from moli.orders.services.claiming import (
    ClaimAfterPayment,
    ClaimAfterSharing,
    ClaimedAlready,
    ClaimMovedOn,
    ClaimTooLate,
    NotAcceptedYet,
    OutcomeChanged,
    OutcomeNeedsOtherSide,
    agree_outcome,
    claim_later,
    propose_outcome,
)
from tests.factories import NOW, TODAY, key
from tests.factories.books import account
from tests.factories.bulk import (
    BUYER,
    KG,
    SELLER,
    accepted,
    brought,
    called_off,
    claim_of,
    first_part,
    remitted,
    sent,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery() -> Delivery:
    """A tonne at 3.20 yuan/jin: 6,400.00 yuan."""
    return sent(brought(first_part(called_off(grams=1_000 * KG)), mosts=[500 * KG] * 2))


def _accept(delivery: Delivery, **changes: Any) -> Delivery:
    facts = {
        "received_grams": 1_000 * KG,
        "claimed": None,
        "request_key": key(),
        "by": BUYER,
        "at": NOW,
    }
    return accept_delivery(delivery_uid=delivery.uid, **{**facts, **changes})


def _claim_later(delivery: Delivery, claimed: Claimed, **changes: Any) -> Claim:
    facts = {"request_key": key(), "by": BUYER, "at": NOW}
    return claim_later(delivery_uid=delivery.uid, claimed=claimed, **{**facts, **changes})


def _propose(claim: Claim, grams: int, side: ClaimSide = ClaimSide.SELLER) -> Claim:
    by = {ClaimSide.SELLER: SELLER, ClaimSide.BUYER: BUYER}[side]
    return propose_outcome(claim_uid=claim.uid, upheld_grams=grams, side=side, by=by, at=NOW)


def _agree(claim: Claim, grams: int, **changes: Any) -> Claim:
    facts = {"side": ClaimSide.BUYER, "by": BUYER, "at": NOW}
    return agree_outcome(claim_uid=claim.uid, upheld_grams=grams, **{**facts, **changes})


def _standing() -> dict[tuple[str, str], int]:
    """What stands on each account, by its owner's kind and its own."""
    found: dict[tuple[str, str], int] = {}
    for entry in Entry.objects.select_related("account"):
        place = (entry.account.owner_kind, entry.account.kind)
        found[place] = found.get(place, 0) + entry.account.on_its_side(entry.amount_fen)
    return found


def test_the_buyers_scale_says_what_is_paid_and_the_rest_was_lost_on_the_way(
    delivery: Delivery,
) -> None:
    row = _accept(delivery, received_grams=990 * KG)

    assert (row.state, row.received_grams) == (DeliveryState.ACCEPTED, 990 * KG)
    assert (row.total_fen, row.accepted_by_name) == (633_600, BUYER.name)
    assert _standing() == {("buyer", "RECEIVABLE"): 633_600, ("delivery", "PROCEEDS"): 633_600}
    event = Event.objects.get(verb="orders.accept_delivery")
    assert (event.facts["grams"], event.facts["lost_grams"]) == (990 * KG, 10 * KG)


def test_the_sale_stands_in_the_books_under_the_delivery(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))

    sale = Transfer.objects.get(reference=f"sale:{delivery.uid}")
    assert (sale.kind, sale.happened_on) == (TransferKind.SALE, TODAY)
    enterprise = delivery.part.bulk_order.enterprise
    owners = sale.entries.order_by("sequence").values_list(
        "account__owner_key", "account__kind", "amount_fen"
    )
    assert list(owners) == [
        (enterprise.key, "RECEIVABLE", 640_000),
        (delivery.key, "PROCEEDS", -627_200),
        (delivery.key, "HELD", -12_800),
    ]


def test_accepting_twice_is_accepting_once(delivery: Delivery) -> None:
    first = _accept(delivery, claimed=claim_of(20 * KG))

    with unchanged():
        assert _accept(delivery, received_grams=900 * KG) == first


def test_what_left_before_an_order_was_closed_is_accepted_after_it(delivery: Delivery) -> None:
    close_bulk_order(order_uid=delivery.part.bulk_order.uid, by=SELLER, at=NOW)

    assert _accept(delivery).total_fen == 640_000


@pytest.mark.parametrize("grams", [0, -1, 1_000 * KG + 1])
def test_no_more_arrives_than_was_sent(delivery: Delivery, grams: int) -> None:
    with refused(
        ReceivedOutOfRange, field="received_grams", value_grams=grams, max_grams=1_000 * KG
    ):
        _accept(delivery, received_grams=grams)


def test_a_weight_that_is_worth_nothing_is_neither_received_nor_claimed(
    delivery: Delivery,
) -> None:
    BulkPart.objects.update(price_fen_per_kg=400)
    with refused(WorthNothing, field="received_grams", value_grams=1):
        _accept(delivery, received_grams=1)
    with refused(WorthNothing, field="claimed_grams", value_grams=1):
        _accept(delivery, claimed=claim_of(1))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"grams": 0}, ClaimedOutOfRange),
        ({"grams": 990 * KG + 1}, ClaimedOutOfRange),
        ({"words": "烂" * 201}, ClaimWordsTooLong),
        ({"photos": (Photo(b"x", 1, 1),) * 7}, PhotosOutOfRange),
        ({"photos": (Photo(b"x" * 300_001, 1, 1),)}, PhotosOutOfRange),
        ({"photos": (Photo(b"", 1, 1),)}, PhotosOutOfRange),
    ],
)
def test_a_claim_that_cannot_be_accepts_nothing(
    delivery: Delivery, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    claimed = claim_of(**{"grams": 20 * KG, **changes})

    with unchanged(), pytest.raises(refusal):
        _accept(delivery, received_grams=990 * KG, claimed=claimed)


def test_only_the_price_of_what_is_claimed_is_held(delivery: Delivery) -> None:
    photos = (Photo(b"one", 4, 3), Photo(b"two", 4, 3), Photo(b"one", 4, 3))
    _accept(
        delivery,
        received_grams=990 * KG,
        claimed=Claimed(20 * KG, ClaimReason.ROTTEN, "底下一层烂了", photos),
    )

    claim = Claim.objects.get()
    assert (claim.state, claim.grams, claim.held_fen) == (ClaimState.OPEN, 20 * KG, 12_800)
    assert (claim.reason, claim.words) == (ClaimReason.ROTTEN, "底下一层烂了")
    assert [bytes(photo.content) for photo in claim.photos.order_by("pk")] == [b"one", b"two"]
    assert _standing()["delivery", "HELD"] == 12_800


def test_a_delivery_may_be_claimed_whole(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(1_000 * KG))

    assert _standing() == {("buyer", "RECEIVABLE"): 640_000, ("delivery", "HELD"): 640_000}


def test_a_claim_may_come_within_a_day(delivery: Delivery) -> None:
    _accept(delivery)
    claimed, tapped = claim_of(20 * KG), key()

    claim = _claim_later(delivery, claimed, request_key=tapped, at=NOW + timedelta(hours=24))

    assert claim.held_fen == 12_800
    assert _standing() == {
        ("buyer", "RECEIVABLE"): 640_000,
        ("delivery", "PROCEEDS"): 627_200,
        ("delivery", "HELD"): 12_800,
    }
    with unchanged():
        assert _claim_later(delivery, claimed, request_key=tapped) == claim
    with refused(ClaimedAlready, field="claimed_grams"):
        _claim_later(delivery, claimed)


def test_a_claim_does_not_come_later_than_that_nor_before_the_goods(delivery: Delivery) -> None:
    with refused(NotAcceptedYet, field="delivery"):
        _claim_later(delivery, claim_of(20 * KG))
    _accept(delivery)
    with refused(ClaimTooLate, field="claimed_grams", hours_max=24):
        _claim_later(delivery, claim_of(20 * KG), at=NOW + timedelta(hours=24, seconds=1))


def test_what_was_paid_or_shared_is_not_held_any_more(delivery: Delivery) -> None:
    _accept(delivery)
    remitted(delivery, total_fen=630_000)

    with refused(ClaimAfterPayment, field="claimed_grams", value_fen=12_800, left_fen=10_000):
        _claim_later(delivery, claim_of(20 * KG))

    proceeds = Account.objects.get(owner_key=delivery.key, kind=AccountKind.PROCEEDS)
    post(
        reference="settle:test",
        kind=TransferKind.SPLIT,
        lines=[Line(proceeds, 640_000), Line(account(AccountKind.PAYABLE), -640_000)],
        happened_on=TODAY,
        by=SELLER,
        at=NOW,
    )
    with refused(ClaimAfterSharing, field="claimed_grams"):
        _claim_later(delivery, claim_of(10 * KG))


def test_one_side_names_an_outcome_and_the_other_agrees(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = _propose(Claim.objects.get(), 10 * KG)
    assert (claim.state, claim.proposed_side) == (ClaimState.PROPOSED, ClaimSide.SELLER)

    claim = _agree(claim, 10 * KG)

    assert (claim.state, claim.upheld_grams, claim.settled_at) == (
        ClaimState.SETTLED,
        10 * KG,
        NOW,
    )
    assert _standing() == {
        ("buyer", "RECEIVABLE"): 633_600,
        ("delivery", "PROCEEDS"): 633_600,
        ("delivery", "HELD"): 0,
    }
    assert Transfer.objects.get(reference=f"claim:{claim.uid}").kind == TransferKind.CLAIM
    with unchanged():
        assert _agree(claim, 10 * KG) == claim


@pytest.mark.parametrize(
    ("upheld", "owed"), [(0, 640_000), (20 * KG, 627_200), (333, 639_787), (1, 639_999)]
)
def test_nothing_all_or_some_grams_may_be_upheld(
    delivery: Delivery, upheld: int, owed: int
) -> None:
    """333 g at 6.40 yuan/kg are 213.12 fen, 1 g is 0.64: to the nearest fen."""
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = _propose(Claim.objects.get(), upheld)

    _agree(claim, upheld)

    standing = _standing()
    assert standing["buyer", "RECEIVABLE"] == standing["delivery", "PROCEEDS"] == owed
    assert standing["delivery", "HELD"] == 0


def test_the_newest_word_stands_and_an_older_one_is_not_agreed_to(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = _propose(Claim.objects.get(), 5 * KG)
    _propose(claim, 15 * KG, ClaimSide.BUYER)

    with refused(OutcomeChanged, field="upheld_grams", upheld_grams=15 * KG):
        _agree(claim, 5 * KG)
    settled = _agree(claim, 15 * KG, side=ClaimSide.SELLER, by=SELLER)
    assert settled.upheld_grams == 15 * KG


def test_nobody_agrees_to_their_own_word(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = _propose(Claim.objects.get(), 5 * KG)

    with refused(OutcomeNeedsOtherSide, field="side"):
        _agree(claim, 5 * KG, by=SELLER)
    with refused(OutcomeNeedsOtherSide, field="side"):
        _agree(claim, 5 * KG, side=ClaimSide.SELLER)


def test_naming_twice_is_naming_once_and_within_what_was_claimed(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = _propose(Claim.objects.get(), 5 * KG)

    with unchanged():
        assert _propose(claim, 5 * KG) == claim
    for grams in (-1, 20 * KG + 1):
        with refused(UpheldOutOfRange, field="upheld_grams", value_grams=grams, max_grams=20 * KG):
            _propose(claim, grams)


def test_a_settled_claim_stays_and_an_open_one_needs_a_word_first(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG))
    claim = Claim.objects.get()
    with refused(ClaimMovedOn, field="state", claim_state=ClaimState.OPEN):
        _agree(claim, 5 * KG)
    _agree(_propose(claim, 5 * KG), 5 * KG)

    with refused(ClaimMovedOn, field="state", claim_state=ClaimState.SETTLED):
        _propose(claim, 6 * KG)
    with refused(ClaimMovedOn, field="state", claim_state=ClaimState.SETTLED):
        _agree(claim, 6 * KG)


def test_photos_go_with_nothing_else_into_the_trail(delivery: Delivery) -> None:
    _accept(delivery, claimed=claim_of(20 * KG, photos=(Photo(b"one", 4, 3),)))

    event = Event.objects.get(verb="orders.claim")
    assert (event.facts["photos"], event.facts["held_fen"]) == (1, 12_800)
    assert "words" not in event.facts
    assert ClaimPhoto.objects.count() == 1


def test_accepting_with_a_claim_asks_a_fixed_number_of_questions(
    django_assert_num_queries: Any,
) -> None:
    accepted(claimed_grams=KG, delivery=_sent(2))
    for households in (2, 8):
        row = _sent(households)
        with django_assert_num_queries(21):
            accepted(row, claimed_grams=KG)


def _sent(households: int) -> Delivery:
    part = first_part(called_off(grams=households * 10 * KG))
    return sent(brought(part, mosts=[10 * KG] * households))

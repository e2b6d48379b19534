"""The machine stops between any two statements of a bulk order: all of a step, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from moli.ledger.queries.laws import ledger_laws
from moli.market.queries.laws import market_laws
from moli.orders.models import Claim
from moli.orders.queries.laws import order_laws
from moli.orders.rules.bulk import ClaimSide
from moli.orders.services.calling_off import close_bulk_order
from moli.orders.services.claiming import agree_outcome, claim_later, propose_outcome
from moli.orders.services.moving_shortfall import move_shortfall
from moli.orders.services.quoting import accept_quote
from moli.orders.services.sharing_out import give_up, reallocate, share_out_part
from tests.crashing import crashes
from tests.factories import HEGUI, NOW, TESTER, key, lot
from tests.factories.bulk import (
    BUYER,
    KG,
    SELLER,
    TONNE,
    accepted,
    brought,
    called_off,
    claim_of,
    contract,
    first_part,
    named,
    offered,
    remitted,
    sent,
    shared,
    weighed_for,
)
from tests.unchanged import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _dies_anywhere(act: Callable[[], object], *, statements_min: int) -> None:
    """Stop an act at each of its statements: nothing changed, and at last it is done whole."""
    before = everything()
    for attempt in crashes():
        with attempt.dying():
            act()
        if attempt.died:
            assert everything() == before
    assert attempt.statements >= statements_min
    assert everything() != before
    laws = [*order_laws(), *market_laws(), *ledger_laws()]
    assert [law.law for law in laws if not law.holds] == []


def test_calling_off() -> None:
    rows = contract(), contract(village_code=HEGUI)

    _dies_anywhere(lambda: called_off(*rows, grams=TONNE), statements_min=6)


def test_accepting_a_quote_and_closing_its_order() -> None:
    quote = offered(lot(grams=TONNE), lot(village_code=HEGUI, grams=TONNE))

    _dies_anywhere(lambda: accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW), statements_min=15)
    order = quote.bulk_order
    _dies_anywhere(
        lambda: close_bulk_order(order_uid=order.uid, by=TESTER, at=NOW), statements_min=12
    )


def test_sharing_out_giving_up_and_re_allocating() -> None:
    part = named(first_part(called_off(grams=600 * KG)), mosts=[400 * KG] * 2)
    _dies_anywhere(lambda: share_out_part(part_uid=part.uid, by=SELLER, at=NOW), statements_min=8)
    quota = part.quotas.order_by("pk")[0]
    _dies_anywhere(
        lambda: give_up(quota_id=quota.pk, grams=50 * KG, by=SELLER, at=NOW), statements_min=8
    )
    _dies_anywhere(lambda: reallocate(part_uid=part.uid, by=SELLER, at=NOW), statements_min=7)


def test_moving_a_shortfall_between_lots() -> None:
    quote = offered(lot(grams=2 * TONNE), lot(village_code=HEGUI, grams=2 * TONNE), grams=TONNE)
    yaobu, hegui = accept_quote(quote_uid=quote.uid, by=BUYER, at=NOW).parts.order_by("pk")

    def move() -> None:
        move_shortfall(from_part_uid=yaobu.uid, to_part_uid=hegui.uid, grams=KG, by=TESTER, at=NOW)

    _dies_anywhere(move, statements_min=15)


def test_weighing_in_and_sending() -> None:
    part = first_part(called_off(grams=600 * KG))
    quota, other = shared(part, mosts=[300 * KG] * 2)
    _dies_anywhere(lambda: weighed_for(quota), statements_min=10)
    rows = [*quota.weigh_ins.all(), weighed_for(other)]

    _dies_anywhere(lambda: sent(rows), statements_min=8)


def test_accepting_paying_and_settling_a_claim() -> None:
    delivery = sent(brought(first_part(called_off(grams=TONNE)), mosts=[TONNE]))
    _dies_anywhere(lambda: accepted(delivery, claimed_grams=20 * KG), statements_min=15)
    _dies_anywhere(lambda: remitted(delivery, total_fen=627_200, reference="A1"), statements_min=12)
    claim = Claim.objects.get()
    _dies_anywhere(
        lambda: propose_outcome(
            claim_uid=claim.uid, upheld_grams=KG, side=ClaimSide.SELLER, by=SELLER, at=NOW
        ),
        statements_min=5,
    )
    _dies_anywhere(
        lambda: agree_outcome(
            claim_uid=claim.uid, upheld_grams=KG, side=ClaimSide.BUYER, by=BUYER, at=NOW
        ),
        statements_min=12,
    )


def test_claiming_later() -> None:
    delivery = accepted(sent(brought(first_part(called_off(grams=TONNE)), mosts=[TONNE])))

    def claim() -> None:
        claim_later(
            delivery_uid=delivery.uid,
            claimed=claim_of(20 * KG),
            request_key=key(),
            by=BUYER,
            at=NOW,
        )

    _dies_anywhere(claim, statements_min=15)

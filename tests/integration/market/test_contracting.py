"""Drawing up the contract that follows an agreement."""

from __future__ import annotations

from typing import Any

import pytest

from moli.audit.models import Event
from moli.kernel.refusal import Refusal
from moli.market.models import Contract, Proposal
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import PriceOutOfRange
from moli.market.services.contracting import (
    ContractTerms,
    FloorAbovePrice,
    SeasonsOutOfRange,
    draw_up_contract,
)
from moli.market.services.introducing import ProposalMovedOn
from tests.factories import NOW, TESTER, agreed, introduced, proposal

pytestmark = pytest.mark.django_db
TONNE = 1_000_000


def _draw_up(row: Proposal, **changes: Any) -> Contract:
    terms = {"floor_fen_per_kg": 600, "seasons": 2, "has_variety_clause": True, **changes}
    return draw_up_contract(proposal_id=row.pk, terms=ContractTerms(**terms), by=TESTER, at=NOW)


def test_a_contract_takes_what_both_agreed_on() -> None:
    row = agreed()

    contract = _draw_up(row)

    row.refresh_from_db()
    assert row.state == ProposalState.CONTRACTED
    assert (contract.number, contract.grams) == ("450181-2016-0001", 40 * TONNE)
    assert (contract.price_fen_per_kg, contract.floor_fen_per_kg) == (640, 600)
    assert (contract.seasons, contract.first_season) == (2, "2016")
    assert contract.has_variety_clause


def test_drawing_up_twice_is_drawing_up_once() -> None:
    row = agreed()

    first, second = _draw_up(row), _draw_up(row, floor_fen_per_kg=500, seasons=5)

    assert second == first
    assert Contract.objects.get().floor_fen_per_kg == 600
    assert Event.objects.filter(verb="market.draw_up_contract").count() == 1


def test_numbers_follow_each_other() -> None:
    assert [_draw_up(agreed()).number for _ in range(3)] == [
        "450181-2016-0001",
        "450181-2016-0002",
        "450181-2016-0003",
    ]


def test_a_floor_may_be_the_price_itself() -> None:
    assert _draw_up(agreed(), floor_fen_per_kg=640).floor_fen_per_kg == 640


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"floor_fen_per_kg": 641}, FloorAbovePrice),
        ({"floor_fen_per_kg": 0}, PriceOutOfRange),
        ({"seasons": 0}, SeasonsOutOfRange),
        ({"seasons": 11}, SeasonsOutOfRange),
    ],
)
def test_terms_that_cannot_be_change_nothing(
    changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    row = agreed()

    with pytest.raises(refusal):
        _draw_up(row, **changes)

    row.refresh_from_db()
    assert row.state == ProposalState.AGREED
    assert not Contract.objects.exists()
    assert not Event.objects.filter(verb="market.draw_up_contract").exists()


def test_there_is_no_contract_before_both_agree() -> None:
    for row in (proposal(), introduced()):
        with pytest.raises(ProposalMovedOn):
            _draw_up(row)

    assert not Contract.objects.exists()

"""What a load, its claim and its outcome come to, in fen; for any weights and prices."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.orders.rules.bulk import ClaimReason
from moli.orders.rules.bulk_books import OFFICE_BANK
from moli.orders.rules.bulk_ordering import bulk_number
from moli.orders.rules.delivering import (
    Claimed,
    Photo,
    WorthNothing,
    price_of_claimed,
    price_of_received,
    price_of_upheld,
)
from moli.settlement.rules.shares import OFFICE_BANK as PAID_FROM

_GRAMS = st.integers(1, 10**10)
_PRICES = st.integers(1, 4_000_000)


def test_yaobu_on_paper() -> None:
    total = price_of_received(received_grams=40_000_000, sent_grams=40_000_000, fen_per_kg=640)
    claimed = Claimed(800_000, ClaimReason.DAMAGED)
    held = price_of_claimed(claimed, received_grams=40_000_000, fen_per_kg=640)
    upheld = price_of_upheld(upheld_grams=400_000, claimed_grams=800_000, fen_per_kg=640)

    assert (total, held, upheld) == (25_600_000, 512_000, 256_000)


@pytest.mark.parametrize(
    ("grams", "fen_per_kg", "fen"), [(78, 640, 50), (79, 640, 51), (2, 250, 1), (1, 499, 0)]
)
def test_half_a_fen_goes_up(grams: int, fen_per_kg: int, fen: int) -> None:
    """78 g at 6.40 are 49.92 fen, 79 g 50.56, 2 g at 2.50 exactly half a fen."""
    if fen:
        assert (
            price_of_received(received_grams=grams, sent_grams=grams, fen_per_kg=fen_per_kg) == fen
        )
        return
    with pytest.raises(WorthNothing):
        price_of_received(received_grams=grams, sent_grams=grams, fen_per_kg=fen_per_kg)


@given(received=_GRAMS, lost=st.integers(0, 10**6), data=st.data(), price=_PRICES)
def test_never_more_is_upheld_than_held_nor_held_than_owed(
    received: int, lost: int, data: st.DataObject, price: int
) -> None:
    grams = data.draw(st.integers(1, received))
    upheld_grams = data.draw(st.integers(0, grams))
    try:
        held = price_of_claimed(
            Claimed(grams, ClaimReason.OTHER), received_grams=received, fen_per_kg=price
        )
    except WorthNothing:
        return
    total = price_of_received(received_grams=received, sent_grams=received + lost, fen_per_kg=price)
    upheld = price_of_upheld(upheld_grams=upheld_grams, claimed_grams=grams, fen_per_kg=price)

    assert 0 <= upheld <= held <= total
    assert (upheld_grams < grams) or upheld == held


def test_money_arrives_where_households_are_paid_from() -> None:
    assert OFFICE_BANK == PAID_FROM


def test_a_photo_is_known_by_its_content() -> None:
    assert Photo(b"a", 1, 1).digest == Photo(b"a", 2, 2).digest != Photo(b"b", 1, 1).digest


def test_numbers_say_what_they_are_of_and_when() -> None:
    number = bulk_number("DZ", UUID(int=0), on=date(2016, 9, 12))

    assert number == "DZ1609120000000000"

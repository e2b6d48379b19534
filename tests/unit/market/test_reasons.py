"""Why a proposal was made: the parts of its value, taken apart again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moli.market.rules.reasons import (
    Reason,
    ReasonKind,
    Reckoned,
    households_of_part,
    margin_micro_yuan,
    reasons_of,
)

# 40 t at a margin of 800 li/kg; 410 of 1000 growers are poor; 8 days left of 14.
# Urgent: 1000 - 8000 // 14 = 429 ‰ of 100 li is 43 li. Poor: 800 × 0.5 × 0.41 = 164 li.
YAOBU = Reckoned(
    grams=40_000_000,
    value_micro_yuan=(800 + 164 + 43) * 40_000_000,
    days_left=8,
    poor_per_mille=410,
    freight_fen_per_kg=40,
    usual_freight_fen_per_kg=60,
)


def test_the_value_comes_apart_into_what_it_was_made_of() -> None:
    assert reasons_of(YAOBU) == [
        Reason(ReasonKind.MARGIN, 800 * 40_000_000),
        Reason(ReasonKind.NEAR, 200 * 40_000_000),
        Reason(ReasonKind.POOR, 164 * 40_000_000),
        Reason(ReasonKind.URGENT, 43 * 40_000_000),
    ]


def test_the_margin_is_the_value_without_the_weights() -> None:
    assert margin_micro_yuan(YAOBU) == 32_000_000_000


def test_a_reason_that_does_not_hold_is_left_out() -> None:
    plain = Reckoned(
        grams=1_000,
        value_micro_yuan=500_000,
        days_left=14,
        poor_per_mille=0,
        freight_fen_per_kg=58,
        usual_freight_fen_per_kg=60,
    )

    assert reasons_of(plain) == [Reason(ReasonKind.MARGIN, 500_000)]


def test_the_weightiest_reason_comes_first() -> None:
    scant = replace(YAOBU, value_micro_yuan=(10 + 2 + 100) * 40_000_000, days_left=0)

    assert [reason.kind for reason in reasons_of(scant)][:2] == [
        ReasonKind.NEAR,
        ReasonKind.URGENT,
    ]


@pytest.mark.parametrize(
    ("households", "part", "whole", "expected"),
    [
        (46, 40, 40, 46),
        (12, 16, 22, 9),
        (12, 6, 22, 3),
        (5, 1, 1000, 1),
        (0, 1, 2, 0),
        (3, 9, 2, 3),
    ],
)
def test_a_part_of_a_lot_stands_for_a_part_of_its_households(
    households: int, part: int, whole: int, expected: int
) -> None:
    assert households_of_part(households=households, part_grams=part, whole_grams=whole) == expected

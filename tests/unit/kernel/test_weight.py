"""Grams, and what people say instead."""

from __future__ import annotations

from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG, GRAMS_PER_TONNE


def test_eighty_thousand_jin_are_forty_tonnes() -> None:
    assert 80_000 * GRAMS_PER_JIN == 40 * GRAMS_PER_TONNE == 40_000 * GRAMS_PER_KG

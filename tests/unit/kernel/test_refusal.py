"""Refusals carry a code and facts, never a sentence."""

from __future__ import annotations

from moli.kernel.refusal import Refusal


class NotEnoughApples(Refusal):
    """There are fewer apples than asked for."""


def test_a_refusal_is_known_by_its_own_name() -> None:
    assert NotEnoughApples().code == "NotEnoughApples"


def test_a_refusal_says_which_field_to_mend_and_with_what() -> None:
    refusal = NotEnoughApples(field="grams", left_grams=3, value_grams=5)

    assert refusal.field == "grams"
    assert dict(refusal.facts) == {"left_grams": 3, "value_grams": 5}
    assert str(refusal) == "NotEnoughApples [grams]: left_grams=3, value_grams=5"


def test_a_refusal_without_field_and_facts_is_just_its_name() -> None:
    assert str(NotEnoughApples()) == "NotEnoughApples"
    assert str(NotEnoughApples(field="grams")) == "NotEnoughApples [grams]"

"""One plain amount out of one box."""

from decimal import Decimal

import pytest

from moli.kernel.spoken.plain import plain_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,000.50", "12000.50"),
        ("12000", "12000"),
        ("1.2万", "12000"),
        ("４.５亩", "4.5"),
        (" 300 元", "300"),
        ("0", "0"),
    ],
)
def test_what_people_write_is_read_exactly(text: str, amount: str) -> None:
    assert plain_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-5", "1.234", "12,00", "abc", "1e9", "几万", "1" * 40])
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    assert plain_amount(text) is None

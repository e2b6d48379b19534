"""Mu and square metres."""

from decimal import Decimal

import pytest

from moli.kernel.area import hundredths_of_mu, square_metres_of_mu


@pytest.mark.parametrize(
    ("mu", "square_metres"), [("0", 0), ("1", 667), ("4.5", 3_000), ("0.3", 200), ("15", 10_000)]
)
def test_mu_become_whole_square_metres(mu: str, square_metres: int) -> None:
    assert square_metres_of_mu(Decimal(mu)) == square_metres


def test_what_is_typed_to_two_decimals_is_shown_again_as_typed() -> None:
    typed = range(0, 100_000, 7)

    shown = [hundredths_of_mu(square_metres_of_mu(Decimal(each) / 100)) for each in typed]

    assert shown == list(typed)

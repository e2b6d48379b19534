"""Land: people count it in mu, rows keep whole square metres.

15 mu are one hectare, so one mu is 666⅔ m². What is typed in mu is rounded once, on entry, to
the nearest square metre; shown again to two decimals of a mu it is what was typed.
"""

from __future__ import annotations

from decimal import Decimal

_SQUARE_METRES_PER_3_MU = 2_000


def square_metres_of_mu(mu: Decimal) -> int:
    """Whole square metres of some mu, half a square metre up; `mu` is not below nought."""
    twice = 2 * mu * _SQUARE_METRES_PER_3_MU / 3
    return int((twice + 1) // 2)


def hundredths_of_mu(square_metres: int) -> int:
    """Hundredths of a mu, to the nearest: 3,000 m² are 450."""
    return (300 * square_metres * 2 + _SQUARE_METRES_PER_3_MU) // (2 * _SQUARE_METRES_PER_3_MU)

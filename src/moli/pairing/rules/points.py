"""Where somebody was: at most a point, and never a finer one than about a kilometre."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

CENTI_PER_DEGREE = 100
LONGITUDE_MAX, LATITUDE_MAX = 180, 90


def rounded_point(*, longitude: float | Decimal, latitude: float | Decimal) -> tuple[int, int]:
    """A point in hundredths of a degree, rounded to the nearest, halves to the even neighbour.

    Raises ValueError for what is no point on the earth.
    """
    return _centi(longitude, most=LONGITUDE_MAX), _centi(latitude, most=LATITUDE_MAX)


def _centi(degrees: float | Decimal, *, most: int) -> int:
    try:
        exact = Decimal(str(degrees))
    except InvalidOperation as error:
        raise ValueError(f"{degrees} is no number of degrees") from error
    if not exact.is_finite() or abs(exact) > most:
        raise ValueError(f"{degrees} is not within {most} degrees")
    return int((exact * CENTI_PER_DEGREE).to_integral_value(rounding=ROUND_HALF_EVEN))

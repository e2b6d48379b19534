"""What a lot and a demand must hold before they may stand on the market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_KG, GRAMS_PER_TONNE

# A basket at the least; at the most ten times the passion fruit of the whole county in a season,
# so that a slip of three zeros is caught while no honest village ever is.
GRAMS_MIN = GRAMS_PER_KG
GRAMS_MAX = 100_000 * GRAMS_PER_TONNE
# From a tenth of a yuan per tonne of waste to twenty thousand yuan per jin of the rarest tea.
FEN_PER_KG_MIN = 1
FEN_PER_KG_MAX = 4_000_000
WINDOW_DAYS_MAX = 400


class WeightOutOfRange(Refusal):
    """A weight is under a kilogram or beyond all reason."""


class PriceOutOfRange(Refusal):
    """A price is not positive or beyond all reason."""


class WindowEndsBeforeStart(Refusal):
    """The last day of a window comes before its first."""


class WindowOver(Refusal):
    """The last day of a window has passed."""


class WindowTooLong(Refusal):
    """A window is longer than a year and a month."""


class HouseholdsInconsistent(Refusal):
    """More poor households than households, or none at all."""


class OfferState(StrEnum):
    """Where a lot or a demand stands.

    1. OPEN: takes part in rounds while something is left.
    2. WITHDRAWN: its author took it back; nothing of it is matched any more.
    """

    OPEN = "OPEN"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True)
class Window:
    """First and last day, both included, as people say them."""

    from_on: date
    to_on: date


def judge_weight(grams: int) -> None:
    """Refuse a weight that nobody can mean."""
    if not GRAMS_MIN <= grams <= GRAMS_MAX:
        raise WeightOutOfRange(
            field="grams",
            value_grams=grams,
            min_grams=GRAMS_MIN,
            max_grams=GRAMS_MAX,
        )


def judge_price(fen_per_kg: int, *, field: str) -> None:
    """Refuse a price that nobody can mean."""
    if not FEN_PER_KG_MIN <= fen_per_kg <= FEN_PER_KG_MAX:
        raise PriceOutOfRange(
            field=field,
            value_fen_per_kg=fen_per_kg,
            min_fen_per_kg=FEN_PER_KG_MIN,
            max_fen_per_kg=FEN_PER_KG_MAX,
        )


def judge_window(window: Window, *, today: date, field: str) -> None:
    """Refuse a window that ends before it starts, is over, or is longer than a season."""
    facts = {"from_on": window.from_on.isoformat(), "to_on": window.to_on.isoformat()}
    if window.to_on < window.from_on:
        raise WindowEndsBeforeStart(field=field, **facts)
    if window.to_on < today:
        raise WindowOver(field=field, today=today.isoformat(), **facts)
    if window.to_on - window.from_on > timedelta(days=WINDOW_DAYS_MAX):
        raise WindowTooLong(field=field, days_max=WINDOW_DAYS_MAX, **facts)


def judge_households(*, households: int, poor_households: int) -> None:
    """Refuse a lot of nobody, and one with more poor households than households."""
    if households < 1 or not 0 <= poor_households <= households:
        raise HouseholdsInconsistent(
            field="poor_households", households=households, poor_households=poor_households
        )


def terms_mark(*parts: str | int | date) -> str:
    """A text that is equal exactly when the terms are: what "without a change" means."""
    return "|".join(part.isoformat() if isinstance(part, date) else str(part) for part in parts)

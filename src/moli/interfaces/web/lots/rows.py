"""What lists and pages show of a lot: to everybody, and to people within reach.

A public row has no field for the floor price, so no template can show it by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from moli.interfaces.web.naming import name_of, village_name

URGENT_DAYS = 3


@dataclass(frozen=True)
class LotRow:
    """The public facts of a lot."""

    url: str
    product: str
    grade: str
    village: str
    weight_grams: int
    left_grams: int
    ready_from: date
    ready_to: date
    days_left: int
    households: int

    @property
    def is_urgent(self) -> bool:
        """Whether it must find a buyer within days."""
        return self.days_left <= URGENT_DAYS

    @property
    def taken_grams(self) -> int:
        """What introductions and contracts hold."""
        return self.weight_grams - self.left_grams


def lot_row(lot: Any, *, on: date) -> LotRow:
    """The public facts of a lot whose product, grade, village and town are loaded."""
    return LotRow(
        url=reverse("web:lot", args=[lot.uid]),
        product=name_of(lot.product),
        grade=name_of(lot.grade),
        village=village_name(lot.village),
        weight_grams=lot.grams,
        left_grams=lot.left_grams,
        ready_from=lot.ready_from_on,
        ready_to=lot.ready_to_on,
        days_left=(lot.ready_to_on - on).days,
        households=lot.households,
    )

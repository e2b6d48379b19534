"""What lists and pages show of a demand: to everybody, and to people within reach.

A public row has no field for the ceiling price, so no template can show it by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from moli.interfaces.web.lots.rows import URGENT_DAYS
from moli.interfaces.web.naming import enterprise_name, name_of


@dataclass(frozen=True)
class DemandRow:
    """The public facts of a demand."""

    url: str
    product: str
    grade: str
    enterprise: str
    destination: str
    weight_grams: int
    left_grams: int
    deliver_from: date
    deliver_to: date
    days_left: int

    @property
    def is_urgent(self) -> bool:
        """Whether it must be met within days."""
        return self.days_left <= URGENT_DAYS

    @property
    def taken_grams(self) -> int:
        """What introductions and contracts have promised it."""
        return self.weight_grams - self.left_grams


def demand_row(demand: Any, *, on: date) -> DemandRow:
    """The public facts of a demand whose product, grade, enterprise and place are loaded."""
    return DemandRow(
        url=reverse("web:demand", args=[demand.uid]),
        product=name_of(demand.product),
        grade=name_of(demand.lowest_grade),
        enterprise=enterprise_name(demand.enterprise),
        destination=name_of(demand.destination),
        weight_grams=demand.grams,
        left_grams=demand.left_grams,
        deliver_from=demand.deliver_from_on,
        deliver_to=demand.deliver_to_on,
        days_left=(demand.deliver_to_on - on).days,
    )

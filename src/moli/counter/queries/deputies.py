"""What a household agreed to, and what stations did in its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from moli.counter.models import DeputyAct
from moli.households.models import Consent, Household
from moli.households.rules.care import ConsentPurpose

ACTS_SHOWN: Final = 20


@dataclass(frozen=True)
class DeputySheet:
    """The deputy consent in force on a day, and the newest acts in the household's name."""

    consent: Consent | None
    acts: tuple[DeputyAct, ...]


def deputy_sheet(household: Household, *, on: date) -> DeputySheet:
    """What a household has agreed to, and what was done: two queries."""
    consents = Consent.objects.in_force(on=on).filter(
        household=household, purpose=ConsentPurpose.DEPUTY
    )
    acts = DeputyAct.objects.filter(household=household).order_by("-at", "-pk")
    return DeputySheet(consent=consents.first(), acts=tuple(acts[:ACTS_SHOWN]))

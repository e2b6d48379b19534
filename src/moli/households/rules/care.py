"""Who cares for a household, what it may agree to, and looking where it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from moli.households.rules.registration import (
    HouseholdPhoneMalformed,
    PersonNameMissing,
    is_phone,
)
from moli.kernel.refusal import Refusal


class UnitLevel(StrEnum):
    """单位隶属 of a responsible person."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWN = "TOWN"
    VILLAGE = "VILLAGE"


class ConsentPurpose(StrEnum):
    """What a household may agree to beyond what the office may do by law."""

    PAIRING = "PAIRING"  # name, village, product and phone to its pairing partner
    STORY = "STORY"  # its story on a public page
    DEPUTY = "DEPUTY"  # the station acts for it
    MATCHING = "MATCHING"  # data compared with other departments (授权承诺)


class OpeningKind(StrEnum):
    """What was opened."""

    NUMBER = "NUMBER"  # one identity number in full
    PHONE = "PHONE"  # one telephone number in full
    OUTSIDE = "OUTSIDE"  # a household outside one's area: "break the glass"
    ACCOUNT = "ACCOUNT"  # the number of its bank account in full
    BANK_LIST = "BANK_LIST"  # the same, in a list of payouts that goes to the bank


# How long a household outside one's area stays open (DHIS2's rule for protected programmes).
GLASS_OPEN = timedelta(hours=3)
REASON_MIN_SIGNS = 4
REASON_MAX_SIGNS = 200
# Who speaks for a household is of age.
CONSENT_YEARS_MIN = 18


class ReasonTooShort(Refusal):
    """A reason is said in a few words, so that the household can understand it."""


class ReasonTooLong(Refusal):
    """A reason is at most a short paragraph."""


class UnitMissing(Refusal):
    """A responsible person belongs to a unit."""


@dataclass(frozen=True)
class ResponsibleFacts:
    """Who is responsible for a household (帮扶责任人), as written down."""

    name: str
    unit: str
    unit_level: UnitLevel
    phone: str = ""


def judged_reason(reason: str) -> str:
    """A reason without blanks around it. Refuses one that says too little or too much."""
    said = reason.strip()
    if len(said) < REASON_MIN_SIGNS:
        raise ReasonTooShort(field="reason", signs_min=REASON_MIN_SIGNS)
    if len(said) > REASON_MAX_SIGNS:
        raise ReasonTooLong(field="reason", signs_max=REASON_MAX_SIGNS)
    return said


def faults_of_responsible(facts: ResponsibleFacts) -> Iterator[Refusal]:
    """What cannot be right about a responsible person."""
    if not facts.name.strip():
        yield PersonNameMissing(field="name")
    if not facts.unit.strip():
        yield UnitMissing(field="unit")
    if facts.phone and not is_phone(facts.phone):
        yield HouseholdPhoneMalformed(field="phone")

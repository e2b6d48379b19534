"""Who cares for a household, what it may agree to, and looking where it is closed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


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


# How long a household outside one's area stays open (DHIS2's rule for protected programmes).
GLASS_OPEN = timedelta(hours=3)
REASON_MIN_SIGNS = 4

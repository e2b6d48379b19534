"""Why a lot or a demand stayed without a match."""

from __future__ import annotations

from enum import StrEnum


class Unmet(StrEnum):
    """What stands between an offer and its most promising partner."""

    NO_LINK_PRODUCT = "NO_LINK_PRODUCT"  # nobody on the other side deals in it
    NO_LINK_GRADE = "NO_LINK_GRADE"
    NO_LINK_DATES = "NO_LINK_DATES"
    NO_LINK_PRICE = "NO_LINK_PRICE"  # floor and freight are above every ceiling
    DECLINED = "DECLINED"  # the pair that would do was declined on the same terms
    OUTBID = "OUTBID"  # the pair would do, but others are worth more to its partner
    PART_ONLY = "PART_ONLY"  # a part found a partner, the rest did not

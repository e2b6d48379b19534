"""What villages lately agreed on, as a hint for those who name a price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min

from moli.market.models import Proposal

# Farm-gate prices of fresh produce move within weeks; older ones would mislead.
RECENT_DAYS = 30
# A range of one or two deals would tell what a neighbour agreed on, which is theirs.
DEALS_MIN = 3


@dataclass(frozen=True)
class AgreedPrices:
    """The lowest and the highest farm-gate price agreed for a product, and of how many deals."""

    low_fen_per_kg: int
    high_fen_per_kg: int
    deals: int


def recent_prices(*, product_id: int, on: date) -> AgreedPrices | None:
    """Prices that both sides agreed on in the last 30 days; None for fewer than three deals.

    One query. It names no deal and no single price, so everybody who posts may be told.
    """
    found = Proposal.objects.filter(
        lot__product_id=product_id,
        agreed_fen_per_kg__isnull=False,
        introduction__at__date__gt=on - timedelta(days=RECENT_DAYS),
    ).aggregate(low=Min("agreed_fen_per_kg"), high=Max("agreed_fen_per_kg"), deals=Count("pk"))
    if found["deals"] < DEALS_MIN:
        return None
    return AgreedPrices(found["low"], found["high"], found["deals"])

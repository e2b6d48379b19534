"""What is paid for deliveries: what it comes to, what is held, what has come, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from moli.orders.models import Claim, Delivery, Remittance
from moli.orders.rules.bulk import ClaimState
from moli.orders.rules.delivering import price_of_upheld


@dataclass(frozen=True)
class DeliveryMoney:
    """The money of an accepted delivery, or of several, in fen.

    `held_fen` waits for the outcome of a claim; `waived_fen` is what settled claims spare the
    buyer; `remitted_fen` is what has arrived.
    """

    total_fen: int = 0
    held_fen: int = 0
    waived_fen: int = 0
    remitted_fen: int = 0

    @property
    def due_fen(self) -> int:
        """What the buyer has to pay now: all but what is held or waived."""
        return self.total_fen - self.held_fen - self.waived_fen

    @property
    def left_fen(self) -> int:
        """What of that has not arrived."""
        return self.due_fen - self.remitted_fen

    def __add__(self, other: DeliveryMoney) -> DeliveryMoney:
        """Both together."""
        return DeliveryMoney(
            self.total_fen + other.total_fen,
            self.held_fen + other.held_fen,
            self.waived_fen + other.waived_fen,
            self.remitted_fen + other.remitted_fen,
        )


def money_of(deliveries: Iterable[Delivery]) -> dict[int, DeliveryMoney]:
    """The money of each accepted delivery by its primary key: two queries for all of them."""
    accepted = [row for row in deliveries if row.total_fen is not None]
    ids = [row.pk for row in accepted]
    rows = Claim.objects.filter(delivery__in=ids).select_related("delivery__part")
    claims = {row.delivery_id: row for row in rows}
    came = Remittance.objects.filter(delivery__in=ids).order_by().values("delivery")
    arrived = {row["delivery"]: row["fen"] for row in came.annotate(fen=Sum("total_fen"))}
    found = {}
    for row in accepted:
        held, waived = _claimed(claims.get(row.pk))
        found[row.pk] = DeliveryMoney(row.total_fen or 0, held, waived, arrived.get(row.pk, 0))
    return found


def _claimed(claim: Claim | None) -> tuple[int, int]:
    """What a claim holds, and what its outcome spares the buyer."""
    if claim is None:
        return 0, 0
    if claim.state != ClaimState.SETTLED:
        return claim.held_fen, 0
    waived = price_of_upheld(
        upheld_grams=claim.upheld_grams or 0,
        claimed_grams=claim.grams,
        fen_per_kg=claim.delivery.part.price_fen_per_kg,
    )
    return 0, waived

"""How the money of deliveries was shared: who got what, for pages about one delivery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from moli.settlement.models import Settlement, Share
from moli.settlement.rules.shares import ShareKind


@dataclass(frozen=True)
class DeliverySplit:
    """What was shared of a delivery's money: the sum of each kind of taker, and each household.

    `stages` are those that are settled: 1 what was undisputed, 2 what a claim left of the rest.
    """

    stages: tuple[int, ...]
    by_kind: Mapping[ShareKind, int]
    by_household: Mapping[int, int]

    @property
    def total_fen(self) -> int:
        """All that was shared."""
        return sum(self.by_kind.values())


def split_of(delivery_id: int) -> DeliverySplit:
    """How a delivery's money was shared, both stages together: three queries."""
    shares = Share.objects.filter(settlement__delivery=delivery_id).order_by()
    kinds = shares.values("kind").annotate(sum=Sum("fen"))
    homes = shares.filter(household__isnull=False).values("household").annotate(sum=Sum("fen"))
    return DeliverySplit(
        stages=settled_stages([delivery_id])[delivery_id],
        by_kind={ShareKind(row["kind"]): row["sum"] for row in kinds},
        by_household={row["household"]: row["sum"] for row in homes},
    )


def settled_stages(delivery_ids: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """The stages of each delivery that are settled, in order; none for a new one: one query."""
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    rows = Settlement.objects.filter(delivery__in=list(delivery_ids)).order_by("delivery", "stage")
    for delivery_id, stage in rows.values_list("delivery", "stage"):
        found[delivery_id] = (*found[delivery_id], stage)
    return found

"""What a round values beside money: growers in poverty, and produce that will not wait."""

from __future__ import annotations

from datetime import date

# A margin earned by a lot grown wholly by poor households counts half as much again. High enough
# to decide between near-equal links, low enough that no lot travels across the province for it.
POOR_PER_MILLE = 500
# A lot in its last day gains as much as a fen per 100 grams: about 3 % of a kilogram of passion
# fruit, so urgency breaks near-ties and never sells ripe fruit to a worse buyer.
URGENT_LI_PER_KG = 100
# Two weeks is the time in which an organiser can still find another buyer and a truck.
URGENT_DAYS = 14


def urgency_per_mille(*, ready_to_on: date, on: date) -> int:
    """How pressing a lot is: 1000 on its last day, 0 from two weeks before on."""
    days_left = max(0, (ready_to_on - on).days)
    return max(0, 1000 - 1000 * days_left // URGENT_DAYS)


def poor_per_mille(*, households: int, poor_households: int) -> int:
    """The share of a lot's growers that are poor households, in thousandths."""
    return 1000 * poor_households // households

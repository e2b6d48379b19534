"""What the siting planner answers: where stations open, whom they reach, and the proof."""

from __future__ import annotations

from dataclasses import dataclass

from moli.planner.columns import Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """Rows of the villages in which stations open, in order; and the proof that comes with them.

    `value` is what is covered more than today, in thousandths of a person. `prices` (one per
    village, from 0 to what the village counts) prove that no plan brings more than `bound`.
    `is_searched` says that every other plan was ruled out by search as well: where the prices
    prove a little less, that is the proof.
    """

    opened: Ints
    value: int
    bound: int
    prices: Ints
    is_searched: bool

    def __len__(self) -> int:
        """How many stations open."""
        return len(self.opened)

    @property
    def gap(self) -> float:
        """What may be missing to the best plan by the prices alone; 0.0 is proved by them."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0

    @property
    def is_proved_best(self) -> bool:
        """Whether no plan covers more."""
        return self.is_searched or self.bound == self.value

    def summary(self) -> dict[str, int | float | bool]:
        """The figures of the plan in one flat object."""
        return {
            "opened": len(self),
            "value": self.value,
            "bound": self.bound,
            "gap": self.gap,
            "proved_best": self.is_proved_best,
        }

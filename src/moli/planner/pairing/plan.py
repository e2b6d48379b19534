"""What the pairing planner answers: who helps whom, what it comes to, and the proof."""

from __future__ import annotations

from dataclasses import dataclass

from moli.planner.columns import Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """Pairs as parallel arrays, sorted by helped; and the proof that comes with them.

    `costs` are points of each pair, `gains` what it saves against leaving its helped alone (with
    what a tie that stays is worth); `gain` is their sum and `cost` what the whole plan costs: its
    pairs, those left alone, less what staying ties are worth. `prices` (one per helper) and
    `change_price` are dual prices: no plan with so few changes can gain more than `gain_bound`,
    nor cost less than `cost_bound`. `changed` counts ties that the plan changes.
    """

    helped: Ints
    helper: Ints
    costs: Ints
    gains: Ints
    gain: int
    gain_bound: int
    cost: int
    changed: int
    prices: Ints
    change_price: int
    engine: str

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.helped)

    @property
    def cost_bound(self) -> int:
        """What every plan costs at least."""
        return self.cost + self.gain - self.gain_bound

    @property
    def gap(self) -> float:
        """What may be missing to the best plan, as a share of the greatest gain; 0.0 is proved."""
        if self.gain_bound == self.gain:
            return 0.0
        return (self.gain_bound - self.gain) / self.gain_bound

    @property
    def is_proved_best(self) -> bool:
        """Whether no plan can gain more."""
        return self.gain_bound == self.gain

    def summary(self) -> dict[str, int | float | str]:
        """The figures of the plan in one flat object."""
        return {
            "pairs": len(self),
            "cost": self.cost,
            "bound": self.cost_bound,
            "gap": self.gap,
            "changed": self.changed,
            "engine": self.engine,
        }

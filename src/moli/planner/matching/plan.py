"""What the planner answers: who sends how much to whom, what it is worth, and the proof."""

from __future__ import annotations

from dataclasses import dataclass

from moli.planner.columns import Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """Flows as parallel arrays, sorted by lot, then demand; and the proof that comes with them.

    `value`, `margin` and `freight` are li per kg of each flow; `objective` is Σ value × grams in
    micro-yuan (1 fen = 10,000). `lot_prices` and `demand_prices` (li per kg, one per row of the
    problem) are dual prices: no plan whatever can be worth more than `bound`, their sum over all
    weights. `barred` are pairs that a side condition took out of this plan's market.
    """

    lot: Ints
    demand: Ints
    grams: Ints
    value: Ints
    margin: Ints
    freight: Ints
    objective: int
    bound: int
    lot_prices: Ints
    demand_prices: Ints
    barred: Ints
    seed: int
    engine: str

    def __len__(self) -> int:
        """How many flows there are."""
        return len(self.lot)

    @property
    def gap(self) -> float:
        """What may be missing to the best plan, as a share of the bound; 0.0 is proved best."""
        if self.bound == self.objective:
            return 0.0
        return (self.bound - self.objective) / self.bound

    @property
    def is_proved_best(self) -> bool:
        """Whether no plan can be worth more."""
        return self.bound == self.objective

    def summary(self) -> dict[str, int | float | str]:
        """The figures of the plan in one flat object."""
        return {
            "flows": len(self),
            "matched_grams": int(self.grams.sum()),
            "value": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "seed": self.seed,
            "engine": self.engine,
        }

"""How far a household is from the line with this year's sales in the place of last year's business.

Two sources that are not the same thing: what the registry recorded of a whole year, and what was
settled of sales in this one. So the reckoning is told with its parts, and changes nobody's status.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from moli.households.rules.income import Income


@dataclass(frozen=True)
class Distance:
    """A household's newest recorded income before a year, and that year's settled sales.

    `recorded_line_fen` is the poverty line of the recorded year, `line_fen` that of this one.
    """

    recorded_year: int
    recorded: Income
    recorded_line_fen: int | None
    sales_fen: int
    line_fen: int | None

    @property
    def with_sales(self) -> Income:
        """The recorded income with this year's sales in the place of its business income.

        Wages, property and transfers as recorded. The recorded cost of business is still taken
        off, for nobody has recorded this year's yet, but no more of it than was sold: what grows
        for the rest of the year has cost something too. Other business counts as nothing.
        """
        cost = min(self.recorded.cost_fen, max(self.sales_fen, 0))
        return replace(self.recorded, business_fen=self.sales_fen, cost_fen=cost)

    @property
    def gap_fen(self) -> int | None:
        """How far a head is above this year's line with the sales; below it less than nought."""
        return None if self.line_fen is None else self.with_sales.per_capita_fen - self.line_fen

    @property
    def has_crossed(self) -> bool:
        """Not above the line by the record, above this year's with the sales and only with them.

        Both lines must be known.
        """
        if self.recorded_line_fen is None or self.line_fen is None:
            return False
        was_above = self.recorded.is_above(self.recorded_line_fen)
        without = replace(self, sales_fen=0).with_sales.is_above(self.line_fen)
        return not was_above and not without and self.with_sales.is_above(self.line_fen)

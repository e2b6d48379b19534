"""Per-capita net income, by the formula of the register (B1), without a rounding before the end.

(wages + business + property + transfers − cost of business) ÷ people
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Income:
    """A household's income of a year by the four official kinds, in fen, and its people."""

    wage_fen: int
    business_fen: int
    property_fen: int
    transfer_fen: int
    cost_fen: int
    people: int

    @property
    def gross_fen(self) -> int:
        """All that came in (家庭总收入)."""
        return self.wage_fen + self.business_fen + self.property_fen + self.transfer_fen

    @property
    def net_fen(self) -> int:
        """What is left after the cost of business (家庭纯收入)."""
        return self.gross_fen - self.cost_fen

    @property
    def per_capita_fen(self) -> int:
        """Net income a head, to the nearest fen, half a fen up; nobody has none."""
        if not self.people:
            return 0
        return (2 * self.net_fen + self.people) // (2 * self.people)

    def is_above(self, line_fen: int) -> bool:
        """Whether a head has more than a line. Judged without dividing, so no fen is lost.

        人均纯收入超过 (超过: equal is not above).
        """
        return self.people > 0 and self.net_fen > line_fen * self.people

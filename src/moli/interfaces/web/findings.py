"""What an import found, as a page shows it: cell by cell, the first two hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moli.interfaces.words.findings import finding_reason
from moli.kernel.report import Finding

SHOWN_MAX = 200


@dataclass(frozen=True)
class FindingRow:
    """One cell to mend, as the table shows it."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class FindingTable:
    """The cells that are listed, and how many more there are."""

    rows: Sequence[FindingRow]
    hidden: int

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.rows) + self.hidden


def finding_table(findings: Sequence[Finding]) -> FindingTable:
    """The table of some findings; those beyond two hundred are counted, not listed."""
    shown = [
        FindingRow(finding.row, finding.column, finding_reason(finding))
        for finding in findings[:SHOWN_MAX]
    ]
    return FindingTable(shown, len(findings) - len(shown))

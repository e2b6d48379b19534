"""What an import found, by row and column in the words of the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moli.kernel.refusal import Fact, Refusal

# A row that says so in any cell is a template's example and is never stored.
EXAMPLE_MARK = "示例"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the sheet's row number (1 is the heading), its column, and why."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportReport:
    """The outcome of an import or of its dry run. With findings, nothing was stored."""

    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether everything could be stored."""
        return not self.findings


class SheetRefused(Refusal):
    """A sheet was not stored; `report` says which cells to mend. Nothing was changed."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        super().__init__(rows=report.rows, findings=len(report.findings))

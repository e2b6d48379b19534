"""What an import found."""

from __future__ import annotations

from moli.kernel.report import Finding, ImportReport, SheetRefused


def test_a_report_without_findings_is_clean() -> None:
    assert ImportReport(rows=3, created=3).is_clean


def test_a_report_with_a_finding_is_not_clean() -> None:
    report = ImportReport(rows=3, findings=(Finding(2, "code", "EMPTY"),))

    assert not report.is_clean


def test_a_refused_sheet_carries_its_report() -> None:
    report = ImportReport(
        rows=3, findings=(Finding(2, "code", "EMPTY"), Finding(3, "kind", "EMPTY"))
    )

    refusal = SheetRefused(report)

    assert refusal.report is report
    assert refusal.code == "SheetRefused"
    assert dict(refusal.facts) == {"rows": 3, "findings": 2}

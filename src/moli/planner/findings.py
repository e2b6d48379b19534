"""What a judge of any planner answers: findings, and the refusal of a plan that has some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a plan: which law, and a sentence that names rows and figures."""

    law: str
    sentence: str


class PlanRefused(AssertionError):
    """A plan that the judge does not accept; it must not be used."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"{findings[0].law}: {findings[0].sentence}{more}")


def refuse(findings: Sequence[Finding]) -> None:
    """Refuse a plan with any finding."""
    if findings:
        raise PlanRefused(findings)

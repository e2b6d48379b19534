"""What the rules of data quality find in the whole county, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from moli.households.queries.quality import by_rule, findings_of, rules_on
from moli.households.queries.quality_records import visible_households
from moli.households.rules.quality import Severity
from moli.interfaces import clock
from moli.interfaces.words.labels import label
from moli.interfaces.words.quality import rule_words


@dataclass(frozen=True)
class RuleStand:
    """One rule and how often it is broken; waived findings are right as they stand."""

    code: str
    words: str
    severity: Severity
    found: int
    waived: int

    def as_json(self) -> dict[str, object]:
        """The rule for a script."""
        return {
            "rule": self.code,
            "severity": self.severity,
            "found": self.found,
            "waived": self.waived,
        }


def all_rules() -> list[RuleStand]:
    """How often every rule of today is broken, by code."""
    today = clock.today()
    counts = {each.rule_code: each for each in by_rule(findings_of(visible_households(), on=today))}
    stands = []
    for rule in rules_on(today):
        count = counts.get(rule.code)
        stands.append(
            RuleStand(
                code=rule.code,
                words=rule_words(rule),
                severity=Severity(rule.severity),
                found=count.found if count else 0,
                waived=count.waived if count else 0,
            )
        )
    return stands


def rule_stand_words(rule: RuleStand) -> str:
    """One rule in a line: how bad, what, how often, and how much of it was waived."""
    facts = {
        "severity": label(rule.severity),
        "rule": rule.words,
        "found": f"{rule.found:,}",
        "waived": f"{rule.waived:,}",
    }
    if rule.waived:
        return gettext("%(severity)s：%(rule)s（%(found)s 处，另豁免 %(waived)s 处）") % facts
    return gettext("%(severity)s：%(rule)s（%(found)s 处）") % facts

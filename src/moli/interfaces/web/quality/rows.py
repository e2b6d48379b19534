"""Findings in words: by rule, by household. Names are masked and numbers never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from moli.households.queries.listing import HouseholdLine
from moli.households.queries.quality import (
    QualityFinding,
    RuleCount,
    findings_of,
    member_names,
    rules_on,
)
from moli.households.rules.procedures import Tier
from moli.households.rules.quality import Mender, Severity
from moli.households.rules.quality.waivers import may_waive
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import village_name
from moli.interfaces.words.labels import label
from moli.interfaces.words.quality import detail_words, rule_words
from moli.kernel.identifiers import masked_name

_KINDS = {Severity.ERROR: Kind.ALERT, Severity.WARNING: Kind.WARN}


@dataclass(frozen=True)
class RuleRow:
    """A rule: what it says, how bad a breach is, who mends it, where it comes from, how often."""

    code: str
    words: str
    severity: str
    kind: Kind
    mender: str
    source: str
    found: int = 0
    waived: int = 0


@dataclass(frozen=True)
class FindingRow:
    """One finding of a household. `who` is a masked name, or nothing for the household itself."""

    rule: RuleRow
    who: str
    detail: str
    member_key: str
    is_waived: bool
    waived_by: str
    waived_because: str
    waived_from: date | None
    waiver_id: int | None
    may_waive: bool
    url: str


@dataclass(frozen=True)
class BrokenHousehold:
    """A household in the list of a rule: how many of its people it concerns, and what is waived."""

    url: str
    waive_url: str
    name: str
    village: str
    group_name: str
    people: int
    details: str
    found: int
    waived: int
    is_generated: bool


def rule_row(rule: Any, count: RuleCount | None = None) -> RuleRow:
    """A rule as lists show it."""
    severity = Severity(rule.severity)
    return RuleRow(
        code=rule.code,
        words=rule_words(rule),
        severity=label(severity),
        kind=_KINDS[severity],
        mender=label(Mender(rule.mender)),
        source=rule.source,
        found=count.found if count else 0,
        waived=count.waived if count else 0,
    )


def findings_rows(
    household: Any, *, on: date, tiers: AbstractSet[Tier], codes: Sequence[str] | None = None
) -> list[FindingRow]:
    """What the rules find in one household, what counts before what is waived, errors first.

    `tiers` are those at which the reader acts there (`reach.tiers_at`): they decide who may
    waive. A fixed number of queries, fewer with `codes`.
    """
    found = findings_of([household.pk], on=on, codes=codes)
    if not found:
        return []
    rules = {rule.code: rule_row(rule) for rule in rules_on(on)}
    names = member_names(each.member_key for each in found)
    found.sort(key=lambda each: (each.is_waived, each.severity is not Severity.ERROR))
    return [
        FindingRow(
            rule=rules[each.rule_code],
            who=masked_name(names[each.member_key]) if each.member_key else "",
            detail=detail_words(each.rule_code, each.facts),
            member_key=each.member_key,
            is_waived=each.is_waived,
            waived_by=each.waived_by,
            waived_because=each.waived_because,
            waived_from=each.waived_from,
            waiver_id=each.waiver_id,
            may_waive=may_waive(each.severity, each.mender, tiers=tiers),
            url=reverse("web:household_waive", args=[household.uid, each.rule_code]),
        )
        for each in found
    ]


def broken_households(
    lines: Iterable[HouseholdLine], findings: Mapping[Any, Sequence[QualityFinding]], *, code: str
) -> list[BrokenHousehold]:
    """The households of a page of a rule's list, by their uid, in the order given."""
    return [_broken(line, findings[line.uid], code=code) for line in lines]


def _broken(line: HouseholdLine, found: Sequence[QualityFinding], *, code: str) -> BrokenHousehold:
    details = [detail_words(code, each.facts) for each in found]
    return BrokenHousehold(
        url=reverse("web:household", args=[line.uid]),
        waive_url=reverse("web:household_waive", args=[line.uid, code]),
        name=masked_name(line.head_name),
        village=village_name(line.village),
        group_name=line.group_name,
        people=len({each.member_key for each in found if each.member_key}),
        details=" · ".join(dict.fromkeys(filter(None, details))),
        found=sum(not each.is_waived for each in found),
        waived=sum(each.is_waived for each in found),
        is_generated=line.is_generated,
    )

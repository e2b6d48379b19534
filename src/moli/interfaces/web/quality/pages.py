"""Data quality: which rules are broken in one's own area, in which households, who mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from moli.households.queries.listing import lines_of
from moli.households.queries.quality import (
    QualityFinding,
    by_rule,
    by_village,
    findings_of,
    rule_on,
    rules_on,
)
from moli.households.queries.reach import RegistryReach, households_in_areas, registry_reach
from moli.households.rules.quality import Severity
from moli.households.rules.quality.waivers import may_waive
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.quality.rows import broken_households, rule_row
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.places.queries.directory import divisions_of_codes

_VILLAGES_SHOWN = 8


@dataclass(frozen=True)
class _Picked:
    """What the address picks: a severity and a village, or nothing."""

    severity: str = ""
    village: str = ""

    @classmethod
    def from_address(cls, request: HttpRequest) -> _Picked:
        """Only what there is; anything else picks nothing."""
        severity = request.GET.get("severity", "")
        village = request.GET.get("village", "")
        return cls(
            severity=severity if severity in set(Severity) else "",
            village=village if village.isdecimal() and village.isascii() else "",
        )

    def kept(self) -> dict[str, str]:
        """What a link to another page of the list keeps."""
        both = {"severity": self.severity, "village": self.village}
        return {name: value for name, value in both.items() if value}

    def takes(self, finding: QualityFinding) -> bool:
        """Whether a finding is among those picked."""
        return (not self.severity or finding.severity == self.severity) and (
            finding.village_code.startswith(self.village)
        )


@require_safe
def quality(request: MoliRequest) -> HttpResponse:
    """What the rules find in the person's areas, grouped by rule, the most frequent first."""
    today = clock.today()
    reach = registry_reach(request.standing, at=clock.now())
    picked = _Picked.from_address(request)
    ids = list(households_in_areas(reach).order_by("pk").values_list("pk", flat=True))
    found = findings_of(ids, on=today)
    shown = [each for each in found if picked.takes(each)]
    counts = {each.rule_code: each for each in by_rule(shown)}
    rules = {rule.code: rule for rule in rules_on(today)}
    rows = [rule_row(rules[code], count) for code, count in counts.items()]
    rows.sort(key=lambda row: (-row.found, row.code))
    sheet = sheet_of(request, rows, picked=picked.kept())
    context = {
        "sheet": sheet,
        "rows": sheet.rows,
        "picked": picked,
        "rule_count": len(rules),
        "household_count": len(ids),
        "errors": sum(e.severity is Severity.ERROR and not e.is_waived for e in shown),
        "warnings": sum(e.severity is Severity.WARNING and not e.is_waived for e in shown),
        "waived": sum(e.is_waived for e in shown),
        "broken_households": len({e.household_id for e in shown if not e.is_waived}),
        "severities": [(str(severity), label(severity)) for severity in Severity],
        "kept": _kept(village=picked.village),
        **_by_village(found, picked),
    }
    return render(request, "web/quality/quality.html", context)


@require_safe
def quality_rule(request: MoliRequest, code: str) -> HttpResponse:
    """The households of the person's areas that break one rule; what is waived comes last."""
    today = clock.today()
    rule = rule_on(code, on=today)
    if rule is None:
        raise Http404
    reach = registry_reach(request.standing, at=clock.now())
    picked = _Picked.from_address(request)
    ids = list(households_in_areas(reach).order_by("pk").values_list("pk", flat=True))
    found = [e for e in findings_of(ids, on=today, codes=[code]) if picked.takes(e)]
    by_household: dict[int, list[QualityFinding]] = {}
    for finding in found:
        by_household.setdefault(finding.household_id, []).append(finding)
    order = sorted(by_household, key=lambda pk: _place(pk, by_household[pk]))
    sheet = sheet_of(request, order, picked=picked.kept())
    context = {
        "rule": rule_row(rule),
        "sheet": sheet,
        "rows": _rows(reach, list(sheet.rows), by_household, code=code),
        "found": sum(not each.is_waived for each in found),
        "may_waive": _may_waive(reach, rule),
        "village": _village(picked.village),
        "here": _kept(village=picked.village),
    }
    return render(request, "web/quality/rule.html", context)


def _place(pk: int, found: list[QualityFinding]) -> tuple[bool, str, int]:
    """What is still to mend comes first, village by village."""
    return (all(each.is_waived for each in found), found[0].village_code, pk)


def _rows(
    reach: RegistryReach, ids: list[int], found: Mapping[int, list[QualityFinding]], *, code: str
) -> list[Any]:
    households = {row.pk: row for row in households_in_areas(reach).filter(pk__in=ids)}
    in_order = [households[pk] for pk in ids if pk in households]
    lines = lines_of(in_order, on=clock.today())
    by_uid = {row.uid: found[row.pk] for row in in_order}
    return broken_households(lines, by_uid, code=code)


def _may_waive(reach: RegistryReach, rule: Any) -> bool:
    """Whether the person may waive it somewhere: whoever mends it, or stands above."""
    tiers = {tier for area in reach.areas for tier in reach.tiers_at(area)}
    return may_waive(Severity(rule.severity), rule.mender, tiers=tiers)


def _by_village(found: list[QualityFinding], picked: _Picked) -> dict[str, Any]:
    """The villages to choose from, and those with the most to mend."""
    anywhere = _Picked(severity=picked.severity)
    counts = by_village(each for each in found if anywhere.takes(each))
    names = {row.code: village_name(row) for row in divisions_of_codes(counts)}
    most = sorted(counts, key=lambda code: (-counts[code], code))[:_VILLAGES_SHOWN]
    return {
        "villages": [(code, names[code]) for code in sorted(names)],
        "village_bars": [
            BarRow(
                label=names[code],
                amount=counts[code],
                text=number(counts[code]),
                fill=Fill.NOW if code == picked.village else Fill.PALE,
                url="?" + urlencode({**anywhere.kept(), "village": code}),
            )
            for code in most
        ],
    }


def _village(code: str) -> str:
    found = divisions_of_codes([code]).first() if code else None
    return village_name(found) if found else ""


def _kept(*, village: str) -> str:
    return "?" + urlencode({"village": village}) if village else ""

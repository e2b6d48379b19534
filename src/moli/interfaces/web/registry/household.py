"""The page of one household: all that is written about it, for whoever may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.households.queries.household_steps import snapshots_of, steps_by_procedure
from moli.households.queries.reach import RegistryReach
from moli.households.queries.record_sheets import RecordSheet, record_sheet
from moli.households.rules.care import ConsentPurpose, OpeningKind, UnitLevel
from moli.households.rules.causes import Attribute, StandardLevel
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.statuses import State, Track
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest, opens
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.payouts.accounts import account_section
from moli.interfaces.web.quality.rows import findings_rows
from moli.interfaces.web.registry.doors import household_to_read
from moli.interfaces.web.registry.incomes import income_bars, income_key, income_table, line_words
from moli.interfaces.web.registry.livings import living_facts
from moli.interfaces.web.registry.next_steps import next_steps, recent_years
from moli.interfaces.web.registry.people import person_row
from moli.interfaces.web.registry.rows import state_badge
from moli.interfaces.web.registry.sales import sales_context
from moli.interfaces.web.registry.timelines import status_events
from moli.interfaces.words.amounts import masked_phone
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name


@require_safe
def household(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One household; of another area only while it is open to this person, and less of it."""
    found, reach = household_to_read(request, uid)
    now = clock.now()
    sheet = record_sheet(found, on=clock.today())
    is_own = is_inside(reach, found)
    context = record_context(sheet, is_own=is_own)
    if is_own:
        context |= _for_its_own_people(request, sheet, reach)
    else:
        context["closes_at"] = _closes_at(sheet, by_key=request.standing.actor.key, at=now)
    return render(request, "web/registry/household.html", context)


def is_inside(reach: RegistryReach, found: Any) -> bool:
    """Whether the household lies in the person's own areas."""
    return any(found.village.code.startswith(area) for area in reach.areas)


def record_context(sheet: RecordSheet, *, is_own: bool) -> dict[str, Any]:
    """What the page and the print-out both show. One query more than the sheet: who decided."""
    found = sheet.household
    steps = steps_by_procedure(found.pk)
    # Whether a household has 低保 or 特困 is sensitive: for its own area only.
    attribute = label(Attribute(found.attribute)) if found.attribute and is_own else ""
    # So is illness, which a cause or a risk may name.
    causes = found.causes if is_own else ()
    return {
        "uid": found.uid,
        "is_own": is_own,
        "is_generated": found.is_generated,
        "name": masked_name(sheet.head.row.name) if sheet.head else "*",
        "village": village_name(found.village),
        "village_code": found.village.code,
        "group_name": found.group_name,
        "address": found.address if is_own else "",
        "national_code": found.national_code if is_own else "",
        "phone": masked_phone(found.phone) if found.phone else "",
        "attribute": attribute,
        "standard": label(StandardLevel(found.standard)) if found.standard else "",
        "causes": gettext("、").join(label(cause) for cause in causes),
        "badges": [state_badge(State(status.state)) for status in _by_track(sheet)],
        "head": person_row(sheet.head, is_own=is_own) if sheet.head else None,
        "people": [person_row(member, is_own=is_own) for member in sheet.members],
        "former": [person_row(member, is_own=is_own) for member in sheet.former] if is_own else [],
        "bars": income_bars(sheet.incomes),
        "line_words": line_words(sheet.incomes),
        "key": income_key(),
        "income_table": income_table(sheet.incomes),
        "events": status_events(sheet, steps=steps, is_own=is_own),
        "livings": [(str(row.year), row.source, living_facts(row)) for row in sheet.livings],
        "responsibles": [
            (row, label(UnitLevel(row.unit_level)), masked_phone(row.phone) if row.phone else "")
            for row in sheet.responsibles
            if row.to_on is None
        ],
        "consents": [(label(ConsentPurpose(row.purpose)), row) for row in sheet.consents],
        "registered_at": found.created_at,
        "since_year": _since_year(sheet),
    }


def _for_its_own_people(
    request: MoliRequest, sheet: RecordSheet, reach: RegistryReach
) -> dict[str, Any]:
    """What only people of its own area see: what to do next, who looked, what was archived."""
    found = sheet.household
    findings = findings_rows(found, on=sheet.on, tiers=reach.tiers_at(found.village.code))
    to_mend = sum(not finding.is_waived for finding in findings)
    return sales_context(found, on=sheet.on, standing=request.standing) | {
        "findings": findings,
        "money": account_section(found) if opens("name_bank_account", request.standing) else None,
        "next_steps": next_steps(sheet, standing=request.standing, to_mend=to_mend),
        "years": recent_years(sheet),
        "may_propose": opens("start_procedure", request.standing),
        "may_withdraw": opens("withdraw_household", request.standing),
        "openings": openings_of(sheet),
        "snapshots": [(label(SnapshotReason(row.reason)), row) for row in snapshots_of(found.pk)],
    }


def openings_of(sheet: RecordSheet) -> list[tuple[str, str, Any]]:
    """Who looked: at what, at whose number, and the row."""
    return [
        (
            label(OpeningKind(row.kind)),
            masked_name(row.member.name) if row.member and row.kind == OpeningKind.NUMBER else "",
            row,
        )
        for row in sheet.openings
    ]


def _by_track(sheet: RecordSheet) -> Sequence[Any]:
    """Where it stands, the poverty track first."""
    return sorted(sheet.states, key=lambda status: status.track != Track.POVERTY)


def _since_year(sheet: RecordSheet) -> str:
    """The year in which the household was first registered as poor, if it ever was."""
    years = [row.from_on.year for row in sheet.statuses if row.track == Track.POVERTY]
    return str(min(years)) if years else ""


def _closes_at(sheet: RecordSheet, *, by_key: str, at: datetime) -> datetime | None:
    """Until when the household is open to a person who broke the glass."""
    open_now = (
        row.until_at
        for row in sheet.openings
        if row.kind == OpeningKind.OUTSIDE and row.by_key == by_key and row.until_at > at
    )
    return max(open_now, default=None)

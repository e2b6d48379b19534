"""Who opened a full number, or a household outside their area, and for which reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.households.queries.openings import openings_in_areas
from moli.households.rules.care import OpeningKind
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.today.trail import READERS
from moli.interfaces.words.labels import label


@dataclass(frozen=True)
class OpeningRow:
    """One look: by whom, at what, where, why. Which household it was, its own record says."""

    at: datetime
    who: str
    what: str
    where: str
    reason: str


@require_safe
def openings(request: MoliRequest) -> HttpResponse:
    """The looks at households of the areas that the person audits or administers."""
    areas = request.standing.area_codes(READERS)
    sheet = sheet_of(request, openings_in_areas(areas), picked={})
    context = {"sheet": sheet, "openings": [_row(row) for row in sheet.rows]}
    return render(request, "web/today/openings.html", context)


def _row(row: Any) -> OpeningRow:
    return OpeningRow(
        at=row.at,
        who=row.by_name,
        what=label(OpeningKind(row.kind)),
        where=village_name(row.household.village),
        reason=row.reason,
    )

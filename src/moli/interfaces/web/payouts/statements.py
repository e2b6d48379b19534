"""Statements of a month: by village, then by household; the office draws a month up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.payouts.doors import payer_reach, reach_of
from moli.interfaces.web.payouts.months import (
    month_code,
    month_said,
    month_sent,
    month_words,
    next_month,
)
from moli.interfaces.web.payouts.rows import HouseholdName, names_of
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.queries.reach import MoneyReach, villages_with_statements
from moli.settlement.queries.statement_lists import (
    HouseholdSum,
    households_of_month,
    months_with_sales,
    not_drawn_up,
    sums_of,
    villages_of_month,
)
from moli.settlement.services.stating import draw_up_statements as draw_up


@dataclass(frozen=True)
class StatementRow:
    """One household on the list of a month."""

    who: HouseholdName
    url: str
    group_name: str
    total_fen: int
    is_drawn_up: bool
    corrections: int


@require_safe
def statements(request: MoliRequest) -> HttpResponse:
    """The households of a village in a month; of several villages, which one."""
    reach = reach_of(request)
    months = months_with_sales(reach)
    today = clock.today()
    month = month_said(request.GET.get("month", ""), otherwise=months[0] if months else today)
    village = _village(request, reach)
    context: dict[str, Any] = {
        "month": month_code(month),
        "month_words": month_words(month),
        "months": [(month_code(each), month_words(each)) for each in _offered(months, month)],
        "is_over": next_month(month) <= today,
        "pays": reach.pays,
        "village": village_name(village) if village else "",
        "village_code": village.code if village else "",
        "has_villages": _has_villages(reach),
        "undrawn": not_drawn_up(month) if reach.pays else 0,
    }
    if village is not None:
        found = households_of_month(reach, month=month, village_code=village.code)
        sheet = sheet_of(
            request, found, picked={"month": month_code(month), "village": village.code}
        )
        sums = sums_of(list(sheet.rows), month=month)
        context |= {"sheet": sheet, "rows": _rows(sums, month), "villages": []}
    else:
        context |= {
            "sheet": None,
            "rows": [],
            "villages": [
                (_address(month, each.village.code), village_name(each.village), each)
                for each in villages_of_month(reach, month=month)
            ],
        }
    return render(request, "web/payouts/statements.html", context)


@require_POST
def draw_up_statements(request: MoliRequest) -> HttpResponse:
    """Draw up a month for every household, or what has changed in it; twice is once."""
    payer_reach(request)
    month = month_sent(request.POST.get("month", ""))
    drawn: list[int] = []
    by, at = request.standing.actor, clock.now()
    if attempted(request, lambda: drawn.append(draw_up(month=month, by=by, at=at))):
        messages.success(request, _told(drawn[0]))
    return redirect(f"{reverse('web:statements')}?{urlencode({'month': month_code(month)})}")


def _told(rows: int) -> str:
    if not rows:
        return gettext("没有新的，都出过了。")
    return ngettext("出好了 %(count)s 张。", "出好了 %(count)s 张。", rows) % {"count": f"{rows:,}"}


def _village(request: MoliRequest, reach: MoneyReach) -> Any:
    """The village that the address asks for, or the only one; another's is not there."""
    villages = villages_with_statements(reach)
    code = request.GET.get("village", "")
    if code.isdecimal():
        return villages.filter(code=code).first()
    few = list(villages[:2])
    return few[0] if len(few) == 1 else None


def _has_villages(reach: MoneyReach) -> bool:
    return len(villages_with_statements(reach)[:2]) > 1


def _offered(months: Sequence[date], month: date) -> list[date]:
    return sorted({*months, month}, reverse=True)


def _address(month: date, village_code: str) -> str:
    return "?" + urlencode({"month": month_code(month), "village": village_code})


def _rows(sums: Sequence[HouseholdSum], month: date) -> list[StatementRow]:
    names = names_of((each.household.key for each in sums), links=True)
    return [
        StatementRow(
            who=names[each.household.key],
            url=reverse("web:statement", args=[each.household.uid, month.year, month.month]),
            group_name=each.household.group_name,
            total_fen=each.total_fen,
            is_drawn_up=each.is_drawn_up,
            corrections=max(0, each.rows - 1),
        )
        for each in sums
    ]

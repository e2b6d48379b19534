"""Writing down a year: what the household earned, and how it lived."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from moli.households.queries.lines import line_for
from moli.households.rules.lines import LineKind
from moli.households.rules.yearly import FIRST_YEAR
from moli.households.services import yearly
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import household_desk, sent, show
from moli.interfaces.web.registry.doors import household_to_change
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.registry.rows import gap_words
from moli.interfaces.web.registry.yearly_forms import IncomeForm, LivingForm
from moli.interfaces.words.amounts import yuan


def set_income(request: MoliRequest, uid: UUID, year: int) -> HttpResponse:
    """Write down a year's income, or correct it; the answer says what a head has, and the line."""
    found = household_to_change(request, uid)
    _must_be_a_year(year)
    known = found.incomes.filter(year=year).first()
    people = found.members.filter(left_on=None).count()
    form = IncomeForm(sent(request), known=known, people=people, version=found.version)
    stored: list[Any] = []
    if form.is_bound and attempt(
        form,
        lambda: stored.append(
            yearly.set_income(
                household_id=found.pk,
                year=year,
                facts=form.facts(),
                base_version=form.cleaned_data["base_version"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        messages.success(request, _told(stored[0], area_code=found.village.code))
        return redirect("web:household", uid=uid)
    desk = household_desk(
        request,
        found,
        title=gettext("%(year)s 年的收入") % {"year": str(year)},
        sub=gettext("全家一年的钱，到元或到分都行。没有就空着，按 0 算。"),
        button=gettext("存下并算人均"),
        notes=(
            gettext("人均纯收入 =（工资 + 经营 + 财产 + 转移 − 经营费用）÷ 人数"),
            *(
                (gettext("这一年已经存档，收入不能再改。"),)
                if known is not None and known.is_locked
                else ()
            ),
        ),
    )
    return show(request, desk, form)


def set_living(request: MoliRequest, uid: UUID, year: int) -> HttpResponse:
    """Write down how the household lived in a year, or correct it."""
    found = household_to_change(request, uid)
    _must_be_a_year(year)
    known = found.livings.filter(year=year).first()
    form = LivingForm(sent(request), known=known, version=found.version)
    if form.is_bound and attempt(
        form,
        lambda: yearly.set_living(
            household_id=found.pk,
            year=year,
            facts=form.facts(),
            base_version=form.cleaned_data["base_version"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("存下了。"))
        return redirect("web:household", uid=uid)
    desk = household_desk(
        request,
        found,
        title=gettext("%(year)s 年的生活条件") % {"year": str(year)},
        sub=gettext("看到什么写什么，没问的选“没问”。"),
        button=gettext("存下"),
    )
    return show(request, desk, form)


def _told(row: Any, *, area_code: str) -> str:
    """What a head has in that year, beside the line: said at once."""
    facts = {"year": str(row.year), "sum": yuan(row.income.per_capita_fen)}
    line = line_for(area_code=area_code, year=row.year, kind=LineKind.POVERTY)
    if line is None:
        return gettext("存下了。%(year)s 年人均 %(sum)s，这一年还没有贫困线。") % facts
    facts |= {"line": yuan(line.fen), "gap": gap_words(row.income.per_capita_fen - line.fen)}
    return gettext("存下了。%(year)s 年人均 %(sum)s，贫困线 %(line)s，%(gap)s。") % facts


def _must_be_a_year(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404

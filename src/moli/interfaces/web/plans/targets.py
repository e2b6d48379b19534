"""Targets: what each indicator should reach, since when, who decided it; the office sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.accounts.rules import Role
from moli.insights.queries.targets import target_versions
from moli.insights.rules.plans import INDICATORS_OF, Indicator
from moli.insights.services.setting_targets import set_target
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.plans.forms import TargetForm
from moli.interfaces.words.labels import label
from moli.kernel.period import covers
from moli.kernel.refusal import Refusal


@dataclass(frozen=True)
class Version:
    """One version of a target."""

    target: str
    source: str
    from_on: date
    to_on: date | None
    is_now: bool


@dataclass(frozen=True)
class IndicatorTargets:
    """An indicator with all versions of its target, the newest first."""

    title: str
    versions: list[Version]


@require_safe
def plan_targets(request: MoliRequest) -> HttpResponse:
    """Every version of every target, for whoever reads the plans."""
    today = clock.today()
    by_indicator: dict[str, list[Version]] = {}
    for row in target_versions():
        by_indicator.setdefault(row.indicator, []).append(_version(row, today))
    context = {
        "plans": [
            (
                label(plan),
                [IndicatorTargets(label(one), by_indicator.get(one, [])) for one in indicators],
            )
            for plan, indicators in INDICATORS_OF.items()
        ],
        "may_set": request.standing.holds(Role.OFFICE),
    }
    return render(request, "web/plans/targets.html", context)


def _version(row: Any, today: date) -> Version:
    return Version(
        target=percent_exact(row.target_per_mille),
        source=row.source,
        from_on=row.from_on,
        to_on=row.to_on,
        is_now=covers(from_on=row.from_on, to_on=row.to_on, on=today),
    )


def percent_exact(per_mille: int) -> str:
    """A target as it was set: "60%", "62.5%"."""
    whole, tenth = divmod(per_mille, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"


@require_http_methods(["GET", "HEAD", "POST"])
def set_plan_target(request: MoliRequest) -> HttpResponse:
    """Set a target; the one before stays and ends. Sent twice, it is set once."""
    first = {
        "from_on": clock.today().isoformat(),
        "indicator": request.GET.get("indicator", Indicator.VILLAGES_WITH_PROJECT),
    }
    form = TargetForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            set_target(**form.wanted(), by=request.standing.actor, at=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("定好了。以前的目标还留着，以前的季度照旧比。"))
            return redirect("web:plan_targets")
    return render(request, "web/plans/set_target.html", {"form": form})

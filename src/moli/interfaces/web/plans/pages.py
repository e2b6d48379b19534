"""The four plans on one page, and the same for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from moli.insights.queries.brokering import brokering
from moli.insights.queries.facts import Facts
from moli.insights.queries.next_steps import NextSteps, next_steps
from moli.insights.queries.plans import PlanFigures, four_plans
from moli.insights.queries.ranking import ranking
from moli.insights.rules.plans import Indicator, PlanKind
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import county_name
from moli.interfaces.web.plans.branches import all_branches_url, branch_lines
from moli.interfaces.web.plans.figures import FigureShown, figure_shown
from moli.interfaces.web.plans.links import Links
from moli.interfaces.web.plans.own import own_branches, own_towns, own_villages
from moli.interfaces.web.plans.quarters import Quarter, picked_quarter
from moli.interfaces.web.plans.reading import Reader, reader_of
from moli.interfaces.web.plans.steps import StepRow, step_rows
from moli.interfaces.web.plans.towns import TownRow, lowest, town_rows
from moli.interfaces.words.labels import label


@dataclass(frozen=True)
class PlanCard:
    """One plan: its headline, its other figures, the towns farthest behind, what to do next."""

    title: str
    headline: FigureShown
    others: list[FigureShown]
    lowest: list[TownRow]
    own_towns: list[TownRow]
    towns: list[TownRow]
    steps: list[StepRow]
    is_of_members: bool


@require_safe
def plans(request: MoliRequest) -> HttpResponse:
    """The four plans in a quarter, the reader's own part first."""
    return render(request, "web/plans/plans.html", _context(request))


@require_safe
def plans_print(request: MoliRequest) -> HttpResponse:
    """The four plans for paper: every definition open, every town listed."""
    return render(
        request,
        "web/plans/print.html",
        {**_context(request), "at": clock.now(), "county_name": county_name()},
    )


def _context(request: MoliRequest) -> dict[str, Any]:
    today = clock.today()
    quarter, shown = picked_quarter(request, today=today)
    reader = reader_of(request.standing, on=today)
    facts = Facts(settings.MOLI_COUNTY_CODE, quarter.period, quarter.on)
    found = four_plans(facts, sight=reader.members)
    brokered = brokering(facts)
    # What to do next is said of today alone.
    steps = next_steps(facts) if quarter.is_present else None
    counted = {each.counted.indicator: each.counted for plan in found for each in plan.figures}
    links = Links(request.standing, today)
    return {
        "quarter": quarter,
        "quarters": [(each, _here("plans", each)) for each in shown],
        "print_url": _here("plans_print", quarter),
        "back_url": _here("plans", quarter),
        "cards": _cards(found, reader=reader, steps=steps, links=links, quarter=quarter),
        "own_villages": own_villages(request.standing, counted, quarter=quarter),
        "own_branches": own_branches(
            request.standing,
            counted[Indicator.BRANCHES_WITH_PROJECT],
            brokered=brokered,
            steps=steps,
            links=links,
            quarter=quarter,
        ),
        "branches": branch_lines(brokered, standing=request.standing),
        "branches_url": all_branches_url(request.standing),
    }


def _here(name: str, quarter: Quarter) -> str:
    url = reverse(f"web:{name}")
    return f"{url}?{urlencode(quarter.kept)}" if quarter.kept else url


def _cards(
    found: Sequence[PlanFigures],
    *,
    reader: Reader,
    steps: NextSteps | None,
    links: Links,
    quarter: Quarter,
) -> list[PlanCard]:
    own = own_towns(reader.standing)
    return [
        _card(
            each,
            own=own,
            steps=step_rows(
                steps.by_plan.get(each.plan, ()) if steps else (), links=links, quarter=quarter
            ),
            quarter=quarter,
        )
        for each in found
    ]


def _card(
    found: PlanFigures, *, own: tuple[str, ...], steps: list[StepRow], quarter: Quarter
) -> PlanCard:
    headline = found.figures[0].counted
    ranked = ranking(headline, county_code=settings.MOLI_COUNTY_CODE)
    towns = town_rows(ranked, headline.indicator, quarter, own_codes=own)
    return PlanCard(
        title=label(found.plan),
        headline=figure_shown(found.figures[0], quarter),
        others=[figure_shown(each, quarter) for each in found.figures[1:]],
        lowest=lowest(towns),
        own_towns=[row for row in towns if row.is_own],
        towns=towns,
        steps=steps,
        is_of_members=found.plan is PlanKind.MEMBERS,
    )

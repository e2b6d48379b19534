"""The four plans' headlines in one row, for the page of today of who leads."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from moli.insights.queries.facts import Facts
from moli.insights.queries.plans import four_plans
from moli.interfaces.web.plans.figures import FigureShown, figure_shown
from moli.interfaces.web.plans.quarters import quarters


def plan_headlines(*, on: date) -> list[FigureShown]:
    """Each plan's headline in the present quarter, counted like its page; nobody is listed."""
    quarter = quarters(on)[0]
    found = four_plans(Facts(settings.MOLI_COUNTY_CODE, quarter.period, on))
    return [figure_shown(plan.figures[0], quarter) for plan in found]

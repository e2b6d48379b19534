"""Villages with a project, and branches that led to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from moli.insights.queries.counting import Unit
from moli.insights.queries.facts import Facts
from moli.insights.queries.projects import Project
from moli.insights.rules.evidence import Evidence, newest_first
from moli.market.queries.naming import Name, division_name


def village_units(facts: Facts) -> tuple[Unit, ...]:
    """Every village, by code, with what makes a project of it live: nine queries."""
    found: dict[str, set[Evidence]] = defaultdict(set)
    for project in facts.projects:
        found[project.village_code].add(project.evidence)
    return tuple(
        Unit(
            key=village.code,
            names=division_name(village),
            town_code=village.code[:9],
            village_code=village.code,
            branch_uid=facts.leads.of_village(village.code),
            evidence=newest_first(found[village.code]),
        )
        for village in facts.villages
    )


def branch_units(facts: Facts) -> tuple[Unit, ...]:
    """Every branch there is, in the order of founding, with its projects: ten queries.

    A project is that of the branches that lead its village, its enterprise and its station, and
    of the branch for which somebody introduced. None of it counts for a branch above.
    """
    found: dict[str, set[Evidence]] = defaultdict(set)
    for project in facts.projects:
        for uid in _branches_of(project, facts):
            found[uid].add(project.evidence)
    return tuple(
        Unit(
            key=branch.key,
            names=Name(branch.name, branch.name_en or branch.name),
            town_code=branch.area.code[:9] if branch.area and len(branch.area.code) > 6 else "",
            branch_uid=branch.key,
            evidence=newest_first(found[branch.key]),
        )
        for branch in facts.branches
    )


def _branches_of(project: Project, facts: Facts) -> Iterator[str]:
    yield facts.leads.of_village(project.village_code)
    if project.enterprise_key:
        yield facts.leads.of_enterprise(project.enterprise_key)
    if project.station_key:
        yield facts.leads.of_station(project.station_key)
    if project.introduced_by:
        yield facts.organisers.first_of(project.introduced_by, on=project.evidence.on)

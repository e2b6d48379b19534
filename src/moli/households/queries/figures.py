"""How many households and people stand where on a day: for leaders, and for the demo's story.

Figures count and name nobody. Who may see them, and of which areas, is for the caller:
`RegistryReach.figure_areas`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from moli.households.models import FamilyMember, Household, Procedure, Status
from moli.households.rules.causes import Cause
from moli.households.rules.procedures import ProcedureState
from moli.households.rules.statuses import MONITORED_STATES, POOR_STATES, State
from moli.places.queries.directory import inside_areas

_DISTINCT = Count("household", distinct=True)


@dataclass(frozen=True)
class Heads:
    """So many households, and the people in them."""

    households: int = 0
    people: int = 0

    def __add__(self, other: Heads) -> Heads:
        """Both together."""
        return Heads(self.households + other.households, self.people + other.people)


@dataclass(frozen=True)
class RegistryFigures:
    """Where the households of some areas stand on a day. A state that nobody is in is left out."""

    states: Mapping[State, Heads] = field(default_factory=dict)

    @property
    def poor(self) -> Heads:
        """Registered and not exited, or fallen back."""
        return self._sum(POOR_STATES)

    @property
    def exited(self) -> Heads:
        """Out of poverty."""
        return self._sum({State.EXITED})

    @property
    def relapsed(self) -> Heads:
        """Fallen back into poverty; they are among the poor too."""
        return self._sum({State.RELAPSED})

    @property
    def monitored(self) -> Heads:
        """Followed because they may become poor (since 2020)."""
        return self._sum(MONITORED_STATES)

    def _sum(self, states: Iterable[State]) -> Heads:
        return sum((self.states.get(state, Heads()) for state in states), Heads())


def registered_heads(area_codes: Iterable[str], *, on: date) -> Heads:
    """All households of some areas that the registry keeps, and their people: two queries."""
    areas = tuple(area_codes)
    households = _counted(Household.objects.filter(inside_areas(areas, field="village__code")))
    people = FamilyMember.objects.filter(
        _present(on),
        inside_areas(areas, field="household__village__code"),
        household__is_in_review=False,
        household__withdrawn_at=None,
    )
    return Heads(households.count(), people.count())


def registry_figures(area_codes: Iterable[str], *, on: date) -> RegistryFigures:
    """Where the households of some areas stand: one query."""
    rows = (
        _by_state(area_codes, on=on)
        .values("state")
        .annotate(households=_DISTINCT, people=_people(on))
        .order_by("state")
    )
    found = rows.values_list("state", "households", "people")
    return RegistryFigures({State(state): Heads(*heads) for state, *heads in found})


def registry_figures_by_village(
    area_codes: Iterable[str], *, on: date
) -> dict[str, RegistryFigures]:
    """The same by the village's code, in its order: one query; villages without any left out."""
    rows = (
        _by_state(area_codes, on=on)
        .values("household__village__code", "state")
        .annotate(households=_DISTINCT, people=_people(on))
        .order_by("household__village__code", "state")
    )
    found: dict[str, dict[State, Heads]] = {}
    columns = ("household__village__code", "state", "households", "people")
    for code, state, *heads in rows.values_list(*columns):
        found.setdefault(code, {})[State(state)] = Heads(*heads)
    return {code: RegistryFigures(states) for code, states in found.items()}


def causes_of_the_poor(area_codes: Iterable[str], *, on: date) -> dict[Cause | None, int]:
    """How many poor households have which main cause, the commonest first: one query.

    None counts those for whom no cause was written down.
    """
    poor = _by_state(area_codes, on=on).filter(state__in=POOR_STATES)
    rows = (
        poor.values("household__main_cause")
        .annotate(count=Count("pk"))
        .order_by("-count", "household__main_cause")
    )
    return {
        Cause(row["household__main_cause"]) if row["household__main_cause"] else None: row["count"]
        for row in rows
    }


def open_procedures_count(area_codes: Iterable[str]) -> int:
    """How many procedures of households of some areas are open: one query."""
    return Procedure.objects.filter(
        inside_areas(area_codes, field="household__village__code"), state=ProcedureState.OPEN
    ).count()


def _counted(households: QuerySet[Household]) -> QuerySet[Household]:
    """Those that count: out of review, not withdrawn."""
    return households.filter(is_in_review=False, withdrawn_at=None)


def _by_state(area_codes: Iterable[str], *, on: date) -> QuerySet[Status]:
    rows: QuerySet[Status] = Status.objects.in_force(on=on)
    return rows.filter(
        inside_areas(area_codes, field="household__village__code"),
        household__is_in_review=False,
        household__withdrawn_at=None,
    )


def _present(on: date, *, path: str = "") -> Q:
    """A condition on members: in the household on a day."""
    stays = Q(**{f"{path}left_on": None}) | Q(**{f"{path}left_on__gt": on})
    return stays & Q(**{f"{path}joined_on__lte": on})


def _people(on: date) -> Count:
    return Count("household__members", filter=_present(on, path="household__members__"))

"""The registry's part of today: steps that wait for the person, and where households stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.accounts.rules import Role, Standing
from moli.households.queries.procedures import count_owed, steps_owed
from moli.households.queries.reach import areas_reach
from moli.interfaces.web.registry.links import kpis
from moli.interfaces.web.today.things import Thing, owed_steps

# A county may owe hundreds: the most pressing stand on the list, the others behind one line.
STEPS_SHOWN = 6


@dataclass(frozen=True)
class TownDesk:
    """The part of a town's office: how many of its households stand where."""

    kpis: list[tuple[str, str]]


def step_lines(standing: Standing, *, on: date) -> list[Thing]:
    """Lines for the steps that the person owes: at most three queries, none for other roles."""
    reach, by_key = areas_reach(standing), standing.actor.key
    if not reach.areas:
        return []
    rows = list(steps_owed(reach, by_key=by_key, on=on)[: STEPS_SHOWN + 1])
    others = 0
    if len(rows) > STEPS_SHOWN:
        others = count_owed(reach, by_key=by_key, on=on).owed - STEPS_SHOWN
    return list(owed_steps(rows[:STEPS_SHOWN], others=others, on=on))


def town_desk(standing: Standing, *, on: date) -> TownDesk | None:
    """The part of somebody of a town's office, whose only work is the registry."""
    if not standing.holds(Role.TOWN_OFFICE):
        return None
    return TownDesk(kpis=kpis(standing.area_codes({Role.TOWN_OFFICE}), on=on))

"""Who reads which rows behind a figure. Figures are for all readers; rows of people are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from moli.accounts.rules import COUNTY_ROLES, Role, Standing
from moli.insights.queries.counting import Counted, Unit
from moli.insights.rules.plans import Indicator
from moli.party.queries.branches import reach_of
from moli.party.queries.sight import MemberSight, member_sight

VILLAGE_ROLES: Final = (Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE)
READERS: Final = (
    *(Role.LEADER, Role.OFFICE, Role.AUDITOR, Role.ORGANISER, Role.TOWN_OFFICE),
    *VILLAGE_ROLES,
)
# Whose units are people.
_OF_PEOPLE: Final = frozenset({Indicator.CADRES_ACTIVE, Indicator.MEMBERS_PRACTISING})


def is_of_people(indicator: Indicator) -> bool:
    """Whether an indicator counts people, whose names are masked."""
    return indicator in _OF_PEOPLE


@dataclass(frozen=True)
class Reader:
    """One reader: the areas whose cadres are told one by one, and whose members."""

    standing: Standing
    on: date
    areas: tuple[str, ...]
    members: MemberSight

    def sees(self, indicator: Indicator, unit: Unit) -> bool:
        """Whether a row is told; the query itself has left out members outside the sight."""
        if indicator is not Indicator.CADRES_ACTIVE:
            return True
        return unit.village_code.startswith(self.areas)


def reader_of(standing: Standing, *, on: date) -> Reader:
    """What a standing opens today, also of a quarter that is over. Queries for organisers alone."""
    led = reach_of(branch_keys=standing.organisation_keys(Role.ORGANISER), on=on)
    own = standing.area_codes({*COUNTY_ROLES, Role.TOWN_OFFICE, *VILLAGE_ROLES})
    return Reader(
        standing=standing,
        on=on,
        areas=tuple(sorted({*own, *led.area_codes})),
        members=member_sight(standing, on=on),
    )


def told_units(counted: Counted, reader: Reader) -> list[Unit]:
    """The units that a reader is told one by one."""
    return [unit for unit in counted.units if reader.sees(counted.indicator, unit)]

"""Where a counter stands, and which households may come to it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from moli.households.models import Household
from moli.households.queries.at_the_scale import household_at_scale, household_of_code
from moli.kernel.refusal import Refusal
from moli.kernel.remembering import remembered
from moli.stations.models import Station

_TOWN_SIGNS: Final = 9


class HouseholdNotHere(Refusal):
    """A station works for households of its town, that are on record."""


@remembered
def village_code_of(station_key: str) -> str:
    """The code of the village in which a station stands: one query. Nothing for no station."""
    found = Station.objects.filter(uid=station_key).values_list("village__code", flat=True)
    return str(found.first() or "")


@remembered
def household_here(
    station_key: str, *, uid: UUID | None = None, national_code: str = ""
) -> Household:
    """The household of a uid or number, of the town in which a station stands: two queries.

    Refuses one that is not on record there.
    """
    code = village_code_of(station_key)
    areas = (code[:_TOWN_SIGNS],) if code else ()
    if uid is not None:
        found, field = household_at_scale(areas, uid), "household"
    else:
        found, field = household_of_code(areas, national_code=national_code), "household_code"
    if found is None:
        raise HouseholdNotHere(field=field)
    return found

"""How far a person reaches in the registry. Everything a page shows starts from here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from moli.accounts.rules import Role, Standing
from moli.households.models import Household, Opening
from moli.households.rules.care import OpeningKind
from moli.households.rules.procedures import Tier
from moli.places.queries.directory import inside_areas

VILLAGE_ROLES = frozenset({Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE})
# Who may open the registry's pages at all; how far, the reach says.
REGISTRY_ROLES = VILLAGE_ROLES | {Role.TOWN_OFFICE, Role.OFFICE}


@dataclass(frozen=True)
class RegistryReach:
    """The areas that a standing opens in the registry, by tier. Empty opens nothing.

    `glass_ids` are households outside the areas that the person opened with a reason, for
    reading only, until three hours have passed.
    """

    village_areas: tuple[str, ...] = ()
    town_areas: tuple[str, ...] = ()
    county_areas: tuple[str, ...] = ()
    figure_areas: tuple[str, ...] = ()
    glass_ids: tuple[int, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """All areas whose households may be read and written."""
        return tuple(sorted({*self.village_areas, *self.town_areas, *self.county_areas}))

    def tiers_at(self, code: str) -> frozenset[Tier]:
        """In which parts the person may act on something in a village of this code."""
        opened = {
            Tier.VILLAGE: self.village_areas,
            Tier.TOWN: self.town_areas,
            Tier.COUNTY: self.county_areas,
        }
        return frozenset(
            tier for tier, areas in opened.items() if any(code.startswith(area) for area in areas)
        )


def registry_reach(standing: Standing, *, at: datetime) -> RegistryReach:
    """What a standing opens in the registry: at most one query, none for a stranger."""
    reach = areas_reach(standing)
    if not standing.holds(*REGISTRY_ROLES):
        return reach
    opened = Opening.objects.filter(
        kind=OpeningKind.OUTSIDE, by_key=standing.actor.key, until_at__gt=at
    )
    glass_ids = opened.values_list("household_id", flat=True).order_by("pk")
    return replace(reach, glass_ids=tuple(glass_ids))


def areas_reach(standing: Standing) -> RegistryReach:
    """What a standing opens by its areas alone, without a query: nothing behind broken glass."""
    return RegistryReach(
        village_areas=standing.area_codes(VILLAGE_ROLES),
        town_areas=standing.area_codes({Role.TOWN_OFFICE}),
        county_areas=standing.area_codes({Role.OFFICE}),
        figure_areas=standing.area_codes({Role.LEADER, Role.OFFICE, Role.TOWN_OFFICE}),
    )


def households_in_areas(reach: RegistryReach) -> QuerySet[Household]:
    """Households of the person's own areas: registered, out of review, not withdrawn."""
    return (
        Household.objects.filter(
            inside_areas(reach.areas, field="village__code"),
            is_in_review=False,
            withdrawn_at=None,
        )
        .select_related("village__parent")
        .order_by("pk")
    )


def household_in_reach(reach: RegistryReach, uid: UUID) -> Household | None:
    """One household that the person may read: of their areas, or opened with a reason."""
    return (
        Household.objects.filter(
            inside_areas(reach.areas, field="village__code") | Q(pk__in=reach.glass_ids),
            uid=uid,
            is_in_review=False,
            withdrawn_at=None,
        )
        .select_related("village__parent")
        .first()
    )


def household_in_areas(reach: RegistryReach, uid: UUID) -> Household | None:
    """One household that the person may write: glass opens for reading only."""
    return households_in_areas(reach).filter(uid=uid).first()

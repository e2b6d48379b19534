"""Finding households: by a whole identity number, or by a whole name in one village.

There is no way to leaf through people: both searches ask for something that the person knows
already, and answer within their reach alone.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from moli.households.models import FamilyMember, Household
from moli.households.models.family_member import indexes_of_number
from moli.households.queries.reach import RegistryReach
from moli.kernel.identifiers import normal_id_number
from moli.places.queries.directory import inside_areas

FOUND_MAX = 20


def find_by_number(reach: RegistryReach, id_number: str) -> list[Household]:
    """Households of a person's areas, or opened to them, with a member of exactly this number.

    Any card with the resident's 18 signs will do, typed in any width; at most one household has
    it. One query, and no number is opened.
    """
    inside = inside_areas(reach.areas, field="village__code") | Q(pk__in=reach.glass_ids)
    indexes = indexes_of_number(normal_id_number(id_number))
    return _found(inside, FamilyMember.objects.filter(id_index__in=indexes))


def find_by_name(reach: RegistryReach, *, name: str, village_code: str) -> list[Household]:
    """Households of a village of a person's areas with a member of exactly this name.

    Both are needed; of a village elsewhere nothing is found. At most 20 households, one query.
    """
    wanted = name.strip()
    is_inside = any(village_code.startswith(area) for area in reach.areas)
    if not (wanted and village_code and is_inside):
        return []
    return _found(Q(village__code=village_code), FamilyMember.objects.filter(name=wanted))


def _found(inside: Q, people: QuerySet[FamilyMember]) -> list[Household]:
    rows = (
        Household.objects.filter(
            inside,
            # From the few people to their households, not from all households to their people.
            pk__in=people.filter(left_on=None).values("household"),
            is_in_review=False,
            withdrawn_at=None,
        )
        .select_related("village__parent")
        .order_by("pk")
    )
    return list(rows[:FOUND_MAX])

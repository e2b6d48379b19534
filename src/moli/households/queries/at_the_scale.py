"""Finding who stands at a scale: by what the person says, never by leafing through a registry.

Whoever runs a scale needs to know that it is this household and no other, and nothing else: so
it is shown its place, its group and a masked number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from moli.households.models import FamilyMember, Household
from moli.households.rules.people import Relation
from moli.kernel.identifiers import masked_name, masked_phone
from moli.places.models import Division
from moli.places.queries.directory import inside_areas

FOUND_MAX = 20


@dataclass(frozen=True)
class Grower:
    """A household at a scale: enough to be sure, masked."""

    uid: UUID
    head: str
    village: Division
    group_name: str
    phone: str
    people: int
    is_generated: bool


def find_by_head(areas: Collection[str], *, name: str, village_code: str) -> list[Grower]:
    """Households of a village of some areas whose head has exactly this name: two queries."""
    wanted = name.strip()
    if not (wanted and village_code):
        return []
    heads = FamilyMember.objects.filter(name=wanted, relation=Relation.HEAD, left_on=None)
    rows = _households(areas).filter(village__code=village_code, pk__in=heads.values("household"))
    return growers(rows[:FOUND_MAX])


def find_by_code(areas: Collection[str], *, national_code: str) -> list[Grower]:
    """Households of some areas with exactly this number of the national system: two queries."""
    wanted = national_code.strip()
    if not wanted:
        return []
    return growers(_households(areas).filter(national_code=wanted)[:FOUND_MAX])


def household_at_scale(areas: Collection[str], uid: UUID) -> Household | None:
    """One household of some areas, registered and not withdrawn."""
    return _households(areas).filter(uid=uid).first()


def household_of_code(areas: Collection[str], *, national_code: str) -> Household | None:
    """The household of some areas with exactly this number of the national system: one query."""
    wanted = national_code.strip()
    return _households(areas).filter(national_code=wanted).first() if wanted else None


def growers(households: Sequence[Household] | QuerySet[Household]) -> list[Grower]:
    """Households as a scale shows them: one query more for their people."""
    rows = list(households)
    people = _people([row.pk for row in rows])
    return [
        Grower(
            uid=row.uid,
            head=masked_name(people.get(row.pk, ("", 0))[0]),
            village=row.village,
            group_name=row.group_name,
            phone=masked_phone(row.phone) if row.phone else "",
            people=people.get(row.pk, ("", 0))[1],
            is_generated=row.is_generated,
        )
        for row in rows
    ]


def head_names(household_ids: Collection[int]) -> dict[int, str]:
    """The names of some households' heads in full, by key: one query. Whoever shows them masks."""
    heads = FamilyMember.objects.filter(
        household_id__in=household_ids, relation=Relation.HEAD, left_on=None
    )
    return dict(heads.order_by("pk").values_list("household_id", "name"))


def _households(areas: Collection[str]) -> QuerySet[Household]:
    return (
        Household.objects.filter(
            inside_areas(areas, field="village__code"), is_in_review=False, withdrawn_at=None
        )
        .select_related("village__parent")
        .order_by("group_name", "pk")
    )


def _people(ids: Collection[int]) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    rows = FamilyMember.objects.filter(household_id__in=ids, left_on=None).order_by("pk")
    for household_id, relation, name in rows.values_list("household_id", "relation", "name"):
        head, count = found.get(household_id, ("", 0))
        found[household_id] = (name if relation == Relation.HEAD else head, count + 1)
    return found

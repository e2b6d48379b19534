"""Households by their heads, for lists of other rooms: two queries for any number of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from moli.households.models import FamilyMember, Household
from moli.households.rules.people import Relation
from moli.places.models import Division


@dataclass(frozen=True)
class HeadLine:
    """One household as other rooms name it. `head_name` is in full: whoever shows it masks it.

    `is_open` says whether the registry has a page of it: not after it was withdrawn.
    """

    uid: UUID
    head_name: str
    village: Division
    group_name: str
    is_generated: bool
    is_open: bool


def heads_of(keys: Collection[str]) -> Mapping[str, HeadLine]:
    """Households by key, as far as they are known, with their villages and towns loaded."""
    households = list(Household.objects.filter(uid__in=keys).select_related("village__parent"))
    names = dict(
        FamilyMember.objects.filter(
            household__in=households, relation=Relation.HEAD, left_on=None
        ).values_list("household_id", "name")
    )
    return {
        row.key: HeadLine(
            uid=row.uid,
            head_name=names.get(row.pk, ""),
            village=row.village,
            group_name=row.group_name,
            is_generated=row.is_generated,
            is_open=row.withdrawn_at is None and not row.is_in_review,
        )
        for row in households
    }

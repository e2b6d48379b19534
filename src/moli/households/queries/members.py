"""One member of a household, fetched through the reach of whoever asks."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from moli.households.models import FamilyMember
from moli.households.queries.reach import RegistryReach, households_in_areas


def members_in_areas(reach: RegistryReach) -> QuerySet[FamilyMember]:
    """People in the households of a person's areas, those who have left among them."""
    return (
        FamilyMember.objects.filter(household__in=households_in_areas(reach).order_by())
        .select_related("household__village__parent")
        .order_by("pk")
    )


def member_in_areas(reach: RegistryReach, uid: UUID) -> FamilyMember | None:
    """One person who has not left a household of the person's own areas."""
    return members_in_areas(reach).filter(uid=uid, left_on=None).first()

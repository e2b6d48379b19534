"""Answers about accounts and appointments."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from moli.accounts.models import Appointment, User
from moli.accounts.rules import NOBODY, Duty, OrganisationKind, Role, Standing


def standing_of(user: object, *, on: date) -> Standing:
    """What a person may reach on a day: one query.

    Somebody who did not log in is nobody; a closed account reaches nothing.
    """
    if not isinstance(user, User):
        return NOBODY
    if not user.is_active:
        return Standing(actor=user.actor)
    rows = Appointment.objects.in_force(on=on).filter(user=user).select_related("area")
    return Standing(
        actor=user.actor,
        duties=tuple(
            Duty(
                role=Role(row.role),
                area_code=row.area.code if row.area else "",
                organisation_key=row.organisation_key,
            )
            for row in rows.order_by("pk")
        ),
    )


def people_in_organisation(*, kind: OrganisationKind, key: str, on: date) -> QuerySet[User]:
    """Active people appointed in an organisation on a day, longest in office first."""
    appointed = Appointment.objects.in_force(on=on).filter(
        organisation_kind=kind, organisation_key=key
    )
    return _people(appointed)


def people_over_area(*, role: Role, area_code: str, on: date) -> QuerySet[User]:
    """Active people with a role over exactly this area on a day, longest in office first."""
    return _people(Appointment.objects.in_force(on=on).filter(role=role, area__code=area_code))


def _people(appointed: QuerySet[Appointment]) -> QuerySet[User]:
    ids = appointed.order_by("from_on", "pk").values_list("user_id", flat=True)
    return User.objects.filter(pk__in=list(ids), is_active=True).order_by("pk")


def demo_accounts() -> QuerySet[User]:
    """Accounts that a demo shows on its log-in page, in the order they were made."""
    return User.objects.exclude(demo_key="").filter(is_active=True).order_by("pk")

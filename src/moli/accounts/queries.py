"""Answers about accounts and appointments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from moli.accounts.models import Appointment, User
from moli.accounts.rules import NOBODY, Duty, OrganisationKind, Role, Standing
from moli.audit.queries import overlap_law, written_once_law
from moli.kernel.law import LawCheck


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
        duties=tuple(_duty(row) for row in rows.order_by("pk")),
    )


def appointments_of(user: User, *, on: date) -> QuerySet[Appointment]:
    """A person's appointments in force on a day, the oldest first."""
    return (
        Appointment.objects.in_force(on=on)
        .filter(user=user)
        .select_related("area__parent")
        .order_by("pk")
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
    own = appointed.filter(user=OuterRef("pk")).order_by("from_on", "pk")
    return (
        User.objects.filter(pk__in=appointed.values("user_id"), is_active=True)
        .annotate(since=Subquery(own.values("from_on")[:1]))
        .order_by("since", "pk")
    )


def first_duties(users: Iterable[User], *, on: date) -> dict[int, Duty]:
    """Of each person the appointment longest in force on a day, by primary key: one query."""
    rows = (
        Appointment.objects.in_force(on=on)
        .filter(user__in=[user.pk for user in users])
        .select_related("area")
    )
    # The oldest comes last and so stays.
    return {row.user_id: _duty(row) for row in rows.order_by("-pk")}


def _duty(row: Appointment) -> Duty:
    return Duty(
        role=Role(row.role),
        area_code=row.area.code if row.area else "",
        organisation_key=row.organisation_key,
    )


def demo_accounts() -> QuerySet[User]:
    """Accounts that a demo shows on its log-in page, in the order they were made."""
    return User.objects.exclude(demo_key="").filter(is_active=True).order_by("pk")


def user_by_phone(phone: str) -> User | None:
    """The account of a number, closed ones too."""
    return User.objects.filter(phone=phone).first()


def account_laws() -> list[LawCheck]:
    """What holds of accounts and appointments: made once, and never twice the same at a time."""
    over_areas = Appointment.objects.filter(area__isnull=False)
    in_organisations = Appointment.objects.filter(area=None)
    return [
        written_once_law(
            "accounts.account_opened_once",
            verb="accounts.open_account",
            keys=map(str, User.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "accounts.appointment_over_area_once_at_a_time",
            over_areas,
            same=("user", "role", "area"),
        ),
        overlap_law(
            "accounts.appointment_in_organisation_once_at_a_time",
            in_organisations,
            same=("user", "role", "organisation_kind", "organisation_key"),
        ),
    ]

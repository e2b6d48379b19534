"""Appointments: what a person was appointed to, where, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.accounts.models.user import User
from moli.accounts.rules import OrganisationKind, Role
from moli.audit.models import DatedQuerySet, DatedRow
from moli.places.models import Division


class Appointment(DatedRow):
    """One person in one role, over one area or in one organisation, for a time.

    The organisation is named by kind and key, because branches, enterprises and stations stand
    above accounts in the house. An appointment is ended, never edited.

    Personal data: none beyond the person it points at.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])
    area = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_kind = models.CharField(
        max_length=12, blank=True, default="", choices=[(kind, kind) for kind in OrganisationKind]
    )
    organisation_key = models.CharField(max_length=40, blank=True, default="")

    objects = DatedQuerySet["Appointment"].as_manager()

    class Meta(DatedRow.Meta):
        """Over an area or in an organisation, never both; the same one once at a time."""

        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(area__isnull=False, organisation_kind="", organisation_key="")
                | (Q(area=None) & ~Q(organisation_kind="") & ~Q(organisation_key="")),
                name="accounts_appointment_area_or_organisation",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area"],
                condition=Q(to_on=None, area__isnull=False),
                name="accounts_appointment_once_per_area",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation_kind", "organisation_key"],
                condition=Q(to_on=None, area=None),
                name="accounts_appointment_once_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"

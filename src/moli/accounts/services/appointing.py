"""Appointing a person, and ending an appointment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.accounts.models import Appointment, User
from moli.accounts.rules import AREA_ROLES, ORGANISATION_OF_ROLE, Role
from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import Division


class RoleNeedsArea(Refusal):
    """This role reaches over an area, and none that exists was named."""


class RoleNeedsOrganisation(Refusal):
    """This role belongs to an organisation, and none was named."""


class AppointmentEndsTooEarly(Refusal):
    """An appointment must last at least a day."""


@transaction.atomic
def appoint_over_area(
    *, user: User, role: Role, area_code: str, from_on: date, by: Actor, at: datetime
) -> Appointment:
    """Appoint a person over an area. The same open appointment again returns the one there is."""
    area = Division.objects.filter(code=area_code).first()
    if role not in AREA_ROLES or area is None:
        raise RoleNeedsArea(field="area_code", role=role, value=area_code)
    row, is_new = Appointment.objects.get_or_create(
        user=user, role=role, area=area, to_on=None, defaults={"from_on": from_on}
    )
    if is_new:
        _record("accounts.appoint", row, area_code=area.code, by=by, at=at)
    return row


@transaction.atomic
def appoint_in_organisation(
    *, user: User, role: Role, organisation_key: str, from_on: date, by: Actor, at: datetime
) -> Appointment:
    """Appoint a person in an organisation. The same one again returns the one there is."""
    kind = ORGANISATION_OF_ROLE.get(role)
    if kind is None or not organisation_key:
        raise RoleNeedsOrganisation(field="organisation_key", role=role)
    row, is_new = Appointment.objects.get_or_create(
        user=user,
        role=role,
        organisation_kind=kind,
        organisation_key=organisation_key,
        to_on=None,
        defaults={"from_on": from_on},
    )
    if is_new:
        _record("accounts.appoint", row, area_code="", by=by, at=at)
    return row


@transaction.atomic
def end_appointment(*, appointment_id: int, to_on: date, by: Actor, at: datetime) -> Appointment:
    """End an appointment: from that day on it opens nothing. Ended already: returns it as is."""
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
    if row.to_on is not None:
        return row
    if to_on <= row.from_on:
        raise AppointmentEndsTooEarly(field="to_on", from_on=row.from_on.isoformat())
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    area_code = row.area.code if row.area else ""
    _record("accounts.end_appointment", row, area_code=area_code, by=by, at=at)
    return row


def _record(verb: str, row: Appointment, *, area_code: str, by: Actor, at: datetime) -> None:
    record(
        verb=verb,
        on=Subject("user", str(row.user.uid), area_code),
        by=by,
        at=at,
        role=row.role,
        organisation_key=row.organisation_key,
    )

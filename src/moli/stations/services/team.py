"""People joining a station's team in a role, and leaving it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, end_appointment
from moli.audit.services.recording import record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import Station, TeamMember, TeamShare
from moli.stations.rules.team import TeamRole
from moli.stations.services.locking import end_row, judge_beginning, locked_station, subject_of


class MemberNeedsAccount(Refusal):
    """Somebody who works at a station has an account of his own, and it is open."""


class MemberNeedsName(Refusal):
    """A member of a team has a name of at most sixty signs."""


class MemberHouseholdUnknown(Refusal):
    """There is no such household on record, or it was withdrawn."""


class MemberJoinsTooEarly(Refusal):
    """The person was in the team until a later day, or comes into it on a later day."""


class MemberStillShares(Refusal):
    """Whoever leaves a team has no part of its commission any more from that day on."""


NAME_MAX = 60


@transaction.atomic
def join_team(  # noqa: PLR0913 - what the form of a member asks
    *,
    station_id: int,
    person_key: str,
    person_name: str,
    team_role: TeamRole,
    household_uid: UUID | None = None,
    from_on: date,
    by: Actor,
    at: datetime,
) -> TeamMember:
    """Let a person work at a station in a role from a day on. In it already: returns that row.

    Whoever has no appointment there yet gets one: as its operator for the role of operator, as
    its staff for every other. `household_uid` is the person's own household. Refuses a person
    without an open account or a name, a household that is not on record, a station that ends,
    and a day before the station opens or before the person's last time there was over.
    """
    station = locked_station(station_id)
    user = _account(person_key)
    if user is None:
        raise MemberNeedsAccount(field="person_key")
    rows = TeamMember.objects.filter(station=station, person_key=person_key)
    if row := rows.filter(team_role=team_role, to_on=None).first():
        return row
    if not 0 < len(person_name.strip()) <= NAME_MAX:
        raise MemberNeedsName(field="person_name", signs_max=NAME_MAX)
    household = household_on_record(household_uid)
    judge_beginning(station, from_on=from_on)
    if late := rows.filter(team_role=team_role, to_on__gt=from_on).order_by("to_on").last():
        raise MemberJoinsTooEarly(field="from_on", first_on=str(late.to_on))
    _appoint(station, user, team_role, from_on=from_on, by=by, at=at)
    row = TeamMember.objects.create(
        station=station,
        person_key=person_key,
        person_name=person_name.strip(),
        team_role=team_role,
        household=household,
        from_on=from_on,
    )
    record(
        verb="stations.join_team", on=subject_of(station), by=by, at=at, team_role=team_role.value
    )
    return row


@transaction.atomic
def leave_team(*, member_uid: UUID, to_on: date, by: Actor, at: datetime) -> TeamMember:
    """End a person's role in a team: the day is the first without it. Ended already: as it is.

    With the role of operator ends the appointment as operator; with the last other role that as
    staff. Refuses a day that is not after its beginning, and the last role of somebody who has a
    part of the commission on that day or later.
    """
    station_id = TeamMember.objects.values_list("station_id", flat=True).get(uid=member_uid)
    station = locked_station(station_id)
    row = TeamMember.objects.get(uid=member_uid)
    if row.to_on is not None:
        return row
    stay = TeamMember.objects.filter(station=station, person_key=row.person_key, to_on=None)
    others = [TeamRole(each.team_role) for each in stay.exclude(pk=row.pk)]
    _judge_shares(station, row, others, to_on=to_on)
    end_row(row, to_on=to_on)
    _end_appointments(station, row, others, by=by, at=at)
    record(
        verb="stations.leave_team", on=subject_of(station), by=by, at=at, team_role=row.team_role
    )
    return row


def household_on_record(uid: UUID | None) -> Household | None:
    """A household by its uid; nothing for no uid. Refuses one that is not on record."""
    if uid is None:
        return None
    row = Household.objects.filter(uid=uid, withdrawn_at=None, is_in_review=False).first()
    if row is None:
        raise MemberHouseholdUnknown(field="household_uid")
    return row


def _account(person_key: str) -> User | None:
    kind, _, uid = person_key.partition(":")
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    found = User.objects.filter(uid=wanted, is_active=True) if kind == "user" else None
    return found.first() if found is not None else None


def _appoint(
    station: Station, user: User, team_role: TeamRole, *, from_on: date, by: Actor, at: datetime
) -> None:
    """Appoint a person in a station unless an appointment there already carries the role."""
    role = _appointment_of(team_role)
    held = Appointment.objects.filter(user=user, organisation_key=station.key)
    # Who runs the station needs no second appointment for what else he does there.
    carrying = held.filter(role__in={role, Role.STATION_OPERATOR}, to_on=None)
    if carrying.filter(from_on__lte=from_on).exists():
        return
    if later := carrying.filter(role=role).first():
        raise MemberJoinsTooEarly(field="from_on", first_on=later.from_on.isoformat())
    if late := held.filter(role=role, to_on__gt=from_on).order_by("to_on").last():
        raise MemberJoinsTooEarly(field="from_on", first_on=str(late.to_on))
    appoint_in_organisation(
        user=user, role=role, organisation_key=station.key, from_on=from_on, by=by, at=at
    )


def _end_appointments(
    station: Station, row: TeamMember, others: list[TeamRole], *, by: Actor, at: datetime
) -> None:
    """End the appointment that no other role needs; a former operator stays on as staff."""
    if row.to_on is None:
        return
    user = _account_of(row)
    role = _appointment_of(TeamRole(row.team_role))
    if role in {_appointment_of(other) for other in others}:
        return
    open_rows = Appointment.objects.filter(user=user, organisation_key=station.key, to_on=None)
    for appointment in open_rows.filter(role=role):
        end_appointment(appointment_id=appointment.pk, to_on=row.to_on, by=by, at=at)
    if others and role == Role.STATION_OPERATOR:
        appoint_in_organisation(
            user=user,
            role=Role.STATION_STAFF,
            organisation_key=station.key,
            from_on=row.to_on,
            by=by,
            at=at,
        )


def _judge_shares(
    station: Station, row: TeamMember, others: list[TeamRole], *, to_on: date
) -> None:
    leads_on = row.team_role != TeamRole.OPERATOR and Appointment.objects.filter(
        user=_account_of(row),
        organisation_key=station.key,
        role=Role.STATION_OPERATOR,
        to_on=None,
    )
    if others or leads_on:
        return
    later = Q(plan__to_on=None) | Q(plan__to_on__gt=to_on)
    if TeamShare.objects.filter(later, plan__station=station, person_key=row.person_key).exists():
        raise MemberStillShares(field="to_on")


def _appointment_of(team_role: TeamRole) -> Role:
    is_operator = team_role == TeamRole.OPERATOR
    return Role.STATION_OPERATOR if is_operator else Role.STATION_STAFF


def _account_of(row: TeamMember) -> User:
    return User.objects.get(uid=row.person_key.removeprefix("user:"))

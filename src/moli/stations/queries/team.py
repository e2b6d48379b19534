"""Who works at a station on a day, in which roles, and what they may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.kernel.remembering import remembered
from moli.stations.models import TeamMember
from moli.stations.rules.team import TeamRole, Work, work_of

_OF_A_STATION = (Role.STATION_OPERATOR, Role.STATION_STAFF)


@dataclass(frozen=True)
class Member:
    """One person of a team on a day: all roles together, and since when the first of them.

    `membership_uids` has one for each role that stands in a row; an operator who was only
    appointed has none. `household_id` is the person's own household, where it is on record.
    """

    person_key: str
    person_name: str
    roles: tuple[TeamRole, ...]
    work: frozenset[Work]
    since_on: date
    membership_uids: tuple[tuple[TeamRole, UUID], ...]
    household_id: int | None


@remembered
def work_of_person(*, station_key: str, person_key: str, on: date) -> frozenset[Work]:
    """All that a person may do at a station's counter on a day: two queries.

    Whoever is appointed its operator may do everything, also without a row in the team. Whoever
    has no appointment there, or whose account is closed, may do nothing.
    """
    appointed = set(
        _appointed([station_key], on=on, person_key=person_key).values_list("role", flat=True)
    )
    if Role.STATION_OPERATOR in appointed:
        return frozenset(Work)
    if not appointed:
        return frozenset()
    rows = _rows([station_key], on=on).filter(person_key=person_key)
    return work_of([TeamRole(role) for role in rows.values_list("team_role", flat=True)])


def stations_of_work(
    station_keys: Collection[str], *, person_key: str, work: Work, on: date
) -> list[str]:
    """Those of some stations where a person has a role that allows something: one query."""
    if not station_keys:
        return []
    roles = [role for role in TeamRole if work in work_of([role])]
    rows = _rows(station_keys, on=on).filter(person_key=person_key, team_role__in=roles)
    return sorted({str(uid) for uid in rows.values_list("station__uid", flat=True)})


def team_on(station_key: str, *, on: date) -> tuple[Member, ...]:
    """The people of a station's team on a day, longest there first: two queries."""
    return teams_on([station_key], on=on).get(station_key, ())


def teams_on(station_keys: Collection[str], *, on: date) -> dict[str, tuple[Member, ...]]:
    """The teams of some stations on a day, by key: two queries for all of them."""
    rows: dict[tuple[str, str], list[TeamMember]] = defaultdict(list)
    for row in _rows(station_keys, on=on).select_related("station"):
        rows[row.station.key, row.person_key].append(row)
    found: dict[str, dict[str, Member]] = defaultdict(dict)
    # Operators are of the team with or without a row; others are not without one.
    for appointment in _appointed(station_keys, on=on).select_related("user"):
        person = appointment.user.actor
        own = rows.get((appointment.organisation_key, person.key), [])
        is_operator = appointment.role == Role.STATION_OPERATOR
        if is_operator or (own and person.key not in found[appointment.organisation_key]):
            found[appointment.organisation_key][person.key] = _member(
                appointment, own, is_operator=is_operator
            )
    return {
        key: tuple(sorted(team.values(), key=lambda each: (each.since_on, each.person_key)))
        for key, team in found.items()
        if team
    }


@remembered
def own_household_ids(station_key: str, *, on: date) -> frozenset[int]:
    """The households of a station's own people on a day, so far as they are on record."""
    rows = _rows([station_key], on=on).filter(household__isnull=False)
    return frozenset(rows.values_list("household_id", flat=True))


def people_without_account(person_keys: Collection[str]) -> set[str]:
    """Those of some people's keys that name no open account: one query."""
    users = User.objects.filter(uid__in=_uids(person_keys), is_active=True)
    return set(person_keys) - {user.actor.key for user in users}


def _member(appointment: Appointment, rows: list[TeamMember], *, is_operator: bool) -> Member:
    roles = {TeamRole(row.team_role) for row in rows}
    if is_operator:
        roles.add(TeamRole.OPERATOR)
    return Member(
        person_key=appointment.user.actor.key,
        person_name=appointment.user.name,
        roles=tuple(role for role in TeamRole if role in roles),
        work=work_of(roles),
        since_on=min([row.from_on for row in rows] or [appointment.from_on]),
        membership_uids=tuple((TeamRole(row.team_role), row.uid) for row in rows),
        household_id=next((row.household_id for row in rows if row.household_id), None),
    )


def _rows(station_keys: Collection[str], *, on: date) -> QuerySet[TeamMember]:
    return TeamMember.objects.in_force(on=on).filter(station__uid__in=list(station_keys))


def _appointed(
    station_keys: Collection[str], *, on: date, person_key: str | None = None
) -> QuerySet[Appointment]:
    rows = Appointment.objects.in_force(on=on).filter(
        role__in=_OF_A_STATION, organisation_key__in=list(station_keys), user__is_active=True
    )
    if person_key is not None:
        rows = rows.filter(user__uid__in=_uids([person_key]))
    return rows.order_by("from_on", "pk")


def _uids(person_keys: Collection[str]) -> list[UUID]:
    """The accounts behind some keys; the system's own acts have none."""
    return [uid for key in person_keys if (uid := _uid(key)) is not None]


def _uid(person_key: str) -> UUID | None:
    kind, _, uid = person_key.partition(":")
    try:
        return UUID(uid) if kind == "user" else None
    except ValueError:
        return None

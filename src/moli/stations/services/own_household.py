"""Which household is a team member's own: what it sells at the station is marked as such."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import TeamMember
from moli.stations.queries.team import team_on
from moli.stations.rules.team import TeamRole
from moli.stations.services.locking import locked_station, subject_of
from moli.stations.services.team import household_on_record, join_team


class HouseholdOfStranger(Refusal):
    """Only the households of people of the team are marked."""


@transaction.atomic
def name_own_household(
    *, station_id: int, person_key: str, household_uid: UUID | None, by: Actor, at: datetime
) -> None:
    """Write down which household is a member's own; without one, that none is. Twice is once.

    An operator who was only appointed gets a row in the team with it. Refuses somebody who is
    not of the team, and a household that is not on record.
    """
    station = locked_station(station_id)
    household = household_on_record(household_uid)
    today = timezone.localdate(at)
    member = next(
        (each for each in team_on(station.key, on=today) if each.person_key == person_key), None
    )
    if member is None:
        raise HouseholdOfStranger(field="household_uid")
    if member.household_id == (household.pk if household else None):
        return
    uids = [uid for _, uid in member.membership_uids]
    if not uids:
        row = join_team(
            station_id=station.pk,
            person_key=person_key,
            person_name=member.person_name,
            team_role=TeamRole.OPERATOR,
            from_on=max(member.since_on, station.from_on),
            by=by,
            at=at,
        )
        uids = [row.uid]
    for own in TeamMember.objects.filter(uid__in=uids).order_by("pk"):
        own.household = household
        own.save(update_fields=["household"])
    verb = "stations.name_own_household" if household else "stations.forget_own_household"
    record(verb=verb, on=subject_of(station), by=by, at=at)

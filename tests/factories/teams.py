"""Teams of stations: people in roles, and how they share what the station earns."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from moli.accounts.models import User
from moli.stations.models import SharePlan, Station, Task, TeamMember
from moli.stations.rules.team import TeamRole
from moli.stations.services.shares import set_shares
from moli.stations.services.tasks import set_task
from moli.stations.services.team import join_team
from tests.factories.market import key
from tests.factories.moments import NOW, SHANGHAI, TESTER, TODAY
from tests.factories.organisations import FOUNDED_ON
from tests.factories.people import person


def member(
    station: Station,
    role: TeamRole = TeamRole.PACKER,
    *,
    user: User | None = None,
    name: str = "韦帮手",
    from_on: date = FOUNDED_ON,
) -> TeamMember:
    """Somebody with an account in one role of a station's team."""
    user = user or person(name=name)
    return join_team(
        station_id=station.pk,
        person_key=user.actor.key,
        person_name=user.name,
        team_role=role,
        from_on=from_on,
        by=TESTER,
        at=NOW,
    )


def staff(*, station: Station, role: TeamRole = TeamRole.PACKER, name: str = "韦帮手") -> User:
    """The account of somebody who works in one role at a station, and runs none."""
    user = person(name=name)
    member(station, role, user=user)
    return user


def share_plan(
    station: Station, shares: dict[str, int], *, from_on: date = TODAY, source: str = "站务会议"
) -> SharePlan:
    """A share plan that holds from a day on, decided the day before."""
    decided_at = datetime.combine(from_on - timedelta(days=1), time(9), tzinfo=SHANGHAI)
    return set_shares(
        station_id=station.pk,
        shares=shares,
        source=source,
        from_on=from_on,
        by=TESTER,
        at=decided_at,
    )


def task(
    station: Station, *, words: str = "把货架擦干净", for_key: str = "", due_on: date = TODAY
) -> Task:
    """Something to be done at a station, by anybody unless a person's key is given."""
    return set_task(
        station_id=station.pk,
        words=words,
        due_on=due_on,
        for_key=for_key,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

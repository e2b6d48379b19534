"""The demo's stations: what they offer, who works in two of them, how these share, what pauses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from moli.accounts.queries import standing_of
from moli.interfaces.cli.demo import branches, enterprises, people, places, produce, stations, teams
from moli.interfaces.cli.demo.moment import DAY, TODAY
from moli.interfaces.cli.demo.places import YAOBU
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.stations.models import Equipment, Offering, Station
from moli.stations.queries import open_stations, station_laws
from moli.stations.queries.listing import services_of, station_sight, stations_in
from moli.stations.queries.opening import states_on
from moli.stations.queries.shares import shares_on
from moli.stations.queries.tasks import tasks_of_person
from moli.stations.queries.team import team_on
from moli.stations.rules.offering import OpenState
from moli.stations.rules.team import TeamRole
from tests.unchanged import unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STEPS = (
    *(places.load_divisions, produce.load_products, stations.load_stations),
    *(teams.load_services, teams.load_pauses, enterprises.load_enterprises),
    *(branches.load_branches, people.load_people, teams.load_teams),
)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Stations and their teams, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        for step in STEPS:
            step()
        yield
        transaction.set_rollback(True)


def test_every_station_offers_something_by_its_platform(county: None) -> None:
    rows = list(open_stations(on=DAY))
    offered = services_of([row.pk for row in rows], on=DAY)

    assert len(rows) == 343
    assert len(offered) > 335
    assert len(offered[Station.objects.get(uid=people.station_key(YAOBU)).pk]) == 4
    assert {row.platform for row in rows if row.pk in offered} == {row.platform for row in rows}


def test_the_articles_station_grew_to_a_team_with_clear_roles(county: None) -> None:
    key = people.station_key(JIAOYI_SEAT)
    team = team_on(key, on=DAY)

    assert {role for each in team for role in each.roles} == set(TeamRole)
    assert [each.person_name for each in team if TeamRole.OPERATOR in each.roles] == ["徐建勇"]
    assert len(team) == 6
    assert sum(share.per_mille for share in shares_on(key, on=DAY)) == 1_000
    # He began alone, and what the station earned was its own.
    assert len(team_on(key, on=people.APPOINTED_ON)) == 1
    assert shares_on(key, on=people.APPOINTED_ON) == ()


def test_the_helper_of_yaobu_has_two_roles_and_something_to_do(county: None) -> None:
    helper, key = people.station_helper(), people.station_key(YAOBU)
    roles = {each.person_key: each.roles for each in team_on(key, on=TODAY)}

    assert roles[helper.actor.key] == (TeamRole.BUYER_FOR, TeamRole.PACKER)
    assert [row.key for row in stations_in(station_sight(standing_of(helper, on=TODAY)))] == [key]
    assert tasks_of_person([key], person_key=helper.actor.key, until_on=TODAY).count() == 1


def test_some_stations_pause_and_some_will_open(county: None) -> None:
    states = list(states_on(Station.objects.all(), on=TODAY).values())

    assert states.count(OpenState.PAUSED) == 6
    assert states.count(OpenState.PLANNED) == 3
    assert states.count(OpenState.OPEN) == 337


def test_the_laws_of_stations_hold_and_a_second_time_changes_nothing(county: None) -> None:
    assert [law.law for law in station_laws() if not law.holds] == []
    assert (Offering.objects.count(), Equipment.objects.count()) > (800, 1_000)

    with unchanged():
        for step in (teams.load_services, teams.load_pauses, teams.load_teams):
            step()

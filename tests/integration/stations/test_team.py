"""Who works at a station, what the roles allow, and which appointments come with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.accounts.models import Appointment, User
from moli.accounts.queries import account_laws, standing_of
from moli.accounts.rules import Role
from moli.accounts.services.opening import close_account
from moli.audit.models import Event
from moli.stations.models import Station, TeamMember
from moli.stations.queries.listing import station_sight, stations_in, stations_with
from moli.stations.queries.snapshot_parts import people_part, station_part, tasks_part
from moli.stations.queries.team import (
    own_household_ids,
    stations_of_work,
    team_on,
    teams_on,
    work_of_person,
)
from moli.stations.rules.offering import Service
from moli.stations.rules.team import TeamRole, Work
from moli.stations.services.locking import BeforeStationOpens, EndsTooEarly
from moli.stations.services.offering import offer_service
from moli.stations.services.opening import close_station
from moli.stations.services.own_household import HouseholdOfStranger, name_own_household
from moli.stations.services.team import (
    MemberHouseholdUnknown,
    MemberJoinsTooEarly,
    MemberNeedsAccount,
    MemberNeedsName,
    MemberStillShares,
    join_team,
    leave_team,
)
from tests.factories import HEGUI, NOW, TESTER, TODAY, household, person, station, station_operator
from tests.factories.organisations import FOUNDED_ON
from tests.factories.people import SINCE
from tests.factories.teams import member, share_plan, staff, task
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

ACT = {"by": TESTER, "at": NOW}
NOBODYS_UID = "00000000-0000-4000-8000-000000000009"


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def _join(row: Station, user: User, role: TeamRole = TeamRole.PACKER, **said: object) -> TeamMember:
    wanted = {"person_key": user.actor.key, "person_name": user.name, "from_on": TODAY, **said}
    return join_team(station_id=row.pk, team_role=role, **wanted, **ACT)  # type: ignore[arg-type]


def _leave(row: TeamMember, on: date) -> TeamMember:
    return leave_team(member_uid=row.uid, to_on=on, **ACT)


def _held(user: User) -> list[tuple[str, date, date | None]]:
    rows = Appointment.objects.filter(user=user).order_by("from_on", "pk")
    return list(rows.values_list("role", "from_on", "to_on"))


def _work(row: Station, user: User, on: date = TODAY) -> frozenset[Work]:
    return work_of_person(station_key=row.key, person_key=user.actor.key, on=on)


def test_whoever_joins_is_appointed_once_and_may_what_the_roles_allow() -> None:
    row, user = station(), person()
    first = _join(row, user)
    with unchanged():
        assert _join(row, user, from_on=day(9)) == first
    _join(row, user, TeamRole.ACCOUNTANT)

    assert _held(user) == [(Role.STATION_STAFF, TODAY, None)]
    assert _work(row, user) == {
        *(Work.WEIGH, Work.PACK, Work.PARCELS, Work.BILLS, Work.CASH, Work.CLOSE_DAY)
    }
    assert _work(row, user, day(-1)) == frozenset()
    event = Event.objects.filter(verb="stations.join_team").latest("pk")
    assert event.facts == {"team_role": "ACCOUNTANT"}


def test_an_appointed_operator_may_all_without_a_row_and_needs_no_other_appointment() -> None:
    row, who = station(), station_operator()
    assert _work(row, who) == frozenset(Work)
    (only,) = team_on(row.key, on=TODAY)
    assert (only.roles, only.membership_uids, only.since_on) == ((TeamRole.OPERATOR,), (), SINCE)

    _join(row, who, TeamRole.PACKER)

    (only,) = team_on(row.key, on=TODAY)
    assert only.roles == (TeamRole.OPERATOR, TeamRole.PACKER)
    assert _held(who) == [(Role.STATION_OPERATOR, SINCE, None)]


def test_a_row_without_an_appointment_allows_nothing() -> None:
    row, user = station(), person()
    _join(row, user)
    Appointment.objects.all().delete()

    assert _work(row, user) == frozenset()
    assert team_on(row.key, on=TODAY) == ()


def test_a_closed_account_may_nothing() -> None:
    row, user, who = station(), person(), station_operator()
    _join(row, user)
    for each in (user, who):
        close_account(user_id=each.pk, **ACT)

    assert (_work(row, user), _work(row, who)) == (frozenset(), frozenset())
    assert team_on(row.key, on=TODAY) == ()
    with refused(MemberNeedsAccount, field="person_key"):
        _join(row, user, TeamRole.TRAINER)


@pytest.mark.parametrize("who", ["system:demo", "user:nonsense", f"user:{NOBODYS_UID}", ""])
def test_a_member_needs_an_account(who: str) -> None:
    row, somebody = station(), person()
    with refused(MemberNeedsAccount, field="person_key"):
        _join(row, somebody, person_key=who)
    assert work_of_person(station_key=row.key, person_key=who, on=TODAY) == frozenset()


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_member_has_a_name(name: str) -> None:
    row, user = station(), person()
    with refused(MemberNeedsName, field="person_name", signs_max=60):
        _join(row, user, person_name=name)


def test_nobody_joins_before_the_station_opens_or_with_a_household_of_nobody() -> None:
    row, user = station(), person()
    with refused(BeforeStationOpens, field="from_on", from_on=str(FOUNDED_ON)):
        _join(row, user, from_on=FOUNDED_ON - timedelta(days=1))
    with refused(MemberHouseholdUnknown, field="household_uid"):
        _join(row, user, household_uid=NOBODYS_UID)


def test_leaving_the_last_role_ends_the_appointment() -> None:
    row, user = station(), person()
    packer, trainer = _join(row, user), _join(row, user, TeamRole.TRAINER)
    with refused(EndsTooEarly, field="to_on", from_on=str(TODAY)):
        _leave(packer, TODAY)
    for on in (day(3), day(5)):
        _leave(packer, on)
    assert _held(user) == [(Role.STATION_STAFF, TODAY, None)]
    _leave(trainer, day(7))

    assert _held(user) == [(Role.STATION_STAFF, TODAY, day(7))]
    assert _work(row, user, day(3)) == {Work.TRAIN}
    assert _work(row, user, day(7)) == frozenset()


def test_nobody_comes_back_before_the_last_time_was_over() -> None:
    row, user = station(), person()
    _leave(_join(row, user), day(7))

    for role in (TeamRole.PACKER, TeamRole.TRAINER):
        with refused(MemberJoinsTooEarly, field="from_on", first_on=str(day(7))):
            _join(row, user, role, from_on=day(6))
    _join(row, user, from_on=day(7))

    assert _held(user) == [(Role.STATION_STAFF, TODAY, day(7)), (Role.STATION_STAFF, day(7), None)]
    assert all(law.holds for law in account_laws())


def test_a_second_role_begins_when_its_person_is_appointed_at_first() -> None:
    row, user = station(), person()
    _join(row, user, from_on=day(5))

    with refused(MemberJoinsTooEarly, field="from_on", first_on=str(day(5))):
        _join(row, user, TeamRole.TRAINER, from_on=TODAY)


def test_an_operator_is_made_by_the_role_and_stays_as_staff_with_another() -> None:
    row, user = station(), person()
    operator = _join(row, user, TeamRole.OPERATOR)
    _join(row, user, TeamRole.PACKER)
    assert _held(user) == [(Role.STATION_OPERATOR, TODAY, None)]
    _leave(operator, day(4))

    assert _held(user) == [
        (Role.STATION_OPERATOR, TODAY, day(4)),
        (Role.STATION_STAFF, day(4), None),
    ]
    assert _work(row, user, day(4)) == {Work.WEIGH, Work.PACK, Work.PARCELS}


def test_whoever_shares_leaves_after_the_shares_were_set_anew() -> None:
    row, who = station(), station_operator()
    helper = member(row)
    share_plan(row, {who.actor.key: 500, helper.person_key: 500})
    with refused(MemberStillShares, field="to_on"):
        _leave(helper, day(5))
    share_plan(row, {who.actor.key: 1_000}, from_on=day(5))
    _leave(helper, day(5))

    assert [each.person_key for each in team_on(row.key, on=day(5))] == [who.actor.key]


def test_own_households_are_those_of_the_team_on_the_day() -> None:
    row, who = station(), station_operator()
    mine, hers = household(), household()
    helper = _join(row, person(), household_uid=hers.uid)
    facts = {"station_id": row.pk, "person_key": who.actor.key}
    for _ in range(2):
        name_own_household(**facts, household_uid=mine.uid, **ACT)
    assert own_household_ids(row.key, on=TODAY) == {mine.pk, hers.pk}
    name_own_household(**facts, household_uid=None, **ACT)
    _leave(helper, day(2))

    assert own_household_ids(row.key, on=TODAY) == {hers.pk}
    assert own_household_ids(row.key, on=day(2)) == frozenset()
    # Of the operator a row came of it.
    assert [each.membership_uids != () for each in team_on(row.key, on=TODAY)] == [True, True]


def test_only_households_of_the_team_are_named() -> None:
    row, home, stranger = station(), household(), person()
    with refused(HouseholdOfStranger, field="household_uid"):
        name_own_household(
            station_id=row.pk, person_key=stranger.actor.key, household_uid=home.uid, **ACT
        )


def test_a_station_that_closes_ends_its_team_and_the_appointments_of_its_staff() -> None:
    row, who, helper = station(), station_operator(), person()
    _join(row, helper)
    share_plan(row, {who.actor.key: 1_000})
    close_station(station_id=row.pk, to_on=day(1), **ACT)

    assert TeamMember.objects.get().to_on == day(1)
    assert _held(helper) == [(Role.STATION_STAFF, TODAY, day(1))]
    # What the station earned is still paid out to its operator.
    assert _held(who) == [(Role.STATION_OPERATOR, SINCE, None)]


def test_the_teams_of_many_stations_are_two_questions(django_assert_num_queries: object) -> None:
    rows = [station(name=f"第 {place} 站") for place in range(4)]
    for row in rows:
        for name in ("韦甲", "韦乙"):
            staff(station=row, name=name)

    with django_assert_num_queries(2):  # type: ignore[operator]
        teams = teams_on([row.key for row in rows], on=TODAY)
    assert [len(teams[row.key]) for row in rows] == [2, 2, 2, 2]
    with django_assert_num_queries(4):  # type: ignore[operator]
        listed = stations_with(rows, on=TODAY)
    assert [len(each.team) for each in listed] == [2, 2, 2, 2]


def test_a_team_sees_its_own_station_and_no_other() -> None:
    row, elsewhere = station(), station(village_code=HEGUI, name="和贵村服务站")
    helper, who = staff(station=row), station_operator(station=elsewhere)

    for user, expected, runs in ((helper, row, False), (who, elsewhere, True)):
        sight = station_sight(standing_of(user, on=TODAY))
        assert list(stations_in(sight)) == [expected]
        assert (sight.runs(expected), sight.keeps(expected)) == (runs, False)


def test_the_stations_where_a_person_may_do_something_are_found() -> None:
    row, user = station(), person()
    _join(row, user, TeamRole.ACCOUNTANT)
    asked = {"person_key": user.actor.key, "on": TODAY}

    assert stations_of_work([row.key], work=Work.CLOSE_DAY, **asked) == [row.key]
    assert stations_of_work([row.key], work=Work.WEIGH, **asked) == []
    assert stations_of_work([], work=Work.CLOSE_DAY, **asked) == []


def test_a_device_is_told_of_its_own_station() -> None:
    row, elsewhere = station(), station(village_code=HEGUI, name="和贵村服务站")
    user = staff(station=row, role=TeamRole.DELIVERER)
    staff(station=elsewhere)
    for service in (Service.PARCELS, Service.BUY_FOR):
        offer_service(station_id=row.pk, service=service, from_on=TODAY, **ACT)
    mine = task(row)
    task(elsewhere)

    said = {"station_key": row.key, "on": TODAY}
    told = station_part(**said)
    assert (told.key, told.name, told.village) == (row.key, "瑶埠村服务站", "瑶埠村")
    assert told.services == (Service.BUY_FOR, Service.PARCELS)
    (who,) = people_part(**said)
    assert (who.key, who.name, who.work) == (user.actor.key, user.name, (Work.PARCELS,))
    assert [each.uid for each in tasks_part(**said)] == [mine.uid]

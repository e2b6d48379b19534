"""Who sees which members: those above, and oneself; everybody whom somebody wishes; nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.accounts.rules import NOBODY
from moli.party.models import Member
from moli.party.queries.overdue import OverdueActivity, overdue_activities
from moli.party.queries.posts import posts_seen
from moli.party.queries.sheets import branch_sheet
from moli.party.queries.sight import (
    MemberSight,
    activities_of,
    activity_seen,
    member_sight,
    members_of,
    members_seen,
    shown_members,
)
from moli.party.rules.organisation import ActivityKind, BelongingKind, MemberKind, PositionKind
from moli.party.services.wishes import wish_to_be_shown
from tests.factories import (
    NOW,
    TODAY,
    auditor,
    branch,
    buyer,
    first_secretary,
    leader,
    office,
    organiser,
    person,
    station_operator,
    stranger,
)
from tests.factories.party import Roll, elected, granted, held, member, roll

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Roll:
    """A county's branch with a secretary."""
    own = roll(of=branch(name="县支部"))
    elected(own)
    return own


@pytest.fixture
def low(top: Roll) -> Roll:
    """A branch under it with a secretary, somebody on probation and a shop."""
    own = roll(on_probation=1, of=branch(name="片支部", parent=top.branch))
    elected(own)
    granted(own)
    return own


def _sight(user: User) -> MemberSight:
    return member_sight(standing_of(user, on=TODAY), on=TODAY)


def _names(sight: MemberSight) -> set[str]:
    return {row.name for row in members_seen(sight)}


def _all(*rolls: Roll) -> set[str]:
    return {each.name for own in rolls for each in own.members}


def _with_account(row: Member) -> User:
    user = person()
    Member.objects.filter(pk=row.pk).update(user=user)
    return user


def test_an_organiser_sees_the_branch_and_those_under_it(top: Roll, low: Roll) -> None:
    assert _names(_sight(organiser(branch=top.branch))) == _all(top, low)
    assert _names(_sight(organiser(branch=low.branch))) == _all(low)


def test_a_secretary_sees_the_branch_and_those_under_it(top: Roll, low: Roll) -> None:
    above, below = _with_account(top.secretary), _with_account(low.secretary)

    assert _names(_sight(above)) == _all(top, low)
    assert _names(_sight(below)) == _all(low)
    before = member_sight(standing_of(below, on=date(2016, 6, 23)), on=date(2016, 6, 23))
    assert _names(before) == {low.secretary.name}


def test_a_member_sees_himself_and_no_other(low: Roll) -> None:
    own = low.members[1]
    sight = _sight(_with_account(own))

    assert _names(sight) == {own.name}
    assert [row.name for row in members_of(low.branch, sight=sight)] == [own.name]
    assert not activities_of(low.branch, sight=sight).exists()
    assert not posts_seen(sight).exists()
    assert branch_sheet(low.branch, sight=sight).counts is None


def test_nobody_else_sees_anything(top: Roll, low: Roll) -> None:
    other = branch(name="别的支部")
    users = [
        stranger(),
        buyer(),
        station_operator(),
        first_secretary(),
        office(),
        leader(),
        auditor(),
        organiser(branch=other),
        _with_account(member(of=other)),
    ]
    activity = low.branch.activities.get()

    for sight in [member_sight(NOBODY, on=TODAY), *map(_sight, users)]:
        assert _names(sight) & _all(top, low) == set()
        for own in (top, low):
            assert members_of(own.branch, sight=sight) == []
            assert not activities_of(own.branch, sight=sight).exists()
            sheet = branch_sheet(own.branch, sight=sight)
            assert (sheet.counts, sheet.secretary_name) == (None, "")
        assert activity_seen(activity.key, sight=sight) is None
        assert not posts_seen(sight).exists()


def test_a_stranger_asks_the_database_little_and_nobody_nothing(
    django_assert_num_queries: object,
) -> None:
    standing = standing_of(stranger(), on=TODAY)

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert member_sight(NOBODY, on=TODAY).sees_nobody
        assert not members_seen(MemberSight(on=TODAY)).exists()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert member_sight(standing, on=TODAY).sees_nobody


def test_a_wish_shows_name_and_branch_and_nothing_else(top: Roll, low: Roll) -> None:
    own = low.members[1]
    user = _with_account(own)
    assert list(shown_members(on=TODAY)) == []

    wish_to_be_shown(member_uid=own.uid, by=user.actor, at=NOW)

    (shown,) = shown_members(on=TODAY)
    assert vars(shown) == {
        "name": own.name,
        "branch_key": low.branch.key,
        "branch_name": "片支部",
        "branch_name_en": "Branch 片支部",
    }
    assert list(shown_members(on=TODAY, branch=low.branch)) == [shown]
    assert list(shown_members(on=TODAY, branch=top.branch)) == []
    assert _names(_sight(stranger())) == set()


def test_the_rows_of_a_branch_say_kind_and_positions(low: Roll) -> None:
    guest = member(of=low.branch, kind=BelongingKind.ECOMMERCE)
    rows = members_of(low.branch, sight=_sight(organiser(branch=low.branch)))

    assert [row.name for row in rows] == [*(m.name for m in low.members), guest.name]
    assert rows[0].positions == (PositionKind.SECRETARY,)
    assert (rows[3].kind, rows[4].belonging) == (MemberKind.PROBATIONARY, BelongingKind.ECOMMERCE)


def test_the_sheet_counts_for_those_who_see(top: Roll, low: Roll) -> None:
    sheet = branch_sheet(low.branch, sight=_sight(organiser(branch=low.branch)))

    assert sheet.counts is not None
    assert (sheet.counts.full, sheet.counts.members, sheet.counts.committee) == (3, 4, 1)
    assert sheet.counts.is_large_enough
    assert (sheet.parent_key, sheet.secretary_name) == (top.branch.key, low.secretary.name)
    assert (sheet.term_number, sheet.term_ends_on) == (1, date(2019, 6, 24))
    assert not sheet.is_term_over


def test_a_branch_lacks_what_its_last_whole_period_did_not_hold(
    top: Roll, django_assert_max_num_queries: object
) -> None:
    # Held: the assembly of the 24th of June; nothing since, and nothing was due in 2015.
    august = OverdueActivity(
        top.branch.key, ActivityKind.PARTY_DAY, date(2016, 8, 1), date(2016, 9, 1)
    )
    for place in range(4):
        branch(name=f"又一个{place}")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(overdue_activities(on=TODAY)) == 1 + 4 * 2
    own = [top.branch.pk]
    assert overdue_activities(on=TODAY, branch_ids=own) == [august]
    held(top, kind=ActivityKind.PARTY_DAY, on=date(2016, 8, 31))
    assert overdue_activities(on=TODAY, branch_ids=own) == []
    october = overdue_activities(on=date(2016, 10, 1), branch_ids=own)
    assert [each.kind for each in october] == [ActivityKind.ASSEMBLY, ActivityKind.PARTY_DAY]


def test_what_some_branches_lack_is_found_without_the_rows_of_others(top: Roll) -> None:
    with CaptureQueriesContext(connection) as asked:
        overdue_activities(on=TODAY, branch_ids=[top.branch.pk])

    tables = ('FROM "party_activity"', 'FROM "party_position"')
    read = [each["sql"] for each in asked if any(table in each["sql"] for table in tables)]
    assert len(read) == len(tables)
    assert all(f'"branch_id" IN ({top.branch.pk})' in sql for sql in read)


def test_a_branch_disbanded_lacks_nothing(top: Roll) -> None:
    type(top.branch).objects.update(disbanded_on=TODAY)

    assert overdue_activities(on=TODAY) == []
    assert overdue_activities(on=TODAY - timedelta(days=1)) != []

"""Who is called to an activity, who came, what was planned and not written down, ending terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.party.models import Activity
from moli.party.queries.activities import (
    Attendee,
    CalledMember,
    Expected,
    activities_listed,
    attendance_of,
    attendees_of,
    called_members,
    expected_at,
    not_written_down,
    planned_from,
)
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.party.queries.sight import MemberSight
from moli.party.queries.terms import terms_ending
from moli.party.rules.organisation import ActivityKind, AttendanceKind
from moli.party.services.activities import call_off_activity
from tests.factories import NOW, TESTER, TODAY, branch
from tests.factories.party import ELECTED_ON, Roll, elected, held, member, planned, roll

pytestmark = pytest.mark.django_db

PRESENT, EXCUSED = AttendanceKind.PRESENT, AttendanceKind.EXCUSED


def test_all_who_belong_are_called_and_only_full_ones_have_a_vote() -> None:
    own = roll(full=4, on_probation=2)
    activity = planned(own.branch)

    called = called_members(activity)

    assert called == [
        CalledMember(each.uid, each.name, each.full_on is not None) for each in own.members
    ]
    assert expected_at(activity, called) == Expected(called=6, voting=4, needed=3)
    lecture = planned(own.branch, kind=ActivityKind.LECTURE)
    assert expected_at(lecture, called) == Expected(called=6, voting=4, needed=0)


def test_the_quorum_of_a_county_without_rules_is_not_known() -> None:
    own = branch()
    activity = planned(own)

    with pytest.raises(PartyRuleMissing):
        expected_at(activity, [])
    assert expected_at(planned(own, kind=ActivityKind.PARTY_DAY), []).needed == 0


def test_attendance_is_told_as_it_was_written_down() -> None:
    own = roll(full=3, on_probation=1)
    late = own.members[1]
    activity = held(own, excused=[late])
    # Whoever comes later was not called then.
    member(of=own.branch)

    assert attendees_of(activity) == [
        Attendee(each.name, each.full_on is not None, EXCUSED if each == late else PRESENT)
        for each in own.members
    ]
    assert attendance_of(activity)[late.uid] == EXCUSED


def test_the_list_counts_who_came_and_is_open_to_its_own_branch(
    django_assert_num_queries: object,
) -> None:
    own, other = roll(), roll(of=branch(name="乙"))
    sight = MemberSight(on=TODAY, branch_ids=frozenset({own.branch.pk}))
    first = held(own, excused=own.members[:1])
    second = planned(own.branch, on=TODAY)

    with django_assert_num_queries(1):  # type: ignore[operator]
        rows = list(activities_listed(own.branch, sight=sight))
    assert [(row, row.came) for row in rows] == [(second, 0), (first, 2)]
    assert not activities_listed(other.branch, sight=sight).exists()


def _called_off(own: Roll, on: date) -> Activity:
    return call_off_activity(activity_uid=planned(own.branch, on=on).uid, by=TESTER, at=NOW)


def test_what_was_planned_and_is_over_waits_until_it_is_held_or_called_off() -> None:
    own, other = roll(), roll(of=branch(name="乙"))
    yesterday, ids = TODAY - timedelta(days=1), [own.branch.pk]
    held(own, on=yesterday)
    _called_off(own, yesterday)
    past = planned(own.branch, on=yesterday)
    now, ahead = planned(own.branch, on=TODAY), planned(own.branch, on=TODAY + timedelta(days=9))
    planned(other.branch, on=yesterday)

    assert list(not_written_down(ids, on=TODAY)) == [past]
    assert list(planned_from(ids, on=TODAY)) == [now, ahead]


@pytest.mark.parametrize(("days", "count"), [(-61, 0), (-60, 1), (0, 1), (1, 1)])
def test_a_term_ends_soon_from_sixty_days_before_its_last_day(days: int, count: int) -> None:
    own = roll()
    ends_on = elected(own).ends_on
    on = ends_on + timedelta(days=days)

    found = terms_ending([own.branch.pk], on=on, until_on=on + timedelta(days=60))

    assert ends_on == ELECTED_ON.replace(year=ELECTED_ON.year + 3)
    assert found.count() == count
    assert not terms_ending([own.branch.pk + 1], on=on, until_on=on).exists()

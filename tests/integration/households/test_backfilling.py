"""Statuses from before the registry, one by one and for a whole roster."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.households.models import Household, Status
from moli.households.queries.states import (
    state_counts,
    state_counts_by_village,
    states_of,
    states_on,
    statuses_of,
)
from moli.households.rules.course import (
    HouseholdStates,
    MonitoringNotYet,
    NotRegisteredYet,
    StatusBeginsTooEarly,
    StatusInFuture,
    StatusSince,
)
from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status, status_rows
from moli.households.services.locking import HouseholdWithdrawn
from tests.factories import HEGUI, NOW, TESTER, TODAY, YAOBU, household
from tests.factories.procedures import was
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_status_ends_the_one_before() -> None:
    home = household()
    was(home, State.REGISTERED, since=date(2014, 6, 1))
    was(home, State.EXITED, since=date(2015, 12, 1))

    first, second = statuses_of(home.pk)
    assert (first.state, first.from_on, first.to_on) == (
        State.REGISTERED,
        date(2014, 6, 1),
        date(2015, 12, 1),
    )
    assert (second.state, second.to_on, second.procedure_key) == (State.EXITED, None, "")
    assert second.reason == "花名册"
    assert Event.objects.filter(verb="households.set_initial_status").count() == 2


def test_written_twice_it_is_there_once() -> None:
    home = household()
    was(home, State.REGISTERED, since=date(2014, 6, 1))

    with unchanged():
        was(home, State.REGISTERED, since=date(2014, 6, 1))


def test_a_household_in_review_gets_its_statuses() -> None:
    home = household()
    Household.objects.filter(pk=home.pk).update(is_in_review=True)

    was(home, State.REGISTERED, since=date(2014, 6, 1))

    assert states_of(home.pk, on=TODAY).poverty == StatusSince(State.REGISTERED, date(2014, 6, 1))


def test_what_may_not_be_is_refused() -> None:
    home = household()
    with refused(NotRegisteredYet, field="target", after=State.EXITED):
        was(home, State.EXITED, since=date(2014, 6, 1))
    with refused(MonitoringNotYet, field="target", since_on="2020-03-20"):
        was(home, State.MARGINAL, since=date(2016, 1, 1))
    was(home, State.REGISTERED, since=date(2014, 6, 1))
    with refused(StatusBeginsTooEarly, field="from_on", from_on="2014-06-01"):
        was(home, State.EXITED, since=date(2014, 6, 1))
    Household.objects.filter(pk=home.pk).update(withdrawn_at=NOW)
    with refused(HouseholdWithdrawn, field="household"):
        was(home, State.EXITED, since=date(2015, 6, 1))


def test_a_status_does_not_begin_tomorrow() -> None:
    home = household()

    with refused(StatusInFuture, field="from_on", today=TODAY.isoformat()):
        set_initial_status(
            household=home,
            state=State.REGISTERED,
            from_on=TODAY + timedelta(days=1),
            reason="花名册",
            by=TESTER,
            at=NOW,
        )


def test_rows_of_a_roster_end_each_other_on_each_track() -> None:
    home = household()
    course = [
        StatusSince(State.UNSTABLE, date(2020, 5, 1)),
        StatusSince(State.EXITED, date(2017, 12, 1)),
        StatusSince(State.REGISTERED, date(2014, 6, 1)),
    ]

    rows = status_rows(household=home, course=course, reason="花名册", on=date(2021, 1, 1))
    Status.objects.bulk_create(rows)

    assert [(row.state, row.to_on) for row in statuses_of(home.pk)] == [
        ("REGISTERED", date(2017, 12, 1)),
        ("EXITED", None),
        ("UNSTABLE", None),
    ]


def test_a_course_that_may_not_be_builds_no_rows() -> None:
    home = household()
    course = [StatusSince(State.EXITED, date(2014, 6, 1))]

    with refused(NotRegisteredYet, field="target", after=State.EXITED):
        status_rows(household=home, course=course, reason="花名册", on=TODAY)


def test_states_of_many_are_one_query(django_assert_num_queries: object) -> None:
    homes = [household() for _ in range(3)]
    was(homes[0], State.REGISTERED, since=date(2014, 6, 1))
    was(homes[0], State.EXITED, since=date(2015, 12, 1))
    ids = [home.pk for home in homes]

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = states_on(ids, on=TODAY)

    assert found[homes[0].pk].poverty == StatusSince(State.EXITED, date(2015, 12, 1))
    assert found[homes[2].pk] == HouseholdStates()
    assert states_on(ids, on=date(2015, 11, 30))[ids[0]].poverty is not None
    assert states_on(ids, on=date(2014, 5, 31))[ids[0]] == HouseholdStates()


def test_households_are_counted_by_state_and_village() -> None:
    for code in (YAOBU, YAOBU, HEGUI):
        was(household(village_code=code), State.REGISTERED, since=date(2014, 6, 1))
    household()
    gone, waiting = household(), household()
    for home in (gone, waiting):
        was(home, State.REGISTERED, since=date(2014, 6, 1))
    Household.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
    Household.objects.filter(pk=waiting.pk).update(is_in_review=True)

    counts = state_counts(["450181"], on=TODAY)
    by_village = state_counts_by_village(["450181"], on=TODAY)

    assert (counts[State.REGISTERED], counts[State.EXITED]) == (3, 0)
    assert {code: found[State.REGISTERED] for code, found in by_village.items()} == {
        YAOBU: 2,
        HEGUI: 1,
    }
    assert state_counts(["450181113"], on=TODAY)[State.REGISTERED] == 1
    assert state_counts([], on=TODAY)[State.REGISTERED] == 0

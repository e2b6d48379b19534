"""Which state may follow which, on which day, and why not."""

from __future__ import annotations

from datetime import date

import pytest

from moli.households.rules.course import (
    HouseholdStates,
    MonitoringNotYet,
    NotMonitored,
    NotRegisteredYet,
    StatusBeginsTooEarly,
    StatusInFuture,
    StatusMayNotFollow,
    StatusSince,
    fault_of_beginning,
    fault_of_following,
    faults_of_course,
)
from moli.households.rules.statuses import MONITORED_STATES, State
from moli.kernel.refusal import Refusal

LATER = date(2021, 6, 1)
SINCE = date(2015, 1, 1)


def _states(poverty: State | None = None, monitoring: State | None = None) -> HouseholdStates:
    return HouseholdStates(
        poverty and StatusSince(poverty, SINCE), monitoring and StatusSince(monitoring, SINCE)
    )


@pytest.mark.parametrize(
    ("poverty", "monitoring", "after", "refusal"),
    [
        (None, None, State.REGISTERED, None),
        (None, None, State.EXITED, NotRegisteredYet),
        (None, None, State.RELAPSED, NotRegisteredYet),
        (None, None, State.MARGINAL, None),
        (None, None, State.UNSTABLE, NotRegisteredYet),
        (None, None, State.HARDSHIP, None),
        (None, None, State.RISK_REMOVED, NotMonitored),
        (State.REGISTERED, None, State.REGISTERED, StatusMayNotFollow),
        (State.REGISTERED, None, State.EXITED, None),
        (State.REGISTERED, None, State.RELAPSED, StatusMayNotFollow),
        (State.REGISTERED, None, State.MARGINAL, StatusMayNotFollow),
        (State.REGISTERED, None, State.UNSTABLE, StatusMayNotFollow),
        (State.REGISTERED, None, State.HARDSHIP, StatusMayNotFollow),
        (State.EXITED, None, State.REGISTERED, StatusMayNotFollow),
        (State.EXITED, None, State.RELAPSED, None),
        (State.EXITED, None, State.UNSTABLE, None),
        (State.EXITED, None, State.MARGINAL, StatusMayNotFollow),
        (State.EXITED, None, State.HARDSHIP, None),
        (State.RELAPSED, None, State.EXITED, None),
        (State.RELAPSED, None, State.HARDSHIP, StatusMayNotFollow),
        (State.EXITED, State.UNSTABLE, State.RISK_REMOVED, None),
        (State.EXITED, State.UNSTABLE, State.HARDSHIP, StatusMayNotFollow),
        (State.EXITED, State.RISK_REMOVED, State.UNSTABLE, None),
        (State.EXITED, State.RISK_REMOVED, State.RISK_REMOVED, NotMonitored),
        (None, State.MARGINAL, State.MARGINAL, StatusMayNotFollow),
        (None, State.RISK_REMOVED, State.HARDSHIP, None),
    ],
)
def test_a_state_follows_where_the_rules_let_it(
    poverty: State | None, monitoring: State | None, after: State, refusal: type[Refusal] | None
) -> None:
    fault = fault_of_following(_states(poverty, monitoring), after, on=LATER)

    assert type(fault) is (refusal or type(None))


def test_a_monitored_household_is_refused_for_being_monitored() -> None:
    fault = fault_of_following(_states(State.EXITED, State.UNSTABLE), State.HARDSHIP, on=LATER)

    assert fault is not None
    assert fault.facts == {"before": State.UNSTABLE, "after": State.HARDSHIP}


@pytest.mark.parametrize("after", [*sorted(MONITORED_STATES), State.RISK_REMOVED])
def test_nobody_is_monitored_before_there_was_monitoring(after: State) -> None:
    states = _states(State.EXITED)

    fault = fault_of_following(states, after, on=date(2020, 3, 19))
    first_day = fault_of_following(states, after, on=date(2020, 3, 20))

    assert isinstance(fault, MonitoringNotYet)
    assert not isinstance(first_day, MonitoringNotYet)


def test_a_status_begins_a_day_after_the_one_before_and_not_ahead() -> None:
    states = _states(State.REGISTERED)

    assert isinstance(
        fault_of_beginning(states, StatusSince(State.EXITED, SINCE), on=LATER),
        StatusBeginsTooEarly,
    )
    assert isinstance(
        fault_of_beginning(states, StatusSince(State.EXITED, date(2021, 6, 2)), on=LATER),
        StatusInFuture,
    )
    assert fault_of_beginning(states, StatusSince(State.EXITED, LATER), on=LATER) is None


def test_a_course_is_judged_in_the_order_of_its_days() -> None:
    right = [
        StatusSince(State.UNSTABLE, date(2020, 5, 1)),
        StatusSince(State.REGISTERED, date(2014, 6, 1)),
        StatusSince(State.EXITED, date(2017, 12, 1)),
    ]

    assert list(faults_of_course(right, on=LATER)) == []


def test_every_fault_of_a_course_is_found() -> None:
    wrong = [
        StatusSince(State.EXITED, date(2014, 6, 1)),
        StatusSince(State.MARGINAL, date(2019, 1, 1)),
    ]

    found = [type(fault) for fault in faults_of_course(wrong, on=LATER)]

    assert found == [NotRegisteredYet, MonitoringNotYet]

"""The course of a household's states, and why one may not follow another.

`rules.statuses.may_follow` says whether; here stands the reason, as a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moli.households.rules.statuses import (
    MONITORED_STATES,
    MONITORING_SINCE,
    State,
    Track,
    may_follow,
)
from moli.kernel.refusal import Refusal


class StatusMayNotFollow(Refusal):
    """The state that a household is in does not lead to another."""


class NotRegisteredYet(Refusal):
    """Only a household that was registered can get into a state."""


class NotMonitored(Refusal):
    """There is no risk to remove: the household is not monitored."""


class MonitoringNotYet(Refusal):
    """Nobody was monitored before 20 March 2020."""


class StatusBeginsTooEarly(Refusal):
    """A status begins at least a day after the one that it ends."""


class StatusInFuture(Refusal):
    """A status begins today or earlier."""


@dataclass(frozen=True)
class StatusSince:
    """A state and the day from which it holds."""

    state: State
    from_on: date


@dataclass(frozen=True)
class HouseholdStates:
    """Where a household stands on both tracks on a day; None: it never got onto one."""

    poverty: StatusSince | None = None
    monitoring: StatusSince | None = None

    def on_track(self, track: Track) -> StatusSince | None:
        """Where it stands on one of the two."""
        return self.poverty if track is Track.POVERTY else self.monitoring

    def after(self, status: StatusSince) -> HouseholdStates:
        """Where it stands once a status has begun."""
        if status.state.track is Track.POVERTY:
            return HouseholdStates(status, self.monitoring)
        return HouseholdStates(self.poverty, status)


def fault_of_following(states: HouseholdStates, after: State, *, on: date) -> Refusal | None:
    """Why a household may not get into a state on a day; None when it may."""
    if after.track is Track.MONITORING and on < MONITORING_SINCE:
        return MonitoringNotYet(field="target", since_on=MONITORING_SINCE.isoformat())
    own = states.on_track(after.track)
    before = own.state if own else None
    poverty = states.poverty.state if states.poverty else None
    if may_follow(before, after, poverty=poverty):
        return None
    if after is State.RISK_REMOVED:
        return NotMonitored(field="target")
    # A monitored household is refused for being monitored; any other for its poverty state.
    reason = before if before in MONITORED_STATES else poverty
    if reason is None:
        return NotRegisteredYet(field="target", after=after)
    return StatusMayNotFollow(field="target", before=reason, after=after)


def fault_of_beginning(states: HouseholdStates, status: StatusSince, *, on: date) -> Refusal | None:
    """Why a status may not begin on its day; `on` is today."""
    own = states.on_track(status.state.track)
    if own and status.from_on <= own.from_on:
        return StatusBeginsTooEarly(field="from_on", from_on=own.from_on.isoformat())
    if status.from_on > on:
        return StatusInFuture(field="from_on", today=on.isoformat())
    return fault_of_following(states, status.state, on=status.from_on)


def faults_of_course(course: Sequence[StatusSince], *, on: date) -> Iterator[Refusal]:
    """What is wrong with a whole course that a sheet tells, in the order of its days."""
    states = HouseholdStates()
    for status in sorted(course, key=lambda one: one.from_on):
        fault = fault_of_beginning(states, status, on=on)
        if fault is not None:
            yield fault
        states = states.after(status)

"""Statuses from before this registry: they come with a roster and have no procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.households.models import Household, Status
from moli.households.queries.states import states_of
from moli.households.rules.course import (
    HouseholdStates,
    StatusSince,
    fault_of_beginning,
    faults_of_course,
)
from moli.households.rules.statuses import State, Track
from moli.households.services.locking import locked_household, tell
from moli.kernel.actor import Actor


@transaction.atomic
def set_initial_status(
    *, household: Household, state: State, from_on: date, reason: str, by: Actor, at: datetime
) -> Status:
    """Write down what a household was from a day on, and end what it was before.

    The same state from the same day again answers with the row of the first call. A household in
    review may be written, for its roster is looked through with its statuses. Refuses a state
    that may not follow, a day that is not after the one before or lies ahead, monitoring before
    there was any, and a household that was withdrawn.
    """
    held = locked_household(household.pk)
    begun = StatusSince(state, from_on)
    before = Status.objects.filter(household=held, track=state.track, to_on=None).first()
    if before is not None and (before.state, before.from_on) == (state, from_on):
        return before
    states = _states_before(held, before, track=state.track, on=from_on)
    fault = fault_of_beginning(states, begun, on=timezone.localdate(at))
    if fault is not None:
        raise fault
    if before is not None:
        end_status(before, on=from_on)
    row = status_row(household=held, status=begun, reason=reason)
    row.save(force_insert=True)
    day = from_on.isoformat()
    tell("set_initial_status", held, by=by, at=at, target=state, from_on=day)
    return row


def _states_before(
    household: Household, before: Status | None, *, track: Track, on: date
) -> HouseholdStates:
    """The states on a day, but on the status's own track the open one, whatever its day."""
    states = states_of(household.pk, on=on)
    own = StatusSince(State(before.state), before.from_on) if before else None
    if track is Track.POVERTY:
        return HouseholdStates(own, states.monitoring)
    return HouseholdStates(states.poverty, own)


def end_status(row: Status, *, on: date) -> None:
    """End a status on a day. The caller holds its household and writes what follows it."""
    row.to_on = on
    row.save(update_fields=["to_on"])


def status_row(*, household: Household, status: StatusSince, reason: str) -> Status:
    """A status that is not stored yet, without a procedure."""
    return Status(
        household=household,
        track=status.state.track,
        state=status.state,
        from_on=status.from_on,
        reason=reason,
    )


def status_rows(
    *, household: Household, course: Sequence[StatusSince], reason: str, on: date
) -> list[Status]:
    """The statuses of a household that is new here, ended one by the next, not stored yet.

    For imports, which store rows of many households at once. Refuses the first thing that
    `faults_of_course` finds; `on` is today.
    """
    for fault in faults_of_course(course, on=on):
        raise fault
    rows: list[Status] = []
    open_rows: dict[str, Status] = {}
    for status in sorted(course, key=lambda one: one.from_on):
        row = status_row(household=household, status=status, reason=reason)
        if row.track in open_rows:
            open_rows[row.track].to_on = row.from_on
        open_rows[row.track] = row
        rows.append(row)
    return rows

"""Two devices of a station: whatever they do in whatever order, a parcel is in one place.

Each device acts on what it last saw. What it does happens as it would have in one hand, or it is
told that something has changed; nothing happens twice, and nothing halfway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from moli.counter.models import Parcel
from moli.counter.queries.laws_parcels import parcel_laws
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import LIES_AS, MAY_BECOME, ParcelLiesAlready, ParcelMovedOn
from moli.counter.rules.states import LYING, Direction, ParcelState
from moli.counter.services.handing_out import collect, give_back, hand_out
from moli.counter.services.missing_parcels import find_again, mark_missing
from moli.kernel.refusal import Refusal
from moli.sync.rules.pushing import ChangedMeanwhile
from tests.factories import NOW, TESTER, TODAY, station
from tests.factories.drawers import occasion
from tests.factories.parcels import came, to_send

CODES = st.sampled_from(("SF1", "SF2", "SF3"))
DEVICES = st.integers(0, 1)
PICK = st.integers(0, 20)
STEPS = st.sampled_from(
    (ParcelState.HANDED, ParcelState.GIVEN_BACK, ParcelState.COLLECTED, ParcelState.ON_SHELF)
)
Seen = dict[UUID, tuple[ParcelState, int]]


@dataclass
class Tablet:
    """What a device last saw, and what it sent last, to send again."""

    seen: Seen = field(default_factory=dict)
    again: Callable[[], object] | None = None


class Counters(RuleBasedStateMachine):
    """One station with two devices; each example is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.tablets = (Tablet(), Tablet())
        # What one hand would have made of it.
        self.truth: Seen = {}
        self.codes: dict[UUID, str] = {}
        self.minutes = self.made = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.here = station().key

    def _occasion(self) -> Occasion:
        self.minutes += 1
        return occasion(self.here, at=NOW + timedelta(minutes=self.minutes))

    def _key(self) -> UUID:
        """A new one, the same in each run of an example: things are picked in their order."""
        self.made += 1
        return UUID(int=self.made)

    def _lies(self, code: str) -> bool:
        return any(
            self.codes[ref] == code and state in LYING for ref, (state, _) in self.truth.items()
        )

    @rule(device=DEVICES, code=CODES)
    def take_in(self, device: int, code: str) -> None:
        key, tablet = self._key(), self.tablets[device]

        def act() -> Parcel:
            return came(self.here, code=code, key=key)

        if self._lies(code):
            with pytest.raises(ParcelLiesAlready):
                act()
            return
        row = act()
        tablet.again = act
        self.codes[key] = code
        tablet.seen[key] = self.truth[key] = (ParcelState(row.state), row.version)

    @rule(device=DEVICES)
    def take_to_send(self, device: int) -> None:
        key, tablet = self._key(), self.tablets[device]
        row = to_send(self.here, key=key)
        self.codes[key] = row.code
        tablet.seen[key] = self.truth[key] = (ParcelState(row.state), row.version)

    @precondition(lambda self: self.truth)
    @rule(device=DEVICES, pick=PICK, to=STEPS)
    def step(self, device: int, pick: int, to: ParcelState) -> None:
        tablet = self.tablets[device]
        if not tablet.seen:
            return
        ref = sorted(tablet.seen)[pick % len(tablet.seen)]
        _, base = tablet.seen[ref]
        state, version = self.truth[ref]
        goal = _lying(ref) if to == ParcelState.ON_SHELF else to
        act = self._act(ref, to=goal, base=base)
        if base != version:
            self._refused(ChangedMeanwhile, act)
        elif goal not in MAY_BECOME[state]:
            self._refused(ParcelMovedOn, act)
        elif goal in LYING and self._lies(self.codes[ref]):
            self._refused(ParcelLiesAlready, act)
        else:
            act()
            tablet.again = act if goal not in LYING else None
            tablet.seen[ref] = self.truth[ref] = (goal, version + 1)

    def _act(self, ref: UUID, *, to: ParcelState, base: int) -> Callable[[], object]:
        when = self._occasion()
        if to == ParcelState.HANDED:
            return lambda: hand_out(ref=ref, left_name="", base_version=base, occasion=when)
        steps = {ParcelState.GIVEN_BACK: give_back, ParcelState.COLLECTED: collect}
        return lambda: steps.get(to, find_again)(ref=ref, base_version=base, occasion=when)

    @staticmethod
    def _refused(kind: type[Refusal], act: Callable[[], object]) -> None:
        with pytest.raises(kind):
            act()

    @precondition(lambda self: any(tablet.again for tablet in self.tablets))
    @rule(device=DEVICES)
    def send_again(self, device: int) -> None:
        """A line that broke off before the answer came: what was done is answered, or told."""
        again = self.tablets[device].again
        if again is None:
            return
        try:
            again()
        except ChangedMeanwhile:
            # It went on from there meanwhile.
            assert any(version > 2 for _, version in self.truth.values())

    @rule(device=DEVICES)
    def fetch(self, device: int) -> None:
        """The device learns how everything stands now."""
        self.tablets[device].seen = dict(self.truth)

    @precondition(lambda self: any(state in LYING for state, _ in self.truth.values()))
    @rule(pick=PICK)
    def miss(self, pick: int) -> None:
        """The count of the evening does not find one."""
        lying = sorted(ref for ref, (state, _) in self.truth.items() if state in LYING)
        ref = lying[pick % len(lying)]
        ids = Parcel.objects.filter(request_key=ref).values_list("pk", flat=True)
        mark_missing(station_key=self.here, parcel_ids=list(ids), on=TODAY, by=TESTER, at=NOW)
        self.truth[ref] = (ParcelState.MISSING, self.truth[ref][1] + 1)

    @invariant()
    def each_parcel_is_where_one_hand_would_have_put_it(self) -> None:
        rows = Parcel.objects.values_list("request_key", "state", "version")
        assert {ref: (ParcelState(state), version) for ref, state, version in rows} == self.truth

    @invariant()
    def the_laws_hold(self) -> None:
        assert [law.law for law in parcel_laws() if not law.holds] == []


def _lying(ref: UUID) -> ParcelState:
    return LIES_AS[Direction(Parcel.objects.get(request_key=ref).direction)]


@pytest.mark.slow
@pytest.mark.django_db
def test_two_devices_never_put_a_parcel_in_two_places() -> None:
    run_state_machine_as_test(
        Counters,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""Visits: a log with reason and result, and never more than a rounded point."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from moli.audit.models import Event
from moli.pairing.models import Visit
from moli.pairing.rules.kinds import PairingState, VisitReason, VisitResult
from moli.pairing.services.locking import DayOutsidePairing, PairingMovedOn, PairingWordsMissing
from moli.pairing.services.visiting import NextVisitTooEarly, Seen, VisitPointUnfit, log_visit
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.pairings import SPRING, ended, in_force, proposed, visited
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_visit_is_written_down_once_with_a_rounded_point() -> None:
    row = in_force()
    seen = Seen(
        on=TODAY,
        visit_reason=VisitReason.HARVEST,
        visit_result=VisitResult.SETTLED,
        words=" 果子熟了 ",
        met="组长",
        next_on=TODAY + timedelta(days=7),
        longitude=109.26149,
        latitude=22.67971,
    )
    log = partial(log_visit, pairing_uid=row.uid, seen=seen, request_key=key(), by=TESTER, at=NOW)
    first = log()
    with unchanged():
        assert log() == first

    kept = Visit.objects.get()
    assert (kept.words, kept.met, kept.next_on) == ("果子熟了", "组长", TODAY + timedelta(days=7))
    assert (kept.longitude_centi, kept.latitude_centi) == (10_926, 2_268)
    facts = Event.objects.get(verb="pairing.log_visit").facts
    assert facts == {
        "pairing_key": row.key,
        "visit_reason": "HARVEST",
        "visit_result": "SETTLED",
    }, "neither point nor words are in the trail"


@pytest.mark.parametrize(
    "point", [{"longitude": 109.2}, {"latitude": 22.6}, {"longitude": 181, "latitude": 0}]
)
def test_half_a_point_and_one_beyond_the_earth_are_none(point: dict[str, Any]) -> None:
    row = in_force()
    with refused(VisitPointUnfit, field="point"):
        visited(row, **point)
    assert visited(row).longitude_centi is None


def test_a_visit_lies_within_the_pairing_and_not_ahead() -> None:
    row = in_force(at=SPRING)
    days = {"from_on": SPRING.date().isoformat(), "today_on": TODAY.isoformat()}
    for on in (SPRING.date() - timedelta(days=1), TODAY + timedelta(days=1)):
        with refused(DayOutsidePairing, field="on", **days):
            visited(row, on=on)
    with refused(NextVisitTooEarly, field="next_on", value_on=TODAY.isoformat()):
        visited(row, next_on=TODAY)
    with refused(PairingWordsMissing, field="words"):
        visited(row, words=" ")
    visited(row, on=SPRING.date())
    visited(row)
    assert Visit.objects.count() == 2


@pytest.mark.parametrize("state", [PairingState.PROPOSED, PairingState.ENDED])
def test_nobody_visits_outside_its_time(state: PairingState) -> None:
    row = proposed() if state is PairingState.PROPOSED else ended(in_force())
    with refused(PairingMovedOn, field="pairing", pairing_state=state):
        visited(row)

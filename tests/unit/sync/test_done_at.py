"""Which clock counts: the device's where it can be believed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moli.sync.rules.moments import done_at
from tests.factories import NOW

REGISTERED = NOW - timedelta(days=10)
SECOND = timedelta(seconds=1)


def _done_at(made_at: datetime) -> datetime:
    return done_at(made_at=made_at, registered_at=REGISTERED, received_at=NOW)


@pytest.mark.parametrize(
    "made_at", [REGISTERED - timedelta(days=1), REGISTERED, NOW - timedelta(hours=30), NOW]
)
def test_a_moment_since_the_device_was_registered_is_believed(made_at: datetime) -> None:
    assert _done_at(made_at) == made_at


@pytest.mark.parametrize(
    "made_at",
    [
        REGISTERED - timedelta(days=1) - SECOND,
        datetime(1970, 1, 1, tzinfo=NOW.tzinfo),
        NOW + SECOND,
        NOW + timedelta(minutes=5),
        NOW + timedelta(minutes=5) + SECOND,
        NOW + timedelta(days=400),
    ],
)
def test_a_clock_that_cannot_be_right_gives_way_to_the_receipt(made_at: datetime) -> None:
    assert _done_at(made_at) == NOW

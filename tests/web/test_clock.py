"""The demo's clock: one day, whose hands move on and never stand before the story."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from moli.interfaces import clock


@pytest.mark.parametrize(
    ("real", "shown"),
    [
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), "2016-09-12T10:00:00+08:00"),
        (datetime(2026, 4, 1, 4, 0, tzinfo=UTC), "2016-09-12T17:00:00+08:00"),
        (datetime(2026, 4, 1, 15, 59, 59, tzinfo=UTC), "2016-09-12T23:59:59+08:00"),
    ],
)
def test_a_demo_day_passes_between_ten_and_midnight(real: datetime, shown: str) -> None:
    with time_machine.travel(real, tick=False):
        assert clock.now().isoformat(timespec="seconds") == shown
        assert clock.today().isoformat() == "2016-09-12"


def test_a_real_system_shows_the_real_moment(settings: Any) -> None:
    settings.MOLI_DEMO_DAY = ""
    with time_machine.travel(datetime(2026, 4, 1, 16, 30, tzinfo=UTC), tick=False):
        assert clock.now().isoformat() == "2026-04-02T00:30:00+08:00"
        assert clock.today().isoformat() == "2026-04-02"

"""In which state a station is on a day."""

from __future__ import annotations

from datetime import date

import pytest

from moli.stations.rules.offering import OpenState
from moli.stations.rules.opening import state_of

OPENS, CLOSES = date(2016, 9, 10), date(2016, 9, 20)


@pytest.mark.parametrize(
    ("on", "is_paused", "expected"),
    [
        (date(2016, 9, 9), False, OpenState.PLANNED),
        (date(2016, 9, 10), False, OpenState.OPEN),
        (date(2016, 9, 10), True, OpenState.PAUSED),
        (date(2016, 9, 19), False, OpenState.OPEN),
        (date(2016, 9, 20), False, OpenState.CLOSED),
        (date(2016, 9, 20), True, OpenState.CLOSED),
    ],
)
def test_a_station_is_in_one_state_a_day(on: date, is_paused: bool, expected: OpenState) -> None:
    assert state_of(from_on=OPENS, to_on=CLOSES, is_paused=is_paused, on=on) is expected


def test_a_station_without_an_end_stays_open() -> None:
    state = state_of(from_on=OPENS, to_on=None, is_paused=False, on=date(2099, 1, 1))
    assert state is OpenState.OPEN

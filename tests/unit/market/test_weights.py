"""Beside money, a round values growers in poverty and produce that will not wait."""

from datetime import date

import pytest

from moli.market.rules.weights import poor_per_mille, urgency_per_mille

TODAY = date(2016, 9, 12)


@pytest.mark.parametrize(
    ("ready_to_on", "urgency"),
    [
        (date(2016, 9, 11), 1000),
        (date(2016, 9, 12), 1000),
        (date(2016, 9, 19), 500),
        (date(2016, 9, 26), 0),
        (date(2016, 12, 1), 0),
    ],
)
def test_urgency_grows_over_the_last_two_weeks(ready_to_on: date, urgency: int) -> None:
    assert urgency_per_mille(ready_to_on=ready_to_on, on=TODAY) == urgency


def test_the_poor_share_of_yaobu() -> None:
    assert poor_per_mille(households=112, poor_households=46) == 410
    assert poor_per_mille(households=5, poor_households=0) == 0
    assert poor_per_mille(households=5, poor_households=5) == 1000

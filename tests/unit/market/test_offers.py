"""What a lot and a demand must hold."""

from datetime import date

import pytest

from moli.market.rules.offers import (
    GRAMS_MAX,
    HouseholdsInconsistent,
    PriceOutOfRange,
    WeightOutOfRange,
    Window,
    WindowEndsBeforeStart,
    WindowOver,
    WindowTooLong,
    judge_households,
    judge_price,
    judge_weight,
    judge_window,
)

TODAY = date(2016, 9, 12)


@pytest.mark.parametrize("grams", [1_000, 40_000_000, GRAMS_MAX])
def test_honest_weights_stand(grams: int) -> None:
    judge_weight(grams)


@pytest.mark.parametrize("grams", [-500, 0, 999, GRAMS_MAX + 1])
def test_absurd_weights_are_refused_with_what_is_allowed(grams: int) -> None:
    with pytest.raises(WeightOutOfRange) as refused:
        judge_weight(grams)
    assert refused.value.field == "grams"
    assert refused.value.facts["max_grams"] == GRAMS_MAX


@pytest.mark.parametrize("price", [0, -1, 4_000_001])
def test_absurd_prices_are_refused(price: int) -> None:
    with pytest.raises(PriceOutOfRange):
        judge_price(price, field="floor_fen_per_kg")


@pytest.mark.parametrize(
    ("from_on", "to_on", "refusal"),
    [
        (date(2016, 9, 20), date(2016, 9, 19), WindowEndsBeforeStart),
        (date(2016, 9, 1), date(2016, 9, 11), WindowOver),
        (date(2016, 9, 12), date(2017, 10, 18), WindowTooLong),
    ],
)
def test_windows_that_cannot_be_meant_are_refused(
    from_on: date, to_on: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        judge_window(Window(from_on, to_on), today=TODAY, field="ready_to_on")


def test_a_window_of_one_day_today_stands() -> None:
    judge_window(Window(TODAY, TODAY), today=TODAY, field="ready_to_on")


@pytest.mark.parametrize(("households", "poor"), [(0, 0), (10, 11), (10, -1)])
def test_inconsistent_households_are_refused(households: int, poor: int) -> None:
    with pytest.raises(HouseholdsInconsistent):
        judge_households(households=households, poor_households=poor)

"""When reports of farm-gate prices make a price, and which."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.market.rules.farm_gate import (
    FarmGatePrice,
    PriceBook,
    PriceOfTomorrow,
    PriceTooOld,
    Report,
    judge_seen_on,
    price_of,
    report_terms,
)

TODAY = date(2016, 9, 12)
YAOBU, ELSEWHERE = "450181110206", "450182110206"


def reported(*prices: int, by: str = "", **changes: object) -> list[Report]:
    """Reports of different people, or all of one."""
    fields: dict[str, object] = {"village_code": YAOBU, "grade_id": 2, "seen_on": TODAY}
    return [
        Report(**{**fields, **changes}, by_key=by or f"user:{place}", fen_per_kg=fen)  # type: ignore[arg-type]
        for place, fen in enumerate(prices)
    ]


def test_the_terms_are_data_with_their_reasons() -> None:
    terms = report_terms()

    assert (terms.reporters_min, terms.around_days, terms.oldest_days) == (3, 14, 60)
    assert terms.reporters_reason
    assert terms.around_reason
    assert terms.oldest_reason


def test_three_people_make_a_price_and_two_do_not() -> None:
    assert price_of(reported(300, 420)) == FarmGatePrice(None, 2)
    assert price_of(reported(300, 420, 900)) == FarmGatePrice(420, 3)
    assert price_of([]) == FarmGatePrice(None, 0)


def test_between_two_middle_prices_lies_their_mean_half_a_fen_up() -> None:
    assert price_of(reported(300, 400, 405, 900)) == FarmGatePrice(403, 4)


def test_one_person_counts_once_however_often_they_report() -> None:
    loud = reported(900, 900, 900, 880, by="user:loud")

    assert price_of(loud) == FarmGatePrice(None, 1)
    assert price_of([*loud, *reported(300, 320)]) == FarmGatePrice(320, 3)


def test_a_day_to_come_and_one_beyond_sixty_days_are_refused() -> None:
    judge_seen_on(TODAY, today=TODAY)
    judge_seen_on(TODAY - timedelta(days=60), today=TODAY)
    with pytest.raises(PriceOfTomorrow):
        judge_seen_on(TODAY + timedelta(days=1), today=TODAY)
    with pytest.raises(PriceTooOld):
        judge_seen_on(TODAY - timedelta(days=61), today=TODAY)


def test_only_the_same_grade_county_and_fortnight_tell_of_a_day() -> None:
    book = PriceBook(
        [
            *reported(300, 320, 340),
            *reported(1, 1, 1, grade_id=3),
            *reported(2, 2, 2, village_code=ELSEWHERE),
            *reported(4, 4, 4, seen_on=TODAY - timedelta(days=29)),
        ]
    )

    def price(on: date) -> int | None:
        return book.price(village_code=YAOBU, grade_id=2, on=on).fen_per_kg

    assert price(TODAY) == 320
    assert price(TODAY + timedelta(days=14)) == 320
    assert price(TODAY + timedelta(days=15)) is None
    assert price(TODAY - timedelta(days=15)) == 4
    assert price(TODAY - timedelta(days=14)) == 320
    assert book.price(village_code=ELSEWHERE, grade_id=2, on=TODAY).fen_per_kg == 2
    assert book.price(village_code=YAOBU, grade_id=4, on=TODAY) == FarmGatePrice(None, 0)


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=9), st.randoms())
def test_a_price_lies_among_its_reports_in_any_order(prices: list[int], chance: Random) -> None:
    reports = reported(*prices)
    chance.shuffle(reports)

    fen_per_kg = price_of(reports).fen_per_kg

    assert fen_per_kg == price_of(reported(*prices)).fen_per_kg
    assert fen_per_kg is not None
    assert min(prices) <= fen_per_kg <= max(prices)
    assert sum(price <= fen_per_kg for price in prices) * 2 >= len(prices)

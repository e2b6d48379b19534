"""The pure rules of pairings: points, periods, due days, steps, voices, and what counts as sold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from moli.pairing.rules.content import PairingTerms, known_terms, terms_of
from moli.pairing.rules.counting import Delivered, Filled, is_counted
from moli.pairing.rules.due import LastVisit, counts_from, visit_due_on
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide, Voice
from moli.pairing.rules.periods import (
    Period,
    before,
    is_open_for_review,
    last_over,
    period_of,
    touched,
)
from moli.pairing.rules.points import rounded_point
from moli.pairing.rules.speaking import is_household, other_side, side_of, voices_of
from moli.pairing.rules.steps import state_after

DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1))
TODAY = date(2016, 9, 12)


def _terms() -> PairingTerms:
    """Of partners: a visit in 31 days, a result in 180."""
    return terms_of(next(iter(known_terms())).content)


@pytest.mark.parametrize(
    ("longitude", "latitude", "kept"),
    [
        (109.2614, 22.6797, (10_926, 2_268)),
        (109.265, 22.675, (10_926, 2_268)),  # halves to the even neighbour
        (-0.004, 0.0, (0, 0)),
        (Decimal(180), Decimal(-90), (18_000, -9_000)),
    ],
)
def test_of_a_point_hundredths_of_a_degree_are_kept(
    longitude: float | Decimal, latitude: float | Decimal, kept: tuple[int, int]
) -> None:
    assert rounded_point(longitude=longitude, latitude=latitude) == kept


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(180.01, 0), (0, -90.5), (float("nan"), 0), (0, float("inf")), (Decimal("NaN"), 0)],
)
def test_what_is_no_point_on_the_earth_is_none(longitude: float, latitude: float) -> None:
    with pytest.raises(ValueError, match="within"):
        rounded_point(longitude=longitude, latitude=latitude)


@given(some.floats(-180, 180), some.floats(-90, 90))
def test_a_point_is_never_kept_finer_than_half_a_hundredth(x: float, y: float) -> None:
    longitude, latitude = rounded_point(longitude=x, latitude=y)

    assert abs(longitude) <= 18_000
    assert abs(latitude) <= 9_000
    assert abs(longitude - 100 * x) <= 0.5 + 1e-6
    assert abs(latitude - 100 * y) <= 0.5 + 1e-6


@pytest.mark.parametrize(
    ("on", "months", "period"),
    [
        (date(2016, 6, 30), 6, Period(date(2016, 1, 1), date(2016, 7, 1))),
        (date(2016, 7, 1), 6, Period(date(2016, 7, 1), date(2017, 1, 1))),
        (date(2016, 9, 12), 3, Period(date(2016, 7, 1), date(2016, 10, 1))),
        (date(2016, 12, 31), 12, Period(date(2016, 1, 1), date(2017, 1, 1))),
        (date(2016, 9, 12), 1, Period(date(2016, 9, 1), date(2016, 10, 1))),
    ],
)
def test_the_calendar_is_cut_into_periods(on: date, months: int, period: Period) -> None:
    assert period_of(on, months=months) == period


@given(DAYS, some.integers(1, 24))
def test_every_day_lies_in_one_period_and_periods_leave_no_gap(on: date, months: int) -> None:
    period = period_of(on, months=months)

    assert period.from_on <= on < period.to_on
    assert before(period, months=months).to_on == period.from_on
    assert period_of(period.to_on - timedelta(days=1), months=months) == period
    assert period_of(period.to_on, months=months).from_on == period.to_on
    assert last_over(on=on, months=months) == before(period, months=months)


def test_a_period_is_reviewed_when_it_is_over_or_the_pairing_is() -> None:
    now = period_of(TODAY, months=6)
    spring = before(now, months=6)

    assert is_open_for_review(spring, on=TODAY, ended_on=None)
    assert not is_open_for_review(now, on=TODAY, ended_on=None)
    assert is_open_for_review(now, on=TODAY, ended_on=TODAY)
    assert not is_open_for_review(now, on=TODAY, ended_on=TODAY + timedelta(days=1))
    assert touched(from_on=date(2016, 6, 30), to_on=None, period=spring)
    assert not touched(from_on=date(2016, 7, 1), to_on=None, period=spring)
    assert not touched(from_on=date(2015, 3, 1), to_on=date(2016, 1, 1), period=spring)
    assert touched(from_on=date(2016, 3, 1), to_on=date(2016, 3, 1), period=spring)


def test_a_visit_is_due_so_many_days_after_the_last_or_sooner_as_was_said() -> None:
    begun = date(2016, 8, 1)
    last = date(2016, 8, 20)

    def due(visit: LastVisit | None) -> date:
        return visit_due_on(begun_on=begun, last=visit, terms=_terms())

    assert due(None) == date(2016, 9, 1)
    assert due(LastVisit(last)) == date(2016, 9, 20)
    assert due(LastVisit(last, next_on=date(2016, 8, 27))) == date(2016, 8, 27)
    assert due(LastVisit(last, next_on=date(2016, 12, 1))) == date(2016, 9, 20)


def test_a_result_counts_on_so_many_days_and_today_is_one_of_them() -> None:
    first = counts_from(on=TODAY, terms=_terms())
    assert (TODAY - first).days + 1 == 180


def test_one_no_declines_and_two_yeses_begin() -> None:
    helper, helped = PairSide.HELPER, PairSide.HELPED

    assert state_after({}) is PairingState.PROPOSED
    assert state_after({helped: True}) is PairingState.PROPOSED
    assert state_after({helper: True, helped: True}) is PairingState.IN_FORCE
    assert state_after({helper: True, helped: False}) is PairingState.DECLINED
    assert state_after({helper: False}) is PairingState.DECLINED


def test_a_household_that_is_helped_speaks_for_itself() -> None:
    assert is_household(PairingKind.PRACTITIONER, PairSide.HELPED)
    assert not is_household(PairingKind.PRACTITIONER, PairSide.HELPER)
    assert not is_household(PairingKind.ENTERPRISE, PairSide.HELPED)
    assert Voice.HELPED not in voices_of(PairingKind.PRACTITIONER)
    assert voices_of(PairingKind.PARTNER) == tuple(Voice)
    assert side_of(Voice.HOUSEHOLD) is PairSide.HELPED
    assert other_side(other_side(PairSide.HELPER)) is PairSide.HELPER


def test_of_a_delivery_what_the_buyer_keeps_and_does_not_dispute_is_sold() -> None:
    # 6,000 kg sent, 5,900 on the buyer's scale, 100 claimed of which 40 are upheld.
    open_claim = Delivered(6_000, 5_900, disputed_grams=100)
    settled = Delivered(6_000, 5_900, disputed_grams=40)

    assert (open_claim.sold_grams, settled.sold_grams) == (5_800, 5_860)
    assert settled.sold_of(6_000) == 5_860
    assert settled.sold_of(1_000) == 976  # 976.67 rounded down


def test_of_a_filling_what_stays_with_the_buyer_is_sold() -> None:
    # A hundred boxes of 250 g from 26 kg; 40 went out, 4 came back.
    filled = Filled(40, 4, grams_per_unit=250, batch_units=100, batch_loss_grams=1_000)

    assert filled.kept_grams == 9_000
    assert filled.sold_of(26_000) == 9_000
    assert filled.sold_of(13_000) == 4_500


@given(
    parts=some.lists(some.integers(1, 10**6), min_size=1, max_size=20),
    received=some.integers(0, 1_000),
    disputed=some.integers(0, 2_000),
)
def test_what_is_told_of_a_delivery_is_never_more_than_its_buyer_keeps(
    parts: list[int], received: int, disputed: int
) -> None:
    sent = sum(parts)
    delivery = Delivered(sent, sent * received // 1_000, disputed_grams=disputed)

    assert sum(map(delivery.sold_of, parts)) <= delivery.sold_grams <= delivery.received_grams
    assert sum(map(delivery.sold_of, parts)) > delivery.sold_grams - len(parts)
    assert delivery.sold_of(sent) == delivery.sold_grams


@given(
    units=some.integers(1, 500),
    per_unit=some.integers(1, 5_000),
    loss=some.integers(0, 10_000),
    data=some.data(),
)
def test_what_is_told_of_a_batch_is_never_more_than_its_buyers_keep(
    units: int, per_unit: int, loss: int, data: some.DataObject
) -> None:
    whole = units * per_unit + loss
    own = data.draw(some.integers(0, whole))
    sold = data.draw(some.integers(0, units))
    returned = data.draw(some.integers(0, sold))
    filled = Filled(sold, returned, per_unit, units, loss)

    told = filled.sold_of(own) + filled.sold_of(whole - own)
    assert told <= filled.kept_grams
    assert filled.sold_of(whole) == filled.kept_grams


@given(DAYS, DAYS, DAYS)
def test_the_day_of_an_end_counts_for_what_comes_after_alone(day: date, a: date, b: date) -> None:
    from_on, to_on = min(a, b), max(a, b)

    def counted(begins: date, ends: date | None) -> bool:
        return is_counted(day, from_on=begins, to_on=ends, first_on=date.min, last_on=date.max)

    assert counted(from_on, to_on) + counted(to_on, None) == (day >= from_on)

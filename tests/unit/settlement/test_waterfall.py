"""The waterfall: shares of any line add up to its price, to the fen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.shares import ShareKind, Taker
from moli.settlement.rules.waterfall import (
    MILLE,
    Brought,
    CapUnit,
    LineFacts,
    Part,
    RateOutOfRange,
    RuleSumOutOfRange,
    Terms,
    judge_terms,
    shares_of,
)

THREE = tuple(Brought(key, "s", kg * 1_000) for key, kg in (("a", 250), ("b", 167), ("c", 83)))
BOX = LineFacts(
    units=1,
    unit_price_fen=3_800,
    grams_per_unit=250,
    packaging_fen=300,
    order_key="o",
    parts=(Part(1, THREE),),
)
TERMS = Terms(commission_per_mille=30, cap_fen=100, transport_fen_per_kg=800)


def _of(shares: dict[Taker, int], kind: ShareKind) -> dict[str, int]:
    return {taker.owner_key: fen for taker, fen in shares.items() if taker.kind is kind}


def test_a_box_as_on_paper() -> None:
    shares = shares_of(BOX, TERMS)

    assert _of(shares, ShareKind.HOUSEHOLD) == {"a": 1_600, "b": 1_069, "c": 531}
    assert _of(shares, ShareKind.STATION) == {"s": 100}


@pytest.mark.parametrize(
    ("terms", "commission"),
    [
        (Terms(commission_per_mille=30), 114),
        (Terms(commission_per_mille=30, cap_fen=100, cap_unit=CapUnit.UNIT), 100),
        (Terms(commission_per_mille=30, cap_fen=399, cap_unit=CapUnit.KG), 99),
        (Terms(commission_per_mille=30, cap_fen=0), 0),
    ],
)
def test_the_cap_is_counted_by_unit_or_by_kilogram(terms: Terms, commission: int) -> None:
    assert sum(_of(shares_of(BOX, terms), ShareKind.STATION).values()) == commission


def test_two_stations_share_the_commission_by_weight() -> None:
    inputs = (Brought("a", "s1", 3_000), Brought("b", "s2", 1_000))
    line = replace(BOX, parts=(Part(1, inputs),))

    assert _of(shares_of(line, TERMS), ShareKind.STATION) == {"s1": 75, "s2": 25}


def test_goods_that_another_station_gave_are_shared_with_the_station_that_sells_them() -> None:
    inputs = (
        Brought("a", "yaobu", 40_000),
        Brought("b", "hegui", 39_600, "yaobu", 400),
        Brought("c", "hegui", 19_800, "yaobu", 400),
    )
    line = replace(BOX, units=10, parts=(Part(10, inputs),))

    shares = shares_of(line, TERMS)

    assert _of(shares, ShareKind.STATION) == {"yaobu": 641, "hegui": 359}
    assert _of(shares, ShareKind.HOUSEHOLD) == {"a": 12_877, "b": 12_749, "c": 6_374}


@pytest.mark.parametrize(
    ("per_mille", "stations"),
    [(0, {"gives": 100}), (1_000, {"sells": 100}), (6, {"gives": 99, "sells": 1})],
)
def test_the_share_of_a_transfer_goes_from_nothing_to_everything(
    per_mille: int, stations: dict[str, int]
) -> None:
    line = replace(BOX, parts=(Part(1, (Brought("a", "gives", 250, "sells", per_mille),)),))

    assert _of(shares_of(line, TERMS), ShareKind.STATION) == stations


BROUGHT = st.builds(
    Brought,
    household_key=st.sampled_from(["a", "b", "c"]),
    station_key=st.sampled_from(["s1", "s2"]),
    grams=st.integers(1, 100_000),
    seller_key=st.sampled_from(["", "s1", "s3"]),
    seller_per_mille=st.integers(0, 1_000),
)


@given(inputs=st.lists(BROUGHT, min_size=1, max_size=6), units=st.integers(1, 200))
def test_however_goods_went_between_stations_the_commission_is_whole(
    inputs: list[Brought], units: int
) -> None:
    line = replace(BOX, units=units, parts=(Part(units, inputs),))

    shares = shares_of(line, TERMS)

    stations = _of(shares, ShareKind.STATION)
    plain = [replace(each, seller_key="", seller_per_mille=0) for each in inputs]
    without = shares_of(replace(line, parts=(Part(units, plain),)), TERMS)
    assert sum(shares.values()) == units * BOX.unit_price_fen
    # Who sells changes nothing for households, and nothing of the sum.
    assert _of(shares, ShareKind.HOUSEHOLD) == _of(without, ShareKind.HOUSEHOLD)
    assert sum(stations.values()) == sum(_of(without, ShareKind.STATION).values())
    assert set(stations) <= {each.station_key for each in inputs} | {
        each.seller_key for each in inputs if each.seller_per_mille
    }
    whole = sum(each.grams for each in inputs)
    for key, fen in stations.items():
        exact = sum(
            Fraction(weight, MILLE)
            for each in inputs
            for who, weight in each.for_stations
            if who == key
        )
        assert abs(fen - sum(stations.values()) * exact / whole) < 1


def test_batches_count_by_the_units_that_came_from_each_not_by_their_size() -> None:
    small = Part(1, (Brought("a", "s", 1_000),))
    large = Part(1, (Brought("b", "s", 900_000),))
    line = replace(BOX, units=2, parts=(small, large))

    households = _of(shares_of(line, TERMS), ShareKind.HOUSEHOLD)

    assert households == {"a": 3_200, "b": 3_200}


def test_costs_never_take_more_than_the_price() -> None:
    line = replace(BOX, unit_price_fen=350)

    shares = shares_of(line, TERMS)

    assert shares == {
        Taker(ShareKind.PACKAGING, "county"): 300,
        Taker(ShareKind.TRANSPORT, "county"): 50,
    }


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(commission_per_mille=201), "commission_per_mille"),
        (Terms(commission_per_mille=-1), "commission_per_mille"),
        (Terms(commission_per_mille=0, platform_per_mille=101), "platform_per_mille"),
        (Terms(commission_per_mille=0, cap_fen=-1), "fen"),
    ],
)
def test_a_rule_out_of_range_is_refused(terms: Terms, field: str) -> None:
    with pytest.raises((RateOutOfRange, RuleSumOutOfRange)) as refusal:
        judge_terms(terms)

    assert refusal.value.field == field


_brought = st.builds(
    Brought, st.sampled_from("abcdefgh"), st.sampled_from("st"), st.integers(1, 10**7)
)
_parts = st.lists(
    st.builds(Part, st.integers(0, 500), st.lists(_brought, min_size=1, max_size=8)),
    min_size=1,
    max_size=4,
)
_terms = st.builds(
    Terms,
    commission_per_mille=st.integers(0, 200),
    cap_fen=st.none() | st.integers(0, 5_000),
    cap_unit=st.sampled_from(CapUnit),
    transport_fen_per_kg=st.integers(0, 5_000),
    platform_per_mille=st.integers(0, 100),
)


@given(
    parts=_parts,
    back=st.integers(0, 50),
    price=st.integers(1, 10**7),
    grams=st.integers(1, 50_000),
    packaging=st.integers(0, 10_000),
    terms=_terms,
)
def test_shares_of_any_line_add_up_and_none_is_below_nought(
    parts: list[Part], back: int, price: int, grams: int, packaging: int, terms: Terms
) -> None:
    kept = sum(part.units for part in parts)
    line = LineFacts(kept + back, price, grams, packaging, "o", parts)

    shares = shares_of(line, terms)

    assert sum(shares.values()) == line.units * price
    assert all(fen > 0 for fen in shares.values())
    assert _of(shares, ShareKind.BUYER) == ({"o": back * price} if back else {})
    _each_household_is_within_a_fen(parts, _of(shares, ShareKind.HOUSEHOLD))


def _each_household_is_within_a_fen(parts: list[Part], shares: dict[str, int]) -> None:
    """Against exact fractions, which know nothing of common measures."""
    kept = sum(part.units for part in parts)
    whole = sum(shares.values())
    for key in "abcdefgh":
        weight = sum(
            (
                Fraction(part.units, kept)
                * Fraction(
                    sum(each.grams for each in part.inputs if each.household_key == key),
                    sum(each.grams for each in part.inputs),
                )
                for part in parts
                if part.units
            ),
            Fraction(0),
        )
        assert abs(shares.get(key, 0) - whole * weight) < 1

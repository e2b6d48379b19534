"""Kilometres on the earth, and on the flat map that the planner reckons on."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moli.kernel.distance import flat_kilometres, kilometres_between

NANNING = {"longitude": 108.37, "latitude": 22.82}
# Guangxi and what lies around it.
LONGITUDES = st.floats(min_value=104.0, max_value=114.0)
LATITUDES = st.floats(min_value=20.5, max_value=26.5)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    apart = kilometres_between(
        longitude_a=109.0, latitude_a=22.0, longitude_b=109.0, latitude_b=23.0
    )

    assert apart == pytest.approx(111.195, abs=0.001)


def test_nanning_and_guangzhou_are_502_kilometres_apart() -> None:
    apart = kilometres_between(
        longitude_a=108.37, latitude_a=22.82, longitude_b=113.26, latitude_b=23.13
    )

    assert apart == pytest.approx(502.0, abs=1.0)


def test_the_flat_map_has_its_origin_at_nought() -> None:
    assert flat_kilometres(
        **NANNING, origin_longitude=108.37, origin_latitude=22.82
    ) == pytest.approx((0.0, 0.0))


@given(a=LONGITUDES, b=LATITUDES, c=LONGITUDES, d=LATITUDES)
def test_the_way_there_is_the_way_back(a: float, b: float, c: float, d: float) -> None:
    there = kilometres_between(longitude_a=a, latitude_a=b, longitude_b=c, latitude_b=d)
    back = kilometres_between(longitude_a=c, latitude_a=d, longitude_b=a, latitude_b=b)

    assert there == pytest.approx(back, abs=1e-9)
    assert there >= 0


@given(longitude=LONGITUDES, latitude=LATITUDES)
def test_the_flat_map_is_near_the_great_circle(longitude: float, latitude: float) -> None:
    east, north = flat_kilometres(
        longitude=longitude, latitude=latitude, origin_longitude=109.1, origin_latitude=22.7
    )
    round_earth = kilometres_between(
        longitude_a=longitude, latitude_a=latitude, longitude_b=109.1, latitude_b=22.7
    )

    allowed = 0.004 if round_earth <= 300 else 0.007
    assume(round_earth <= 500)
    assert hypot(east, north) == pytest.approx(round_earth, rel=allowed, abs=0.01)

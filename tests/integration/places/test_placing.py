"""Giving places their points: approximate by rule, surveyed over them, never the other way."""

from __future__ import annotations

import pytest

from moli.places.models import Division
from moli.places.rules.divisions import PositionSource
from moli.places.services.placing import (
    OutlineMissing,
    PlaceUnknown,
    PointOutOfRange,
    draw_outline,
    place_approximately,
    survey,
)
from tests.factories import COUNTY, HEGUI, NOW, TESTER, YAOBU, county, village
from tests.unchanged import refused

pytestmark = pytest.mark.django_db


def _points() -> dict[str, tuple[float | None, float | None]]:
    return {row.code: (row.longitude, row.latitude) for row in Division.objects.all()}


def _place() -> int:
    return place_approximately(county_code=COUNTY, town_seats={}, by=TESTER, at=NOW)


def test_placing_again_gives_the_same_points() -> None:
    county()
    before = _points()

    assert _place() > 0
    assert _points() == before


def test_a_surveyed_point_is_never_replaced_by_a_guess() -> None:
    county()
    survey(points={YAOBU: (109.08, 22.97)}, source="GPS", by=TESTER, at=NOW)

    _place()

    yaobu = village()
    assert (yaobu.longitude, yaobu.latitude) == (109.08, 22.97)
    assert yaobu.position_source == PositionSource.SURVEYED
    assert village(HEGUI).position_source == PositionSource.APPROXIMATE


def test_a_survey_with_one_unknown_code_moves_nothing() -> None:
    county()
    with refused(PlaceUnknown, field="code", value="450181999999"):
        survey(
            points={YAOBU: (109.0, 22.9), "450181999999": (109.0, 22.9)},
            source="GPS",
            by=TESTER,
            at=NOW,
        )


def test_a_point_off_the_earth_moves_nothing() -> None:
    county()
    with refused(PointOutOfRange, field="longitude, latitude", value=HEGUI):
        survey(points={YAOBU: (109.0, 22.9), HEGUI: (209.0, 22.9)}, source="GPS", by=TESTER, at=NOW)


def test_an_outline_of_an_unknown_county_is_refused() -> None:
    county()
    with refused(PlaceUnknown, field="county_code", value="999999"):
        draw_outline(county_code="999999", rings=[], source="none", by=TESTER, at=NOW)


def test_a_county_without_an_outline_cannot_be_placed() -> None:
    county()
    with refused(OutlineMissing, field="county_code", value="999999"):
        place_approximately(county_code="999999", town_seats={}, by=TESTER, at=NOW)

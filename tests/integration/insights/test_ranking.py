"""Towns by an indicator, raw and beside their likes, from rows of villages."""

from __future__ import annotations

import pytest

from moli.insights.queries.counting import Counted
from moli.insights.queries.indicators import counted
from moli.insights.queries.ranking import ranking
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator
from moli.places.models import Division
from moli.places.services.placing import survey
from tests.factories import COUNTY, NOW, TESTER, TODAY, introduced
from tests.factories.plans import SHITANG, quiet

pytestmark = pytest.mark.django_db
SEAT = "450181100"


def _counted(indicator: Indicator = Indicator.VILLAGES_WITH_PROJECT) -> Counted:
    return counted(indicator, county_code=COUNTY, period=quarter_until(TODAY), on=TODAY)


def test_every_town_stands_in_both_rankings_and_they_sum_to_the_county() -> None:
    introduced(quiet().story.proposal)
    found = _counted()

    rows = ranking(found, county_code=COUNTY)

    assert [row.place for row in rows] == [1, 2, 3, 4, 5]
    assert sorted(row.fair_place for row in rows) == [1, 2, 3, 4, 5]
    assert rows[0].code == SHITANG
    assert (rows[0].per_mille, rows[0].peers_per_mille) == (1_000, 0)
    assert rows[0].difference_per_mille == 1_000
    assert sum(row.numerator for row in rows) == found.numerator == 1
    assert sum(row.denominator for row in rows) == found.denominator == 5
    assert all(len(row.peers) == 3 for row in rows)


def test_distance_is_measured_from_the_county_seat() -> None:
    quiet()
    towns = {row.code: row for row in ranking(_counted(), county_code=COUNTY)}
    assert towns[SHITANG].shape.mean_metres > 0

    village = Division.objects.get(code__startswith=SHITANG, level="VILLAGE")
    seat = Division.objects.get(code=SEAT)
    here = (seat.longitude or 0, seat.latitude or 0)
    survey(points={village.code: here}, source="GPS", by=TESTER, at=NOW)

    towns = {row.code: row for row in ranking(_counted(), county_code=COUNTY)}
    assert towns[SHITANG].shape.mean_metres == 0
    assert towns[SHITANG].shape.villages == 1


def test_only_towns_with_something_to_count_are_ranked() -> None:
    quiet()

    rows = ranking(_counted(Indicator.VENUES_WITH_STATION), county_code=COUNTY)

    assert [(row.code, row.per_mille, row.peers) for row in rows] == [(SHITANG, 1_000, ())]


def test_branches_are_not_ranked_by_towns() -> None:
    quiet()

    assert ranking(_counted(Indicator.BRANCHES_WITH_PROJECT), county_code=COUNTY) == ()

"""The units of indicators: their evidence, their days, and how many queries they cost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.insights.queries.counting import Counted, Unit
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted
from moli.insights.queries.plans import four_plans
from moli.insights.rules.evidence import Evidence, EvidenceKind
from moli.insights.rules.periods import Period, quarter_until
from moli.insights.rules.plans import Indicator
from moli.market.models import Introduction
from moli.stations.services.hosting import end_hosting
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    contracted,
    introduced,
    lot,
    station,
    village_committee,
)
from tests.factories.moments import SHANGHAI
from tests.factories.orders import packed, placed, stocked, weighed_tea
from tests.factories.pairings import confirmed, in_force, practitioner_pair
from tests.factories.party import granted, member
from tests.factories.plans import SHITANG, Quiet, quiet
from tests.factories.venues import hosted, venue

pytestmark = pytest.mark.django_db

QUERIES = {
    Indicator.VILLAGES_WITH_PROJECT: 9,
    Indicator.BRANCHES_WITH_PROJECT: 10,
    Indicator.CADRES_ACTIVE: 6,
    Indicator.MEMBERS_PRACTISING: 9,
    Indicator.VENUES_WITH_STATION: 3,
    Indicator.VENUES_WITH_ACTIVE_STATION: 10,
}
PLAN_QUERIES = 33


def _counted(indicator: Indicator, *, on: object = TODAY, period: Period | None = None) -> Counted:
    return counted(
        indicator,
        county_code=COUNTY,
        period=period or quarter_until(TODAY),
        on=on,  # type: ignore[arg-type]
    )


def _unit(indicator: Indicator, key: str) -> Unit:
    return next(unit for unit in _counted(indicator).units if unit.key == key)


def _busy() -> Quiet:
    """One of everything that is counted."""
    there = quiet()
    row = there.story.proposal
    contracted(row, by=there.story.organiser.actor)
    stocked(4, kept_at=there.station.key)
    packed(placed())
    granted(there.roll)
    pair = practitioner_pair(helper=there.practitioner)
    confirmed(in_force(pair), pair)
    return there


def test_a_village_stands_with_the_rows_that_prove_it() -> None:
    there = _busy()

    unit = _unit(Indicator.VILLAGES_WITH_PROJECT, YAOBU)

    assert (unit.town_code, unit.branch_uid) == (SHITANG, there.branch.key)
    assert {each.kind for each in unit.evidence} == {
        EvidenceKind.INTRODUCTION,
        EvidenceKind.CONTRACT,
        EvidenceKind.BATCH,
        EvidenceKind.PAIRING,
    }
    assert there.story.proposal.key in {each.key for each in unit.evidence}
    elsewhere = _unit(Indicator.VILLAGES_WITH_PROJECT, HEGUI)
    assert (elsewhere.is_met, elsewhere.branch_uid) == (False, there.county_branch.key)


def test_a_branch_stands_with_its_own_projects_and_none_of_those_below() -> None:
    there = _busy()

    own = _unit(Indicator.BRANCHES_WITH_PROJECT, there.branch.key)
    above = _unit(Indicator.BRANCHES_WITH_PROJECT, there.county_branch.key)

    assert {each.kind for each in own.evidence} >= {EvidenceKind.BATCH, EvidenceKind.PAIRING}
    # The county's leads the firm, and its organiser introduced; the tea and the pairing are below.
    assert {each.kind for each in above.evidence} == {
        EvidenceKind.INTRODUCTION,
        EvidenceKind.CONTRACT,
    }


def test_a_station_in_use_says_what_it_did_and_how_often() -> None:
    there = quiet()
    weighed_tea(at_station=there.station.key)
    weighed_tea(at_station=there.station.key)

    unit = _unit(Indicator.VENUES_WITH_ACTIVE_STATION, there.venue.key)

    assert unit.evidence == (Evidence(TODAY, EvidenceKind.WEIGH_INS, there.station.key, rows=2),)
    assert unit.village_code == YAOBU


def test_a_person_of_two_committees_is_one() -> None:
    there = quiet()
    cadre = there.story.village_committee
    appoint_over_area(
        user=cadre,
        role=Role.VILLAGE_COMMITTEE,
        area_code=HEGUI,
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )

    (unit,) = _counted(Indicator.CADRES_ACTIVE).units
    assert (unit.key, unit.village_code) == (str(cadre.uid), YAOBU)


@pytest.mark.parametrize(
    ("at", "is_met"),
    [
        (datetime(2016, 6, 30, 23, 59, tzinfo=SHANGHAI), False),
        (datetime(2016, 7, 1, 0, 0, tzinfo=SHANGHAI), True),
        (datetime(2016, 9, 12, 23, 59, tzinfo=SHANGHAI), True),
        (datetime(2016, 9, 13, 0, 0, tzinfo=SHANGHAI), False),
    ],
)
def test_a_quarter_begins_and_ends_at_midnight_in_the_county(at: datetime, is_met: bool) -> None:
    introduced(quiet().story.proposal)
    Introduction.objects.update(at=at)

    assert _unit(Indicator.VILLAGES_WITH_PROJECT, YAOBU).is_met is is_met


def test_a_day_that_is_over_is_counted_as_it_was() -> None:
    there = quiet()
    stay = there.venue.hostings.get()
    end_hosting(hosting_id=stay.pk, on=TODAY, by=there.story.office.actor, at=NOW)

    assert _counted(Indicator.VENUES_WITH_STATION).numerator == 0
    assert _counted(Indicator.VENUES_WITH_STATION, on=TODAY - timedelta(days=1)).numerator == 1


def _queries(indicator: Indicator) -> int:
    with CaptureQueriesContext(connection) as asked:
        _counted(indicator)
    return len(asked)


@pytest.mark.parametrize("indicator", Indicator)
def test_an_indicator_asks_as_often_for_more_rows(indicator: Indicator) -> None:
    there = _busy()
    assert _queries(indicator) == QUERIES[indicator]

    introduced()
    village_committee(village_code=HEGUI)
    member(of=there.branch)
    hosted(station(village_code=HEGUI, name="六贵站"), venue(village_code=HEGUI))
    lot(by=there.story.station_operator.actor)
    pair = practitioner_pair(village_code=HEGUI)
    confirmed(in_force(pair), pair)
    assert _queries(indicator) == QUERIES[indicator]


def test_all_plans_together_ask_for_less_than_each_by_itself() -> None:
    _busy()

    with CaptureQueriesContext(connection) as asked:
        four_plans(Facts(COUNTY, quarter_until(TODAY), TODAY))

    assert len(asked) == PLAN_QUERIES < sum(QUERIES.values())

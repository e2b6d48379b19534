"""Setting what an indicator should reach, and what the plans show beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps

from moli.audit.models import Event
from moli.insights.models import Target
from moli.insights.queries.counting import Counted, Unit
from moli.insights.queries.facts import Facts
from moli.insights.queries.plans import Figure, four_plans
from moli.insights.queries.targets import target_versions, targets_on
from moli.insights.rules.evidence import Evidence, EvidenceKind
from moli.insights.rules.periods import Period, quarter_until
from moli.insights.rules.plans import INDICATORS_OF, Indicator, PlanKind
from moli.insights.services.setting_targets import (
    TargetBeforeAnother,
    TargetOutOfRange,
    TargetWithoutSource,
    load_targets,
    set_target,
)
from moli.market.queries.naming import Name
from tests.factories import COUNTY, NOW, TESTER, TODAY
from tests.factories.plans import quiet
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
HOSTING = Indicator.VENUES_WITH_STATION


def _set(per_mille: int = 500, *, source: str = "县委〔2016〕1 号", on: object = TODAY) -> Target:
    return set_target(
        indicator=HOSTING,
        target_per_mille=per_mille,
        source=source,
        from_on=on,  # type: ignore[arg-type]
        by=TESTER,
        at=NOW,
    )


def test_a_target_holds_from_its_day_until_the_next() -> None:
    first = _set()
    with unchanged():
        assert _set() == first

    second = _set(700, on=TOMORROW)

    assert targets_on(TODAY) == {HOSTING: first}
    assert targets_on(TOMORROW) == {HOSTING: second}
    assert list(target_versions()) == [second, first]
    event = Event.objects.filter(verb="insights.set_target").latest("id")
    assert event.facts == {"indicator": HOSTING, "target_per_mille": 700}


def test_a_target_has_a_source_and_is_within_reach() -> None:
    with refused(TargetWithoutSource, field="source"):
        _set(source="  ")
    for per_mille in (0, -1, 1_001):
        with refused(
            TargetOutOfRange, field="target_per_mille", value=per_mille, per_mille_max=1_000
        ):
            _set(per_mille)


def test_a_target_begins_after_the_one_in_force() -> None:
    _set()

    with refused(TargetBeforeAnother, field="from_on", from_on=TODAY.isoformat()):
        _set(700)


def test_what_the_package_brings_is_entered_once_and_gives_way_to_the_county() -> None:
    load_targets(by=TESTER, at=NOW)
    with unchanged():
        load_targets(by=TESTER, at=NOW)
    assert set(targets_on(TODAY)) == set(Indicator)

    own = _set(900, on=TODAY)
    with unchanged():
        load_targets(by=TESTER, at=NOW)
    assert targets_on(TODAY)[HOSTING] == own


def test_plans_show_each_figure_beside_its_target() -> None:
    quiet()
    _set(1_000)

    plans = four_plans(Facts(COUNTY, quarter_until(TODAY), TODAY))

    assert [row.plan for row in plans] == list(PlanKind)
    for row in plans:
        assert tuple(f.counted.indicator for f in row.figures) == INDICATORS_OF[row.plan]
    venues = plans[3].figures[1]
    assert (venues.counted.numerator, venues.counted.denominator) == (1, 1)
    assert venues.is_reached is True
    assert plans[3].figures[0].is_reached is None, "nobody set a target"


@pytest.mark.parametrize(("per_mille", "is_reached"), [(666, True), (667, False)])
def test_two_of_three_reach_666_per_mille_and_not_667(per_mille: int, is_reached: bool) -> None:
    proof = (Evidence(TODAY, EvidenceKind.STATION, "s"),)
    units = [Unit(str(i), Name("场所", "venue"), evidence=proof * (i < 2)) for i in range(3)]
    counted = Counted(HOSTING, Period(TODAY, TODAY), tuple(units))

    assert counted.per_mille == 667
    assert Figure(counted, Target(target_per_mille=per_mille)).is_reached is is_reached


def test_no_figure_has_a_row() -> None:
    assert [model.__name__ for model in apps.get_app_config("insights").get_models()] == ["Target"]

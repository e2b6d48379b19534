"""A venue with a station and a target, and one break of each law of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from moli.insights.models import Target
from moli.insights.rules.plans import Indicator
from moli.insights.services.setting_targets import set_target
from moli.stations.models import Hosting, Venue
from tests.factories import NOW, TESTER, TODAY, station
from tests.factories.venues import hosted, venue
from tests.unguarded import written_again


def kept_venue() -> None:
    """A venue of Yaobu in which its station stands, and what a plan should reach."""
    hosted(station(), venue())
    set_target(
        indicator=Indicator.VENUES_WITH_STATION,
        target_per_mille=500,
        source="test",
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )


def _twice(row: Venue | Hosting | Target | None) -> None:
    """Write a dated row again so that it shares days with itself and the database lets it."""
    assert row is not None
    row.to_on = date(2030, 1, 1)
    if isinstance(row, Venue):
        row.uid = "00000000-0000-4000-8000-000000000002"  # type: ignore[assignment]
    row.pk = None
    row.save()


INSIGHTS_BREAKS: dict[str, Callable[[], object]] = {
    "stations.venue_opened_once": written_again("stations.open_venue"),
    "stations.venue_once_in_a_village": lambda: _twice(Venue.objects.first()),
    "stations.in_one_venue_at_a_time": lambda: _twice(Hosting.objects.first()),
    "stations.hosted_while_both_are_open": lambda: Venue.objects.update(
        to_on=TODAY + timedelta(days=1)
    ),
    "insights.target_set_once": written_again("insights.set_target"),
    "insights.target_once_at_a_time": lambda: _twice(Target.objects.first()),
}

"""Laws of stations, each a query over all rows."""

from __future__ import annotations

from django.db.models import F, Q

from moli.audit.queries import overlap_law, written_once_law
from moli.kernel.law import LawCheck, found_law
from moli.stations.models import Hosting, Station, Venue
from moli.stations.queries.laws_of_teams import team_laws


def station_laws() -> list[LawCheck]:
    """What holds of stations, their parts and venues: opened once, one of a name at a time."""
    return [
        written_once_law(
            "stations.station_opened_once",
            verb="stations.open_station",
            keys=map(str, Station.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "stations.station_open_once_at_a_time",
            Station.objects.all(),
            same=("village", "platform", "name"),
        ),
        written_once_law(
            "stations.venue_opened_once",
            verb="stations.open_venue",
            keys=map(str, Venue.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "stations.venue_once_in_a_village", Venue.objects.all(), same=("village", "name")
        ),
        overlap_law("stations.in_one_venue_at_a_time", Hosting.objects.all(), same=("station",)),
        _inside_both_law(),
        *team_laws(),
    ]


def _inside_both_law() -> LawCheck:
    """A station stands in a venue of its village while both are open."""
    wrong = ~Q(station__village=F("venue__village"))
    for side in ("station", "venue"):
        wrong |= Q(from_on__lt=F(f"{side}__from_on"))
        wrong |= Q(**{f"{side}__to_on__isnull": False}) & (
            Q(to_on=None) | Q(to_on__gt=F(f"{side}__to_on"))
        )
    return found_law(
        "stations.hosted_while_both_are_open",
        checked=Hosting.objects.count(),
        broken=Hosting.objects.filter(wrong).order_by("pk").values_list("pk", flat=True),
    )

"""Laws of stations, each a query over all rows."""

from __future__ import annotations

from moli.audit.queries import overlap_law, written_once_law
from moli.kernel.law import LawCheck
from moli.stations.models import Station


def station_laws() -> list[LawCheck]:
    """What holds of stations: opened once, and no second one of a name open at a time."""
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
    ]

"""Rows about stations, what they offer, their teams, and the venues that host them."""

from moli.stations.models.offering import Equipment, Offering, Pause
from moli.stations.models.station import Station
from moli.stations.models.team import SharePlan, Task, TeamMember, TeamShare
from moli.stations.models.venue import Hosting, Venue

__all__ = [
    "Equipment",
    "Hosting",
    "Offering",
    "Pause",
    "SharePlan",
    "Station",
    "Task",
    "TeamMember",
    "TeamShare",
    "Venue",
]

"""Rows about stations, and about the venues that host them."""

from moli.stations.models.station import Station
from moli.stations.models.venue import Hosting, Venue

__all__ = ["Hosting", "Station", "Venue"]

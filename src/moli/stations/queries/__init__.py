"""Answers about stations and their coverage."""

from moli.stations.queries.coverage import (
    TownCoverage,
    Uncovered,
    coverage,
    coverage_by_town,
    villages_without_station,
)
from moli.stations.queries.directory import (
    keys_of_stations_inside,
    open_stations,
    open_stations_of,
    station_by_key,
    stations_of_keys,
    villages_of_stations,
)
from moli.stations.queries.laws import station_laws

__all__ = [
    "TownCoverage",
    "Uncovered",
    "coverage",
    "coverage_by_town",
    "keys_of_stations_inside",
    "open_stations",
    "open_stations_of",
    "station_by_key",
    "station_laws",
    "stations_of_keys",
    "villages_of_stations",
    "villages_without_station",
]

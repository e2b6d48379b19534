"""Addresses of the stations' coverage, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.coverage.pages import station_coverage, villages_to_reach
from moli.interfaces.web.coverage.siting import next_stations
from moli.interfaces.web.coverage.trades import quiet_stations

READERS = only(Role.LEADER, Role.OFFICE, Role.AUDITOR, Role.ORGANISER, Role.TOWN_OFFICE)

urlpatterns = [
    page("coverage/", station_coverage, name="station_coverage", right=READERS),
    page("coverage/villages/", villages_to_reach, name="villages_to_reach", right=READERS),
    page("coverage/quiet/", quiet_stations, name="quiet_stations", right=READERS),
    page("coverage/next/", next_stations, name="next_stations", right=READERS),
]

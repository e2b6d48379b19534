"""Addresses of stations, each with the right that opens it."""

from moli.interfaces.access import page
from moli.interfaces.web.stations.days import (
    call_off,
    close,
    open_new,
    pause_station,
    reopen_station,
    services,
)
from moli.interfaces.web.stations.doors import KEEPERS, READERS, RUNNERS, WORKERS
from moli.interfaces.web.stations.pages import station, stations
from moli.interfaces.web.stations.team import join, leave, own_household, shares, shares_ended
from moli.interfaces.web.stations.things import (
    equipment_gone,
    new_equipment,
    new_task,
    revoke,
    task_ended,
)

_OF = "stations/<uuid:uid>/"
_PERSON, _THING = f"{_OF}team/<uuid:person>/", f"{_OF}equipment/<uuid:thing>/"
_DEVICE = f"{_OF}devices/<uuid:device>/revoke/"

urlpatterns = [
    page("stations/", stations, name="stations", right=READERS),
    page("stations/new/", open_new, name="open_station", right=KEEPERS),
    page(_OF, station, name="station", right=READERS),
    page(f"{_OF}services/", services, name="station_services", right=KEEPERS),
    page(f"{_OF}close/", close, name="close_station", right=KEEPERS),
    page(f"{_OF}pause/", pause_station, name="pause_station", right=RUNNERS),
    page(f"{_OF}reopen/", reopen_station, name="reopen_station", right=RUNNERS),
    page(f"{_OF}pause/call-off/", call_off, name="call_off_pause", right=RUNNERS),
    page(f"{_OF}equipment/new/", new_equipment, name="new_equipment", right=RUNNERS),
    page(f"{_THING}gone/", equipment_gone, name="equipment_gone", right=RUNNERS),
    page(f"{_OF}team/new/", join, name="join_team", right=RUNNERS),
    page(f"{_PERSON}leave/", leave, name="leave_team", right=RUNNERS),
    page(f"{_PERSON}household/", own_household, name="own_household", right=RUNNERS),
    page(f"{_OF}shares/", shares, name="station_shares", right=RUNNERS),
    page(f"{_OF}shares/end/", shares_ended, name="end_station_shares", right=RUNNERS),
    page(f"{_OF}tasks/new/", new_task, name="new_station_task", right=RUNNERS),
    page(f"{_OF}tasks/<uuid:task>/end/", task_ended, name="end_station_task", right=WORKERS),
    page(_DEVICE, revoke, name="revoke_device", right=RUNNERS),
]

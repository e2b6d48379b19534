"""Addresses of day sheets, each with the right that opens it."""

from moli.interfaces.access import page
from moli.interfaces.web.closings.doors import COUNTY, READERS
from moli.interfaces.web.closings.pages import (
    closing_slip,
    county_closings,
    station_closing,
    station_closings,
)

_OF = "stations/<uuid:uid>/closings/"

urlpatterns = [
    page("closings/", county_closings, name="closings", right=COUNTY),
    page(_OF, station_closings, name="station_closings", right=READERS),
    page(f"{_OF}<str:day>/", station_closing, name="station_closing", right=READERS),
    page(f"{_OF}<str:day>/slip/", closing_slip, name="closing_slip", right=READERS),
]

"""A station's day on one sheet, before it is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.counter.queries.day_sheet import day_sheet
from moli.counter.services.handing_out import collect, give_back
from tests.factories import NOW, TODAY, station
from tests.factories.drawers import occasion
from tests.factories.parcels import came, to_send

pytestmark = pytest.mark.django_db

YESTERDAY = NOW - timedelta(days=1)


def test_a_day_on_which_nothing_was_done_has_no_sheet() -> None:
    here = station().key
    came(here, at=YESTERDAY)
    assert day_sheet(here, on=TODAY) is None


def test_a_day_on_which_a_parcel_only_went_back_to_its_carrier_has_a_sheet() -> None:
    row = came(station().key, at=YESTERDAY)
    give_back(ref=row.request_key, base_version=1, occasion=occasion(row.station_key))
    sheet = day_sheet(row.station_key, on=TODAY)
    assert sheet is not None
    assert (sheet.parcels.given_back, sheet.parcels.expected) == (1, 0)


def test_a_day_on_which_a_parcel_was_only_collected_has_a_sheet() -> None:
    row = to_send(station().key, at=YESTERDAY)
    collect(ref=row.request_key, base_version=1, occasion=occasion(row.station_key))
    sheet = day_sheet(row.station_key, on=TODAY)
    assert sheet is not None
    assert (sheet.parcels.collected, sheet.parcels.expected) == (1, 0)

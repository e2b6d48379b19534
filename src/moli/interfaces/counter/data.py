"""The snapshot's address, and who may work on a device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.counter.doors import answered, counter_door, for_device
from moli.interfaces.counter.snapshot import counter_told
from moli.stations.queries.snapshot_parts import people_part
from moli.sync.queries.devices import users_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from moli.sync.models import Device

Told = Mapping[str, object]


def _data(request: MoliRequest, device: Device) -> HttpResponse:
    """The snapshot of the calling device's station, as it is now."""
    return answered(snapshot_told(device, language=request.LANGUAGE_CODE))


data = counter_door("GET")(for_device(_data))


def snapshot_told(device: Device, *, language: str) -> Told:
    """The snapshot as docs/counter.md lays it down, in one language."""
    now = clock.now()
    today = now.date()
    return {
        "now": now.isoformat(),
        "today": today.isoformat(),
        "language": language,
        "device": {
            "key": device.key,
            "number": device.number,
            "name": device.name,
            "next_sequence": device.next_sequence,
            "station_key": device.owner_key,
        },
        "people": people_told(device, on=today),
        **counter_told(device.owner_key, on=today, language=language),
    }


def people_told(device: Device, *, on: date) -> Sequence[Told]:
    """Who has signed in on a device and is of the station's team, with what they may do."""
    signed_in = {row.user_key for row in users_of(device.pk)}
    return [
        {"key": each.key, "name": each.name, "work": list(each.work)}
        for each in people_part(station_key=device.owner_key, on=on)
        if each.key in signed_in
    ]

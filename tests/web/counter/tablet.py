"""A tablet of a station that speaks to the counter's door over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from moli.accounts.models import User
from moli.interfaces.counter.doors import DEVICE_COOKIE
from moli.stations.models import Station
from tests.factories import NOW, station, station_operator

Json = Mapping[str, Any]


class Tablet:
    """A client that has registered as a device of a station, and has logged out since."""

    def __init__(self, at: Station | None = None, *, user: User | None = None) -> None:
        self.station = at or station()
        self.user = user or station_operator(station=self.station)
        self.client = Client()
        self.client.force_login(self.user)
        self.registered = self.post("device", self.registration())
        assert self.registered.status_code == 201, self.registered.content
        # A session that is over changes nothing for the device.
        del self.client.cookies[settings.SESSION_COOKIE_NAME]
        self._made = 0

    def registration(self, **other: Any) -> dict[str, Any]:
        """What a device says of itself when it registers."""
        return {
            "request_key": str(uuid4()),
            "station_key": self.station.key,
            "name": "柜台平板",
            **other,
        }

    def post(self, address: str, said: object, **headers: str) -> HttpResponse:
        """Send JSON to an address of the counter, as the app does."""
        return self.client.post(
            f"/counter/{address}/",
            data=said,
            content_type="application/json",
            headers={"X-Moli-Counter": "1", **headers},
        )

    def operation(self, kind: str, body: Json, **other: Any) -> dict[str, Any]:
        """The next operation of this tablet."""
        self._made += 1
        return {
            "id": str(uuid4()),
            "sequence": self._made,
            "kind": kind,
            "body": body,
            "made_at": NOW.isoformat(),
            "by": self.user.actor.key,
            **other,
        }

    def push(self, *operations: object) -> HttpResponse:
        """Send operations."""
        return self.post("push", {"operations": list(operations)})

    def answers(self, *operations: object) -> list[Json]:
        """Send operations; what is answered to each."""
        answer = self.push(*operations)
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    def data(self) -> Json:
        """The snapshot."""
        answer = self.client.get("/counter/data/")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def forget(self) -> None:
        """Lose the cookie, as a browser does whose data is cleared."""
        del self.client.cookies[DEVICE_COOKIE]

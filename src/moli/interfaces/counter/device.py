"""Registering a device at a station, signing people in on it, and noting that it was wiped."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponse

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.counter.data import people_told, snapshot_told
from moli.interfaces.counter.doors import (
    DEVICE_COOKIE,
    answered,
    counter_door,
    for_device,
    read_json,
)
from moli.interfaces.counter.handlers.reading import read_text, read_uuid
from moli.interfaces.counter.kinds import NotOfTheTeam
from moli.stations.queries.team import work_of_person
from moli.sync.queries.devices import actor_of
from moli.sync.rules.tokens import hash_of
from moli.sync.services.registering import note_wiped, register_device, sign_in

if TYPE_CHECKING:
    from moli.sync.models import Device

_PATH: Final = "/counter/"
_YEAR_SECONDS: Final = 365 * 24 * 3600
_TOKEN_BYTES: Final = 32


@counter_door("POST")
def register(request: MoliRequest) -> HttpResponse:
    """Register the device that asks, at a station of whoever has logged in: 201 and its cookie.

    The same key again is the same device under a new token. 401 without a log-in.
    """
    if not request.user.is_authenticated:
        return answered({"error": "login"}, status=401)
    said = read_json(request)
    station_key = str(read_uuid(said, "station_key"))
    _refuse_strangers(request, station_key)
    token = token_urlsafe(_TOKEN_BYTES)
    device = register_device(
        owner_key=station_key,
        name=read_text(said, "name"),
        token_hash=hash_of(token),
        request_key=read_uuid(said, "request_key"),
        by=request.standing.actor,
        at=clock.now(),
    )
    if device.revoked_at is not None:
        return answered({"error": "revoked"}, status=410)
    snapshot = snapshot_told(device, language=request.LANGUAGE_CODE)
    answer = answered({"device": snapshot["device"], "snapshot": snapshot}, status=201)
    set_device_cookie(answer, token)
    return answer


def set_device_cookie(answer: HttpResponse, token: str) -> None:
    """Let the device show who it is for another year, on this door only."""
    answer.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=_YEAR_SECONDS,
        path=_PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _sign_in(request: MoliRequest, device: Device) -> HttpResponse:
    """Sign in whoever has logged in, on a device of their station. 401 without a log-in."""
    if not request.user.is_authenticated:
        return answered({"error": "login"}, status=401)
    _refuse_strangers(request, device.owner_key)
    sign_in(device_id=device.pk, by=request.standing.actor, at=clock.now())
    return answered({"people": people_told(device, on=clock.today())})


people = counter_door("POST")(for_device(_sign_in))


def _wiped(_request: MoliRequest, device: Device) -> HttpResponse:
    """Note that nothing is left on a device that was revoked: 204, and its cookie goes too."""
    note_wiped(device_id=device.pk, by=actor_of(device), at=clock.now())
    answer = HttpResponse(status=204)
    answer.delete_cookie(DEVICE_COOKIE, path=_PATH, samesite="Strict")
    return answer


wiped = counter_door("POST")(for_device(_wiped, is_for_revoked=True))


def _refuse_strangers(request: MoliRequest, station_key: str) -> None:
    person_key, today = request.standing.actor.key, clock.today()
    if not work_of_person(station_key=station_key, person_key=person_key, on=today):
        raise NotOfTheTeam(field="station_key", day_on=today.isoformat())

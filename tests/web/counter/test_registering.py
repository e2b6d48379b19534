"""How a device becomes one of a station's, stays it without a session, and stops being it."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from moli.audit.models import Event
from moli.interfaces.access import MoliRequest
from moli.interfaces.counter.doors import DEVICE_COOKIE, counter_door, for_device
from moli.stations.rules.team import TeamRole
from moli.sync.models import Device
from moli.sync.rules.tokens import hash_of
from moli.sync.services.registering import revoke_device, sign_in
from tests.factories import NOW, TESTER, first_secretary, station, station_operator
from tests.factories.teams import staff
from tests.unchanged import unchanged
from tests.web.counter.tablet import Tablet

pytestmark = pytest.mark.django_db


def _revoke(tablet: Tablet) -> None:
    row = Device.objects.get(owner_key=tablet.station.key)
    revoke_device(device_uid=row.uid, by=TESTER, at=NOW)


def test_an_operator_registers_a_device_and_gets_all_that_it_may_hold() -> None:
    tablet = Tablet()

    row, told = Device.objects.get(), tablet.registered.json()
    assert told["device"] == {
        "key": row.key,
        "number": 1,
        "name": "柜台平板",
        "next_sequence": 1,
        "station_key": tablet.station.key,
    }
    assert told["snapshot"]["station"]["key"] == tablet.station.key
    assert told["snapshot"] == {**tablet.data(), "now": told["snapshot"]["now"]}


def test_its_cookie_is_its_own_on_this_door_only_and_for_a_year() -> None:
    cookie = Tablet().registered.cookies[DEVICE_COOKIE]

    assert (cookie["path"], cookie["samesite"]) == ("/counter/", "Strict")
    assert cookie["httponly"]
    assert cookie["max-age"] == 365 * 24 * 3600
    assert len(cookie.value) >= 43
    assert Device.objects.get().token_hash == hash_of(cookie.value)


@override_settings(SESSION_COOKIE_SECURE=True)
def test_its_cookie_goes_over_https_alone_where_there_is_https() -> None:
    assert Tablet().registered.cookies[DEVICE_COOKIE]["secure"]


def test_somebody_of_the_team_may_register_one_too() -> None:
    place = station()
    helper = staff(station=place, role=TeamRole.DELIVERER)

    people = Tablet(place, user=helper).data()["people"]

    assert people == [{"key": helper.actor.key, "name": helper.name, "work": ["PARCELS"]}]


@pytest.mark.parametrize("who", ["first_secretary", "other_operator"])
def test_nobody_registers_a_device_of_a_station_where_they_do_not_work(who: str) -> None:
    tablet = Tablet()
    user = (
        first_secretary()
        if who == "first_secretary"
        else station_operator(station=station(name="别的站"))
    )
    tablet.client.force_login(user)

    with unchanged():
        answer = tablet.post("device", tablet.registration())

    assert answer.status_code == 400
    assert answer.json()["code"] == "NotOfTheTeam"
    assert "2016" in answer.json()["sentence"]


def test_nobody_registers_a_device_without_a_log_in() -> None:
    tablet = Tablet()

    answer = tablet.post("device", tablet.registration())

    assert (answer.status_code, answer.json()) == (401, {"error": "login"})


def test_the_same_key_again_is_the_same_device_with_a_new_cookie() -> None:
    tablet = Tablet()
    said = tablet.registration()
    tablet.client.force_login(tablet.user)
    first = tablet.post("device", said).json()["device"]
    tablet.forget()

    again = tablet.post("device", said)

    assert again.json()["device"] == first
    assert Device.objects.count() == 2
    assert tablet.data()["device"]["key"] == first["key"]


@pytest.mark.parametrize("missing", ["request_key", "station_key", "name"])
def test_what_a_registration_lacks_is_said_by_name(missing: str) -> None:
    tablet = Tablet()
    tablet.client.force_login(tablet.user)

    answer = tablet.post("device", tablet.registration(**{missing: ""}))

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == ("FieldMissing", missing)


def test_a_name_with_half_a_sign_is_refused() -> None:
    tablet = Tablet()
    tablet.client.force_login(tablet.user)

    with unchanged():
        answer = tablet.post("device", tablet.registration(name="平板\ud83d"))

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == ("FieldMalformed", "name")


def test_a_second_person_signs_in_on_the_device() -> None:
    tablet = Tablet()
    helper = staff(station=tablet.station, role=TeamRole.PACKER)
    assert tablet.post("people", {}).status_code == 401

    tablet.client.force_login(helper)
    people = tablet.post("people", {}).json()["people"]

    assert {each["key"] for each in people} == {tablet.user.actor.key, helper.actor.key}
    assert tablet.data()["people"] == people


def test_nobody_of_another_station_signs_in_on_it() -> None:
    tablet = Tablet()
    tablet.client.force_login(station_operator(station=station(name="别的站")))

    with unchanged():
        answer = tablet.post("people", {})

    assert answer.json()["code"] == "NotOfTheTeam"


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "data"), ("post", "push"), ("post", "people"), ("post", "wiped")],
)
def test_without_its_cookie_or_with_a_stale_one_it_is_asked_to_register(
    method: str, address: str
) -> None:
    tablet = Tablet()
    tablet.client.cookies[DEVICE_COOKIE] = "stale"

    answer = getattr(tablet.client, method)(f"/counter/{address}/", headers={"X-Moli-Counter": "1"})

    assert (answer.status_code, answer.json()) == (401, {"error": "device"})


def test_a_revoked_device_is_told_so_and_applies_nothing() -> None:
    tablet = Tablet()
    _revoke(tablet)

    with unchanged():
        pushed = tablet.push(tablet.operation("cash", {"cash_kind": "FLOAT", "amount_fen": 100}))
        data = tablet.client.get("/counter/data/")

    for answer in (pushed, data):
        assert (answer.status_code, answer.json()) == (410, {"error": "revoked"})


def test_a_device_that_is_revoked_while_it_calls_is_told_so() -> None:
    tablet = Tablet()

    def sign_in_late(_request: MoliRequest, row: Device) -> HttpResponse:
        _revoke(tablet)
        sign_in(device_id=row.pk, by=TESTER, at=NOW)
        return HttpResponse()

    request = RequestFactory().post("/counter/people/", headers={"X-Moli-Counter": "1"})
    request.COOKIES[DEVICE_COOKIE] = tablet.client.cookies[DEVICE_COOKIE].value
    answer = counter_door("POST")(for_device(sign_in_late))(request)

    assert (answer.status_code, json.loads(answer.content)) == (410, {"error": "revoked"})


def test_a_revoked_device_that_registers_under_its_old_key_is_told_so() -> None:
    tablet = Tablet()
    said = {**tablet.registration(), "request_key": str(Device.objects.get().request_key)}
    _revoke(tablet)
    tablet.client.force_login(tablet.user)

    answer = tablet.post("device", said)

    assert (answer.status_code, answer.json()) == (410, {"error": "revoked"})
    assert DEVICE_COOKIE not in answer.cookies


def test_a_revoked_device_says_that_it_is_empty_and_its_cookie_goes() -> None:
    tablet = Tablet()
    _revoke(tablet)

    answer = tablet.post("wiped", {})

    assert answer.status_code == 204
    assert Device.objects.get().wiped_at is not None
    assert Event.objects.filter(verb="sync.note_wiped").count() == 1
    assert tablet.client.get("/counter/data/").status_code == 401


def test_a_device_in_use_is_not_noted_as_empty() -> None:
    tablet = Tablet()

    with unchanged():
        answer = tablet.post("wiped", {})

    assert (answer.status_code, answer.json()["code"]) == (400, "DeviceStillWorks")


@pytest.mark.parametrize("address", ["device", "people", "push", "wiped"])
def test_another_site_can_send_nothing(address: str) -> None:
    """A form of another site cannot bring the header along; a client that checks marks may."""
    tablet = Tablet()
    client = Client(enforce_csrf_checks=True)
    client.cookies = tablet.client.cookies

    refused = client.post(f"/counter/{address}/", data="{}", content_type="text/plain")
    let_in = client.post(
        f"/counter/{address}/",
        data=json.dumps({"operations": []}),
        content_type="application/json",
        headers={"X-Moli-Counter": "1"},
    )

    assert (refused.status_code, refused.json()) == (403, {"error": "header"})
    assert let_in.status_code != 403


@pytest.mark.parametrize("address", ["device", "people", "push", "wiped"])
def test_nothing_is_changed_by_asking(address: str) -> None:
    assert Client().get(f"/counter/{address}/").status_code == 405


def test_no_cache_keeps_what_is_answered() -> None:
    tablet = Tablet()

    for answer in (tablet.client.get("/counter/data/"), tablet.push(), tablet.registered):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]

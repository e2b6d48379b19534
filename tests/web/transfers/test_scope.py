"""Nobody reaches goods between two stations of others: every address, every method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.kernel.identifiers import masked_name
from tests.architecture.test_access import pages
from tests.factories import (
    HEGUI,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    Story,
    buyer,
    first_secretary,
    office,
    organiser,
    station,
    station_operator,
    stranger,
    town_office,
    village_committee,
)
from tests.factories.orders import tea_grade
from tests.factories.transfers import giving_station
from tests.scanning import answer_text
from tests.web.transfers.things import HEAD, transfer_things

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete")
OWN = ("stock_transfers", "near_stock", "ask_transfer")
READABLE = {"stock_transfers", "stock_transfer", "transfer_slip"}
OF_THE_GIVER = {"agree_transfer", "decline_transfer", "hand_over_stock"}
OF_THE_TAKER = {"receive_stock", "write_off_received"}


@pytest.fixture
def things(personas: Story) -> Mapping[str, Sequence[object]]:
    """Goods of Hegui for Yaobu at every stage."""
    return transfer_things(given=True)


def _names() -> set[str]:
    found = {(each.name.removeprefix("web:"), each.url) for each in pages()}
    return {name for name, url in found if url.startswith("/transfers/")}


def _url(name: str, things: Mapping[str, Sequence[object]]) -> str:
    query = f"?product=jasmine-tea&station={giving_station()}&grade={tea_grade(2).pk}"
    return reverse(f"web:{name}", args=things.get(name, [])) + (query if name in OWN else "")


def _giver() -> User:
    return station_operator(station=station(village_code=HEGUI, name="和桂村服务站"))


def _third() -> User:
    return station_operator(station=station(village_code=PANTANG_NAYANG, name="泮塘村服务站"))


def _without_a_right() -> Iterator[User]:
    yield stranger()
    yield buyer()
    yield first_secretary()
    yield village_committee()
    yield town_office()
    yield organiser()


def test_every_address_of_transfers_is_walked(things: Mapping[str, Sequence[object]]) -> None:
    assert _names() == set(things) | set(OWN)


def test_who_has_no_right_finds_nothing_at_all(
    client: Client, things: Mapping[str, Sequence[object]]
) -> None:
    for user in _without_a_right():
        client.force_login(user)
        for name in _names():
            for method in METHODS:
                answer = getattr(client, method)(_url(name, things))
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"


def test_a_third_station_and_another_towns_office_open_nothing_of_it(
    client: Client, things: Mapping[str, Sequence[object]]
) -> None:
    for user in (_third(), office(area_code=PANTANG_LUANCHENG[:9])):
        client.force_login(user)
        for name in things:
            for method in METHODS:
                answer = getattr(client, method)(_url(name, things))
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"
        text = answer_text(client.get(reverse("web:stock_transfers")))
        assert "DH" not in text


def test_each_side_takes_its_own_steps(
    client: Client, things: Mapping[str, Sequence[object]], personas: Story
) -> None:
    for user, closed in ((personas.station_operator, OF_THE_GIVER), (_giver(), OF_THE_TAKER)):
        client.force_login(user)
        for name in things:
            status = client.get(_url(name, things)).status_code
            assert status == (404 if name in closed else 200), f"{user} {name}"
    client.force_login(personas.office)
    for name in [*things, "stock_transfers", "near_stock"]:
        assert client.get(_url(name, things)).status_code == 200, name


def test_readers_of_the_county_read_and_change_nothing(
    client: Client, things: Mapping[str, Sequence[object]], personas: Story
) -> None:
    for user in (personas.leader, personas.auditor):
        client.force_login(user)
        for name in _names():
            status = client.get(_url(name, things)).status_code
            assert status == (200 if name in READABLE else 404), f"{user} {name}"
            assert client.post(_url(name, things)).status_code in {404, 405}, f"{user} {name}"


def test_whoever_asks_learns_no_household(
    client: Client, things: Mapping[str, Sequence[object]], personas: Story
) -> None:
    client.force_login(personas.station_operator)
    for name in [*OWN, "stock_transfer", "transfer_slip", "receive_stock"]:
        text = answer_text(client.get(_url(name, things)))
        for word in (HEAD, masked_name(HEAD)):
            assert word not in text, f"{name}: {word}"


def test_no_cache_keeps_them(
    client: Client, things: Mapping[str, Sequence[object]], personas: Story
) -> None:
    client.force_login(personas.office)
    for name in things:
        assert "no-store" in client.get(_url(name, things)).get("Cache-Control", ""), name

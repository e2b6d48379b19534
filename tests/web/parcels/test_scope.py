"""Nobody reaches stock or parcels of another: every address, every method.

The walk takes its addresses from the URLconf. A new address of these areas fails the first test
until it is written down here: with the thing of Yaobu's station that it must refuse, or as a page
without a thing, which then must not tell anything of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.kernel.identifiers import masked_name
from moli.orders.models import Production, WeighIn
from tests.architecture.test_access import pages
from tests.factories import (
    HEGUI,
    JIAOYI,
    Story,
    buyer,
    first_secretary,
    household,
    office,
    organiser,
    person_facts,
    station,
    station_operator,
    stranger,
    town_office,
    village_committee,
)
from tests.factories.orders import packed, placed, stocked, weighed_tea
from tests.scanning import answer_text
from tests.web.parcels.things import BUYER

pytestmark = pytest.mark.django_db

HEAD = "卢隐姓"
METHODS = ("get", "head", "post", "put", "patch", "delete")
AREAS = ("/stock/", "/parcels/")

# Addresses about one thing, and which thing of Yaobu's station they are asked for.
ABOUT: Mapping[str, str] = {
    "weigh": "household",
    "weigh_in": "weigh_in",
    "write_off_grams": "weigh_in",
    "production": "production",
    "write_off_units": "production",
    "stock_article": "article",
    "switch_article": "article",
    "price_article": "article",
    "sell_article": "article",
    "parcel": "order",
    "parcel_step": "order",
    "confirm_payment": "order",
    "take_back": "order",
}
# Addresses without a thing of their own; what they are asked for stands in their query.
OWN: Mapping[str, str] = {
    "stock": "",
    "find_grower": "",
    "pick_grower": "village=450181110206",
    "productions": "",
    "produce": "article=own&units=1",
    "stock_articles": "",
    "new_article": "",
    "parcels": "pile=send",
    "find_payment": "",
    "parcel_labels": "order={order}",
}


@pytest.fixture
def things(personas: Story) -> Mapping[str, str]:
    """What Yaobu's station has: a weigh-in, a batch, an article, a packed order."""
    here = station().key
    home = household(people=[person_facts(name=HEAD)])
    article = stocked(5, code="own", kept_at=here)
    row: WeighIn = weighed_tea(of=home, at_station=here)
    order = packed(placed("own", buyer=BUYER))
    return {
        "household": home.key,
        "weigh_in": row.key,
        "production": Production.objects.get(article=article).key,
        "article": article.code,
        "order": order.key,
    }


def _words(things: Mapping[str, str]) -> list[str]:
    names = [HEAD, masked_name(HEAD), BUYER.name, masked_name(BUYER.name), BUYER.phone]
    return [*names, *(key for name, key in things.items() if name != "article")]


def _other_workers() -> Iterator[User]:
    other = station(village_code=HEGUI, name="贺桂村服务站")
    yield station_operator(station=other)
    yield office(area_code=JIAOYI)


def _without_a_right() -> Iterator[User]:
    yield stranger()
    yield buyer()
    yield first_secretary()
    yield village_committee()
    yield town_office()
    yield organiser()


def _addresses() -> list[tuple[str, str]]:
    found = [(each.name.removeprefix("web:"), each.url) for each in pages()]
    return [(name, url) for name, url in found if url.startswith(AREAS)]


def _url(name: str, things: Mapping[str, str]) -> str:
    if name in ABOUT:
        return reverse(f"web:{name}", args=[things[ABOUT[name]]])
    query = OWN[name].format(**things)
    return f"{reverse(f'web:{name}')}?{query}"


def test_every_address_of_these_areas_is_walked() -> None:
    assert {name for name, _ in _addresses()} == set(ABOUT) | set(OWN)


def test_who_has_no_right_finds_nothing_at_all(client: Client, things: Mapping[str, str]) -> None:
    for user in _without_a_right():
        client.force_login(user)
        for name, _ in _addresses():
            for method in METHODS:
                answer = getattr(client, method)(_url(name, things))
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"
                for word in _words(things)[:5]:
                    assert word not in answer_text(answer), f"{user} {method} {name}: {word}"


def test_nobody_who_did_not_log_in_gets_past_the_log_in(
    client: Client, things: Mapping[str, str]
) -> None:
    for name, _ in _addresses():
        answer = client.get(_url(name, things))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/"), name


def test_nothing_of_another_station_opens(client: Client, things: Mapping[str, str]) -> None:
    for user in _other_workers():
        client.force_login(user)
        for name in ABOUT:
            for method in METHODS:
                answer = getattr(client, method)(_url(name, things))
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"
                for word in _words(things)[:5]:
                    assert word not in answer_text(answer), f"{user} {method} {name}: {word}"


def test_pages_of_ones_own_tell_nothing_of_another_station(
    client: Client, things: Mapping[str, str]
) -> None:
    for user in _other_workers():
        client.force_login(user)
        for name in OWN:
            url = _url(name, things)
            text = answer_text(client.get(url))
            # An answer repeats the key that it was asked with, in its link to the other language.
            for word in (each for each in _words(things) if each not in url):
                assert word not in text, f"{user} {name}: {word}"


def test_readers_of_the_county_open_what_can_be_read_and_nothing_that_changes(
    client: Client, things: Mapping[str, str], personas: Story
) -> None:
    readable = {"stock", "weigh_in", "productions", "production", "stock_articles"}
    readable |= {"stock_article", "parcels", "parcel"}
    for user in (personas.leader, personas.auditor):
        client.force_login(user)
        for name, _ in _addresses():
            status = client.get(_url(name, things)).status_code
            assert status == (200 if name in readable else 404), f"{user} {name}"
            assert client.post(_url(name, things)).status_code in {404, 405}, f"{user} {name}"


def test_the_station_and_the_office_open_all_of_it(
    client: Client, things: Mapping[str, str], personas: Story
) -> None:
    only_sent = {"switch_article", "price_article", "sell_article", "parcel_step"}
    for user in (personas.station_operator, personas.office):
        client.force_login(user)
        for name, _ in _addresses():
            is_registry = name == "pick_grower" and user == personas.station_operator
            expected = 405 if name in only_sent else 404 if is_registry else 200
            assert client.get(_url(name, things)).status_code == expected, f"{user} {name}"


def test_no_cache_keeps_a_page_about_people(
    client: Client, things: Mapping[str, str], personas: Story
) -> None:
    client.force_login(personas.office)
    for name, _ in _addresses():
        assert "no-store" in client.get(_url(name, things)).get("Cache-Control", ""), name

"""The snapshot over HTTP: of its own station only, in the parts and words that the app expects."""

from __future__ import annotations

import json

import pytest

from tests.factories import TODAY, YAOBU, household, station
from tests.factories.drawers import billed, bought, ware
from tests.factories.orders import tea
from tests.factories.parcels import agreed_to_deputy, came, weighed_at
from tests.web.counter.tablet import Tablet

pytestmark = pytest.mark.django_db
PARTS = {
    *("now", "today", "language", "station", "device", "people", "households", "products"),
    *("quotas", "wares", "carriers", "parcels", "buy_fors", "bills", "weigh_ins", "tasks"),
    *("drawer", "moves", "closings"),
}


def _day(key: str, name: str) -> None:
    """Something of every kind at a station, for somebody of this name."""
    tea()
    ware()
    came(key, person_name=name)
    bought(key, [("fertilizer", 2, 4_500)], name=name)
    billed(key, 5_000, name=name)


def test_it_holds_all_parts_with_what_is_open_at_the_station() -> None:
    tablet = Tablet()
    _day(tablet.station.key, "覃秀兰")
    of = household(village_code=YAOBU)
    agreed_to_deputy(of)
    weighed_at(tablet.station.key, of)

    told = tablet.data()

    assert set(told) == PARTS
    assert (told["today"], told["language"]) == (TODAY.isoformat(), "zh-hans")
    for part in ("parcels", "buy_fors", "bills", "weigh_ins", "households"):
        assert len(told[part]) == 1, part
    assert told["households"][0]["uid"] == str(of.uid)
    assert told["weigh_ins"][0]["household"] == str(of.uid)
    assert told["drawer"]["expected_fen"] == 9_000 + 5_100
    assert told["wares"][0]["unit"] == "袋"


def test_nothing_of_another_station_is_in_it() -> None:
    tablet, other = Tablet(), station(name="别的站")
    _day(other.key, "韦别人")

    told = tablet.data()

    for part in ("parcels", "buy_fors", "bills", "weigh_ins", "moves"):
        assert told[part] == [], part
    assert told["drawer"]["expected_fen"] == 0
    assert "韦别人" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "茉莉花茶"), ("en", "jasmine tea")])
def test_its_names_are_in_the_language_that_was_chosen(language: str, name: str) -> None:
    tablet = Tablet()
    tea()

    told = tablet.client.get(f"/counter/data/?lang={language}").json()

    (product,) = told["products"]
    assert product["name"] == name
    assert "name_en" not in product


def test_it_asks_as_often_for_many_as_for_few(django_assert_max_num_queries: object) -> None:
    tablet = Tablet()
    _day(tablet.station.key, "覃秀兰")
    for _ in range(8):
        came(tablet.station.key)
        billed(tablet.station.key, 5_000)

    with django_assert_max_num_queries(60):  # type: ignore[operator]
        tablet.data()

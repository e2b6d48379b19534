"""The list of stations and the page of one, as each of its readers sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import open_station
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    auditor,
    leader,
    office,
    station,
    station_operator,
    town_office,
    village,
)
from tests.factories.households import JIAOYI
from tests.factories.orders import weighed_tea
from tests.factories.teams import staff
from tests.scanning import answer_text
from tests.web.stations.things import HELPER, Kept, kept, station_things
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Kept:
    return kept()


def _text(client: Client, user: User, name: str, *args: object, **query: str) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"web:{name}", args=args), query)
    assert answer.status_code == 200
    return answer_text(answer)


def test_a_station_page_says_what_it_is_and_who_does_what(client: Client, found: Kept) -> None:
    text = _text(client, found.operator, "station", found.station.uid)

    for words in (
        *("瑶埠村服务站", "农村淘宝", "开着", "代买、代收代发", "电子秤 150 公斤"),
        *(HELPER, "打包员、记账员", "收货过秤、打包、收发包裹、代缴、管钱箱、日结"),
        *("60%", "40%", "8 月站务会议", "把货架擦干净", "1 · 柜台平板", "在用"),
    ):
        assert words in text, words


def test_the_last_active_day_is_told_with_what_was_done(client: Client, found: Kept) -> None:
    assert "365 天里没有记录" in _text(client, found.operator, "station", found.station.uid)

    weighed_tea(at_station=found.station.key)

    text = _text(client, found.operator, "station", found.station.uid)
    assert "2016 年 9 月 12 日" in text
    assert "收货" in text


def test_a_helper_reads_the_own_part_alone_and_no_devices(client: Client, found: Kept) -> None:
    text = _text(client, found.helper, "station", found.station.uid)

    assert "40%" in text
    assert "60%" not in text
    assert "柜台平板" not in text
    assert "加一个人" not in text
    assert "做好了" in text


@pytest.mark.parametrize("who", [leader, auditor, town_office])
def test_readers_of_the_area_see_masked_names_and_change_nothing(
    client: Client, found: Kept, who: Callable[[], User]
) -> None:
    text = _text(client, who(), "station", found.station.uid)

    assert HELPER not in text
    assert "卢*手" in text
    for words in ("加一个人", "停业几天", "派一项任务", "柜台平板", "把货架擦干净", "关掉这个站"):
        assert words not in text, words


def test_the_office_may_all_and_the_operator_what_is_the_stations(
    client: Client, found: Kept
) -> None:
    of_office = _text(client, office(), "station", found.station.uid)
    of_operator = _text(client, found.operator, "station", found.station.uid)

    for words in ("加一个人", "停业几天", "派一项任务", "停用这台设备"):
        assert words in of_office, words
        assert words in of_operator, words
    for words in ("改服务", "关掉这个站"):
        assert words in of_office, words
        assert words not in of_operator, words


def test_a_station_of_another_village_does_not_exist_for_its_operator(
    client: Client, found: Kept
) -> None:
    other = station_operator(station=station(village_code=HEGUI, name="和贵村服务站"))
    client.force_login(other)

    for name, args in station_things(found).items():
        address = reverse(f"web:{name}", args=args)
        assert client.get(address).status_code in {404, 405}, name
        assert client.post(address).status_code in {404, 405}, name


def test_a_town_sees_its_own_stations(client: Client, found: Kept) -> None:
    elsewhere = town_office(area_code=JIAOYI)
    client.force_login(elsewhere)

    assert client.get(reverse("web:station", args=[found.station.uid])).status_code == 404
    assert "瑶埠村服务站" not in _text(client, elsewhere, "stations")
    assert "瑶埠村服务站" in _text(client, town_office(), "stations")


def test_whoever_has_one_station_is_shown_it_at_once(client: Client, found: Kept) -> None:
    assert "<h1>瑶埠村服务站</h1>" in _text(client, found.operator, "stations")
    assert "<h1>瑶埠村服务站</h1>" in _text(client, found.helper, "stations")


def test_the_list_is_picked_by_platform_state_town_and_words(client: Client, found: Kept) -> None:
    opened = open_station(
        name="和贵村邮乐购服务站",
        platform=Platform.POST,
        village_code=village(HEGUI).code,
        from_on=TODAY + timedelta(days=9),
        by=TESTER,
        at=NOW,
    )
    who = office()

    def names(**query: str) -> tuple[bool, bool]:
        text = _text(client, who, "stations", **query)
        return "瑶埠村服务站" in text, opened.name in text

    assert names() == (True, True)
    assert names(platform="POST") == (False, True)
    assert names(platform="nonsense") == (True, True)
    assert names(state="OPEN") == (True, False)
    assert names(state="PLANNED") == (False, True)
    assert names(state="PAUSED") == (False, False)
    assert names(town=JIAOYI) == (False, True)
    assert names(q="瑶埠") == (True, False)


def test_a_page_of_the_list_asks_as_often_however_many_stations_it_has(
    client: Client, found: Kept
) -> None:
    client.force_login(office())
    address = reverse("web:stations")
    before = queries_of(client, address)
    for place in range(12):
        row = station(village_code=HEGUI, name=f"和贵村第 {place} 站")
        staff(station=row)

    assert queries_of(client, address) == before


def test_a_station_page_asks_as_often_however_large_its_team_is(
    client: Client, found: Kept
) -> None:
    client.force_login(found.operator)
    address = reverse("web:station", args=[found.station.uid])
    before = queries_of(client, address)
    for _ in range(6):
        staff(station=found.station)

    assert queries_of(client, address) == before

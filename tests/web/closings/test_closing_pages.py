"""Day sheets: who reads them, what stands on them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.stations.models import Station
from moli.stations.rules.team import TeamRole
from tests.factories import (
    HEGUI,
    NOW,
    TODAY,
    auditor,
    first_secretary,
    household,
    leader,
    office,
    station,
    station_operator,
    stranger,
    town_office,
    village,
)
from tests.factories.drawers import closed, parcel_fee
from tests.factories.parcels import weighed_at
from tests.factories.teams import member, staff
from tests.scanning import answer_text
from tests.web.closings.things import closed_day
from tests.web.stock.asking import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Station:
    row = station()
    closed_day(row)
    return row


def _get(client: Client, user: User, name: str, *args: object) -> int:
    client.force_login(user)
    return client.get(reverse(f"web:{name}", args=args)).status_code


def _text(client: Client, user: User, name: str, *args: object) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"web:{name}", args=args))
    assert answer.status_code == 200
    return answer_text(answer)


def test_a_sheet_says_cash_parcels_and_fees(client: Client, found: Station) -> None:
    text = _text(client, station_operator(), "station_closing", found.uid, TODAY)
    for words in (
        *("已日结", "放入零钱", "200 元", "代买收款", "90 元", "代缴收款", "87.40 元"),
        *("389.40 元", "386.40 元", "-3 元", "ZTO0001", "17 元", "全归本站", "这些数怎么来的"),
    ):
        assert words in text.replace("−", "-"), words


def test_what_the_team_sold_itself_is_marked_on_the_sheet(client: Client) -> None:
    row, own = station(), household()
    person = member(row, TeamRole.PACKER)
    type(person).objects.filter(pk=person.pk).update(household=own)
    weighed_at(row.key, household())
    assert "站里人自家的" not in _text(client, office(), "station_closing", row.uid, TODAY)

    weighed_at(row.key, own)

    text = _text(client, office(), "station_closing", row.uid, TODAY)
    assert "其中站里人自家的" in text
    assert "1 笔，120 斤" in text


def test_a_slip_says_the_same_in_short(client: Client, found: Station) -> None:
    text = _text(client, station_operator(), "closing_slip", found.uid, TODAY)
    assert "386.40 元" in text
    assert "应有 2，点到 1" in text


def test_a_day_that_is_open_says_so_and_has_no_slip(client: Client) -> None:
    row = station()
    parcel_fee(row.key, 600)
    operator = station_operator()
    assert "还没有日结" in _text(client, operator, "station_closing", row.uid, TODAY)
    assert _get(client, operator, "closing_slip", row.uid, TODAY) == 404
    assert _get(client, operator, "station_closing", row.uid, TODAY - timedelta(days=5)) == 404
    assert "还没有日结" in _text(client, operator, "station_closings", row.uid)


def test_who_reads_a_stations_days(client: Client, found: Station) -> None:
    accountant = staff(station=found, role=TeamRole.ACCOUNTANT, name="韦记账")
    packer = staff(station=found, role=TeamRole.PACKER, name="韦打包")
    elsewhere = station(village_code=village(HEGUI).code, name="和贵村服务站")
    for user in (station_operator(), accountant, office(), leader(), auditor()):
        assert _get(client, user, "station_closings", found.uid) == 200
        assert _get(client, user, "station_closing", found.uid, TODAY) == 200
    for user in (packer, town_office(), first_secretary(), stranger()):
        assert _get(client, user, "station_closings", found.uid) == 404
        assert _get(client, user, "station_closing", found.uid, TODAY) == 404
    assert _get(client, accountant, "station_closings", elsewhere.uid) == 404


def test_a_leader_reads_masked_names(client: Client, found: Station) -> None:
    text = _text(client, leader(), "station_closing", found.uid, TODAY)
    assert "测*" in text
    assert "测试" in _text(client, office(), "station_closing", found.uid, TODAY)


def test_only_who_reads_the_books_is_led_there(client: Client, found: Station) -> None:
    assert "看这笔账" in _text(client, auditor(), "station_closing", found.uid, TODAY)
    assert "看这笔账" not in _text(client, station_operator(), "station_closing", found.uid, TODAY)


def test_the_county_sees_days_that_are_open_and_differences(client: Client, found: Station) -> None:
    late = station(village_code=village(HEGUI).code, name="和贵村服务站")
    parcel_fee(late.key, 600, at=NOW - timedelta(days=2))
    text = _text(client, office(), "closings").replace("−", "-")
    for words in ("和贵村服务站", "2016 年 9 月 10 日", "瑶埠村服务站", "-3 元"):
        assert words in text, words
    for user in (station_operator(), town_office()):
        assert _get(client, user, "closings") == 404


def test_the_countys_page_takes_no_more_queries_for_more_stations(client: Client) -> None:
    user = office()

    def queries() -> int:
        client.force_login(user)
        return queries_of(client, reverse("web:closings"))

    def another(number: int) -> None:
        row = station(name=f"第{number}站")
        parcel_fee(row.key, 600, at=NOW - timedelta(days=3))
        closed(row.key, on=TODAY - timedelta(days=3))
        parcel_fee(row.key, 600, at=NOW - timedelta(days=2))

    another(1)
    few = queries()
    for number in (2, 3, 4):
        another(number)
    assert queries() == few

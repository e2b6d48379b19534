"""Closing a month on its page: what it means, once, and never again open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.ledger.models import Closing
from tests.factories import NOW, Story
from tests.factories.settlement import general_rule, packed_order, settled, shelf_of_three
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
LAST_MONTH = NOW - timedelta(days=30)


@pytest.fixture
def office(client: Client, personas: Story) -> Client:
    """The office before the page; something was settled in August."""
    general_rule()
    shelf_of_three()
    settled(packed_order(units=1), at=LAST_MONTH)
    client.force_login(personas.office)
    return client


def _close(client: Client, month: str) -> str:
    url = reverse("web:close_month")
    return client.post(url, {"month": month}, follow=True).content.decode()


def test_the_page_says_what_closing_means(office: Client) -> None:
    text = office.get(reverse("web:close_month"), {"month": "2016-08"}).content.decode()

    assert "2016 年 8 月 31 日和以前的日子，从此不能再记账" in text
    assert "结了不能反悔" in text
    assert "这个月借方一共 38 元" in text
    assert "借贷相等" in text


def test_a_month_is_closed_once(office: Client) -> None:
    assert "2016 年 8 月结好了" in _close(office, "2016-08")
    with unchanged():
        _close(office, "2016-08")

    assert Closing.objects.get().through_on == date(2016, 8, 31)
    text = office.get(reverse("web:books"), {"month": "2016-08"}).content.decode()
    assert "已结账" in text
    assert "已经结到 2016 年 8 月 31 日" in text
    assert reverse("web:close_month") not in text


@pytest.mark.parametrize("month", ["", "8", "2016-13", "２０１６-08", "2016-08-31"])
def test_a_month_that_cannot_be_read_closes_no_other(office: Client, month: str) -> None:
    with unchanged():
        answer = office.post(reverse("web:close_month"), {"month": month})

    assert answer.status_code == 404


def test_a_month_that_is_not_over_is_not_closed(office: Client) -> None:
    with unchanged():
        assert "过完再结账" in _close(office, "2016-09")
    text = office.get(reverse("web:close_month"), {"month": "2016-09"}).content.decode()
    assert "这个月还没过完" in text
    assert "<button" not in text.split("<main")[1].split("</main>")[0]


def test_a_month_inside_what_is_closed_is_refused(office: Client) -> None:
    _close(office, "2016-08")

    with unchanged():
        assert "账已结到 2016 年 8 月 31 日" in _close(office, "2016-07")


def test_readers_find_no_button(office: Client, personas: Story) -> None:
    for user in (personas.auditor, personas.leader):
        office.force_login(user)
        text = office.get(reverse("web:books"), {"month": "2016-08"}).content.decode()
        assert reverse("web:close_month") not in text

"""What a station's team finds on the page of today, and which doors stay closed to a helper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.counter.queries.unclosed import unclosed_days
from moli.counter.rules.states import CashKind
from moli.counter.services.cash import move_cash
from moli.stations.models import Station, Task
from moli.stations.rules.team import TeamRole
from tests.factories import HEGUI, NOW, TODAY, office, station, station_operator
from tests.factories.drawers import occasion
from tests.factories.teams import staff, task
from tests.scanning import answer_text

pytestmark = pytest.mark.django_db

UNCLOSED = "还有 2 天没有日结"


def _today(client: Client, user: User) -> str:
    client.force_login(user)
    return answer_text(client.get(reverse("web:today")))


def _cash(row: Station, *, days_ago: int) -> None:
    at = NOW - timedelta(days=days_ago)
    move_cash(
        cash_kind=CashKind.FLOAT,
        amount_fen=20_000,
        subject_key="",
        occasion=occasion(row.key, at=at),
    )


@pytest.fixture
def unclosed() -> Station:
    """Yaobu's station, where cash moved today and on two days before; none was closed."""
    row = station()
    for days_ago in (0, 1, 4, 4):
        _cash(row, days_ago=days_ago)
    return row


def test_days_before_today_on_which_cash_moved_are_to_be_closed(
    unclosed: Station, django_assert_num_queries: object
) -> None:
    elsewhere = station(village_code=HEGUI, name="和贵村服务站")
    keys = [unclosed.key, elsewhere.key]

    with django_assert_num_queries(2):  # type: ignore[operator]
        found = unclosed_days(keys, before_on=TODAY)
    assert found == {unclosed.key: [TODAY - timedelta(days=4), TODAY - timedelta(days=1)]}


def test_whoever_may_close_a_day_reads_which_are_open(client: Client, unclosed: Station) -> None:
    accountant = staff(station=unclosed, role=TeamRole.ACCOUNTANT)

    for user in (accountant, station_operator()):
        text = _today(client, user)
        assert UNCLOSED in text
        assert "最早是 9 月 8 日" in text
        assert 'href="/counter/"' in text


def test_nobody_else_reads_of_open_days(client: Client, unclosed: Station) -> None:
    elsewhere = station(village_code=HEGUI, name="和贵村服务站")
    packer = staff(station=unclosed, role=TeamRole.PACKER)
    other = staff(station=elsewhere, role=TeamRole.ACCOUNTANT)

    for user in (packer, other, station_operator(station=elsewhere), office()):
        assert UNCLOSED not in _today(client, user)


def test_tasks_stand_there_two_days_before_they_are_due_and_until_they_are_done(
    client: Client,
) -> None:
    row = station()
    packer, trainer = staff(station=row), staff(station=row, role=TeamRole.TRAINER)
    late = task(row, words="把货架擦干净", for_key=packer.actor.key)
    Task.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    task(row, words="通知来取包裹", due_on=TODAY + timedelta(days=2))
    task(row, words="教老人看到账", due_on=TODAY + timedelta(days=3))

    text = _today(client, packer)
    assert "9 月 11 日该做完，过了" in text
    assert "通知来取包裹" in text
    assert "教老人看到账" not in text
    text = _today(client, trainer)
    assert "把货架擦干净" not in text
    assert "通知来取包裹" in text


def test_a_helper_opens_the_station_and_the_counter_and_nothing_of_others(
    client: Client,
) -> None:
    client.force_login(staff(station=station()))

    for name in ("today", "stations", "me", "lots"):
        assert client.get(reverse(f"web:{name}")).status_code == 200, name
    assert client.get(reverse("counter:shell")).status_code == 200
    closed = (
        *("stock", "parcels", "registry", "payouts", "station_earnings", "books", "trail"),
        *("procedures", "pairings", "rounds", "post_lot", "stock_articles"),
        *("open_station", "export_roster", "station_coverage"),
    )
    for name in closed:
        assert client.get(reverse(f"web:{name}")).status_code == 404, name


def test_a_helper_is_named_with_the_station_on_the_own_page(client: Client) -> None:
    client.force_login(staff(station=station()))

    text = answer_text(client.get(reverse("web:me")))
    assert "服务站帮手" in text
    assert "瑶埠村服务站" in text

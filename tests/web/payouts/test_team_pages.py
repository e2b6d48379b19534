"""Who reads whose part of a station's commission: the person, the operator, the office."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.ledger.models import Account
from moli.settlement.services.releasing import release_earnings
from moli.stations.models import Station
from tests.factories import HEGUI, TODAY, Story, office, station, station_operator
from tests.factories.settlement import MAKER, earned
from tests.factories.teams import share_plan, staff
from tests.scanning import answer_text
from tests.web.payouts.test_takers import OCTOBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(personas: Story, settings: object) -> tuple[Station, User, User]:
    """Yaobu's station, and two of its people, who share its September: 6.00 and 4.00."""
    row = station()
    first, second = (staff(station=row, name=name) for name in ("韦提成", "蒙提成"))
    share_plan(row, {first.actor.key: 600, second.actor.key: 400})
    earned(at_station=row.key)
    release_earnings(month=TODAY, by=MAKER, at=OCTOBER)
    settings.MOLI_DEMO_DAY = "2016-10-12"  # type: ignore[attr-defined]
    return row, first, second


def _text(client: Client, user: User, name: str, *args: object, lang: str = "zh-hans") -> str:
    client.force_login(user)
    answer = client.get(reverse(f"web:{name}", args=args), {"lang": lang})
    assert answer.status_code == 200
    return answer_text(answer)


def test_each_person_reads_the_own_part_and_no_other(
    client: Client, team: tuple[Station, User, User]
) -> None:
    _, first, second = team

    own, others = (_text(client, user, "own_share") for user in (first, second))

    assert "6<small>元" in own
    assert "蒙提成" not in own
    assert "4<small>元" in others
    assert "韦提成" not in others


def test_whoever_was_given_something_comes_to_it_from_the_own_page(
    client: Client, personas: Story, team: tuple[Station, User, User]
) -> None:
    _, first, _ = team
    address = reverse("web:own_share")

    assert address in _text(client, first, "me")
    assert address not in _text(client, personas.buyer, "me")


def test_who_was_never_given_anything_reads_that(client: Client, personas: Story) -> None:
    assert "还没有提成" in _text(client, personas.buyer, "own_share")


def test_the_operator_reads_the_team_and_another_stations_operator_nothing(
    client: Client, personas: Story, team: tuple[Station, User, User]
) -> None:
    text = _text(client, personas.station_operator, "station_earnings")
    for word in ("分给站里的人", "韦提成", "蒙提成", "一共 10 元"):
        assert word in text
    other = station_operator(station=station(village_code=HEGUI, name="和桂村服务站"), name="别站")

    assert "提成" not in _text(client, other, "station_earnings").replace("我的提成", "")


def test_the_office_pays_a_person_by_the_whole_name(
    client: Client, personas: Story, team: tuple[Station, User, User]
) -> None:
    _, first, _ = team
    account = Account.objects.get(owner_key=first.actor.key, kind="PAYABLE")
    payer = office(name="另一位")

    listed = _text(client, payer, "takers")
    assert "韦*成" in listed
    assert "韦提成" not in listed
    assert "韦提成" in _text(client, payer, "pay_taker", account.uid)
    assert "韦*成" in _text(client, payer, "account_statement", account.uid)


def test_a_leader_reads_the_sum_of_all_people_and_nobodys_account(
    client: Client, personas: Story, team: tuple[Station, User, User]
) -> None:
    _, first, _ = team
    account = Account.objects.get(owner_key=first.actor.key, kind="PAYABLE")

    text = _text(client, personas.leader, "takers")

    assert "各站的人，合计" in text
    assert "韦*成" not in text
    client.force_login(personas.leader)
    assert client.get(reverse("web:account_statement", args=[account.uid])).status_code == 404

"""What the office is told of money that goes back and of people whose time is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.queries import standing_of
from moli.gateways.payment import Channel
from moli.households.rules.people import LeaveReason
from moli.households.services.erasing import withdraw_household
from moli.interfaces.web.today.back import back_lines
from moli.orders.models import Refund
from moli.orders.rules.paying import PaymentFacts
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import repaid_by_hand, send_back
from tests.factories import HEGUI, NOW, TESTER, TODAY, YAOBU, Story, household, office
from tests.factories.orders import placed, stocked

pytestmark = pytest.mark.django_db


def owed_by_hand() -> Refund:
    stocked(5)
    order = placed()
    facts = PaymentFacts(Channel.OFFLINE, "slip-1", order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    send_back(gateways={}, by=TESTER, at=NOW)
    return Refund.objects.get()


def withdrawn_long_ago(village_code: str = YAOBU) -> None:
    row = household(village_code=village_code)
    at = NOW - timedelta(days=4 * 366)
    withdraw_household(household_id=row.pk, reason=LeaveReason.MOVED, by=TESTER, at=at)


def test_the_office_is_told_of_both_with_where_to_go(personas: Story) -> None:
    refund = owed_by_hand()
    withdrawn_long_ago()
    office = standing_of(personas.people["office"], on=TODAY)

    lines = list(back_lines(office, on=TODAY))

    assert [(line.what, line.url) for line in lines] == [
        ("等您退款 1 笔", reverse("web:pay_desk")),
        ("保存期满 1 户", reverse("web:withdrawn")),
    ]
    assert len(list(back_lines(office, on=TODAY))) == 2
    repaid_by_hand(refund_id=refund.pk, slip_no="B-1", by=TESTER, at=NOW)
    assert len(list(back_lines(office, on=TODAY))) == 1


@pytest.mark.parametrize("who", ["first_secretary", "leader", "auditor", "buyer"])
def test_nobody_else_is(personas: Story, who: str) -> None:
    owed_by_hand()
    withdrawn_long_ago()

    assert list(back_lines(standing_of(personas.people[who], on=TODAY), on=TODAY)) == []


def test_an_office_of_one_town_is_told_of_its_own_households_and_of_no_money(
    personas: Story,
) -> None:
    owed_by_hand()
    withdrawn_long_ago()
    withdrawn_long_ago(HEGUI)
    of_town = standing_of(office(area_code=YAOBU[:9]), on=TODAY)

    lines = list(back_lines(of_town, on=TODAY))

    assert [(line.what, line.url) for line in lines] == [
        ("保存期满 1 户", reverse("web:withdrawn"))
    ]
    assert len(list(back_lines(of_town, on=TODAY))) == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_offices_page_shows_them(client: Client, personas: Story, language: str) -> None:
    owed_by_hand()
    client.force_login(personas.people["office"])

    body = client.get(reverse("web:today"), {"lang": language}).content.decode()

    assert body.count(f'href="{reverse("web:pay_desk")}"') == 2

"""The office's desk: what it sends back by hand, what a channel could not, and what puzzles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.gateways.payment import Channel, PaymentState
from moli.gateways.payment import Payment as Said
from moli.interfaces import clock
from moli.orders.models import Order, Refund, Repayment
from moli.orders.rules.paying import PaymentFacts
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.hearing import hear
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import send_back
from tests.factories import NOW, TESTER, Story
from tests.factories.orders import placed, stocked
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

DESK = reverse("web:pay_desk")


def owed(*, channel: Channel = Channel.OFFLINE, slip: str = "slip-1") -> Refund:
    """A refund of an order that was paid and cancelled."""
    stocked(5)
    order = placed()
    facts = PaymentFacts(channel, slip, order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)
    send_back(gateways={}, by=TESTER, at=NOW)
    return Refund.objects.get(order=order)


def noted(client: Client, refund: Refund, slip: str) -> object:
    return client.post(reverse("web:pay_repaid", args=[refund.pk]), {"slip_no": slip})


@pytest.fixture
def office(personas: Story, client: Client) -> Client:
    client.force_login(personas.people["office"])
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_shows_what_waits_and_nobody_by_name(office: Client, language: str) -> None:
    by_hand, stuck = owed(), owed(channel=Channel.WECHAT, slip="wx-1")
    said = Said(
        order_no=by_hand.order.number,
        transaction_no="4200000009",
        total_fen=1,
        state=PaymentState.PAID,
    )
    hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW)

    body = office.get(DESK, {"lang": language}).content.decode()

    for word in (by_hand.order.number, stuck.order.number, "OFF", "4200000009"):
        assert word in body
    assert [word for word in ("民族大道", "13800") if word in body] == []


def test_an_empty_desk_says_so(office: Client) -> None:
    assert "没有要您退的" in office.get(DESK).content.decode()


def test_a_slip_is_noted_once_however_often_it_is_sent(office: Client) -> None:
    refund = owed()

    answers = [noted(office, refund, "B-77") for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]  # type: ignore[attr-defined]
    row = Repayment.objects.get()
    assert (row.slip_no, row.state) == ("B-77", "DONE")
    assert Event.objects.filter(verb="orders.send_back").count() == 1
    assert "没有要您退的" in office.get(DESK).content.decode()


def test_a_slip_that_is_missing_is_asked_for_and_one_that_is_taken_is_kept(office: Client) -> None:
    one, other = owed(), owed(slip="slip-2")
    noted(office, one, "B-1")

    with unchanged():
        missing = noted(office, other, " ")
        taken = noted(office, other, "B-1")
    assert missing.status_code == taken.status_code == 422  # type: ignore[attr-defined]
    assert "请填银行回单" in missing.content.decode()  # type: ignore[attr-defined]
    body = taken.content.decode()  # type: ignore[attr-defined]
    assert "已经记在另一笔退款上" in body
    assert 'value="B-1"' in body


def test_a_refund_that_waits_for_nobody_has_no_address(office: Client) -> None:
    stocked(1)
    assert office.post(reverse("web:pay_repaid", args=[4711]), {"slip_no": "B"}).status_code == 404


@pytest.mark.parametrize(
    "who", ["first_secretary", "station_operator", "organiser", "buyer", "leader", "auditor"]
)
def test_nobody_but_the_office_opens_it(personas: Story, client: Client, who: str) -> None:
    refund = owed()
    client.force_login(personas.people[who])

    assert client.get(DESK).status_code == 404
    with unchanged():
        assert noted(client, refund, "B").status_code == 404  # type: ignore[attr-defined]


def test_a_stranger_is_sent_to_the_log_in(client: Client) -> None:
    assert client.get(DESK).status_code == 302


def test_the_page_of_the_order_says_when_it_was_sent_back(office: Client) -> None:
    refund = owed()
    url = reverse("web:pay", args=[Order.objects.get().uid])
    assert "要退给您" in office.get(url).content.decode()
    noted(office, refund, f"B-{clock.now():%H}")

    assert "已经退给您" in office.get(url).content.decode()


def test_the_trail_tells_a_puzzle_in_words(office: Client) -> None:
    stocked(1)
    said = Said(
        order_no=placed().number,
        transaction_no="4200000009",
        total_fen=1,
        state=PaymentState.PAID,
    )
    hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW)
    refund = owed()
    noted(office, refund, "B-1")

    body = office.get(reverse("web:trail")).content.decode()

    for words in ("收到一笔对不上的款", "金额和订单对不上", "退了一笔货款", "到站付款或银行转账"):
        assert words in body

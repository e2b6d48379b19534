"""Money that goes back to buyers: the payouts lead to its desk, and its slip ends in the books."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.gateways.payment import Channel
from moli.orders.models import Order, Refund
from moli.orders.rules.paying import PaymentFacts
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import send_back
from moli.settlement.models import PaidBack
from moli.settlement.queries.due import refunds_to_note
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.services.paying_back import pay_back
from tests.factories import JIAOYI, NOW, TESTER, Story, office
from tests.factories.orders import placed, stocked
from tests.scanning import answer_text
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

SLIP = "2016091200099"


@pytest.fixture
def order(personas: Story) -> Order:
    """An order that was paid by a transfer and cancelled: its money waits for the office's hand."""
    stocked(5)
    row = placed()
    facts = PaymentFacts(Channel.OFFLINE, "slip-1", row.total_fen)
    record_payment(order_uid=row.uid, facts=facts, by=TESTER, at=NOW)
    cancel_order(order_uid=row.uid, by=TESTER, at=NOW)
    send_back(gateways={}, by=TESTER, at=NOW)
    return row


def _give_back(client: Client, refund: Refund) -> None:
    client.post(reverse("web:pay_repaid", args=[refund.pk]), {"slip_no": SLIP})


def test_the_office_goes_from_payouts_to_what_goes_back_and_it_ends_in_the_books(
    client: Client, personas: Story, order: Order
) -> None:
    client.force_login(personas.office)
    desk = reverse("web:pay_desk")
    assert f'href="{desk}"' in client.get(reverse("web:payouts")).content.decode()
    page = answer_text(client.get(desk))
    assert order.number in page
    assert order.phone not in page
    assert order.address not in page
    refund = Refund.objects.get()

    _give_back(client, refund)
    with unchanged():
        _give_back(client, refund)
    for pk in refunds_to_note():
        pay_back(refund_id=pk, by=TESTER, at=NOW)

    assert refunds_to_note() == []
    assert PaidBack.objects.get(refund=refund).channel_reference == SLIP
    assert order.number not in answer_text(client.get(desk))
    assert [law.law for law in settlement_laws() if not law.holds] == []


def test_who_only_reads_payouts_is_not_led_to_a_closed_desk(
    client: Client, personas: Story, order: Order
) -> None:
    client.force_login(personas.auditor)

    assert reverse("web:pay_desk") not in client.get(reverse("web:payouts")).content.decode()
    assert client.get(reverse("web:pay_desk")).status_code == 404


def test_the_office_of_one_town_gives_nothing_back(client: Client, order: Order) -> None:
    client.force_login(office(area_code=JIAOYI))
    refund = Refund.objects.get(order=order)

    with unchanged():
        assert client.get(reverse("web:pay_desk")).status_code == 404
        url = reverse("web:pay_repaid", args=[refund.pk])
        assert client.post(url, {"slip_no": SLIP}).status_code == 404
